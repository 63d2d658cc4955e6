# The frame of every page
site-skip = Skip to the content
site-nav = Main parts
site-crumbs = Where you are
site-home = Home
site-home-back = Back to the home page
site-copy = Copy
site-copied = Copied
site-as-of = Record as of number {$n}
site-record = Record
site-standing-valid = all valid
site-standing-invalid = with invalid entries
site-standing-incomplete = incomplete
site-standing-unknown = not verified yet
site-join = {", "}
site-pages = Pages
site-previous = Previous
site-next = Next
site-count = {$n} in all

# The home page
site-area-documents = Documents
site-area-documents-note = Issued, numbered and sealed
site-area-bulletins = Bulletins
site-area-bulletins-note = Notices for everyone
site-area-units = Units and people
site-area-units-note = Who is who, and where
site-area-seals = Seals
site-area-seals-note = Pictures, custodians and uses
site-area-ledger = Ledger and verification
site-area-ledger-note = Every step is signed
site-new-documents = New documents
site-all-documents = All documents
site-no-documents = No documents yet. The first one handed in will appear here.
site-new-bulletins = New bulletins
site-all-bulletins = All bulletins
site-no-bulletins = No bulletins yet.
site-waiting = In progress
site-all-waiting = Everything in progress
site-no-waiting = Nothing is waiting.
site-waits-for = Waits for
site-since = Since

# Lists
site-number = Number
site-no-number = not numbered
site-title = Title
site-unit = Unit
site-kind = Kind
site-date = Date
site-state = State
site-narrow = Narrow the list
site-by-year = Year
site-by-unit = Unit
site-by-kind = Kind
site-by-state = State
site-no-entries = Nothing here yet.

# The sheet
site-red-head = {$unit}
site-no-number-yet = numbered when signed off
site-addressed = To: {$to}
site-enclosed = Enclosed:
site-copies = Copy to: {$to}.
site-seal-kind = E-SEAL
site-seal-picture = Electronic seal: {$name}
site-draft-banner = Draft, not in the record
site-saved = saved
site-publisher = Published by
site-scope = Audience
site-until = Valid until
site-expired = This bulletin has expired

# States
site-state-draft = Draft
site-state-in-review = In review
site-state-returned = Returned
site-state-refused = Refused
site-state-issued = Signed off
site-state-sealed = Sealed
site-state-executed = Executed
site-state-published = Published
site-state-finished = Finished
site-state-withdrawn = Withdrawn
site-state-terminated = Terminated
site-state-rejected = Rejected
site-state-voided = Void
site-state-repealed = Repealed
site-state-recalled = Recalled
site-state-invalid = Invalid

# The trail
site-progress = Progress
site-contents = Contents
site-trail = Trail
site-flow = Steps
site-step = Step
site-step-done = done
site-step-current = now
site-step-ahead = to come
site-step-stopped = stopped here
site-verb-found = Founded
site-verb-submit = Handed in
site-verb-revise = Revised
site-verb-approve = Approved
site-verb-disagree = Disagreed
site-verb-read = Read
site-verb-return = Returned
site-verb-issue = Signed off
site-verb-seal = Sealed
site-verb-withdraw = Withdrawn
site-verb-execute = Executed
site-verb-affirm = Affirmed
site-verb-complete = Completed
site-verb-reply = Replied
site-verb-add-sign = Signer added
site-verb-remove-sign = Signer removed
site-verb-transfer = Transferred
site-verb-consult = Consulted
site-verb-take-back = Taken back
site-verb-terminate = Terminated
site-verb-urge = Urged
site-verb-circulate = Circulated
site-verb-instruct = Instructed
site-verb-void = Made void
site-verb-repeal = Repealed
site-verb-recall = Recalled
site-act-n = No. {$n}
site-reason = Reason:
site-gave-number = Gave the number {$number}
site-voids = The text changed, so these no longer count:
site-voided-one = {$name} (No. {$n})
site-voided-by = No longer counts since No. {$n}
site-no-acts = No acts yet.
site-valid = Valid
site-invalid = Invalid
site-questioned = In question
site-fingerprint = Certificate
site-commit = Commit
site-digest-at = Digest signed

# Below the sheet
site-attachments = Attachments
site-seals = Seals
site-seal-registered = Valid, registered
site-seal-unregistered = Valid, to be registered
site-seal-invalid = Invalid
site-custodian = Sealed by
site-custodians = Custodians
site-tag = Tag
site-fields = Form
site-id = Id
site-digest = Digest
site-check = Check this yourself
site-check-note = These run in any clone of the record; this site is not needed.

# A preview that failed
site-error-banner = The draft cannot be shown yet
site-error-note = Correct and save it; this page will refresh by itself.

# Units and people
site-units = Units
site-people = People
site-code = Code
site-phone = Telephone
site-email = E-mail
site-name = Name
site-posts = Posts
site-vacant = vacant
site-no-posts = No posts are registered.
site-no-posts-held = Holds no post.
site-no-units = No units are registered.
site-no-people = No people are registered.
site-sent = Sent out
site-around = Units around it
site-above = Above
site-below = Below
site-filter = Find by name, unit or post
site-signs = Signing
site-signs-yes = can sign
site-signs-no = no active certificate
site-certificates = Certificates
site-algorithm = Algorithm
site-created = Made
site-file = File
site-download = Download
site-cert-active = active
site-cert-suspended = suspended
site-cert-retired = retired
site-cert-compromised = compromised
site-no-certificates = No certificate is registered.
site-custody = Seals in custody
site-no-custody = Keeps no seal.
site-latest-acts = Latest acts

# Seals
site-no-seals = No seals are registered.
site-uses = Uses
site-uses-n = Put {$n} times
site-no-uses = Not put on anything yet.
site-diameter = Diameter
site-document = Document

# Ledger and verification
site-ledger = Ledger
site-act-number = No.
site-when = When
site-who = Who
site-act = Act
site-subject = Subject
site-verdict = Verdict
site-invalid-n = {$n} invalid
site-verify = Verification
site-faults = What was found
site-verify-how = Why this can be trusted
site-verify-chain = Whoever acts signs with a key of their own, naming the step before and the digest of what is signed. Change one step, and every later one no longer fits.
site-verify-seals = Each sealing also carries the seal's own signature, and the next act registers it. A seal that is missing, moved or replaced is found out.
site-verify-trust = There is no need to trust this site: compare the two lines below with what was published on paper, and verify on a machine of your own.
site-verify-lines = Two lines to keep
site-root-line = Root
site-root-note = published on paper when the record was founded; it never changes
site-checkpoint-line = Checkpoint
site-checkpoint-note = fixes all history up to its number; keep a copy elsewhere

# Not found
site-not-found = There is no such page
site-not-found-note = The address may be wrong, or the page is not one this site shows.

# Within a text
site-text-missing = Not found:{" "}
site-text-table = Table, scrolls sideways
site-text-footnotes = Footnotes
site-text-back = Back to the text

# Changes and checks
site-page-as-of = Last changed by act {$n}
site-day = {$year}-{$month}-{$day}
site-year = {$year}
site-check-all = Verify the whole record (the root must be the one published on paper)
site-check-stock = Check item by item with git and gpg alone
site-check-act = Check the signature of act {$n}
site-check-seal = Check the seal “{$seal}”
