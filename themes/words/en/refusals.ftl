# refusals: en

record-place =
    { $object ->
        [none] { "" }
       *[other] object { $object }, { "" }
    }{ $path ->
        [none] { "" }
       *[other] path “{ $path }”, { "" }
    }{ $at ->
        [none] { "" }
       *[other] byte { $at }, { "" }
    }

## objects

K101 = { record-place }the object is not in the repository.
    .hint = Fetch it from a complete copy and verify again. Something absent is not yet something wrong, but nothing can be concluded without it.
K102 = { record-place }the object cannot be read, or its bytes are not those its name stands for: { $found }.
    .hint = The disk is damaged or somebody changed the files. Stop working in this repository, use a sound copy and keep this one as evidence.
K103 = { record-place }expected an object of kind { $expected }, found { $found }.
    .hint = What points here points wrongly. Find out which act refers to it.
K104 = { record-place }at most { $expected } bytes are allowed, found { $found }.
    .hint = Compress or split the attachment and do the act again.

## the encoding of acts and seals

K110 = { record-place }expected “{ $expected }” here, found “{ $found }”.
    .hint = The object was not written by this program, or was changed afterwards. Let the person responsible do the act again with this program.
K111 = { record-place }expected the line “{ $expected }” here, found “{ $found }”: out of order, or repeated.
    .hint = There is one way to write an act. Let the person responsible do it again with this program.
K112 = { record-place }an act follows exactly one act, but this one has two parents (a merge).
    .hint = The branch main takes no merges. Fetch first, then do the act again on top.
K113 = { record-place }the header “{ $found }” is unknown to this format.
    .hint = Do not rewrite acts with other tools; let the person responsible do it again with this program.
K114 = { record-place }a signature is expected here and is missing.
    .hint = What is not signed does not count. Do the act again and sign it with your own certificate.
K115 = { record-place }expected exactly one complete signature block, found something else.
    .hint = The block is cut, doubled or mixed with other text. Sign again.
K116 = { record-place }the name, e-mail or time is not of its form: “{ $found }”.
    .hint = Name and e-mail must not be empty, begin or end with a space, or hold angle brackets or invisible characters. Correct them in the register of people.
K117 = { record-place }author and committer must be the same, they differ.
    .hint = People act in their own name only. Let the person do it again.
K118 = { record-place }the seal's name must be “{ $expected }”, found “{ $found }”.
    .hint = The name does not fit the subject and the seal; it may have been moved or renamed. Check, then seal again.
K119 = { record-place }the object must end here, but more follows.
    .hint = What follows is not part of the format. Let the person responsible do the act again with this program.
K120 = { record-place }written again by the rules, the object comes out differently.
    .hint = There is one way to write an act. Let the person responsible do it again with this program.

## the lines of keys

K130 = { record-place }the first line must name the act and be followed by an empty line, found “{ $found }”.
    .hint = Let the person responsible do the act again with this program.
K131 = { record-place }expected a line “Key: value”, found “{ $found }”.
    .hint = Let the person responsible do the act again with this program.
K132 = { record-place }the format has no key “{ $found }”.
    .hint = It may come from a newer program. Update this one, then verify again.
K133 = { record-place }the key “{ $found }” stands twice.
    .hint = Each key stands at most once. Let the person responsible do the act again with this program.
K134 = { record-place }the key “{ $found }” stands too late.
    .hint = The order of keys is fixed. Let the person responsible do the act again with this program.
K135 = { record-place }the value of “{ $found }” is empty, too long, or holds characters nobody can see.
    .hint = Use 1 to 8000 bytes of plain text.
K136 = { record-place }the key “{ $expected }” is not there.
    .hint = Let the person responsible do the act again with this program.

## folders

K140 = { record-place }the bytes are no list of files.
    .hint = Use a sound copy and find out who wrote this folder.
K141 = { record-place }a folder holds plain files (100644) and folders (40000) only, this entry has mode “{ $found }”.
    .hint = Clear the executable bit and take out symbolic links and submodules.
K142 = { record-place }the file name “{ $found }” cannot be used: { $why ->
         [length] it must have 1 to 200 bytes
         [encoding] it is not UTF-8
         [normalisation] it is not in Unicode form NFC
        *[character] it has a character that is not allowed
         [edge] it begins or ends with a dot, dash or space
         [reserved] Windows reserves it
    }.
    .hint = Rename the file and do the act again.
K143 = { record-place }“{ $found }” stands at the wrong place in its folder.
    .hint = Neither git nor this program wrote this folder. Let the person responsible do the act again.
K144 = { record-place }“{ $found }” stands twice in its folder.
    .hint = Two entries of one name may be meant to deceive. Find out who wrote them.
K145 = { record-place }“{ $found }” differs only in case from another entry of its folder.
    .hint = On some computers the two would overwrite each other. Rename one and do the act again.
K146 = { record-place }the folder is empty.
    .hint = Put a file into it or leave it out.
K147 = { record-place }too many files: at most { $expected } are allowed.
    .hint = Spread them over several folders or pack them into one attachment.
K148 = { record-place }the path is too deep: at most 16 levels are allowed.
    .hint = Flatten the folders and do the act again.

## the repository

-clean-clone = For a clean copy from a source you trust: git clone --no-local --reject-shallow --no-tags --single-branch --branch main SOURCE NEW && git -C NEW fetch --no-tags origin 'refs/tags/seal/*:refs/tags/seal/*'

K150 = { record-place }there is no git repository at this place.
    .hint = Check the path, or run the program inside the repository.
K151 = { record-place }the repository's object format must be SHA-1, it is another.
    .hint = Make it with kanhe, or with git init --object-format=sha1 --ref-format=files, and fetch into it. The content is protected by SHA-256 besides.
K152 = { record-place }the repository's ref storage must be “files”, it is reftable.
    .hint = Convert it with git refs migrate --ref-format=files.
K153 = { record-place }this is a shallow clone: earlier acts are not in it.
    .hint = What is missing is not yet wrong. Complete it with git fetch --unshallow and verify again, or take another copy. { -clean-clone }
K154 = { record-place }the repository has info/grafts, which changes what follows what.
    .hint = Find out where it comes from, and keep this copy as evidence. { -clean-clone }
K155 = { record-place }objects come from elsewhere (alternates): the repository is not complete.
    .hint = Gather the objects with git repack -a -d and delete the file; or copy it anew. { -clean-clone }
