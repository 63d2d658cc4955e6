# cli: en

# Keys
key-missing = There is no private key { $key } in { $home }.
    .hint = Put in your card or token, or sign at the computer where the key was made. kanhe looks in the keyring that gpg --list-secret-keys shows.
key-unusable = The private key { $key } is in { $home }, but it cannot sign.
    .hint = It may have expired, been revoked, or not be meant for signing; gpg --list-secret-keys tells.
key-cancelled = Cancelled. Nothing was signed.
key-passphrase = The passphrase is wrong. Nothing was signed.
    .hint = Try again; mind the keyboard layout and Caps Lock.
key-passphrase-text = A passphrase must be one line of text.
key-pinentry = GnuPG has no program or no terminal to ask for the passphrase.
    .hint = Install pinentry-gtk2, pinentry-qt or pinentry-curses. In a terminal, also: export GPG_TTY=$(tty).
key-no-home = There is no key directory { $home }.
    .hint = Check the path. GnuPG makes its usual directory itself when gpg --list-keys is run.
key-long-home = The name of the key directory { $home } has { $length } bytes; at most { $most } are possible.
    .hint = Move it to a shorter path, or reach it through a short symbolic link.
key-agent = The key agent of { $home } does not answer.
    .hint = Run gpgconf --kill all and try again. The directory must belong to you alone (mode 700).
key-engine = GnuPG is not installed.
    .hint = Install the packages gpg, gpg-agent and gpgconf.
key-user-id = “{ $found }” cannot be a user id: a name and an e-mail address on one line are expected, without invisible characters.
    .hint = For example: Chen Wen <chen@example.org>
key-exists = A key for “{ $user-id }” is there already.
    .hint = Use that key; if you need another, as when that one was lost, add --another.
key-other = GnuPG reports: { $text }

## Acts

verb-found = found
verb-submit = submit
verb-revise = revise
verb-approve = approve
verb-disagree = disagree
verb-read = read
verb-return = return
verb-issue = sign off
verb-seal = seal
verb-withdraw = withdraw
verb-execute = execute
verb-affirm = affirm
verb-complete = complete
verb-reply = reply
verb-add-sign = add a signer
verb-remove-sign = remove a signer
verb-transfer = transfer
verb-consult = consult
verb-take-back = take back
verb-terminate = terminate
verb-urge = urge
verb-circulate = circulate
verb-instruct = instruct
verb-void = void
verb-repeal = repeal
verb-recall = recall
verb-send = send
verb-open = first opening
verb-receive = receive
verb-refuse = refuse

## Where a subject stands

stage-in-review = in review
stage-returned = returned
stage-refused = refused
stage-issued = signed off
stage-sealed = sealed
stage-sent = sent
stage-carried = carried out, to be confirmed
stage-executed = executed
stage-finished = finished
stage-withdrawn = withdrawn
stage-terminated = terminated
stage-rejected = rejected
stage-voided = void
stage-repealed = repealed
stage-corrected = corrected
stage-recalled = recalled

## Standing of a certificate

standing-active = active
standing-suspended = suspended
standing-retired = retired
standing-compromised = compromised
standing-abolished = abolished
standing-handed-back = handed back
standing-destroyed = destroyed
seal-kind-unit = unit’s official seal
seal-kind-special = special seal
seal-kind-personal = personal seal
required-code = the personnel code
required-phone = the office telephone
required-mobile = the mobile number
required-agreement = the day of the confidentiality agreement
change-unit-register = registration of a unit
change-unit-abolish = abolition or merger of a unit
change-unit-rename = renaming of a unit
change-unit-change = change of a unit
change-officers = change of who holds the posts every unit must fill
change-person-open = opening of an account
change-person-leave = leaving
change-person-move = change of unit or posts
change-person-change = change of a person
change-certificate-register = registration of a certificate
change-certificate-renew = renewal of a certificate
change-certificate-suspend = suspension of a certificate
change-certificate-restore = restoring of a certificate
change-certificate-retire = retirement of a certificate
change-certificate-compromise = a certificate declared compromised
change-seal-make = making of a seal
change-seal-hand-back = handing back of a seal
change-seal-destroy = destruction of a seal
change-seal-custodian = change of custodians
change-seal-certificate = change of a seal’s certificate
change-seal-change = change of a seal
change-settings = settings
change-calendar = working calendar
change-workflows = workflows
change-themes = themes
change-hooks = hooks
forgets-key = key
forgets-revocation = revocation of the key

## Kinds of value in a form

kind-text = a text
kind-date = a date such as 2026-03-02
kind-time = a time such as 2026-03-02 09:30
kind-number = a whole number
kind-check = true or false, without quotes
kind-choice = one of the choices
kind-unit = a unit's short name
kind-person = a person's short name
kind-seal = the slug of a seal
kind-subject = a subject's id such as documents/2026/0302-9f3a
kind-file = the name of an attachment
kind-audience = readers: * (all staff), a unit's slug, unit/* (with the units below it), unit/post, @person
kind-list = a list such as ["a", "b"] whose items are of the field's kind

## Between the items of a list

list-separator = {", "}

cmd-kanhe = Kanhe: an office's signed record. A commit is an act, a tag is a seal.
cmd-kanhe-after =
    To begin: kanhe init founds a record, kanhe new begins a draft, kanhe submit hands it in. For each command: kanhe <COMMAND> --help.

    Exit codes: 0 done; 1 refused, or INVALID; 2 misused; 3 failed, or INCOMPLETE.
    The language is that of --lang, else of KANHE_LANG, else of the system, else simplified Chinese.
