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

K150 = { record-place }there is no git repository at this place.
    .hint = Check the path, or run the program inside the repository.
K151 = { record-place }the repository's object format must be SHA-1, it is another.
    .hint = Make it with kanhe, or with git init --object-format=sha1 --ref-format=files, and fetch into it. The content is protected by SHA-256 besides.
K152 = { record-place }the repository's ref storage must be “files”, it is reftable.
    .hint = Convert it with git refs migrate --ref-format=files.
K153 = { record-place }this is a shallow clone: earlier acts are not in it.
    .hint = Complete it with git fetch --unshallow and verify again.
K154 = { record-place }the repository has info/grafts, which changes what follows what.
    .hint = Find out where it comes from, delete the file and open it again.
K155 = { record-place }objects come from elsewhere (objects/info/alternates): the repository is not complete.
    .hint = Gather the objects with git repack -a -d, then delete the file.
K156 = { record-place }the repository has the replace ref “{ $found }”, which shows another object in place of the true one.
    .hint = Find out where it comes from, delete it with git replace -d and open it again.
K157 = { record-place }the ref “{ $found }” must point at an object itself, it is symbolic.
    .hint = Find out where it comes from, delete it and fetch it from a sound copy.
K158 = { record-place }the repository belongs to another user.
    .hint = Run the program as the repository's owner, or let the administrator change the owner.
K159 = { record-place }the ref name “{ $found }” is not of its form.
    .hint = A seal's ref is refs/tags/seal/<subject>/<seal>. Let this program make it.
K160 = { record-place }there is a git repository already.
    .hint = Choose an empty directory, or use the repository that is there.
K161 = { record-place }the repository has no work tree.
    .hint = Do this in a clone that has one.

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

## the machine

K190 = { record-place }the operating system says: { $found }.
    .hint = Check the disk space and the file's permissions.
K191 = { record-place }the git library says: { $found }.
    .hint = Check the repository with git fsck; if it finds nothing, show this to the administrator.
K192 = { record-place }the cache cannot be used: { $found }.
    .hint = The cache may be deleted at any time and is made anew. See that its directory can be written.