K156 = { record-place }the repository has the replace ref “{ $found }”, which shows another object in place of the true one.
    .hint = Find out where it comes from, and keep this copy as evidence; one of your own goes with git replace -d. { -clean-clone }
K157 = { record-place }the ref “{ $found }” must point at an object itself, it is symbolic.
    .hint = Find out where it comes from, and keep this copy as evidence. { -clean-clone }
K158 = { record-place }the repository belongs to another user.
    .hint = Run the program as the repository's owner, or let the administrator change the owner.
K159 = { record-place }the ref name “{ $found }” is not of its form.
    .hint = A seal's ref is refs/tags/seal/SUBJECT/SEAL and made by this program; any other ref has a plain name too.
K160 = { record-place }there is a git repository already.
    .hint = Choose an empty directory, or use the repository that is there.
K161 = { record-place }the repository has no work tree.
    .hint = Do this in a clone that has one.
K162 = { record-place }{ $found } here only points at a repository elsewhere (a linked work tree or a submodule): the record is not at this place.
    .hint = Name the repository it points at with --record.
K163 = { record-place }a plain file or folder belongs here, and a link or something special is here.
    .hint = Verification follows no links. { -clean-clone }
K164 = { record-place }this is a partial clone, which fetches what it lacks from a server when asked; verification never goes to the network.
    .hint = { -clean-clone }
K165 = { record-place }a ref's file must hold an object name of 40 digits, it holds “{ $found }”.
    .hint = The file is damaged or was changed: keep this copy as evidence. { -clean-clone }
K166 = { record-place }this line of packed-refs is not of its form, stands twice or is out of order: “{ $found }”.
    .hint = The file is damaged or was changed: keep this copy as evidence. { -clean-clone }
K167 = { record-place }the ref “{ $found }” cannot be beside the ref “{ $expected }”: one program sees the one, another the other.
    .hint = Find out where it comes from, and keep this copy as evidence. { -clean-clone }

## writing

K170 = { record-place }the branch main was expected at { $expected }, it is at { $found }.
    .hint = Somebody acted in the meantime. Look at the new acts, then do yours again.
K171 = { record-place }the seal “{ $found }” is there already.
    .hint = A seal is put on a subject once and is never replaced.
K172 = { record-place }the path “{ $found }” cannot be written.
    .hint = Check its names and levels; a file of that name may stand there already.
K173 = { record-place }another program is writing to the repository.
    .hint = Wait and try again. If it stays so and no program is running, delete the .lock file left behind.

## the remote

K180 = { record-place }there is no remote “{ $found }”.
    .hint = See git remote -v, or add it with git remote add.
K181 = { record-place }the program git cannot be run: { $found }.
    .hint = Install git and see that it is in the PATH.
K182 = { record-place }fetching failed: { $found }
    .hint = Check the network, the address and your access, then try again.
K183 = { record-place }the push came too late: the remote has new acts.
    .hint = Fetch, look at the new acts, then do yours again.
K184 = { record-place }the remote refused: { $found }
    .hint = Correct what it names. What was not accepted does not count.
K185 = { record-place }the remote cannot be reached: { $found }
    .hint = Check the network, the address and your access, then try again.
K186 = { record-place }this is no bundle of a record: expected “{ $expected }”, found “{ $found }”.
    .hint = Use another copy of the file.
K187 = { record-place }git could not do it: { $found }
    .hint = Check the space on the disk, then look at the repository with git fsck.

## the machine

K190 = { record-place }the operating system says: { $found }.
    .hint = Check the disk space and the file's permissions.
K191 = { record-place }the git library says: { $found }.
    .hint = Check the repository with git fsck; if it finds nothing, show this to the administrator.
K192 = { record-place }the cache cannot be used: { $found }.
    .hint = The cache may be deleted at any time and is made anew. See that its directory can be written.

# Why something is refused. The numbers are permanent, see docs/refusals.md.

## Signatures

K201 = The certificate { $fingerprint } is not in the register; an act must be signed with a registered person's certificate.
    .hint = Check which certificate you sign with. If it is yours, ask the administrator to register it.
K202 = { $holder }'s certificate { $fingerprint } is { WORDS($standing, of: "standing") }; an act must be signed with an active certificate.
    .hint = Use your active certificate. If you have none, ask the administrator.
K203 = The act was signed with the certificate of the seal “{ $seal }”; an act must be signed with the certificate of the person who does it.
    .hint = A seal's certificate is for sealing only. Sign again with your own.
K204 = The signer's name must be the register's, “{ $expected }”; found “{ $found }”.
    .hint = Set git's user.name and user.email to the name and e-mail address of the register, then act again.
K205 = The act was signed with { $holder }'s certificate { $fingerprint }, which was declared compromised: what it signed after No. { $after } is in question, and nobody else has affirmed this act.
    .hint = Let somebody else of the subject's workflow look into it and affirm it: kanhe affirm SUBJECT --act NUMBER --opinion "Checked, it was he". An act that was not the holder's must not be affirmed.

## Subjects and steps

K501 = There is no collection “{ $collection }”; there are: { WORDS($known) }.
    .hint = Check the first part of the subject's id. For a new collection, ask the administrator for a workflow.
K502 = The subject { $subject } was submitted already.
    .hint = To change it, use kanhe revise { $subject }. For another draft, choose another id.
K503 = There is no subject { $subject }; it must have been submitted.
    .hint = Check the id. A draft must be submitted first.
K504 = The subject { $subject } is { WORDS($stage, of: "stage") }; nothing more can be done with it.
    .hint = See how it went with kanhe status { $subject }. For a change, submit a new draft.
K505 = Only the drafter { $drafter } may { WORDS($verb, of: "verb") } this subject.
    .hint = Ask the drafter. A reviewer who wants changes can return the subject.
K506 = The subject was signed off as { $number }; it is too late to { WORDS($verb, of: "verb") } it.
    .hint = What was signed off does not change. To correct it, issue another document.
K507 = A revision must differ from what was handed in before; both are { $digest }.
    .hint = Change the text or the attachments and save them, then use kanhe revise SUBJECT.
K508 = The draft of { $subject } is not in order. Number of faults: { $count }.
    .hint = Mend each fault listed. Submit a new draft again; hand in a submitted one with kanhe revise { $subject }.
K509 = Nobody who can sign is asked in the step “{ $step }”; the subject would stay there.
    .hint = Ask the administrator who holds the posts of this step and whether they have certificates; for a seal, whether the issuing unit has one with a custodian. Where all, one after the other or at least so many are asked, all of those must be able to sign.