cmd-init = Found a record
cmd-new = Begin a draft from the form of its collection
cmd-submit = Hand in a draft with its attachments for review
cmd-revise = Hand in a changed draft; review begins anew at the first step
cmd-approve = Approve
cmd-disagree = Disagree
cmd-read = Say only that it was read (where a decision is asked for, this counts as disagreeing)
cmd-return = Return it to the drafter, or to a step it has passed
cmd-issue = Sign off and give the document number
cmd-seal = Put the seal
cmd-withdraw = Take back what was handed in and is not signed off yet
cmd-execute = Carry out an approved change request
cmd-affirm = Vouch for an act that is in question
cmd-complete = Say that what was asked is done, and with what result
cmd-reply = Say a word or answer a question, deciding nothing; the drafter answers a return with it
cmd-add-sign = Ask another person too, before, after or with yourself; or sign as the next-higher leader
cmd-remove-sign = Take back your adding or consulting of somebody who has not acted yet
cmd-transfer = Hand it to another person, who decides
cmd-consult = Ask another person first, then decide yourself
cmd-take-back = Take back what you have just done, while nobody has gone on from it
cmd-terminate = End it for good
cmd-urge = Remind those whose turn it is
cmd-circulate = Give it to others to read
cmd-send = Send a sealed document to the units and people it is for
cmd-receive = Receive a document that was sent, once text and form are checked
cmd-refuse = Send back what was sent, with the reason, to be put right or sent again
cmd-instruct = Set another time limit, as a leader
cmd-void = Make a subject that is through void from the start
cmd-repeal = Make a subject that is through hold no more from today on
cmd-recall = End a delegation at once
cmd-status = Show where a subject stands; without a subject, the same as kanhe inbox
cmd-log = List the acts, newest first
cmd-show = Print a subject as it was last handed in
cmd-lint = Check the format of official documents: numbers, title, recipients, signature, attachments, levels, marks, with line and clause
cmd-book = Registers of what units issued and received, by year, with missing numbers
arg-book-unit = Of this unit only (a slug)
arg-book-year = Of this year only
arg-book-incoming = Incoming registers only
arg-book-outgoing = Outgoing registers only
arg-book-csv = Print a table (CSV) for spreadsheet programs
arg-subjects = Subjects’ ids, or the paths of their folders
lint-nothing = Nothing found.
lint-line = { $at }: { $says } ({ $clause })
book-none = There is no such register.
book-no-gaps = none
book-line = { $year } { $unit }, { $kind } { $register }: { $given } given, missing: { $gaps }
format-title-without-kind = The title ends in the kind of document: “……{ $expected }”
format-title-mark = A title has no “{ $found }”
format-no-text = There is no text
format-number = The number “{ $found }” is written “{ $expected }”: full year in 〔〕, no padding, nothing before the serial
format-date = The date “{ $found }” is written in full in Arabic digits, without padding
format-recipients-in-text = “{ $found }”: recipients are printed from the form; the text does not repeat them
format-recipient-twice = “{ $found }” is named more than once among the recipients
format-recipient-unknown = Nobody here is called “{ $found }”; is “{ $expected }” meant?
format-signature-in-text = “{ $found }”: signature and date are printed from the record; the text does not repeat them
format-attachments-in-text = “{ $found }”: the list of attachments is printed from the form; the text does not repeat it
format-attachment-missing = The text names “{ $found }”, and there are { $count } attachments
format-attachment-unnamed = The file “{ $found }” is not listed as an attachment
format-attachment-number = The attachment “{ $found }” should begin with “{ $expected }”: they count from 1, and one alone has no number
format-level = The level “{ $found }” is written “{ $expected }”
format-mark = “{ $found }”: between Chinese characters marks are full-width
format-no-contact = A request says in its note whom to ask, with a telephone number
cmd-verify = Verify the whole record from its root
cmd-checkpoint = Print the checkpoint by which a cut or rewritten record is found out later
cmd-root = Print the root line, to be published on paper
cmd-build = Build the site
cmd-serve = Build the site and show it on this computer, following the record's changes
cmd-front = Write the configuration of an nginx before the server or, with --systemd, the unit that runs the server
cmd-gate = The gate on a server: only acts that hold come in
cmd-gate-pre-receive = Judge a push (called by git)
cmd-gate-post-receive = Bring the cache up after a push (called by git)
cmd-gate-install = Put the gate into a server's repository
cmd-demo = Make a record to play with
arg-subject = The subject's id, such as documents/2026/0302-9f3a, or the path of its folder
arg-opinion = The opinion
arg-reason = The reason
arg-as = Who acts: a person's slug or a certificate's fingerprint. Else the setting kanhe.person, else the only registered person in the keyring
arg-remote = The remote to push to; origin, if none is named
arg-local = Write into the record on this computer only, push nothing
arg-seal-seal = The seal to put, by its slug; the issuing unit's only one, if none is named
arg-affirm-act = The number of the act to affirm; the first about the subject that is in question, if none is given
arg-on_behalf_of = Act in the place of this person, by slug, under a delegation
arg-checked = I have looked at the way so far, and it was followed
arg-to = The person to ask or to hand it to, by slug
arg-remove-sign-to = The person to remove, by slug
arg-circulate-to = A person to give it to, by slug; may be repeated
arg-circulate-unit = A unit whose people all get it, by slug; may be repeated
arg-send-to = To whom: a unit’s slug, “unit/*” (with those below), “@person”, “+group” or “:partner”; may be given often. As the document’s own form says, if not given
arg-send-cc = Copies: written as --to; may be given often
arg-receive-subject = The subject; with --from, the parcel or receipt from another office
arg-receive-from = From which partner office: its name in the settings, or its root (the line, or a file that holds it)
arg-receive-set = Fill in a field of the form, as --set host=office; may be repeated
arg-receive-receipt = Write the receipt into this folder once it is entered
arg-receive-refuse = Do not enter it but send it back for this reason, with a receipt that says so
arg-receive-seal = The seal that signs the receipt; if not said, the receiving unit's whose key is here
arg-send-parcels = Write the parcels for partner offices into this folder
arg-parcel-card-name = What the partner calls this office (a slug), as river
arg-parcel-card-seal = The seals by which this office sends and answers; may be repeated. All in use, if not said
arg-parcel-write-to = Only for this partner; may be repeated. All it was sent to, if not said
arg-parcel-write-out = Into which folder
arg-parcel-write-seal = The seal that signs; if not said, one on the document whose key is here
arg-parcel-receipt-out = Into which folder
arg-parcel-receipt-seal = The seal that signs; if not said, the receiving unit's whose key is here
arg-parcel-check-file = The parcel or receipt
arg-parcel-check-from = From which partner office: its name in the settings, or its root
arg-for = For whom: a unit’s slug or “@person”; not needed where there is but one
arg-return-to = The step it goes back to, one it passed in this round; the drafter, if none is named
arg-previous = Back to the step it passed last
arg-straight = Let it come straight back here afterwards, without the steps between
arg-place = Where the other stands: before, after or with me; with, if not said
arg-lift = I am the next-higher leader and sign in the place of this step; needs --reason
arg-instruct-due = Until when, such as "2026-03-02 17:00" in the office's time
arg-dir = The folder of the new record, empty or not there yet
arg-init-title = The name of the office or installation
arg-init-name = The founder's name
arg-init-email = The founder's e-mail address
arg-init-key = The fingerprint of the founder's signing key; a new one is made, if none is named
arg-init-seal_key = The fingerprint of the seal's key; a new one is made, if none is named
arg-init-unit = The unit's name, also on the seal; that of --title, if none is given
arg-init-code = The unit's code in document numbers
arg-init-roster = A folder with the register: units, people and seals
arg-init-time_zone = The time zone in which years of document numbers are counted; Asia/Shanghai, if none is given
arg-init-bare = Make a server's repository, without a work tree and with the gate
arg-init-no_passphrase = Make keys without a passphrase (for trying out only)
arg-new-collection = The collection, such as documents
arg-new-slug = The name of the draft's folder: lower-case letters, digits, hyphens; made from the date, if none is given
arg-new-title = The title
arg-new-set = Fill in a field of the form, such as --set kind=函; may be repeated; several values are separated by commas; a check is true or false
arg-log-count = How many acts at most; 50, if not given
arg-verify-root = The root line as published on paper; a record with another root is INVALID
arg-verify-checkpoint = A checkpoint line kept from before; may be repeated
arg-verify-checkpoints = A file of checkpoints, one a line; empty lines and lines that begin with # do not count
arg-verify-against = Another copy, seen before: finds acts cut off, histories that part, seals that are gone; may be repeated
arg-verify-since = Go on from the snapshot of this number and do not read again what came before; needs --root, --snapshot and --pin
arg-verify-snapshot = The snapshot file kept from before
arg-verify-pin = The snapshot's digest as it was written down (sha256:…), or the whole kanhe-snapshot line
arg-verify-save_snapshot = If the record is VALID, keep a snapshot in this file, and print a line to write down
arg-verify-now = Also check dates and certificates by this hour (seconds, or RFC 3339); without it nothing depends on the hour
arg-repository = The folder of the server's repository
arg-record = The folder of the record; if not given, the one you stand in, or the next above that is one
arg-lang = The language: zh-CN, zh-TW or en
arg-json = Print JSON for other programs
arg-quiet = Print results only, no remarks
arg-help = Print help
arg-version = Print the version
misuse-command = There is no command { $found }.
    .hint = Run { $command } --help to see the commands.
misuse-command-near = There is no command { $found }. Is it { $near }?
    .hint = Run { $command } --help to see the commands.
misuse-no-command = No command was given.
    .hint = Run { $command } --help to see the commands.
misuse-argument = { $command } has no option or argument { $found }.
    .hint = Run { $command } --help to see its options; put "--" before a value that begins with "-".
misuse-argument-near = { $command } has no option or argument { $found }. Is it { $near }?
    .hint = Run { $command } --help to see its options; put "--" before a value that begins with "-".
misuse-missing = Missing: { $missing }.
    .hint = Run { $command } --help to see what each is.
misuse-conflict = { $argument } and { $other } do not go together.
    .hint = Run { $command } --help to see what each is.
misuse-twice = { $argument } may stand only once.
    .hint = Leave one out; run { $command } --help to see what each is.
misuse-no-value = { $argument } has no value behind it.
    .hint = Run { $command } --help to see what each is.
misuse-choice = { $argument } cannot be "{ $found }", only: { $values }.
    .hint = Run { $command } --help to see what each is.
misuse-value = { $argument } cannot be "{ $found }"; expected: { $expected }
    .hint = Run { $command } --help to see what each is.
misuse-values = { $argument } has too many or too few values.
    .hint = Run { $command } --help to see what each is.
misuse-other = The command line is wrong: { $found }
    .hint = Run { $command } --help to see how it is used.
help-usage = Usage:
help-commands = Commands
help-command = COMMAND
help-arguments = Arguments
help-options = Options
label-hint = Hint:{" "}
label-act = No. { $seq }
verdict-valid = valid
verdict-invalid = invalid
progress-judging = Judging acts
cli-no-worktree = This repository has no work tree; drafts cannot be written or handed in here.
cli-preview-no-worktree = This repository has no work tree, so there are no drafts to look at. Serve it without --preview.
    .hint = Clone it to your own computer with git clone, and work there.
cli-no-subject = “{ $found }” is no subject.
    .hint = Expected: collection/year/name, such as documents/2026/0302-9f3a; lower-case letters, digits and hyphens in the name.
cli-no-key = The keyring { $home } holds no signing key of a registered person.
    .hint = Put in your card or token; if your keys are elsewhere, set GNUPGHOME.
cli-who = The keyring holds keys of several registered people: { WORDS($people) }. Who acts?
    .hint = Add --as <PERSON>, or settle it for this record: git config kanhe.person <PERSON>.
cli-nobody = There is no person “{ $name }” in the register.
    .hint = Name the slug, which is the folder's name below content/people, or a certificate's fingerprint.
cli-no-certificate = { $name } has no active certificate and cannot act.
    .hint = Ask the administrator to have a certificate registered.
cli-no-unit = There is no unit “{ $unit }” in the register.
    .hint = Name the slug, which is the folder's name below content/units.
cli-no-recipients = The document’s form names no recipients, or some the register does not have: { $names }.
    .hint = Of those it names, these are here: { $known }. Add them to the command, or name each with --to and --cc: a unit’s slug, “@person” or “+group”. Whoever is not in this system gets it on paper.
cli-receive-for-whom = You receive for several: { $names }.
    .hint = Say for which with --for.
cli-no-previous = The subject has passed no step to which it could go back.
    .hint = To return it to the drafter, leave out --previous; see the way with kanhe status SUBJECT.
cli-no-time = “{ $found }” is no time.
    .hint = Expected: "2026-03-02 17:00" in the office's time, or with an offset, such as 2026-03-02T17:00:00+08:00.
cli-done = No. { $seq }: { $verb } “{ $title }”, now { $stage }.
cli-numbered = Number: { $number }
cli-sealed = Seal: { $reference }
cli-sent = Sent to: { $names }
cli-tries = Others were quicker meanwhile: judged, numbered and signed anew, { $tries } times in all.
cli-kept = You have changed this file; it was left as it is: { $path }
desk-refused = Refused.
desk-gate = The server did not take this act in, and nothing was changed here. It says:
desk-crowded = Others were quicker { $tries } times in a row; this act did not get in.
    .hint = Try again in a while; your draft is as it was. If nobody else is at work, a lock may have been left on the server: ask the administrator to run kanhe doctor.
draft-missing = There is no folder { $path }.
    .hint = Check the subject's id; a new draft is begun with kanhe new.
draft-special = { $path } is neither a file nor a folder.
    .hint = Put the file itself there; a record holds no symbolic links and no devices.
draft-name = The name “{ $name }” may not stand in a record.
    .hint = Rename it: at most 200 bytes, without < > : " / \ | ? *, no dot, hyphen or space at its ends, and none of the names a system keeps for itself, such as CON or NUL.
draft-size = { $path } has { $size } bytes; at most { $limit } are allowed.
    .hint = Compress or split the file.
draft-io = { $path } cannot be read or written: { $error }
    .hint = Check its permissions and the space on the disk, then try again.
init-occupied = The folder { $path } is not empty; no record can be founded in it.
    .hint = Choose a folder that is empty or not there yet.
init-zone = There is no time zone “{ $zone }”.
    .hint = Use a standard name such as Asia/Shanghai, Asia/Taipei or Asia/Urumqi.
init-key = With a register of your own, the founder's key must be named.
    .hint = Add --key <FINGERPRINT>; gpg --list-secret-keys shows it.
init-making-key = Making a signing key for { $user } ...
init-making-seal = Making the seal's key ({ $user }) ...
init-code = DOC
init-done =
    The record is founded: { $dir }
    The private keys are in { $home }: back them up, keep them safe, give them to nobody.
    Publish this root line on paper; everything is verified from it:
new-done =
    New draft { $subject }
    Edit { $path }, then hand it in: kanhe submit { $subject }
new-no-title = There is no title.
    .hint = Give one with --title. For a document that was received, --set source=SUBJECT takes the document’s own.
new-exists = { $path } is there already.
    .hint = Choose another name, or edit the draft that is there.
new-field = The form has no field “{ $name }”; it has: { WORDS($known) }.
    .hint = Write --set <FIELD>=<VALUE>, such as --set kind=函. `kanhe propose`, `import`, `key` and `workflow adopt` take --field.
status-stage = Stage: { $stage }
status-drafter = Drafter: { $name }
status-step = Step: { $step }
status-waiting = Waiting for: { $names }
status-digest = Digest: { $digest }
status-void = {"  "}(void since No. { $seq }, { $verb })
status-doubted = {"  "}[in question: somebody else of the workflow has to affirm it]
verify-valid = { $verdict }: every rule held, as of No. { $seq }.
verify-invalid = { $verdict }: rules were broken, as of No. { $seq }.
verify-invalid-nothing = { $verdict }: rules were broken; the record was not read.
verify-incomplete = { $verdict }: something is missing and nothing can be concluded, as of No. { $seq }.
verify-incomplete-nothing = { $verdict }: something is missing and nothing can be concluded; no act could be judged.
verify-more-findings = { $count } more; --json lists all.
verify-compared = Compared with the copy “{ $copy }”: the same acts up to No. { $seq }, { $seals } seals alike.
verify-expired = A certificate expired on { $day }: { $path }
verify-expiring = A certificate expires on { $day } (within { $days } days): { $path }
verify-counts = { $acts } acts, { $refused } of them refused; { $seals } seals are good.
verify-not-last-seal = The last seal has not been registered by an act after it yet; that it is the one first put is not proven: { $reference }
verify-not-everything = Nothing was checked.
verify-not-whose-record = No root line was given: this shows that the record fits together, not that it is your office's. Verify with --root and the line published on paper.
verify-not-later-acts = No checkpoint and no other copy was given: acts cut off at the end would not be noticed. Verify with --checkpoint and a line kept from before, or with --against and a copy kept from before.
verify-not-before-since = What came up to No. { $seq } was not read again; the snapshot stands for it. Of its documents, signatures and seals only the seals' refs were compared.
verify-not-drafts = Branches of drafts (refs/heads/drafts/) are no part of the record and were not looked at.
verify-foreign = Not part of the record and not looked at: { $name }
verify-foreign-more = { $count } more refs are not part of the record and were not looked at.
verify-not-ever = What no verification can say: whether dates are true (signers write them; only the order is proven), whether what documents and attachments say is so, and what is in objects nothing names.
verify-snapshot-not-saved = The record is not VALID: no snapshot was kept.
verify-checkpoints-unread = The file of checkpoints { $path } cannot be read: { $error }
    .hint = Check path and permissions; the file is UTF-8 text.
verify-checkpoints-line = { $path }, line { $line }, is no checkpoint: “{ $found }”
    .hint = One a line: kanhe-checkpoint v1 RECORD NUMBER sha256:DIGEST; comments begin with #.
gate-input = What git says cannot be read: { $error }
    .hint = This command is called by git's hook; there is no need to run it yourself.
gate-installed = The gate is installed in { $path }.
gate-admitted = Taken in, No. { $seq }: { $verb } “{ $title }”

# Building, serving, the demo
build-done = Built { $pages } pages ({ $written } files written, { $removed } removed) as of act { $seq }: { $out }
build-theme = The record's own theme cannot be used; the built-in one is: { $fault }
build-occupied = The folder { $path } is not empty and was not written by kanhe. Nothing was written.
    .hint = Choose an empty folder, or move its files away first.
build-busy = Another kanhe is writing to the folder { $path }. Nothing was written.
    .hint = One kanhe at a time writes to a folder: stop the other `kanhe serve`, wait for the other build, or choose another folder with --out.
build-page = A page could not be made: { $error }
    .hint = The pages that are there stay. Mend the file named and try again.
serve-at = Serving http://{ $address }/ (Ctrl+C ends it).
serve-at-socket = Serving at { $address } (Ctrl+C ends it).
serve-watch = watching the record
serve-failed = Cannot serve ({ $what }): { $error }
    .hint = The port may be taken: choose another with --listen 127.0.0.1:PORT.
serve-socket = Cannot serve at the socket { $path }: { $error }
    .hint = Its folder has to be there and yours to write in, and the whole path may have 107 bytes.
serve-taken = A server answers at the socket { $path } already. It was left as it is.
    .hint = Stop the other kanhe serve, or choose another path with --socket.
secret-unread = The secret in { $path } cannot be read: { $error }
    .hint = Make one as the user who runs the server: (umask 077; openssl rand -hex 32 > { $path }).
secret-shared = The secret in { $path } may be its owner's alone, and others may read or write it (mode { $mode }).
    .hint = Make another, for this one may be known, and keep it so: chmod 600 { $path }.
secret-weak = The secret in { $path } has { $found } visible ASCII characters in a row; it takes at least { $least }, and nothing else.
    .hint = Make one with: (umask 077; openssl rand -hex 32 > { $path }).
oidc-unread = The file { $path } about the provider cannot be read: { $error }
    .hint = docs/operate.md says what stands in it.
oidc-faulty = { $path } does not say who the provider is: { $what }
    .hint = docs/operate.md says what stands in it.
front-head = Configuration of nginx, written by kanhe front. Kanhe is started so:
front-folder = Kanhe says in which folder a file is
front-ask = What is open to everybody goes out at once to whoever is not signed in; of all else Kanhe is asked first
front-hidden = What is nobody's outside
front-kanhe = What Kanhe answers
front-proxy = Who signs people in says here who somebody is, and shows the secret of kanhe serve --proxy-secret
front-down = The system is not available at the moment. Please try again shortly.
front-often = Too many requests. Please try again in a minute.
front-unit = Written by kanhe front --systemd
front-clear = Note: without a certificate passwords cross the network in clear. Give --cert and --key before anybody uses this.
front-path = { $option }: "{ $found }" cannot stand in the configuration: a path may not hold blanks, quotes, backslashes or $ ; {"{"} {"}"} # %.
    .hint = Take another folder, or give it a path without them by a symbolic link.
front-name = { $option }: "{ $found }" is no name that can be used: letters, digits, hyphens and dots.
    .hint = For example --server-name oa.example.org.
serve-followed-one = Up to date: act { $act }, { $pages } pages
serve-opened = First opening written down: No. { $act }, { $title }
serve-no-service = “{ $name }” is no server.
    .hint = With --as name the entry of kind = "service" in the register; a person’s certificate has no place on a server.
serve-service-clone = A clone is no server and writes down no first openings.
    .hint = Use --as at the server’s repository.
serve-followed = Up to date: acts { $first } to { $last }, { $pages } pages
progress-pages = Making pages
progress-demo = Playing the office
demo-done =
    The demo office is made, { $acts } acts.
    Record: { $record }
    Clone: { $clone }
    Keys of all its people (GNUPGHOME): { $keys }
    Root line: { $root }
demo-clone = The record could not be cloned: { $error }
    .hint = Is git installed?
demo-content = The demo's content is faulty: { $error }
arg-out = The folder to write to
arg-listen = Address and port to listen on
arg-socket = A socket on this machine to listen at instead (a path), which its owner and its group may use
arg-preview = Also show drafts of the work tree that are not handed in
arg-public = Allow an address beyond this machine (trusted networks only)

cmd-pull = Take in what others have done, judge it, and bring this clone up
arg-digest = The digest of the text you have read (sha256:...); this clone's by default
pull-done = { $count } acts taken in, up to No. { $seq }.
cli-no-remote = This repository knows no remote to take anything from.
    .hint = Run this in a clone made with git clone.
cli-unseen = This clone does not have { $subject } yet, and nobody acts on a text he has not seen.
    .hint = Run kanhe pull and read it; or, if you read it on the site, give the digest the page shows with --digest.
serve-public = The address { $address } can be reached from other computers; only this one is served by default.
    .hint = Use 127.0.0.1; on a trusted network, add --public.
pull-refused = Mind: No. { $seq } is invalid, and its content was not written into the work tree. See kanhe log, and tell the administrator.
cli-behind = The act stands on the remote, but this clone was not brought up: { $why } Run kanhe pull later; do not do it again.

# The gate, the doctor and ssh accounts
cmd-gate-reference-transaction = Check refs before they change (called by git)
cmd-doctor = Look whether a repository's settings, hooks and files are still as they should be
cmd-shell = The shell of an ssh account: fetching from and pushing to the records named, nothing else
arg-gate-install-max_push = The size of the largest push, such as 200m; if not given, what is set stays, else 200m
arg-doctor-repository = The repository to look at; if not given, the record you stand in
arg-shell-allow = A record that may be used, by its absolute path; may be repeated
arg-shell-read_only = Fetching only, no pushing
gate-size = “{ $found }” is no size.
    .hint = Expected: a number of bytes, or a number with k, m or g, such as 200m.
gate-kept = A hook of somebody else was kept under another name: { $path }
gate-admitted-seal = Taken in: the seal { $reference }
gate-more-findings = { $count } more faults are not listed.
install-worktree = { $path } has a work tree: it is somebody's clone, and no gate belongs there.
    .hint = The gate belongs into a server's bare repository: copy with git clone --mirror, then install it there.
install-hooks = { $path } is no folder of this repository; the gate was not installed.
    .hint = Hooks cannot stand elsewhere. Find out where it comes from, move it away and try again.
pull-seal = The server lacked this seal and now has it: { $reference }
doctor-server = The server's repository { $path }
doctor-clone = The clone { $path }
doctor-sound = { $checked } things looked at, all as they should be.
doctor-drifted = { $checked } things looked at, { $drifted } not as they should be.
doctor-noticed = { $checked } items checked, the repository is sound; the { $noticed } things above want attention.
doctor-unchecked = Not checked: { $what }
drift-is = { $item } should be “{ $expected }”, it is “{ $found }”.
drift-set = { $item } should not be set to “{ $found }”.
drift-program = kanhe.program should be the absolute path of a program that not everybody may write, it is “{ $found }”.
drift-there = { $path } should not be there.
drift-left = { $path } was left behind by something that was interrupted.
drift-hook-none = The hook { $path } is missing.
drift-hook-other = The hook { $path } is not the one this program installs.
drift-hook-idle = The hook { $path } is not executable and does nothing.
drift-hook-open = Others may write the hook { $path }.
drift-open = Everybody may write { $path }.
drift-git = git should be { $expected } or later, it is “{ $found }”.
drift-gnupg = GnuPG should be { $expected } or later, it is “{ $found }”.
why-sign = {" "}Otherwise signatures may not be what a record takes.
why-bare = {" "}Pushing to a bare repository changes nobody's files.
why-hooks = {" "}Otherwise a push can go past the gate.
why-history = {" "}Otherwise a push could remove or rewrite history.
why-objects = {" "}Otherwise broken or forged objects could come in.
why-memory = {" "}Otherwise one push could use up the memory or the disk.
why-atomic = {" "}Otherwise an act of sealing and its seal could not come together.
why-reach = {" "}Otherwise people would see other refs and objects than the record's.
why-whole = {" "}Otherwise the repository is not complete and cannot be verified by itself.
why-order = {" "}Otherwise what one sees may not be what was there, or not in that order.
why-trace = {" "}Otherwise the traces of how refs moved expire.
why-prune = {" "}Otherwise objects of a push in progress could be taken for garbage.
why-durable = {" "}Otherwise a power failure could lose acts that were taken in.
why-others = {" "}Otherwise other users of the machine could change the repository past the gate.
why-included = {" "}Otherwise files elsewhere could change these settings.
why-head = {" "}Otherwise a clone does not begin with the record.
why-git = {" "}Earlier versions lack what the gate or a push relies on.
why-left = {" "}It makes later pushes fail, or takes up disk for nothing.
remedy-install = Run again: kanhe gate install { $path }
remedy-elsewhere = Find out who set it, and where (git config --show-origin --get-all { $key }), and take it out.
remedy-file = Do not just delete { $path }: the repository may live on what it points at. Fetch everything first (git fetch --unshallow for shallow; git repack -a -d for alternates), then delete it; or make a clean copy from a source you trust.
remedy-replace = Find out where it comes from, then run git replace -d, or git update-ref -d { $name }
remedy-left = Make sure that nobody is pushing and no git is running, then delete it: rm -r { $path }
remedy-head = Run: git symbolic-ref HEAD refs/heads/main
remedy-mode = Run: chmod o-w { $path }
remedy-git = Upgrade to { $expected } or later.
unchecked-acts = acts and seals themselves; kanhe verify does
unchecked-settings = the settings, because their file cannot be read
unchecked-left = files left behind, because somebody is pushing right now
unchecked-clock = whether the server's clock is right
unchecked-access = sshd's configuration, accounts, and whether backups are still where they were put
unchecked-remote = the remote; run kanhe doctor on the server
shell-greeting =
    This account is for fetching and pushing with git only; nobody works on this machine.
    Records: { $records }
    Clone one to your own computer with git clone, and work there with kanhe.
shell-relative = An absolute path is expected, found “{ $path }”.
    .hint = For example: kanhe shell --allow /srv/kanhe/office.git

# What waits, and where it stands
cmd-inbox = List what waits to be done or read, what is overdue first
arg-inbox-unit = What waits for everybody of this unit (its slug)
arg-now = As of this hour (seconds, or RFC 3339); the clock, if not given
inbox-head = { $name }: { $count } to do
inbox-head-overdue = {", "}{ $count } overdue
inbox-head-unread = {", "}{ $count } to read
inbox-overdue = overdue
inbox-urged = {" "}(reminded { $count } times, last { $last })
inbox-unread = unread
inbox-answer = { $step } (an answer)
inbox-send = to be sent
inbox-send-again = refused, to be sent again
inbox-receive = to be received
inbox-register = received, to be registered
due-unknown = not yet known
due-never = no limit
status-due = Due in this step: { $due }
status-respond = First response due: { $due }
status-whole = Due in all: { $due }
status-instructed = Instructed limit, instead of those: { $due }
status-overdue = {"  "}[overdue]
status-unread = Not read yet: { $names }
fate-sent = Not received:{" "}
fate-opened = Opened, not received:{" "}
fate-received = Received:{" "}
fate-refused = Refused:{" "}
fate-registered = Registered:{" "}
fate-handled = Handled:{" "}
status-read = Read by: { $names }
status-behalf = {" "}(for { $name })
status-straight = {" "}(straight back afterwards)
status-until = {" "}(until { $due })
status-late = {"  "}[late]
status-reason = {"  "}(reason: { $reason })
status-ended-voided = Force: void from the start, by No. { $seq }
status-ended-repealed = Force: repealed by No. { $seq }, from { $from } on
status-ended-corrected = Force: corrected by No. { $seq }, from { $from } on
status-ended-recalled = Force: recalled by No. { $seq }, from { $from } on
status-ended-by = {" "}(under { $subject })
seat = {"  "}{ $name } ({ $titles }){ $origin }  { $state }
seat-open = may act
seat-said = { $verb } (No. { $seq })
seat-of = {" "}[the seat was { $name }'s]
seat-added = {" "}[{ $how }, by { $name }]
seat-escalated = {" "}[escalated]
how-before = added before
how-after = added after
how-with = added with
how-lift = order of levels lifted
hold-answer = waits for the answer of { $name }
hold-before = waits for { $name }, added before
hold-after = waits for { $name }, who added the seat after
hold-order = in sequence, waits for { $name }

# Workflows
cmd-workflow = Check, draw or try a workflow; nothing is written
cmd-workflow-try = Play a workflow in memory, without keys, by the rules every act is judged by
arg-workflow-try-workflow = A collection, or the file of a workflow
arg-workflow-try-acts = Acts, one after the other: PERSON:VERB[:TARGET[:PLACE]][=WORDS[|REASON]]; +3d and +8h let three days or eight hours pass
arg-workflow-try-as = Who drafts (a slug); the first who may, if not given
arg-workflow-try-set = Fill in a field of the form, such as --set days=3; may be repeated
try-unit = Sample unit
try-person = Somebody
try-word = Trial
try-agreed = Agreed
try-filled = Required fields that were filled in for you: { $fields }
try-waiting = Step: { $step }, waiting for: { $names }
try-execute = The trial stops here: execution would change the rules themselves.
try-nobody = Nobody of the register can draft: nobody has an active certificate.
    .hint = Check content/people; without a record, a sample unit is used.
try-act = “{ $found }” is no act.
    .hint = Write PERSON:VERB[:TARGET[:PLACE]][=WORDS[|REASON]], such as li:add-sign:wang:before="Please check first"; +3d lets three days pass.
try-target = “{ $found }” is no target of { $verb }.
    .hint = A person after transfer, consult, remove-sign and circulate; a person and before, after or with, or only lift, after add-sign; a step and straight after return; a time after instruct; nothing after others.
try-affirm = Nothing is in question in a trial: affirm has no place in it.
    .hint = Leave that act out.
new-value = “{ $name }” takes { WORDS($kind, of: "kind") }, not “{ $found }”.
    .hint = Write --set { $name }=VALUE; items of a list are separated by commas.
gap = Not in the register: { $place }: { $gap }
gap-unit = no unit { $unit }
gap-parent = no unit above { $unit }
gap-post = no post { $post } in { $unit }
gap-holder = nobody who can sign holds { $post } in { $unit }
gap-member = nobody in { $unit } can sign
gap-seal = no active seal of { $unit }
gap-anywhere = any unit
who-post = { $post } of { $unit }
who-above = next-higher { $post } from { $unit }
who-member = everybody of { $unit }
who-custodian = custodians of the seals of { $unit }
who-person = the people in “{ $field }”
who-drafter = the drafter
who-signer = who signed it off
who-everyone = everybody
who-weight = { $who } (weight { $weight })
unit-drafter = the drafter's unit
unit-issuer = the issuing unit
unit-concerned = the units concerned
unit-field = the units in “{ $field }”
unit-parent = the unit above { $unit }
when-filled = “{ $field }” is filled in{ $value }
when-empty = “{ $field }” is empty{ $value }
when-is = “{ $field }” is { $value }
when-min = “{ $field }” is { $value } or more
when-max = “{ $field }” is { $value } or less
when-or = {" or "}
when-and = {" and "}
limit-hours = { $n } hours
limit-working-hours = { $n } working hours
limit-working-days = { $n } working days
limit-when = { $limit } (if { $when })
rule-all = all of them
rule-sequence = all, one after the other
rule-any = any of them
rule-at-least = at least { $n }
rule-vote = votes of more than { $percent }%
cmd-workflow-check = Check the file of a workflow or a calendar: what is wrong, where, and what was probably meant
cmd-workflow-draw = Draw a workflow: its form, its steps, who is asked and what it takes
arg-workflow-check-file = The file, such as workflows/leave.toml or workflows/calendar/2026.toml
arg-workflow-draw-workflow = A collection, or the file of a workflow
flaw-key = There is no key “{ $found }” here; there are: { WORDS($known) }.
flaw-word = “{ $found }” may not stand here; what may: { WORDS($known) }.
flaw-meant = Did you mean “{ $meant }”?
check-broken = It cannot be used. Number of faults: { $count }.
check-sound = Sound: { $title }, fields: { $fields }, steps: { $count }: { $steps }
check-calendar = Sound: { $year }, days off: { $off }, working days at weekends: { $on }.
asks-field = {" "}A form has a field “title” of type text, required, no list.
asks-when = {" "}A condition names fields of the form; min and max are for numbers.
asks-who = {" "}It names a field of its type: person a person, field a unit; weight is 1 to 100.
asks-limit = {" "}A limit is one of hours, working-hours and working-days, from 1 to 10000.
asks-check = {" "}A check asks something, of fields that the form has and that it can be asked of.
asks-step-verbs = {" "}A step has exactly one of approve, issue, seal, execute, complete, or is for reading (read); seal stands alone, execute only in the last step of changes.
asks-step-rule = {" "}A step with issue, seal or execute has the rule any; at-least is 1 to 1000, vote 0 to 99.
asks-step-then = {" "}agree leads to a later step, not past issue; pass and next go with approve or read; escalate goes with timeout = "escalate".
asks-step-name = {" "}A step’s name stands once and is not drafter.
asks-step-when = {" "}A step with issue or execute has no condition.
asks-numbering = {" "}There is a numbering exactly where one step has issue.
draw-form = Form (* must be filled in)
draw-end = end
draw-anytime = At any time
draw-drafter = drafted by
draw-number = numbered
draw-whole = due in all
draw-kept = kept
draw-when = if
draw-when-short = {" "}(if { $when })
draw-who = who
draw-rule = takes
draw-verbs = may
draw-respond = first
draw-lift = lift
draw-limit = within
draw-then = then
then-done = when through, the end
then-step = when through, to “{ $step }”
then-drafter = if refused, back to the drafter
then-end = if refused, rejected for good
then-next = if refused, on all the same
then-inform = a refusal is told to { $who }
then-pass = overdue, it counts as through
then-escalate = overdue, { $who } may decide too

# The calendar
cmd-calendar = The calendar of working days
cmd-calendar-import = Take in the public holidays of a year, as the draft of a change request
arg-calendar-import-file = The file (JSON: year, papers, days)
arg-calendar-import-year = The year the file has to be of; the file says, if not given
calendar-title = Holidays and working days of { $year }
calendar-body = The calendar of working days, by these notices:
calendar-done =
    Draft of a change request { $subject }: { $year }, days off: { $off }, working days at weekends: { $on }.
    Compare { $folder } with the notice, then hand it in: kanhe submit { $subject }
    It holds once it is approved and executed.
calendar-wrong = { $path }, { $place }: expected { $expected }, found “{ $found }”.
    .hint = A file has year, papers (the notices by number or address) and days, each with name, date (such as 2026-01-01) and isOffDay (true for a day off, false for a working day).
calendar-wants-form = JSON of that form
calendar-wants-year = a year of four digits
calendar-wants-that-year = the year that --year gives
calendar-wants-papers = at least one notice
calendar-wants-days = at least one day
calendar-wants-date = a day such as 2026-01-01
calendar-wants-date-of-year = a day of that year
calendar-wants-date-once = a day that stands once
try-done = Done
cmd-workflow-try-after =
    Without acts, the first who can carries it on in each step. Otherwise the acts are done one after the other:
      li:approve=Agreed                  Li agrees
      li:approve="Agreed|was away"       Li agrees late, and says why
      wang@li:approve                    Wang agrees in Li's place
      li:transfer:wang  li:consult:wang  Li hands over to Wang, or asks him first
      li:add-sign:wang:before            Li asks Wang too (before, after or with)
      li:add-sign:lift                   Li, the next-higher leader, signs in the place of the step
      li:return:review:straight          Li returns it to the step review, to come straight back; without a step, to the drafter
      li:circulate:wang,zhao             Li gives it to Wang and Zhao to read
      li:instruct:"2026-03-02 17:00"     Li sets another limit
      +3d  +8h                           three days pass, eight hours pass

draft-must = { $label } ({ $kind }, required)
draft-may = { $label } ({ $kind })
draft-choices = {":"} { $choices }


# Keys of one's own
cmd-key = A key of your own: make it, register it, renew it, report it lost
cmd-key-new = Make a signing key
cmd-key-register = Bring a certificate into the register, or prepare what the administrator needs
cmd-key-renew = Make a key last longer, and ask for its certificate to be renewed
cmd-key-lost = Report a certificate or a seal lost or stolen: it is suspended at once
cmd-key-list = List the private keys here: whose they are, how they stand, until when
arg-key-new-another = make another key where one of the same name is there, as when that one was lost
arg-key-new-name = Your name, as it stands in the key's user id
arg-key-new-email = Your mailbox
arg-years = How many years it lasts from today on; 2, if not given
arg-no_passphrase = Without a passphrase (for trying out only)
arg-key-register-person = Whose certificate it is to be (a slug); else yours, or that of whoever has the key's mailbox
arg-key-register-seal = For the key of a seal: its slug
arg-key-register-key = The key's fingerprint; else the only one here that is nobody's yet
arg-key-register-out = The folder for what is to be handed over
arg-key-register-record_id = The record's id, if you have no clone of it
arg-key-register-from = What somebody has handed over: the folder, or kanhe-key.toml in it
arg-key-register-new = This person is not in the register yet: open the entry too
arg-key-register-unit = The unit of the new person (a slug)
arg-key-register-post = A post of the new person, such as finance/clerk; may be repeated
arg-key-register-detail = Another key of the entry, such as code=1024; may be repeated
arg-request = The request, by id or name; one is named for you, if none is given
arg-title = The title; made from what changes, if none is given
arg-set = Fill in a field of the form, such as --set reason=…; may be repeated
arg-evidence = A file to go with it: FILE, or FIELD=FILE; may be repeated
arg-submit = Hand it in at once
arg-key-renew-out = The folder for what is to be handed over
arg-key-renew-key = The key's fingerprint; else the one you sign with
arg-key-renew-subkey = Add a new part that signs; the old one ends when it ends
arg-key-lost-person = Whose certificate (a slug); yours, if nobody is named
arg-key-lost-seal = The seal (a slug)
arg-key-lost-certificate = Only this one of several certificates (a fingerprint)
arg-key-lost-kind = What happened: one of the form's choices, or its number
arg-key-lost-circumstances = The circumstances
arg-key-lost-noticed = When it was noticed, such as "2026-03-02 09:30"; now, if not given
key-new-before =
    A signing key is about to be made. It is your signature in the record; please read this first:
    - A window ({ $program }) will open and ask you for a passphrase, twice. From then on that window asks for it whenever you sign.
    - Nobody but you ever knows the passphrase: no administrator will ask for it, and this program neither sees nor keeps it.
    - If you forget it, nobody can bring it back: the key is reported lost and another one is made (kanhe key lost, kanhe key new).
    - The private key stays on this computer, in { $home }. Keep a copy of that folder; never give it to anybody.
    - The key lasts { $years } years; it can be renewed before that (kanhe key renew).
key-new-tty = The passphrase is asked for in this terminal. If nothing appears, first run: export GPG_TTY=$(tty)
key-new-open = Making a signing key without a passphrase, in { $home }: whoever gets at it can sign in your name. For trying out only.
key-new-no-pinentry = There is no program that asks for passphrases (pinentry). No key was made.
    .hint = Install one: pinentry-gnome3 or pinentry-qt for a desktop, pinentry-curses for a terminal; pinentry-mac on macOS; on Windows it comes with Gpg4win. Then try again.
key-new-name = Your name:
key-new-email = Your mailbox:
key-new-who = Whose key it is was not said.
    .hint = Say so: kanhe key new --name "Your Name" --email you@example.org
key-new-done =
    The key is made: { $user }, good until { $until }.
    Fingerprint: { $key }
    The private key is in { $home }; keep a copy.
    Next, have its certificate registered: kanhe key register
key-slip-done =
    What to hand over is in { $folder }: { $files }
    For { $entry }, fingerprint { $key }
    It holds no private key and no passphrase. Give the whole folder to your unit's administrator, and compare the fingerprint face to face.
    The administrator then runs: kanhe key register --from { $folder } (with --new --unit UNIT for somebody who is not in the register yet)
key-register-none = There is no signing key in { $home } that could be registered.
    .hint = Make one first: kanhe key new. What is here: kanhe key list.
key-register-which = Several keys here are not registered: { $keys }
    .hint = Name one by its fingerprint with --key.
key-register-person = The key's user id does not say whose slug it is.
    .hint = Name it with --person, such as lin-xiao.
key-register-reason = Registration of a certificate
key-renew-before = The key { $key } is made to last { $years } years from today. The window ({ $program }) will ask for its passphrase.
key-renew-subkey = The key { $key } gets a new part that signs, for { $years } years; the window ({ $program }) will ask for passphrases. From now on the new part signs, and until the register has it, nothing you sign with this key is taken: the administrator, or another certificate of yours, has to hand in the renewal.
key-renew-done = The key lasts until { $until } now. It counts once the register has been renewed.
key-renew-reason = Renewal of a certificate
key-renew-unknown = The certificate { $key } is not in the register: there is nothing to renew.
    .hint = Register a new key first: kanhe key register.
key-renew-longer = The key lasts until { $until } already (— for ever); there is nothing to extend.
    .hint = For longer still, give more --years.
key-renew-alone = Nobody but you can sign; with another part in the key nobody could do anything until the register has it.
    .hint = Extend the key only (without --subkey), or register a certificate for somebody else first.
key-folder-occupied = There is something in the folder { $path } already.
    .hint = Move it away, or name another folder with --out.
key-lost-title = Loss: { $whose }
key-lost-whose = Whose certificate or which seal is lost was not said.
    .hint = Add --person SLUG or --seal SLUG.
key-lost-missing = The report still needs: { $fields }
    .hint = Add them; in a terminal you are asked one by one.
key-lost-nobody = nobody at present; the suspension holds all the same
key-lost-done =
    Suspended: { $keys }. From now on nothing signed with it is taken.
    { $names } will look into it (due: { $due }): agreeing, the suspension stays; disagreeing (a mistake), it ends.
    Next:
    { $of ->
        [seal] - make another key for the seal and have it registered: kanhe key new --another, kanhe key register --seal SLUG
       *[person] - make another key and have it registered: kanhe key new --another, kanhe key register
    }
    - if it will not be used any more: kanhe propose NAME --retire FINGERPRINT
    - if somebody else may have it: kanhe propose NAME --compromised FINGERPRINT --after { $last } (the number of the last act beyond doubt)
    Where it stands: kanhe status { $subject }
key-list-none = There is no private key in { $home }. Make one: kanhe key new
key-list-head = Private keys in { $home }:
key-list-nobody = (not registered)
key-list-lost = reported lost
key-list-expired = ended { $day }
key-list-until = until { $day }
key-list-ever = no end
key-list-card = {" "}(on a card)
slip-missing = What was handed over is not complete: there is no { $name }.
    .hint = It should be the whole folder that kanhe key register makes.
slip-wrong = { $name } cannot be used: { $found }
    .hint = Have it made again with kanhe key register.
slip-other-record = This was made for another record ({ $found }); this one is { $expected }.
    .hint = Have it made again in a clone of this record, or with --record-id { $expected }.
slip-other-entry = The proof is for { $found }, not for { $expected }; it cannot be made another's.
    .hint = Have it made again with --person or --seal.
slip-new = There is no { $entry } in the register.
    .hint = For a new person add --new --unit UNIT; begin a new seal with kanhe propose --new.
slip-unit = The unit of the new person was not said.
    .hint = Add --unit UNIT.

# Change requests
cmd-propose = Begin a change request, or go on with it: take entries for editing, or say what shall be so
cmd-propose-after =
    An entry is units/SLUG, people/SLUG, seals/SLUG, or kanhe.toml, workflows/NAME.toml. For example:
      kanhe propose move people/wang --set unit=finance posts=finance/clerk
      kanhe propose team --new units/team --set title="Team 1" parent=survey posts.head=Leader
      kanhe propose merge --abolish survey --into office --move-people --disposition "Files go to the office"
      kanhe propose stolen --compromised FINGERPRINT --after 41
    An entry without --set is taken for you to edit. posts+= and posts-= add to a list and take from it; an empty value takes the key out.
    --field fills in the request's form, --evidence adds a file to it.
arg-propose-request = The request, by name or id: one that is there is gone on with, else one is begun
arg-propose-entries = An entry such as people/wang; there may be several
arg-propose-new = A new entry such as people/lin-xiao
arg-propose-set = A key of the entries, such as phone=123; there may be several
arg-propose-abolish = Abolish a unit, with its people, posts, seals and the units below it
arg-propose-into = The unit it goes into
arg-propose-disposition = What becomes of its files
arg-propose-move_people = Its people go along; without this they leave
arg-propose-leave = This person leaves; may be repeated
arg-propose-hand_back = Hand this seal back; may be repeated
arg-propose-destroy = Destroy this seal, which was handed back; may be repeated
arg-propose-retire = Retire this certificate; may be repeated
arg-propose-suspend = Suspend this certificate; may be repeated
arg-propose-restore = Restore this suspended certificate; may be repeated
arg-propose-compromised = Somebody else may have this certificate; needs --after
arg-propose-after = The number of the last act beyond doubt
arg-field = Fill in a field of the request's form, such as --field reason=…; may be repeated
propose-spot = “{ $found }” is nothing a change request may change.
    .hint = Expected: units/SLUG, people/SLUG, seals/SLUG, or kanhe.toml, workflows/NAME.toml.
propose-unknown = There is no { $entry }.
    .hint = Check the slug; for a new entry use --new.
propose-exists = There is { $entry } already.
    .hint = To change it leave out --new; for another one choose another slug.
propose-key = { $entry } has no “{ $key }”; there are: { WORDS($known) }.
    .hint = Posts are written posts.head=Leader (of a unit) or posts=UNIT/POST (of a person); certificates come with kanhe key register.
propose-value = “{ $key }” does not take “{ $found }”.
propose-not-listed = The register does not list the certificate { $key }.
    .hint = A fingerprint has 40 or 64 upper-case hex digits; kanhe who lists everybody's.
propose-listed = The certificate { $key } is that of { $entry } already.
    .hint = To renew it: kanhe key renew. A key has one holder only.
propose-whereto = Where the people of { $unit } go was not said.
    .hint = Add --into UNIT.
propose-itself = { $unit } cannot go into itself.
propose-toml = { $path } cannot be edited: { $error }
    .hint = Mend the TOML at its head first.
propose-set-what = Which entry --set is for was not said.
    .hint = Name an entry such as people/wang, or use --new.
propose-what = What shall change was not said.
    .hint = Name an entry, or use --new, --abolish, --leave and so on; see kanhe propose --help.
propose-pair = “{ $found }” should be KEY=VALUE.
propose-renamed = { $unit }: the old name “{ $was }” goes to the former names
propose-moved = { $name } goes to { $unit }
propose-post-ends = { $name } no longer holds { $posts }
propose-below = “{ $unit }” stands below { $above } now
propose-left = { $name } leaves: no post, no certificate
propose-keeps-not = { $name } no longer keeps the seal “{ $seal }”
propose-keeper-needed = Only { $name } keeps the seal “{ $seal }”: name another, --set custodians=SLUG
propose-owner-needed = { $name } answers for the account { $account }: name another, --set owner=SLUG
propose-handed-back = The seal “{ $seal }” is handed back, its certificate retired
propose-old-seal-key = The former certificate of the seal { $seal } is retired
request-no-collection = No collection's requests may do all of this at once: { $changes }.
    .hint = Make several requests of it, or name the request by its whole id.
request-no-evidence = The form of these requests has no field for { $path }.
request-title = { $what }: { $whose }
request-and-others = { $names } and others
request-draft = Change request { $subject }, in { $folder }
request-files = {"  "}{ $count } files
request-nothing = Nothing differs yet. Edit the files below { $folder }/files/.
request-changes = Changes: { $changes }
request-concerned = Units concerned: { $units }
request-gains = Gains by it, and has no say in it: { $names }
request-ready =
    Complete. Hand it in: kanhe submit { $subject }
    First asked then: { $names } ({ $step })
request-revised =
    Complete. Hand it in again: kanhe revise { $subject } -m "why"
    First asked then: { $names } ({ $step })
request-nobody = Nobody who can sign is here, so who would be asked is not known. Somebody who can has to hand it in: kanhe submit { $subject }
request-missing = It cannot be handed in yet:
request-kept = The draft is written and not handed in: { $folder }
request-again = The change was amended
status-paths = Files it puts in: { $listed }
status-suspends = Certificates it suspends: { $listed }
status-paperwork = Emergency: carried out first, not approved yet
inbox-paperwork = {" "}[emergency, to be approved]

# Rolls
cmd-import = Take people or units in from a spreadsheet, or older papers from a folder
cmd-import-people = Take people in
cmd-import-people-after =
    The first row names the columns: name, unit, posts, email, phone, mobile, code, agreement, slug, or the same in Chinese. A unit is named by
    slug or title; a post is UNIT/POST, or the post alone in one's own unit. Commas, semicolons or tabs; UTF-8 or GB18030. Who is there already is
    known by slug, code or mailbox; what is empty is left as it is.
cmd-import-units = Take units in
cmd-import-units-after =
    The first row names the columns: title, code, parent, kind, phone, posts, slug, or the same in Chinese. Posts are head=Leader;clerk=Clerk, or
    titles alone. The unit above may be one of the same table.
arg-file = The spreadsheet (CSV)
arg-strict = Write nothing if anything does not fit
import-line = line { $line }
import-wants = expected { $wants }
import-found = found “{ $found }”
import-rows = { $rows } rows: { $opened } new, { $changed } changed, { $same } the same, { $misfit } do not fit.
import-reason = Taken in from a roll
import-strict = Some rows do not fit; nothing was written.
    .hint = Mend the table and try again; without --strict the rows that fit are written.
roll-encoding = The file is neither UTF-8 nor GB18030.
    .hint = Save it as “CSV UTF-8” in your spreadsheet program.
roll-csv = Line { $line } cannot be read: { $error }
roll-empty = The table has no rows.
    .hint = The first row names the columns, each row below is an entry.
roll-column = The table has no column by which rows are told apart: { WORDS($expected) }.
    .hint = Add one of them; kanhe import people --help names the columns.
roll-wants-column = the name of a column
roll-wants-text = text without invisible characters
roll-wants-slug = a slug (lower-case letters, digits, hyphens)
roll-wants-once = an entry that stands once in the table
roll-wants-name = a name
roll-wants-title = a title
roll-wants-mailbox = a mailbox
roll-wants-domain = a mailbox of the office's domains
roll-wants-mailbox-once = a mailbox that nobody has
roll-wants-code-once = a code that nobody has
roll-wants-code-fixed = the code it has, which stays
roll-wants-unit = a unit of the register or of this table
roll-wants-one-unit = one unit (several are called so: write the slug)
roll-wants-active-unit = a unit that is not abolished
roll-wants-other-unit = another unit
roll-wants-unit-code = a code without digits and braces
roll-wants-post = a post of the unit
roll-wants-posts = posts, such as head=Leader;clerk=Clerk
roll-wants-day = a day such as 2026-03-02

# Who could do what
cmd-who = Who could do what at some time: people, posts, certificates, seals, delegations
arg-who-at = After the act of this number, or at the end of this day (2026-03-02); now, if not given
arg-who-person = This person only (a slug)
arg-who-unit = The people of this unit (a slug)
arg-who-seal = Who keeps this seal (a slug)
arg-who-subject = Who was asked about this subject then
arg-who-csv = Print CSV for a spreadsheet
who-none = There was no “{ $slug }” in the register then.
    .hint = Check the slug.
who-before = The record was not founded yet at { $found }.
who-after = There is no No. { $found } yet; the last is No. { $last }.
who-as-of = As of No. { $seq } ({ $when })
who-for = { $name } (until { $until })
who-left = {" "}[has left]
who-shared = {" "}[shared account]
who-special = {" "}[special account]
who-service = {" "}[server]
who-asked = {"  "}{ $name } ({ $titles })  may act
who-asked-not-now = {"  "}{ $name } ({ $titles })  has acted, or not yet
who-head-name = Name
who-head-slug = Slug
who-head-unit = Unit
who-head-posts = Posts
who-head-certificates = Certificates
who-head-seals = Seals kept
who-head-for = Acts for

# The doctor on the register
doctor-expired = The certificate …{ $key } of { $name } ended on { $day } and signs nothing any more.
    .hint = Its holder runs kanhe key renew; the administrator hands it in.
doctor-expiring = The certificate …{ $key } of { $name } ends on { $day } (within { $days } days).
    .hint = Its holder runs kanhe key renew in time.
doctor-mute = { $name } holds a post and has no certificate in use: what waits for that post cannot be done.
doctor-seal-idle = The seal “{ $seal }” has no certificate in use: it cannot be put.
doctor-seal-nobody = Nobody who keeps the seal “{ $seal }” can sign: it cannot be put.
doctor-loss = A loss is not dealt with yet: “{ $title }” { $subject }, due { $due }
doctor-lost-left = The certificate …{ $key } of { $name } is reported lost, and nobody has retired or replaced it.
    .hint = kanhe propose NAME --retire FINGERPRINT, or --compromised FINGERPRINT --after NUMBER.
doctor-paperwork = An emergency change is not approved yet: “{ $title }” { $subject }, due { $due }
doctor-unexecuted = A change request was not carried out in time: “{ $title }” { $subject }, due { $due }
doctor-unconfirmed = A change was carried out and not confirmed in time: “{ $title }” { $subject }, due { $due }
unchecked-register = the register, because the record cannot be read

# Other ways to have a workflow
cmd-workflow-variants = List other ways to have a workflow
cmd-workflow-adopt = Take one of them: begins a change request
arg-workflow-adopt-variant = The variant, such as accounts-simple
variants-in-force = in force
variants-broken = (cannot be used)
variants-none = There are no variants.
variants-unknown = There is no variant “{ $found }”; there are: { WORDS($known) }.
    .hint = kanhe workflow variants lists them all.
variants-title = “{ $title }” by the variant { $variant }

# search
cmd-search = Find what contains the words, attachments included
cmd-search-after = All words must be there; put a phrase in quotation marks. A number may be typed as 〔2026〕3号, [2026]3号 or 2026 3号.
cmd-attachment-reader = Read attachments for this program
arg-search-words = The words to look for
arg-search-unit = Only what this unit (its slug) issued
arg-search-kind = Only of this kind
arg-search-year = Only of this year
arg-search-state = Only in this state, such as sealed or voided
arg-search-collection = Only in this collection (its slug)
arg-search-page = Which page; a page has 20
arg-address = Where the site stands to the outside (such as https://oa.example.org): links in feeds and calendars begin with it
arg-no_search_index = Write no search files; they hold all text, so leave them out of a site that is not for everybody
arg-search_index = Write search files too, for a copy of the site elsewhere
search-found = {$count} found, page {$page} of {$pages}
search-none = Nothing found.
search-nothing = no words to look for and nothing to narrow by
    .hint = For example: kanhe search inspection --year 2026
# Older papers
cmd-import-documents = Take a folder of older papers over, as one request
cmd-import-documents-after =
    Reads Markdown, DOCX (with pandoc) and TXT, in UTF-8, UTF-16 or GB18030. Title, number, date and unit come from the head (+++ or ---), else
    from the text, else from the file's name; when a file was last written says nothing. Attachments are the files that a text links to, those
    named like it, and those of its folder. What was taken over before is not taken again. What became of every file is written into report.csv,
    which is approved with the request.
arg-import-documents-dir = The folder
arg-import-documents-request = What the request is called
arg-import-documents-check = Say what would be taken over, and write nothing
arg-import-documents-strict = Write nothing if anything does not fit
arg-import-documents-report = Write the report into this file, too
progress-reading = Reading files
history-many = There are more than { $most } files in the folder.
    .hint = Import it part by part.
history-no-folder = There is no folder { $path }.
    .hint = Check the path; it must be the folder the older papers are in.
history-nothing = There is nothing to import.
    .hint = What can be imported is Markdown (.md), DOCX and TXT files.
history-no-collection = This record has no collection that takes older papers over.
    .hint = Have workflows/history.toml added by a change request; it says imports = true.
history-begun = { $subject } is there already.
    .hint = Hand it in or delete it first, or name another with --request.
history-strict = Some files do not fit; nothing was written.
    .hint = Mend them and try again; without --strict, what fits is taken.
history-title = { $count } older papers handed over ({ $name })
history-column-file = file
history-column-outcome = outcome
history-column-place = place
history-column-title = title
history-column-number = number
history-column-date = date
history-column-dated = date from
history-column-unit = unit
history-column-sha256 = SHA-256
history-column-remarks = remarks
history-dated-head = head
history-dated-text = text
history-dated-name = file name
history-taken = taken
history-attached = attachment
history-already = taken before
history-left = left out
history-about = { $what } ({ $detail })
history-line = line { $line }: { $why }
history-taken-but = Taken, but { $why }: { $count }, such as { $examples }
history-left-for = Left out: { $why }: { $count }, such as { $examples }
history-counts = { $taken } papers taken with { $attached } attachments, { $already } files taken before, { $left } left out.
history-checked = Checked only: nothing was written.
history-draft = Draft of { $subject }: { $folder }
history-pandoc = DOCX files need pandoc (2.15 or later): install it and run this again; what was taken is not taken twice.
history-why-not-text = not a text
history-why-empty = nothing in it
history-why-head = the head cannot be read
history-why-too-large = over the limit of one file
history-why-unreadable = cannot be read
history-why-alone = goes with no paper
history-why-format = not read in this format: save it as DOCX and import it again
history-why-with-left = its paper was left out
history-why-same = the same as another file
history-why-already = in the record or in a draft
history-why-no-room = no room left in one request: hand it in, then import again
history-why-link = a symbolic link
history-why-special = no plain file
history-why-hidden = a hidden file
history-why-section = a page about a section, not a paper
history-why-name = a name with characters that cannot be used
history-why-pandoc-missing = pandoc is not installed
history-why-pandoc-old = pandoc is too old
history-why-pandoc-failed = pandoc cannot convert it
history-why-title-cleaned = invisible characters were taken out of the title
history-why-title-cut = the title was too long and is cut
history-why-title-from-name = the title is the file's name
history-why-no-date = no date
history-why-date-other = the date cannot be read
history-why-date-later = the date is later than today
history-why-pictures = pictures are in the original only
history-why-without = an attachment could not be taken with it
history-why-long-text = the text is too long for a page and is an attachment
history-why-unit-several = several units have that name
history-why-unit-unknown = the register has no such unit
history-why-number-twice = another has that number
history-why-link-outside = a link leads out of the folder
history-why-link-nowhere = a link leads to no file

# Backup and restoring
cmd-backup = Back up the record and its accounts: writes what is new, and reads it back
cmd-backup-after =
    If the folder holds a backup of this record, its files are checked first, then new acts and seals are added; if nothing is new, nothing is written.
    Private keys are not in it: their owners back them up. The accounts are secret: only you may read the folder.
cmd-restore = Make a server's repository of a backup; it takes its place once it is verified
arg-backup-dir = The folder of the backup: not there yet, empty, or with a backup of this record
arg-restore-dir = The folder of the backup
arg-restore-out = Where to restore to, empty or not there yet
arg-restore-root = The root line as published on paper, or a file that holds it; a record with another root is INVALID
arg-restore-keep_invalid = Put it in its place even if it is not VALID, to look into it
arg-doctor-backup_within = How many days backups may be apart; 7, if not given
progress-backup-reading = Checking the backup (KB)
progress-backup-writing = Writing the backup
progress-backup-checking = Reading it back
backup-first = First backup made: { $dir }, up to No. { $seq }; seals: { $seals }.
backup-added = Added to the backup: { $dir }, No. { $first } to No. { $seq }; new seals: { $seals }.
backup-added-one = Added to the backup: { $dir }, No. { $seq }; new seals: { $seals }.
backup-seals = Added to the backup: { $dir }, up to No. { $seq }, no new act; new seals: { $seals }.
backup-nothing = No new act and no new seal: { $dir } is up to No. { $seq } already.
backup-accounts-none = This record has no accounts.
backup-accounts-kept = This record has no accounts any more; the copy in the backup stays.
backup-accounts-same = The accounts have not changed.
backup-accounts-new = The accounts are backed up.
backup-read = All of it was read back from the disk and is good; files: { $files }, { $size } KB. Write down this checkpoint:
backup-forgotten = The backup is made, but not remembered; kanhe doctor will not know of it: { $why }
backup-busy = Another program is using the backup in { $path }.
    .hint = Wait until it has finished, then try again.
backup-occupied = The folder { $path } holds { $found } but no manifest.json; no backup can be made in it.
    .hint = Choose an empty folder. What an interrupted first backup left may be deleted; if the manifest was lost, keep everything and fetch it from another copy of the backup.
backup-none = There is no backup in { $path }.
    .hint = Check the path; if its disk is not mounted, mount it.
backup-inside = { $path } is in the record's own folder: what destroys the record would destroy the backup.
    .hint = Back up to another disk, and keep a copy elsewhere.
backup-format = The manifest { $path } is of version { $found }; this program knows { $known }.
    .hint = Use the program that wrote the backup, or a later one.
backup-manifest = The manifest { $path } is not of its form: { $found }
    .hint = This backup is of no use, and nothing was added to it. If the record is sound, back it up to an empty folder at once; to restore, use another backup.
backup-other = { $path } is a backup of another record: this one is { $expected }, the backup's { $found }.
    .hint = Each record has a folder of its own; choose another.
backup-missing = The backup lacks the file { $path }.
    .hint = This backup is of no use, and nothing was added to it. If the record is sound, back it up to an empty folder at once; to restore, fetch the file from another copy of the backup, or use that one.
backup-not-plain = { $path } should be a plain file; it is a link or something else.
    .hint = There are no links in a backup. Find out who put it there; fetch the file from another copy, or back up to an empty folder.
backup-size = The file { $path } should have { $expected } bytes, it has { $found }.
    .hint = This backup is damaged, and nothing was added to it. If the record is sound, back it up to an empty folder at once and check the disk; to restore, fetch the file from another copy of the backup, or use that one.
backup-digest = The content of { $path } has changed: its digest should be { $expected }, it is { $found }.
    .hint = This backup is damaged, and nothing was added to it. If the record is sound, back it up to an empty folder at once and check the disk; to restore, fetch the file from another copy of the backup, or use that one.
backup-broken = The file { $path } does not go on where the one before ended: expected { $expected }, found { $found }.
    .hint = The files are what the manifest says and do not belong together: no disk does that. Find out who changed them; use another backup, or back up to an empty folder.
backup-gone = The backup has it, the record has lost it: { $what }. The backup was left as it is.
    .hint = The record was rewritten or cut off, or is an older copy. Keep this backup as evidence and ask kanhe verify; from now on back up to another, empty folder.
backup-read-back = What was read back from { $path } is not what was written: { $found }. The backup was left as it was.
    .hint = Check the disk, and use another.
backup-restless = Acts came one after another; there was no moment to back up.
    .hint = Try again in a while.
backup-database = The accounts { $path } cannot be backed up, or are damaged: { $found }
    .hint = Backup and record were left as they are. If the accounts in use are damaged, put back those of the last backup; if those of the backup are, use another backup.
restore-there = There is something in { $path }; nothing can be restored to there.
    .hint = Choose a folder that is empty or not there yet; move the old record aside, do not delete it.
restore-root = { $path } is neither a root line nor a file that holds one: { $found }
    .hint = It is one line: kanhe-root v1 git-sha1:… sha256:… openpgp:…
restore-refused = The restored record is not VALID and was not put in its place. Use another backup; if acts were refused before the backup already, and it has to be restored all the same, add --keep-invalid.
restore-done = Restored: { $path }, up to No. { $seq }, from a backup written at { $made }.
restore-accounts = The accounts are back in their place.
restore-no-accounts = There are no accounts in the backup.
restore-paper = Compare with the paper: root line and checkpoint. If somebody's clone has acts after No. { $seq }, the one with the highest number that is VALID counts.
restore-no-root = No --root was given: the root line is the backup's own. Do compare it with the one on paper.
doctor-backup = Last backup: { $day }, in { $folder }, up to No. { $seq }; acts since that it lacks: { $lacks }.
doctor-backup-none = No backup is known of.
    .hint = Run kanhe backup FOLDER, with a folder on another disk, and have it run regularly.
doctor-backup-old = The last backup was made { $days } days ago; no more than { $most } may pass.
    .hint = Run kanhe backup { $folder }, and find out why it did not run by itself.

## Accounts

cmd-account = See to the accounts of a server (run on the server)
cmd-account-add = Open accounts for people of the register; gives initial passwords
cmd-account-reset = Give a new initial password and sign the person out everywhere
cmd-account-unlock = Unlock an account that was locked after wrong passwords
cmd-account-sign-out = Sign a person out everywhere
cmd-account-list = List accounts and how they stand
cmd-account-journal = Show the journal of sign-ins and reading
arg-account-add-people = Slugs of people, one or more
arg-account-add-all = For everybody in the register who has none yet
arg-account-add-csv = As CSV, to print and hand out
arg-account-reset-person = Slug of the person
arg-account-reset-forget_code = Take away the second factor (one-time codes) too, as when the telephone is lost
arg-account-unlock-person = Slug of the person
arg-account-sign-out-person = Slug of the person
arg-account-list-unused = Only those that were not used for so many days
arg-account-journal-person = Only what is about this person
arg-account-journal-what = Only this kind, such as signed-in, wrong, locked, read
arg-account-journal-from = From this day on, such as 2026-03-01
arg-account-journal-until = Up to this day, which is included
arg-account-journal-flagged = Only sign-ins out of the ordinary
arg-account-journal-most = How many lines at most; 100 unless set
arg-account-journal-csv = As CSV, to keep as evidence
arg-serve-behind_front = A reverse proxy stands before this: take addresses from its X-Forwarded-For
arg-serve-as = As which server of the register (kind = "service") first openings are written down; not at all, if not given
arg-front-as = As which server of the register (kind = "service") the unit has first openings written down
arg-passphrase = The file with that certificate’s passphrase, in its first line; not needed if it has none
arg-serve-held = The folder for pages that are for some readers only (by default in the server's repository)
arg-serve-proxy_user = The header field in which a trusted proxy names who somebody is (slug or mailbox)
arg-serve-proxy_secret = The file with the secret that the proxy shows in Kanhe-Proxy-Secret
arg-serve-oidc = A file (TOML) about the provider of OpenID Connect that signs people in
arg-front-proxy_user = The header field of kanhe serve --proxy-user: what clients write into it does not go on
arg-front-server_name = The host's name to the outside
arg-front-cert = The certificate for TLS (PEM, with those between)
arg-front-key = Its private key
arg-front-upstream = Where kanhe serve listens: an address and a port, or unix: and the path of its socket
arg-front-port = The port of HTTP; with a certificate it only leads on to HTTPS
arg-front-tls_port = The port of HTTPS
arg-front-out = The site's folder (as of kanhe serve --out)
arg-front-held = The folder of what is for some readers only (as of kanhe serve --held)
arg-front-cache = Where nginx keeps what it has asked
arg-front-https = The front speaks HTTPS (for the unit of systemd)
arg-front-systemd = Write the unit of systemd instead, run by that user
arg-serve-log = Write each request to standard error: none, text or json
arg-serve-https = The proxy speaks HTTPS to the outside: the cookie of who signs in goes no other way
account-unknown = the register has no { $person }
    .hint = People are registered first, on an approved request (kanhe propose), and get an account then; kanhe who lists slugs
account-left = { $person } has left and cannot have an account
    .hint = If the register is wrong, have it changed first
account-shared = { $person } is a shared or special account, and the office lets none of those sign in
    .hint = To let them, have the settings changed: shared in [login] of kanhe.toml
account-exists = { $person } has an account already
    .hint = For a forgotten password: kanhe account reset { $person }
account-none = { $person } has no account yet
    .hint = Open one with kanhe account add { $person }
account-later = the accounts were written by a later kanhe (version { $found })
    .hint = Use a later version of the program
account-failed = cannot work on the accounts: { $error }
    .hint = Run this on the server, as the user the service runs as, and see that the disk can be written
account-adding = Opening accounts
account-nobody = No account fits.
account-given = An initial password is shown once: hand it to its person. It has to be changed at the first sign-in and is good for { $days } days.
account-unlocked = { $person } is unlocked.
account-signed-out = { $person } was signed out in { $n } places.
account-column-name = Account
account-column-person = Name
account-column-password = Initial password
account-column-state = State
account-column-seen = Last used
account-column-number = No.
account-column-time = Time
account-column-what = What
account-column-by = By
account-column-address = Address
account-column-agent = Program
account-column-about = About
account-column-flags = Out of the ordinary
account-state-good = good
account-state-initial = initial password
account-state-locked = locked
account-state-out = not in the register
account-code = one-time codes
account-never = never
account-journal-count = { $shown } of { $all } shown.
account-what-signed-in = signed in
account-what-signed-in-by-certificate = signed in by certificate
account-what-signed-in-by-proxy = signed in by the proxy
account-what-signed-in-by-oidc = signed in by the provider
account-what-signed-out = signed out
account-what-wrong = wrong password
account-what-wrong-proof = wrong code, signature or proof
account-what-locked = locked
account-what-refused = refused
account-what-opened = opened
account-what-reset = password reset
account-what-unlocked = unlocked
account-what-chosen = password changed
account-what-code-set = one-time codes set up
account-what-code-gone = one-time codes given up
account-what-token-made = token made
account-what-token-gone = token given up
account-what-read = read
account-what-denied = may not read
account-what-again = a page came again by itself
account-flag-new-address = new address
account-flag-after-failures = after wrong passwords
account-flag-night = at night
account-flag-elsewhere = signed in elsewhere

# Tokens

cmd-account-token = See to tokens: what a program shows in the place of a password to fetch the record or to push to it
cmd-account-token-add = Make a token; it is shown once
cmd-account-token-list = List somebody's tokens, without their secrets
cmd-account-token-drop = Give up a token: it opens nothing any more
arg-account-token-add-person = Slug of the person
arg-account-token-add-name = What it is called, such as the computer it is for
arg-account-token-add-days = For how many days it is good, 1 to 366; 90 unless set
arg-account-token-list-person = Slug of the person
arg-account-token-drop-person = Slug of the person
arg-account-token-drop-name = What the token is called
account-token-made = The token of { $person } is shown once. It is good until { $until }; where git asks for a password, it is given in its place.
account-token-none = No tokens.
account-token-gone = Given up: { $name }
account-token-exists = { $person } has a token called { $name } already
    .hint = Choose another name, or give the old one up first: kanhe account token drop { $person } { $name }
account-token-name = a token cannot be called “{ $name }”
    .hint = Its name has 1 to 60 visible characters, such as the computer it is for. This one would be { $person }'s.
account-token-unknown = { $person } has no token called { $name }
    .hint = kanhe account token list { $person } lists them
account-column-token = Token
account-column-made = Made
account-column-until = Good until
account-what-fetched = fetched the record
account-what-pushed = pushed to the record
account-what-exported = exported and signed
account-exported = Exported: { $count } lines (Nos. { $first } to { $last }) to { $file }, the signature to { $file }.asc
account-forgotten = Taken out of the server's journal: { $count } lines.
account-export-none = No line fits; nothing was exported.
    .hint = Look at --from and --until again.
account-export-young = --forget takes lines out that are older than 90 days only: give --until a day before { $day }.
    .hint = Younger lines tell which sign-ins are out of the ordinary: they stay on the server.
account-export-file = { $file } cannot be written: { $error }
    .hint = If it is there already take another name: nothing is written over, and no line was taken out.
cmd-account-export = Write the journal to a signed table, as evidence or to be filed
arg-account-export-file = The file, which may not be there yet; the signature comes beside it as .asc
arg-account-export-person = Whose certificate signs
arg-account-export-from = From which day on
arg-account-export-until = Until which day, that one too
arg-account-export-forget = Take the lines out of the server's journal afterwards (older than 90 days only)

# Going on by hand
cmd-parcel = Documents between offices: write and verify parcels and receipts
cmd-parcel-card = Print what a partner's settings have to say to file this office: record, root, seal specimens
cmd-parcel-write = Write the parcel of a document that was sent to a partner office, signed by a seal's key
cmd-parcel-check = Verify a parcel or a receipt from another office; nothing is entered
cmd-parcel-receipt = Write the receipt of a parcel that was entered
cmd-paper = Print what is on its way as sheets to go on by hand; afterwards see what nobody has re-entered
arg-paper-subjects = These subjects alone; all that are on their way, if none is given
arg-paper-out = Write into this folder, by default kanhe-paper
arg-paper-unit = What this unit issues, or its people are asked for
arg-paper-person = What this person has drafted or is asked for
arg-paper-check = See whether what was printed into this folder has gone on since
paper-done = Printed { $count } handling sheets into { $folder }: begin with index.html; all of them are in all.html, the notice in notice.html.
paper-occupied = { $path } is not empty and was not written by kanhe paper
    .hint = Give another folder with --out
paper-closed = { $subject } is on its way no more
    .hint = See kanhe status { $subject }; without a subject all that are on their way are printed
paper-none = { $path } has no list kanhe-paper.json written by kanhe paper
    .hint = Give the folder that was given with --out when it was printed
paper-foreign = { $path } was printed from another record
    .hint = Check it in the record it was printed from, or a clone of that
paper-check = { $all } in all; of { $missing } nothing was done since they were printed.
paper-check-none = nothing yet
paper-check-changed = another text
paper-check-otherwise = went on otherwise
paper-check-good = re-entered: { $n }
cmd-re-enter = Re-enter what was decided on paper: an entry with the scan of the sheet, and the act, signed by whose it is
arg-re-enter-subject = The subject
arg-re-enter-verb = What was decided: approve, disagree, read, return, complete, reply, issue, seal or execute
arg-re-enter-code = The check code of the sheet, or the whole digest
arg-re-enter-on = When the sheet was signed, such as "2026-03-02 09:30"
arg-re-enter-scan = The scan of the sheet; may be given several times
arg-re-enter-opinion = The opinion on the sheet
arg-re-enter-reason = A reason besides
arg-re-enter-to = Return to this step
arg-re-enter-kept = Where the sheet is kept
arg-re-enter-entry_only = Hand in the entry alone, for this person, who signs the act himself later
arg-re-enter-entry = The entry that is there already, such as re-entries/2026/0302-a1b2c3
re-enter-title = Re-entered: { $name }, { $verb }, { $title }
re-enter-entered = Entered as { $entry }. Whose decision it is signs it himself: kanhe re-enter { $subject } { $verb } --code { $code } --entry { $entry }
re-enter-half = The scan is entered as { $entry }, but the act is not signed; put right what is said above and do it again with --entry { $entry }.
re-enter-code = { $found } is no check code
    .hint = Copy the check code of the sheet, 16 digits of 0-9 and a-f, or the whole digest
re-enter-changed = The check code of { $subject } is now { $expected }, that of the sheet { $found }: what was signed on paper is another text
    .hint = Look whether it was copied wrongly; if not, the text was revised after it was printed, and the decision is none about the new one: read that and decide anew
re-enter-later = { $found } is later than now ({ $time })
    .hint = Give the time at which the sheet was signed
re-enter-earlier = { $found } is earlier than the text was handed in ({ $time })
    .hint = Look at the time on the sheet
re-enter-scan = The scan { $path } cannot be read: { $error }
    .hint = Scan the signed sheet and give the file with --scan
re-enter-twice = Two scans are called { $name }
    .hint = Give one of them another name
re-enter-there = This decision is entered already, as { $entry }
    .hint = Give --entry { $entry } instead of --on and --scan; whose decision it is signs it
re-enter-none = { $entry } is no entry of something re-entered
    .hint = Entries stand below re-entries/; the id is shown when one is handed in
re-enter-other = The { $field } of { $entry } is { $said }, but what is to be re-entered has { $asked }
    .hint = Each re-enters his own decision by its own entry; what is entered wrongly is revised first by who handed it in
log-re-entered = [re-entered, see { $entry }]
cmd-fault = See to faults that were reported at the server
cmd-fault-list = List what is not done
cmd-fault-take = Mark one as taken
cmd-fault-done = Mark one as done
cmd-fault-draft = Begin a subject of it in a clone
arg-fault-list-all = What is done as well
arg-fault-list-most = How many lines at most, by default 100
arg-fault-take-number = The number of the report
arg-fault-done-number = The number of the report
arg-fault-draft-number = The number of the report
arg-fault-draft-into = The folder of a clone
fault-none = No fault was reported.
fault-no = There is no report of a fault with the number { $number }
    .hint = See kanhe fault list --all
fault-unknown = { $name } (not signed in)
fault-handled = Number { $number }: { $state }.
fault-handled-before = Number { $number } was so before: { $state }.
fault-state-open = new
fault-state-taken = taken
fault-state-done = done
fault-from = Report { $number }, made at the server by { $name } ({ $phone }) on { $time }:

# Notices
notice-state-due = to be sent
notice-state-sending = being sent
notice-state-sent = sent
notice-state-unknown = unknown
notice-state-failed = failed
notice-state-moot = moot
cmd-notify = Send notices, or see those not yet sent and those that failed (run on the server)
arg-notices = The settings of notices (a TOML file that its owner alone may read)
arg-notify-once = Send what is due now, and end
arg-notify-list = List what is not yet sent, has failed or is unknown
arg-notify-all = List what was sent as well
arg-notify-test = Send a trial by this channel: mail, command.NAME or robot.NAME
arg-notify-to = To whom the trial goes (somebody in the register)
notices-faulty = The settings of notices in { $path } are not in order: { $what }
    .hint = docs/operate.md says under “Notices” what may stand there.
notices-failed = Cannot work on the notices: { $error }
    .hint = Run this as the user who runs the server, and see that the disk can be written.
notices-busy = Another kanhe sends the notices of this record.
    .hint = kanhe serve --notices sends them as long as it runs; stop it to send otherwise.
notices-unset = It was not said where notices go.
    .hint = Name the file of settings with --notices.
notify-no-channel = The settings have no channel “{ $channel }”.
    .hint = They have: { $known }
notify-for-whom = The channel “{ $channel }” reaches one person; say whom.
    .hint = Name somebody of the register with --to.
notify-tried = No. { $number } ({ $channel }): { $state }
notify-why = {" — "}{ $fault }
notify-counts = To be sent: { $due }; failed or unknown: { $failed }
notify-held = The channel { $channel } rests until { $until }: { $fault }
serve-notices = Notices: { $failed } could not be sent; see kanhe notify --list.
serve-notices-held = Notices: the channel { $channel } cannot be used for now: { $fault }
serve-notices-back = Notices: the channel { $channel } can be used again.
serve-notices-clone = A clone or a preview sends no notices.
    .hint = Use --notices at the server’s repository.
## Between offices

parcel-form = This is no parcel, or it was damaged or altered on its way ({ $what }).
    .hint = Ask for it again. A mail program may alter files: wrap it, or take another way.
parcel-size = The file has { $size } bytes, more than { $limit }.
    .hint = Ask for it again with smaller attachments, and exchange the large ones another way.
parcel-version = The parcel is of the format "{ $found }", which this program does not know.
    .hint = Update this program and verify it then; do not have the file rewritten.
parcel-manifest = The list of the parcel does not say "{ $key }" as it must.
    .hint = The file was altered, or no such program wrote it. Ask for it again, and make sure who it is from.
parcel-missing = The parcel lacks "{ $name }".
    .hint = Something was cut out. Ask for it again, and make sure who it is from.
parcel-extra = The parcel holds "{ $name }", which belongs to nothing.
    .hint = Something was added. Ask for it again, and make sure who it is from.
parcel-altered = "{ $name }" in the parcel was altered.
    .hint = Ask for it again, and make sure who it is from.
parcel-other-sender = The parcel is from the record { $found }, not from the partner named ({ $expected }).
    .hint = See whether --from names the office that sent it.
parcel-other-root = The parcel stands on another root line than the one filed.
    .hint = Do not take it. Compare the root line by telephone or in person; if it has really changed, request a change of the settings first.
parcel-not-for-us = The parcel is for another record ({ $found }), not for this office.
    .hint = Do not enter it; give it back. It is the same if the sender has filed another root line of this office: compare it.
parcel-not-filed = The certificate { $found } is not filed: no seal by which this partner sends.
    .hint = Do not take it. Ask the partner; if it has a new seal, get its specimen and request a change of the settings first.
parcel-certificate = The certificate in "{ $name }" is not right ({ $code }).
    .hint = The file was altered. Ask for it again, and make sure who it is from.
parcel-signature = The signature of "{ $name }" is not good ({ $code }).
    .hint = Do not take it: it was altered, or somebody else signed it. Ask the partner.
parcel-object = "{ $name }" cannot be read ({ $code }).
    .hint = The file was altered. Ask for it again, and make sure who it is from.
parcel-says = "{ $name }" does not fit the rest ({ $what }).
    .hint = Do not take it: it was put together from several. Ask the partner.
parcel-unproven = "{ $path }" is not proven: it was otherwise in the partner's record when it was sent.
    .hint = Do not take it: something was put in its place. Ask the partner.
parcel-other-kind = This is a receipt where a parcel is wanted, or the other way round.
    .hint = See which file it is.
parcel-not-sent = { $subject } was not sent to "{ $partner }", or was refused there.
    .hint = Send it first (kanhe send --to :PARTNER), then write the parcel.
parcel-no-seal = The seal { $seal } is not in use.
    .hint = See its state with kanhe who, and name a seal in use.
parcel-seal-newer = The seal { $seal } has another certificate since, which nothing proves as of then.
    .hint = Name another seal that was in use then (--seal); if there is none, let it be refused and send it again.
parcel-no-seal-here = No key of a seal is here, and parcels and receipts are signed by one.
    .hint = Let a custodian ({ $names }) write it at his computer: kanhe parcel write, or kanhe parcel receipt.
parcel-which-seal = The keys of several seals are here: { $seals }.
    .hint = Name one with --seal; it should be one that the partner has filed.
parcel-no-partner = "{ $named }" is no partner of the settings. Those filed: { $known }.
    .hint = Get the partner's root line and seal specimens first, in person or on paper, and request a change of kanhe.toml that adds [partner.…].
parcel-none-entered = { $subject } holds no parcel from another office.
    .hint = Only what was entered with kanhe receive PARCEL --from has a receipt.
parcel-no-collection = No collection's workflow says { $key }, so it cannot be entered.
    .hint = Request a change: the workflow of incoming documents says parcels, that of receipts says answers; see docs/workflows.md.
parcel-not-attached = The draft says "{ $line }", and no file with it ({ $ending }) proves that.
    .hint = Enter it with kanhe receive FILE --from PARTNER; do not write the line or change the file by hand.
parcel-answers-nothing = The receipt answers nothing that this office sent ({ $subject }, act { $seq }).
    .hint = It may be of another sending or document, or it was sent again since. See kanhe status; kanhe pull first.
parcel-begun = The draft stands in content/{ $subject } and is not handed in. Fill in what is missing, then: kanhe submit { $subject }.
parcel-written = Parcel: { $path }
parcel-receipt-written = Receipt: { $path }
parcel-title-received = Receipt of { $from } for "{ $title }"
parcel-title-refused = Refusal of { $from } of "{ $title }"
parcel-kind-parcel = a document for this office
parcel-kind-copy = a document, as a copy
parcel-kind-received = a receipt: received and registered
parcel-kind-refused = a receipt: refused
parcel-of = Verified: { $value }
parcel-from = From: { $value }
parcel-title = Title: { $value }
parcel-number = Number: { $value }
parcel-seals = Seals: { $value }
parcel-issued = Signed off: { $value }
parcel-sent = Sent: { $value }
parcel-answered = Answered there: { $value }
parcel-reason = Reason: { $value }
parcel-registered = Registered there as: { $value }
parcel-subject = Their subject: { $value }
parcel-files = Files: { $value }
parcel-checkpoint = Checkpoint: { $value }
