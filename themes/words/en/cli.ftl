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
    .hint = Use that key, or choose another name.
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

## Where a subject stands

stage-in-review = in review
stage-returned = returned
stage-refused = refused
stage-issued = signed off
stage-sealed = sealed
stage-finished = finished
stage-withdrawn = withdrawn

## Standing of a certificate

standing-active = active
standing-suspended = suspended
standing-retired = retired

## Kinds of value in a form

kind-text = a text
kind-date = a date such as 2026-03-02
kind-number = a whole number
kind-choice = one of the choices
kind-unit = a unit's short name
kind-person = a person's short name
kind-file = the name of an attachment
kind-list = a list such as ["a", "b"] whose items are of the field's kind

## Between the items of a list

list-separator = {", "}