K511 = The subject { $subject } is { WORDS($stage, of: "stage") } and back with its drafter; it must be handed in again first.
    .hint = Wait until the drafter has used kanhe revise { $subject } or, if it was returned and the text can stay as it is, kanhe reply { $subject }.
K512 = The subject is at the step “{ $expected }”, not at “{ $found }”; no step may be skipped.
    .hint = See whose turn it is with kanhe status SUBJECT.
K513 = In the step “{ $step }” one cannot { WORDS($verb, of: "verb") }; one can: { WORDS($allowed, of: "verb") }.
    .hint = Do what the step allows; kanhe COMMAND --help says how.
K514 = In the step “{ $step }” these are asked: { WORDS($asked) }; { $person } is not among them.
    .hint = Leave it to those who are asked. If one of them has delegated to you, add --on-behalf-of. If a post is wrong, ask the administrator to correct the register.
K515 = { $person } has decided in this step already, with act { $seq }.
    .hint = Wait for the others of this step; see who they are with kanhe status SUBJECT.
K516 = The act must be about the current text { $expected }; it is about { $found }.
    .hint = The text may have been revised. Look with kanhe status SUBJECT, read the current text and decide again.
K517 = To { WORDS($verb, of: "verb") }, one must give an opinion; there is none.
    .hint = { $verb ->
        [receive] Say what was checked, for example --opinion "Text and form are in order".
        [complete] Say what was done, for example --opinion "Done".
       *[other] Write your opinion, for example --opinion "Agreed, please send in time".
    }
K518 = To { WORDS($verb, of: "verb") }, one must give a reason; there is none.
    .hint = { $verb ->
        [send] Say with --reason why it is sent again, or to more, for example --reason "With the right attachment".
        [refuse] Say with --reason why it is sent back, for example --reason "The attachment cannot be opened, please send it again".
       *[other] Write your reason, for example --reason "Wrong figures, to be drafted anew".
    }
K519 = To { WORDS($verb, of: "verb") }, one must say that one agrees; “{ $opinion }” says only that it was read, which counts as disagreement.
    .hint = If you agree, say so, for example kanhe approve SUBJECT --opinion "Agreed". If not, disagree or return the subject.
K520 = An opinion or reason must not exceed { $most } characters; this one has { $length }.
    .hint = Keep to the conclusion and the main points.
K521 = The document number must be the next, “{ $expected }”; found “{ $found }”.
    .hint = Numbers have no gaps and no doubles. Another document may just have been signed off: sign off again with the new number.
K522 = The issuing unit “{ $unit }” has no code for document numbers.
    .hint = Check the issuing unit. If it is right, ask the administrator to register its code.
K523 = Act No. { $seq } about { $subject } is in question; the subject cannot go on before it is affirmed.
    .hint = Let somebody else of the workflow affirm it with kanhe affirm, or the drafter revise the text.
K524 = Act No. { $seq } about { $subject } is not in question and needs no affirmation.
    .hint = kanhe verify lists the acts that are.
K525 = { $person } drafted or approved this request (No. { $seq }) and must not execute it.
    .hint = Let another operator do it: asking, approving and executing are three persons' work (A4).
K526 = { $path } was changed by No. { $seq } after the request was handed in; it can no longer be executed as it is.
    .hint = Let the drafter adapt the request's files to what is in force now, and revise.
K527 = With the files that { $subject } proposes, settings, register or workflows would have { $count } faults.
    .hint = Mend the request's files one by one, then do it again.
K528 = Act No. { $seq } must be affirmed by somebody else of the workflow; { $person } may not. Who may: { $asked }.
    .hint = Ask one of them. Nobody affirms his own act.
K529 = Such subjects are drafted by: { WORDS($asked) }; { $person } is not among them.
    .hint = Leave it to them. If nobody is named, check the kind chosen in the form; if it is right, ask the administrator about the workflow.
K530 = { $person } has no delegation under which to act for { $behalf } here.
    .hint = Check the days and the collections of the delegation; if it is needed, { $behalf } hands in another. What one of the two drafted is not done by delegation. Never use another's passphrase or key.
K531 = In the step “{ $step }” these come first: { WORDS($first) }; { $person } comes after them.
    .hint = Wait until they have signed or answered; see kanhe status SUBJECT.
K532 = The step “{ $step }” was due by { $due }; to { WORDS($verb, of: "verb") } late, one must give a reason, and there is none.
    .hint = Write a good reason, for example kanhe approve SUBJECT --opinion "Agreed" --reason "Waited for the figures".
K533 = One must confirm that the way so far was followed, up to act { $expected }; confirmed: { $found }.
    .hint = Run kanhe pull and look at the way with kanhe status SUBJECT. If it was followed, do it again with --checked; if not, return the subject.
K534 = To { WORDS($verb, of: "verb") }, one cannot name { $person }.
    .hint = Circulate to other registered people who do not have it yet. Add, consult or transfer to another person with an active certificate, who is not the drafter and has no part in this step; after adding somebody before or after yourself you cannot transfer. Who is asked in this step has nothing to lift.
K535 = { $other } is nobody whom { $person } added or consulted and who still has to act.
    .hint = Only those can be removed whom you added and who have not decided, or whom you consulted and who have not answered; see kanhe status SUBJECT.
K536 = No level may be skipped; { $person } is not asked in the next step “{ $next }”.
    .hint = Add people of the next step, or people whom no later step asks. To lift the order, somebody of the next step uses kanhe add-sign SUBJECT --lift --reason "It is urgent".
K537 = { $found ->
        [drafter] It cannot go back to the drafter in this way
       *[other] It cannot go back to the step “{ $found }” in this way
    }; steps to which it can: { WORDS($passed) }.
    .hint = Without --to it goes back to the drafter; a step must be one it passed in this round. After the signing off, it does not go back to a step before it, and --straight is not possible.
K538 = The last act about the subject is No. { $seq }; { $person } cannot take it back.
    .hint = You can take back what you have just handed in, decided or returned, while nobody has gone on from it; a signing off, a seal or an execution cannot be taken back. For a change, ask those whose turn it is to return it.
K539 = These may { WORDS($verb, of: "verb") } here: { WORDS($asked) }; { $person } is not among them.
    .hint = Leave it to them. The drafter and whoever has acted on the subject may also urge and circulate it. If nobody is named, the workflow lets nobody else do it.
