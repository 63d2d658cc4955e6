# refusals: en

# Armour
K200 = The text does not begin with the line { $expected }; it begins with “{ $found }”.
    .hint = Hand in the file as kanhe or GnuPG wrote it, with nothing before the first line.
K201 = The second line of the armour should be empty; it reads “{ $found }”.
    .hint = Armour headers and comments are not allowed. Take “comment” and “emit-version” out of gpg.conf and export again.
K202 = The text does not end with the line { $expected } and one line feed.
    .hint = Something was added after it or cut off. Take the file from its source again.
K203 = The checksum line (“=” and four characters) is missing before the last line; “{ $found }” stands there.
    .hint = Take the file from its source again; do not copy it out of an e-mail.
K204 = The lines between head and tail are not clean base64.
    .hint = A character was changed, added or lost. Take the file from its source again.
K205 = The checksum should be { $expected }, but the text says { $found }.
    .hint = The text was damaged or changed on its way. Take it from its source again.
K206 = Line { $line } is laid out differently from the one form a record allows.
    .hint = Lines of 64 characters, the last may be shorter. Let kanhe write the file instead of an editor.

# Signatures
K210 = Exactly one signature is expected here; found: { $found }.
    .hint = An act carries one signature by one person. Sign again with kanhe.
K211 = The signature packet's header is longer than it need be.
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

# Certificates
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
