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
    .hint = Ask the administrator who holds the posts of this step and whether they have certificates.
K511 = The subject { $subject } is { WORDS($stage, of: "stage") } and back with its drafter; it must be revised first.
    .hint = Wait until the drafter has used kanhe revise { $subject }.
K512 = The subject is at the step “{ $expected }”, not at “{ $found }”; no step may be skipped.
    .hint = See whose turn it is with kanhe status SUBJECT.
K513 = In the step “{ $step }” one cannot { WORDS($verb, of: "verb") }; one can: { WORDS($allowed, of: "verb") }.
    .hint = Do what the step allows, for example kanhe approve SUBJECT --opinion "Agreed".
K514 = In the step “{ $step }” these are asked: { WORDS($asked) }; { $person } is not among them.
    .hint = Leave it to those who are asked. If a post is wrong, ask the administrator to correct the register.
K515 = { $person } has decided in this step already, with act { $seq }.
    .hint = Wait for the others of this step; see who they are with kanhe status SUBJECT.
K516 = The act must be about the current text { $expected }; it is about { $found }.
    .hint = The text may have been revised. Look with kanhe status SUBJECT, read the current text and decide again.
K517 = To { WORDS($verb, of: "verb") }, one must give an opinion; there is none.
    .hint = Write your opinion, for example kanhe approve SUBJECT --opinion "Agreed, please send in time".
K518 = To { WORDS($verb, of: "verb") }, one must give a reason; there is none.
    .hint = Write your reason, for example kanhe withdraw SUBJECT --reason "Wrong figures, to be drafted anew".
K519 = To { WORDS($verb, of: "verb") }, one must say that one agrees; “{ $opinion }” says only that it was read, which counts as disagreement.
    .hint = If you agree, say so, for example kanhe approve SUBJECT --opinion "Agreed". If not, disagree or return the subject.
K520 = An opinion or reason must not exceed { $most } characters; this one has { $length }.
    .hint = Keep to the conclusion and the main points.
K521 = The document number must be the next, “{ $expected }”; found “{ $found }”.
    .hint = Numbers have no gaps and no doubles. Another document may just have been signed off: sign off again with the new number.
K522 = The issuing unit “{ $unit }” has no code for document numbers.
    .hint = Check the issuing unit. If it is right, ask the administrator to register its code.

## Drafts

K541 = { $what ->
        [toml] The fields at the head of the file cannot be read: { $detail }
       *[other] { WORDS($what, of: "head") }
    }
    .hint = Mend index.md: a line +++, one line for each field, a line +++, then the text.
K542 = The form has no field “{ $name }”; it has: { WORDS($known) }.
    .hint = Check the field's name, or delete the line.
K543 = The field “{ $name }” must be filled in; it is not there or empty.
    .hint = Fill it in at the head of index.md.
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