K540 = A time limit must lie ahead; { $due } has passed.
    .hint = Set another, for example kanhe instruct SUBJECT --due "2026-03-02 17:00" --opinion "Please be done by then".
K563 = With this form the subject { $subject } comes through no step; it cannot be handed in.
    .hint = Check the form. If it is right, ask the administrator about the conditions of the workflow's steps.
K564 = The subject has the number { $number }; its issuing unit and kind can no longer change.
    .hint = Put back the old unit and kind and hand it in again. For another unit or kind, issue another document.
K565 = { $verb ->
        [recall] Only a delegation that is through can be recalled; this subject is none, or not through:
       *[other] To { WORDS($verb, of: "verb") } a subject, it must be through all its steps; this one is
    } { WORDS($stage, of: "stage") }.
    .hint = See where it stands with kanhe status SUBJECT. While it is not through, its drafter can withdraw it, and those who are asked can return it.
K566 = The subject { $subject } is { WORDS($stage, of: "stage") } already.
    .hint = Nothing is left to do; see kanhe status { $subject }.
K567 = What is repealed or corrected must be in force, and a correction of the same collection; { $other } is not through yet, holds no more, or was issued neither by this unit nor by one below it.
    .hint = Check the id, and look with kanhe status { $other }. What holds no more need not be named.
K568 = The subject was not given to { $person } to read, or has been read already.
    .hint = If you have read it, nothing is left to do. If you should read it, ask the drafter to use kanhe circulate SUBJECT --to PERSON.
K569 = { $field ->
        [until] The last day must not be before the first; found “{ $found }”.
        [to] The delegate or successor must be another person with an active certificate; found “{ $found }”.
       *[other] The field “{ $field }” may not be “{ $found }”.
    }
    .hint = Mend this field at the head of the draft and hand it in again. Nobody is his own delegate or successor.
K570 = A request in “{ $collection }” may not make such a change: { WORDS($change, of: "change") } ({ $path }). Collections that may: { $others }.
    .hint = Ask for it in one of these. If none is named, the office has no workflow for such a change: ask the administrator.
K571 = By this request { $person } would gain a post, a certificate or the custody of a seal, and so has no say in it.
    .hint = Leave it to another who may; where there is nobody, it is the next-higher leader's.
K572 = A loss is reported of one person or of one seal with a certificate in use; “{ $field }” is “{ $found }”.
    .hint = Fill in either the person or the seal. For one certificate of several give its whole fingerprint. What is retired or reported already need not be reported.
K573 = After this report nobody could sign any more, and nothing could be done in this record.
    .hint = Register a certificate for somebody else first; where there is one person only, a second certificate.
K574 = The report { $subject } took effect when it was handed in and cannot be withdrawn.
    .hint = If it was a mistake or the thing was found, whoever verifies it disagrees, or those whom the workflow names declare it void: then the certificate is in use again.
K575 = The request was carried out by act { $seq }; one cannot { WORDS($verb, of: "verb") } it any more.
    .hint = To change it back, or further, hand in another request.
K576 = { $person } has a certificate in use, and asks for a new one in person.
    .hint = Let { $person } run `kanhe key register`. If the certificate is lost or no longer works, report or retire it first; then the unit may ask.
K578 = { $subject } bears no seal, and nothing unsealed is sent.
    .hint = Let a custodian put the seal first: kanhe seal { $subject }.
K579 = The recipient “{ $recipient }” is not in the register or the settings, stands no more, or is the sender itself.
    .hint = Name a unit that stands, “unit/*”, “@person”, or a “+group” of the settings.
K580 = Nobody can receive documents for { $name }.
    .hint = A unit needs a receiving clerk, and whoever receives a certificate in use. Until then, leave it out.
K581 = { $person } may not do “{ WORDS($verb, of: "verb") }”: first openings are recorded by the server’s certificate alone, and it does nothing else.
    .hint = A server is the entry of kind = "service" in the register; for everything else use your own certificate.
K582 = It was not sent to { $addressee }; it was sent to: { $sent }.
    .hint = Check the subject and --for. If you should have it, ask the issuing unit to send it to you.
K583 = They have it already: { $recipients }.
    .hint = Name only whoever has not got it. Who wants it sent again sends it back first, with the reason: kanhe refuse.
K584 = { $addressee } has answered already, by No. { $seq }.
    .hint = See kanhe status. What was refused can be received once it has been sent again.
K585 = That { $person } opened it for { $addressee } at { $time } cannot stand: it must be the first opening since it was sent, by one who receives there, and not after the act itself.
    .hint = Check the server’s clock and the receiving clerks in the register.
K586 = { $unit } has not received { $source }, or it is void, so it cannot be registered there.
    .hint = Let the receiving clerk receive it first: kanhe receive { $source }.
K587 = { $source } is registered in that unit already, as { $other }.
    .hint = Go on with { $other }.
K588 = { $addressees } have { $source }, and would not get its correction.
    .hint = A correction goes to everybody who has what it corrects: name them too, and send again.
K589 = { $source } is for some people only, but would be registered where all staff read its title and number.
    .hint = Name the units, posts or people who handle it in the form’s audience.
K590 = Everybody to whom { $subject } was sent has received or refused it; nobody is left to be urged.
    .hint = See kanhe status { $subject }; what was refused is corrected and sent again.
K591 = { $subject } is sent for the first time and needs one main recipient at least; it has copies only.
    .hint = Name main recipients with --to and copies with --cc; what was sent before may be sent to more copies alone.
K592 = The title or number registered is another than that of { $source }, which has “{ $there }”.
    .hint = Both are the document’s own; kanhe new incoming --set source={ $source } fills them in.
K594 = It was entered as "{ $before }", and is now about another document or an earlier sending of it.
    .hint = Withdraw this one and enter the other parcel by itself.
K595 = "{ $found }" is no parcel of a partner office.
    .hint = Enter it with kanhe receive PARCEL --from PARTNER: the program writes this field. If the office is not filed yet, request a change of the settings that names it.
K596 = Their { $subject } (sending No. { $sending }) is entered already, as { $other }.
    .hint = Go on with { $other }. If a parcel that was sent again holds something else, terminate or void { $other } first.
K597 = Nothing was sent as "{ $found }" says: not that document, to that office, by that act.
    .hint = See whether it is the receipt of this office's latest sending: after a refusal only the receipt of what was sent again counts.
K598 = Sending No. { $sending } of { $subject } has its receipt already: act { $seq }.
    .hint = It is not entered twice. If the first was entered wrongly, void it before.
K599 = Their { $subject } (sending No. { $sending }) is not entered any more: { $other } was about sending No. { $seq }, which was sent back, or is later.
    .hint = Ask the other office to send it again, and enter the new parcel.

## Drafts

K541 = { $what ->
        [toml] The fields at the head of the file cannot be read: { $detail }
       *[other] { WORDS($what, of: "head") }
    }
    .hint = Mend index.md: a line +++, one line for each field, a line +++, then the text.
K542 = The form has no field “{ $name }”; it has: { WORDS($known) }.
    .hint = Check the field's name, or delete the line.
K543 = The field “{ $name }” must be filled in; it is not there or empty.
    .hint = Fill it in at the head of index.md; what somebody has to have checked becomes true when he has.
K544 = The field “{ $name }” must hold { WORDS($expected, of: "kind") }; it holds something else.
    .hint = Write it as expected; text and short names stand in double quotes.
K545 = The field “{ $name }” must be one of: { WORDS($choices) }; found “{ $value }”.
    .hint = Choose one of those, in exactly these characters.
K546 = The field “{ $name }” must not exceed { $max } characters; it has { $length }.
    .hint = Make it shorter.
K547 = The field “{ $name }” must name a registered unit or person; “{ $value }” is not registered.
    .hint = Check the short name: it is the name of the unit's or person's folder in the register.
K548 = The attachment “{ $name }” is not in the subject's folder.
    .hint = Put the file beside index.md and check its name.
K549 = The text refers to the file “{ $target }”, which is not in the subject's folder.
    .hint = Put the file there, or mend the link.
K550 = A file must not exceed { $limit } bytes; “{ $name }” has { $size }.
    .hint = Compress the file or split it.
K551 = The files of a subject must not exceed { $limit } bytes together; these have { $size }.
    .hint = Compress the attachments, or leave out those that are not needed.
K552 = A subject's folder must not hold other folders; found “{ $name }”.
    .hint = Move the file beside index.md and delete the folder.
K553 = A subject's folder must hold its text as index.md; there is none.
    .hint = Save the text as index.md.
K554 = The field “{ $name }” must have no space at its ends and no invisible character; it has.
    .hint = Delete the spaces and type the text again; text pasted from other programs often brings such characters.
K555 = A change request must not propose the file “{ $path }”.
    .hint = Below files/ stand kanhe.toml and files of workflows/, themes/, hooks/, content/units/, content/people/ and content/seals/ only.
K556 = A change request must propose files; there is none below files/.
    .hint = Put each file as it shall be below files/, at its path in the record, for example files/content/people/SLUG/index.md.
K557 = { $says-en } (rule { $name })
    .hint = Change the draft so that it keeps this rule, then hand it in again.
K558 = The text must have the heading “{ $heading }”, in its order; it has not.
    .hint = Write “## { $heading }” as a line of its own, at its place.
K559 = The field “{ $name }” must name a subject that was submitted, of the collection asked for; found “{ $value }”.
    .hint = Check the id, such as documents/2026/0302-9f3a. It cannot be the subject itself.
K560 = The file “{ $name }” may not stand beside the text; the kinds of file or their number are limited to: { WORDS($allowed) }.
    .hint = If it is of another kind, convert it. If there are too many, put them together or leave some out.
K561 = The field “{ $name }” must be within { $bounds }; found “{ $value }”.
    .hint = Write a whole number within these bounds; where only one is given, the other side is open.
K562 = The field “{ $name }” must have the shape “{ $shape }”; found “{ $value }”.
    .hint = In a shape 9 stands for a digit, A for a capital letter, every other character for itself.
K577 = Below { $name } there must be imported documents, each a folder with an index.md; there is none.
    .hint = Put each document as documents/SLUG/index.md, its attachments beside it; “kanhe import documents FOLDER” makes them.
head-encoding = The file must be UTF-8 without a byte order mark; it is not.
head-carriage-return = The file's lines must end with LF; found a carriage return.
head-no-opening = The file must begin with the line +++; it does not.
head-no-closing = After the fields there must be a second line +++; there is none.

## Seals

K601 = There is no seal “{ $seal }” in the register.
    .hint = Check the seal's short name: it is the name of its folder in the register.
K602 = The subject { $subject } is not signed off; it must be before it is sealed.
    .hint = Wait until it is signed off; see kanhe status { $subject }.
K603 = The seal must be one of the issuing unit “{ $issuer }”; “{ $seal }” is a seal of “{ $unit }”.
    .hint = Use a seal of the issuing unit.
K604 = The seal “{ $seal }” is put by its custodians: { WORDS($custodians) }; { $person } is not among them.
    .hint = Leave it to a custodian. If custody has changed, ask the administrator to correct the register.
K605 = The seal “{ $seal }” was put already, with act { $seq }.
    .hint = Nothing is left to do; see kanhe status SUBJECT.
K606 = The seal “{ $seal }” has no active certificate.
    .hint = Ask the administrator to register one, or use another seal of the unit.
K607 = The seal “{ $seal }” is a { WORDS($kind, of: "seal-kind") } and does not belong into this step.
    .hint = Where a unit seals, put its official or special seal; where the signatory seals, his own personal seal.
K608 = { $unit } has sealed by act { $seq }; each unit puts one seal.
    .hint = Nothing to do. If units issue it jointly, the custodians of the others put theirs.

## Settings, register and workflows

K801 = { $path }, line { $line }: { $what ->
        [toml] cannot be read: { $detail }
       *[other] { WORDS($what, of: "head") }
    }
    .hint = Mend that line.
K802 = The file { $path } is missing.
    .hint = Add it; docs/record-format.md, section 8, says how it is written.
K803 = { $path }: “{ $field }” may not be “{ $found }”.
    .hint = Mend it as docs/record-format.md, section 8, says; for workflows see docs/workflows.md.
K804 = { $path }: “{ $field }” must name something registered; “{ $value }” is not.
    .hint = Check the short name, or register the unit, post or person it names.
K805 = { $path }: the “{ $field }” “{ $value }” must be used once; it stands in { $other } already.
    .hint = Compare the two and change one.
K806 = { $path }: the units above “{ $unit }” must lead to a top; they run in a circle.
    .hint = Check the parent of each of these units.
K807 = { $path }: a name must be 1 to 64 small letters, digits or hyphens, without a hyphen at its ends, and not one the system uses; found “{ $found }”.
    .hint = Choose another name.
K808 = { $path } lists the certificate file { $name }, which is not beside it.
    .hint = Put the file beside that index.md; its name is the fingerprint and .asc.
K809 = The certificate file { $path } is not listed.
    .hint = List the certificate in the index.md beside it, or delete the file.
K810 = The founder's certificate { $fingerprint } must be an active one of a registered person; { $path } has none such.
    .hint = Register the founder and the certificate before founding the record.
K811 = { $path }: { $name } is { WORDS($standing, of: "standing") }; that is not taken back or made less.
    .hint = Register a new certificate, unit or seal. What is in question may only begin earlier, never later; a seal is handed back first and destroyed then.
K812 = { $path }: { $name } has no successor yet and must not be left without a certificate.
    .hint = Hand in a handover first; the successor accepts it and the unit's head verifies it. A compromised certificate may be marked so at any time.
K820 = { $path }: { $unit } is abolished and can have nothing left; { $other } still belongs to it.
    .hint = Move, cancel or hand back its people, posts, seals and the units below it in the same request; `kanhe propose --abolish` writes it down.
K821 = { $path }: { $name } has left and can have no post, usable certificate, seal or account; there is still { $other }.
    .hint = In the same request take away the posts, retire the certificates, and name others for seals and accounts.
K822 = { $path }: “{ $name }” is a shared or special account or a server, not a person, and can have no post, seal or account, nor, unless it is a server, a certificate; there is { $other }.
    .hint = What is signed is signed by a person with his own certificate. Take it away, or register it for the owner.
K823 = { $path }: the seal “{ $title }” is handed back or destroyed; its certificate { $name } cannot stay usable.
    .hint = Retire the certificate in the same request.
K824 = { $path }: the office asks for { WORDS($field, of: "required") } of { $name }.
    .hint = Fill it in. What is asked of whom stands in kanhe.toml under [register].
K825 = { $path }: the mailbox { $email } is not the office's; it must be of: { $domains }.
    .hint = Give the mailbox that the office has issued. Outside persons get no account.
K826 = { $path }: in { $unit } the post “{ $post }” needs { $exact ->
        [yes] exactly { $least }
       *[other] { $least } to { $most } people (— for no bound)
    }; there are { $found }.
    .hint = Appoint or release in the same request; to ask for another number, change [[register.post]] in kanhe.toml by a request of its own.
K827 = { $path }: “{ $field }” stays what it was: “{ $was }”.
    .hint = Keep it. If it was wrong, end this entry and register another.
K828 = { $path }: a unit that is renamed keeps its old name “{ $was }” in `former`.
    .hint = Add the old name there.
K829 = { $path }: the unit ({ $unit }) has another name or is abolished; the seal with the old name “{ $title }” has to be handed back first.
    .hint = Hand the seal back in the same request and retire its certificate, then have a new one made.

K240 = The text does not begin with the line { $expected }; it begins with “{ $found }”.
    .hint = Hand in the file as kanhe or GnuPG wrote it, with nothing before the first line.
K241 = The second line of the armour should be empty; it reads “{ $found }”.
    .hint = Armour headers and comments are not allowed. Take “comment” and “emit-version” out of gpg.conf and export again.
K242 = The text does not end with the line { $expected } and one line feed.
    .hint = Something was added after it or cut off. Take the file from its source again.
K243 = The checksum line (“=” and four characters) is missing before the last line; “{ $found }” stands there.
    .hint = Take the file from its source again; do not copy it out of an e-mail.
K244 = The lines between head and tail are not clean base64.
    .hint = A character was changed, added or lost. Take the file from its source again.
K245 = The checksum should be { $expected }, but the text says { $found }.
    .hint = The text was damaged or changed on its way. Take it from its source again.
K246 = Line { $line } is laid out differently from the one form a record allows.
    .hint = Lines of 64 characters, the last may be shorter. Let kanhe write the file instead of an editor.
K210 = Exactly one signature is expected here; found: { $found }.
    .hint = An act carries one signature by one person. Sign again with kanhe.
K211 = The signature packet is not written in the one form its version has.
    .hint = The signature was rewritten by another program. Sign again with kanhe.
K212 = The signature is of version { $found }; only versions 4 and 6 are allowed.
    .hint = Update GnuPG and sign again.
K213 = The signature is of type { $found }; only 0x00 (over the exact bytes) is allowed.
    .hint = Take “textmode” out of gpg.conf and sign again.
K214 = The signature uses { $found }; only SHA-256, SHA-384 and SHA-512 are allowed.
    .hint = Take “digest-algo” and “personal-digest-preferences” out of gpg.conf and sign again.
K215 = The signature uses { $found }; only Ed25519, ECDSA and RSA are allowed.
    .hint = Make a new Ed25519 key and have its certificate registered.
K216 = The signed part of the signature packet is not as it must be: { $found }.
    .hint = It must name, once each, the time and the full fingerprint of the key. Look for unusual settings in gpg.conf and sign again.
K217 = The unsigned part of the signature packet holds something that nobody signed: { $found }.
    .hint = It was added after signing. Sign again with kanhe, or look into who changed it.
K218 = The signature packet cannot be read: { $found }.
    .hint = It was damaged or changed. Sign again with kanhe.
K219 = The signature was made by the key { $key }, which does not stand in the certificate { $certificate }.
    .hint = Sign with the key whose certificate is registered, or have the renewed certificate registered first.
K220 = The subkey { $key } is not properly bound to its certificate: there is no valid { $missing }.
    .hint = Do not accept this certificate. Ask its holder to export it again from his own keyring.
K221 = The key { $key } is not meant for signing.
    .hint = Sign with a key that has the signing flag (“S” in gpg --list-keys).
K222 = The key { $key } ({ $algorithm }) is too weak. Expected: Ed25519, NIST P-256, P-384 or P-521, or RSA of at least 3072 bits.
    .hint = Make a new Ed25519 key and have its certificate registered.
K223 = The signature says { $signed }, but the key { $key } was created only at { $created }.
    .hint = Check the clock of the computer that signed.
K224 = The signature says { $signed }, but the key { $key } had expired at { $expired }.
    .hint = Renew the key (gpg --quick-set-expire), have the renewed certificate registered, and sign again.
K225 = The key { $key } was revoked by its holder.
    .hint = Sign with a new key. If the old one was stolen, tell the keeper of the record.
K226 = The signature of the key { $key } is not over these bytes.
    .hint = The text was changed after signing, or the signature belongs to another one. Do not trust it.
K227 = The ECDSA signature of the key { $key } is good, but not in the one form a record takes: its number s is in the upper half.
    .hint = Anybody can make this form of a signature, and with it another name for the same act. Take the act as its signer wrote it, or let him sign again with kanhe.
K230 = The certificate file has { $size } bytes; at most { $most } are allowed.
    .hint = Export it without other people's signatures: gpg --export-options export-minimal.
K231 = This is a private key, not a certificate.
    .hint = Never hand out a private key. Delete this file, and if anybody else has seen it, revoke the key. Export with gpg --armor --export.
K232 = The file holds something that is no part of a certificate: { $found }.
    .hint = Export the certificate again with gpg --armor --export.
K233 = A second certificate follows the first; one file holds one certificate.
    .hint = Export one certificate by its full fingerprint.
K234 = A key of version { $found } stands in the certificate; all must be of version 4, or all of version 6.
    .hint = Make a new Ed25519 key.
K235 = The certificate cannot be read: { $found }.
    .hint = It was damaged or written by an unusual program. Export it again with gpg --armor --export.
K236 = The holder's own signature is missing in the certificate, or does not hold (SHA-1 and unusual algorithms do not count).
    .hint = Export the certificate again. For a very old key: make a new one.
K237 = The new version of a certificate must keep every key and every revocation of the one before; missing: the { WORDS($what, of: "forgets") } { $key }.
    .hint = Export the latest version of the certificate again. If a key was revoked elsewhere, import the revocation first.
K238 = The new certificate { $path } comes without a proof of possession (the .sig file beside it).
    .hint = Let its holder run `kanhe key register`: the new key signs the proof, which goes with the certificate.
K239 = The proof of possession { $path } does not hold: { $fault }
    .hint = Let the holder run `kanhe key register` once more on his own machine. A proof is for one record, one person or seal and one certificate, and for no other.
K301 = The act belongs to another record: expected { $expected }, found { $found }.
    .hint = An act cannot be carried from one record to another. Its signer has to do it again in this one.
K302 = The act's number should be { $expected }; it is { $found }.
    .hint = Numbers have no gaps; somebody may have acted at the same time. Fetch and do it again. In a record, it means that an act was taken out or replayed.
K303 = The act should stand after { $expected }; it says { $found }.
    .hint = Fetch and do it again. In a record, it means that the act comes from another place, or that the one before it was changed.
K304 = The act should be signed with the content { $expected }; it says { $found }.
    .hint = The commit holds other files than were signed. Do not trust it; its signer has to do it again with kanhe.
K305 = The act's time ({ $found }) is before that of the act before it ({ $parent }); in seconds since 1970.
    .hint = Set the computer's clock and do it again.
K306 = The first line should be “{ $expected }”; it is “{ $found }”.
    .hint = It repeats the act and its subject. Its signer has to do it again with kanhe.
K307 = There is no act “{ $found }”.
    .hint = A newer version may have written it. Update kanhe and check again.
K308 = “{ WORDS($act, of: "verb") }” must carry the key { $key }, which is not there.
    .hint = Do it again with kanhe instead of writing the commit's message by hand.
K309 = “{ WORDS($act, of: "verb") }” must not carry the key { $key }.
    .hint = Do it again with kanhe instead of writing the commit's message by hand.
K310 = The value of { $key } should be { $expected }; it is “{ $found }”.
    .hint = Do it again with kanhe instead of writing the commit's message by hand.
K311 = The signature's time ({ $signed }) is more than five minutes away from the time written ({ $written }); in seconds since 1970.
    .hint = Set the computer's clock and do it again. In a record, it means that the time was made up.
K312 = A record is founded by its first act and by no other.
    .hint = Check that you have the whole record.
K313 = The act affirmed, No. { $seq }, must be { $expected }; the affirmation names { $found }.
    .hint = Fetch the latest acts and affirm again. In a record: something else was affirmed.
K401 = A decision changes no file; this one changed { $path }.
    .hint = The drafter changes the text with kanhe revise; decisions made with kanhe carry no files.
K402 = The act changed { $path }, which is not in its subject's folder.
    .hint = Take out every change outside the subject's folder and do it again.
K403 = The act changed { $path }; register, workflows, settings, themes and hooks are set by the founding alone.
    .hint = Take this change out. If it is needed, talk to the administrator.
K404 = The subject's folder has the digest { $expected }; the act says { $found }.
    .hint = Something else was signed. Look at the text as it stands; its signer has to do it again.
K405 = There is no folder { $path }.
    .hint = What is handed in has a folder; check the subject's id.
K406 = An execution must write exactly the files its request proposes; { $path } differs.
    .hint = Execute with kanhe execute, which writes the request's files as they are. If the request is wrong, return it.
K611 = The act before put the seal { $reference }; this act should register it and does not.
    .hint = The next act registers a seal. Acts made with kanhe do so by themselves.
K612 = The seal { $expected } should be registered; { $reference } is.
    .hint = Do it again with kanhe, which registers the seal by itself.
K613 = The act before put no seal, yet this act registers { $reference }.
    .hint = A seal is registered once, by the act right after it. Do it again with kanhe.
K614 = The seal { $reference } is not there.
    .hint = Fetch the tags as well: git fetch --tags. If the connection broke while it was put, whoever put it runs kanhe pull in the same clone. If it is nowhere to be had, it was deleted; get it back from another copy.
K615 = The seal { $reference } should be on { $expected }, but points at { $found }.
    .hint = It was moved; do not trust it. Get the tag back from another copy.
K616 = In the seal { $reference }, { $field } should be “{ $expected }”; it is “{ $found }”.
    .hint = It does not say what the act says; do not trust it. Get the tag back from another copy.
K617 = The seal { $reference } was replaced: { $expected } was registered, { $found } is there.
    .hint = Do not trust the tag that is there. Get the old one back from another copy.
K618 = The signature on { $reference } is not this seal's.
    .hint = Do not trust it. The custodian puts the seal with its own key: kanhe seal.
K619 = No act put the seal { $reference }.
    .hint = This tag is no seal; do not trust it. Seals are put with kanhe seal only.
K701 = { $name } may not be pushed; only main, seals and drafts below refs/heads/drafts/<person>/ may.
    .hint = Push drafts to refs/heads/drafts/<person>/<name>; to act, use kanhe's commands.
K702 = { $name } may not be deleted.
    .hint = A record only grows. Withdraw what is not needed any more.
K703 = main only moves forward: it is at { $old }, and { $new } does not come after it.
    .hint = Fetch first (git pull --ff-only) and do it again; never force a push.
K704 = No. { $seq } is { $by } seconds away from the server's clock; at most { $most } are allowed.
    .hint = Set the computer's clock and do it again; push an act when it is signed.
K705 = The act of sealing came without its tag { $reference }.
    .hint = Put the seal with kanhe seal, which pushes both together.
K706 = The seal { $reference } is on the server already and may not be changed.
    .hint = A seal that was put stays. If your tag differs, delete it and fetch the server's.
K707 = No act of sealing came with the tag { $reference }.
    .hint = Seals are put with kanhe seal only; keep other tags out of seal/.
K708 = A line git should have written cannot be read: “{ $found }”.
    .hint = This command is called by git's hook; there is no need to run it yourself.
K709 = The draft { $name } is not below the name of a person of the register.
    .hint = Push drafts to refs/heads/drafts/<person>/<name>, the person by the slug in the register, such as refs/heads/drafts/chen-wen/spring.
K710 = A push may bring at most { $most } acts; this one brings more, or does not continue main.
    .hint = Fetch first (kanhe pull). If there really are so many, push them in parts.
K711 = A push may change at most { $most } refs; this one changes { $found }.
    .hint = Push in parts.
K712 = A push with drafts has { $found } bytes; at most { $most } are allowed.
    .hint = Drafts are not part of the record and no place for large files. Compress or split them.
K713 = The act of sealing and its seal { $reference } must take effect together, the act first.
    .hint = Put the seal with kanhe seal; when pushing yourself, add --atomic: git push --atomic origin main <the seal's tag>.
K714 = The files of this push have more than { $most } bytes together, or are more than { $entries }.
    .hint = Compress or split the attachments. If it has to be more, the administrator sets it with kanhe gate install --max-push.
K715 = The draft { $name } is one too many: a person may have { $most }.
    .hint = Ask the administrator to delete drafts nobody needs.
K716 = The ref { $name } stands twice in one push.
    .hint = Push with git or kanhe, and name each ref once.
K717 = The form says "{ $line }", and no file with it (.{ $ending }) proves that.
    .hint = Enter it with kanhe receive FILE --from PARTNER; do not write the line or change the file by hand. If the partner has another seal now, change the settings first.
K721 = This account cannot run “{ $found }”.
    .hint = Only git's fetching and pushing is done here: use git clone, git fetch, git push, or kanhe.
K722 = This account cannot use “{ $found }”.
    .hint = Compare the record's address with what the administrator gave you; it has to be exactly the same.
K723 = This account may fetch from { $record } and not push to it.
    .hint = To act, ask the administrator for an account that may push.
K901 = The founding commit should be { $expected }; it is { $found }: this is not the record the root line means.
    .hint = Compare the root line with the paper, letter by letter. If it is right, this is another record; do not trust it.
K902 = The founding commit has the right name and other bytes: expected { $expected }, found { $found }.
    .hint = Compare the root line with the paper, letter by letter. If it is right, the commit was forged; do not trust it.
K903 = The founder's certificate should be { $expected }; it is { $found }.
    .hint = Compare the root line with the paper, letter by letter. If it is right, somebody else founded this record; do not trust it.
K904 = The checkpoint is of another record: it says { $expected }, this is { $found }.
    .hint = Check that you took the right line.
K905 = No. { $seq } is not what the checkpoint says: expected { $expected }, found { $found }. The history was rewritten.
    .hint = Do not trust this record. Use another copy, and keep this one as evidence.
K906 = The checkpoint is of No. { $expected }; this record ends with No. { $found }.
    .hint = This copy may be old: fetch. If it still ends too early, acts were cut off.
K907 = There is no act in this record.
    .hint = Found one with kanhe init, or check that you have the whole record.
K908 = main is at { $found } and no longer contains No. { $seq } ({ $known }), which was known before.
    .hint = The server's history was rewritten; nothing was changed here. Do not accept it; compare checkpoints with the keeper of the record.
K909 = After No. { $seq } this record and the copy “{ $copy }” part: here { $here } follows, there { $there }. Two histories of one record were shown.
    .hint = Trust neither, change neither, keep both as evidence. Compare with a third copy or a checkpoint on paper, and tell whoever is responsible for the record.
K910 = The copy “{ $copy }” has come to No. { $expected }; this record ends with No. { $found }.
    .hint = This one may be old: fetch first. If it still ends earlier, acts were cut off, and the longer copy counts.
K911 = The copy “{ $copy }” has the seal { $reference } ({ $expected }); here it is not.
    .hint = Fetch the seals: git fetch --no-tags origin 'refs/tags/seal/*:refs/tags/seal/*'. If it does not come, it was deleted: get it back from that copy.
K912 = The seal { $reference } is { $expected } in the copy “{ $copy }” and { $found } here: it was moved or replaced.
    .hint = Do not rely on this seal, and keep both copies as evidence. The digest registered in the chain is the one that counts.
K913 = The copy “{ $copy }” cannot be read as far as a comparison needs.
    .hint = It may be damaged or not whole, which says nothing of this record. Compare with another copy.
K914 = The copy “{ $copy }” begins with { $expected }, this record with { $found }: they are two records.
    .hint = Check that it is the right copy. If it is, one of the two is an impostor: compare with the root line on paper.
K915 = The snapshot's digest should be { $expected }; it is { $found }.
    .hint = This is not the snapshot that was kept: do not use it. Verify the whole record again, without --since.
K916 = The snapshot cannot be used: it is damaged, or another version of the program made it (“{ $found }”).
    .hint = Verify the whole record again, without --since, and keep a new snapshot.
K917 = The snapshot is of another record: expected “{ $expected }”, the snapshot says “{ $found }”.
    .hint = Check that snapshot and root line are the right ones.
K918 = The snapshot was taken at No. { $found }; No. { $expected } was asked for.
    .hint = With --since goes the number the snapshot was taken at: the one in the kanhe-snapshot line.
K919 = The time written ({ $found }) is more than five minutes later than the hour given ({ $now }).
    .hint = Check --now. If it is right, the clock of the computer that signed was wrong, or the time was made up.
