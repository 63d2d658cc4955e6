#!/usr/bin/env python3
"""A second verifier of Kanhe parcels and receipts, written from parcel.md. It needs Python 3.11 and verify.py beside it, and nothing else.

    python3 docs/verify_parcel.py FILE --from ROOT --record ID --seal FINGERPRINT... --to ROOT --to-record ID

All but the file is what the receiving office has on paper: the partner's root line, record and seal specimens, and its own root line and
record. Exit codes: 0 it is genuine, 1 it is not, 2 wrong arguments.
"""

import argparse
import hashlib
import re
import struct
import sys
import zlib

import verify as record
from verify import DIGEST, FINGERPRINT, NUMBER, ROOT, SLUG, UUID, Certificate, Commit, Fault, read_signature

MOST, LARGEST, LONGEST, SKEW = 10_000, 64 << 20, 4 << 20, 300
POINT = f"kanhe-checkpoint v1 ({UUID}) ({NUMBER}) (sha256:[0-9a-f]{{64}})"


class Refused(Exception):
    """Why a file is not taken."""


def need(holds, why):
    if not holds:
        raise Refused(why)
    return holds


def sha256(raw):
    return "sha256:" + hashlib.sha256(raw).hexdigest()


# ---- 2 The file -------------------------------------------------------------------------------------------------------------

def encode(parts):
    """The one encoding of these parts."""
    out, directory = b"", b""
    for name, raw in sorted(parts.items(), key=lambda part: part[0].encode()):
        words = struct.pack("<HHHHH", 20, 0x800, 0, 0, 0x21)
        head = words + struct.pack("<IIIHH", zlib.crc32(raw), len(raw), len(raw), len(name.encode()), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + bytes(10) + struct.pack("<I", len(out)) + name.encode()
        out += b"PK\3\4" + head + name.encode() + raw
    count = len(parts)
    return out + directory + b"PK\5\6" + bytes(4) + struct.pack("<HHIIH", count, count, len(directory), len(out), 0)


def decode(raw):
    need(len(raw) <= LARGEST, "too large")
    parts, at = {}, 0
    try:
        while raw[at:at + 4] == b"PK\3\4":
            size, length = struct.unpack_from("<I", raw, at + 18)[0], struct.unpack_from("<H", raw, at + 26)[0]
            name = raw[at + 30:at + 30 + length].decode()
            need(name not in parts and len(parts) < MOST, "parts")
            parts[name] = raw[at + 30 + length:at + 30 + length + size]
            at += 30 + length + size
    except (struct.error, UnicodeDecodeError):
        raise Refused("the form of the file") from None
    need(parts and encode(parts) == raw, "the form of the file")
    return parts


# ---- 3 The manifest ---------------------------------------------------------------------------------------------------------

RECIPIENT = f":{SLUG}|\\+{SLUG}"
HEAD = [("From", UUID), ("Root", ROOT), ("To", UUID), ("To-Root", ROOT), ("Seal", SLUG), ("Certificate", FINGERPRINT),
        ("Subject", "[^ ]+"), ("Digest", DIGEST), ("Sent", POINT)]
KINDS = {"kanhe-parcel v1": [[("Recipient", RECIPIENT), ("Readers", "all|some")]],
         "kanhe-receipt v1": [[("Received", "[^ ]+"), ("Act", POINT)], [("Refused", ".*")]]}


class Manifest:
    def __init__(self, raw):
        need(len(raw) <= LONGEST, "the manifest's size")
        try:
            first, *lines = raw.decode().split("\n")
        except UnicodeDecodeError:
            raise Refused("the manifest") from None
        need(first in KINDS, f"unknown format {first[:60]!r}")
        need(lines and lines.pop() == "", "the manifest's end")
        self.is_parcel = first == "kanhe-parcel v1"
        for more in KINDS[first]:
            keys = HEAD + more
            head = [line.partition(": ") for line in lines[:len(keys)]]
            if [key for key, _, _ in head] == [key for key, _ in keys]:
                break
        else:
            raise Refused("the manifest's lines")
        self.lines = {key: value for key, _, value in head}
        for key, form in keys:
            need(re.fullmatch(form, self.lines[key]), f"the manifest's {key}")
        need(record.is_subject(self["Subject"]) and record.is_subject(self.lines.get("Received", self["Subject"])), "a subject's id")
        if "Refused" in self.lines:
            try:
                record.unescape(self["Refused"])
            except Fault:
                raise Refused("the reason") from None
        self.parts, before = {}, b""
        for line in lines[len(keys):]:
            part = need(re.fullmatch(f"Part: ({'sha256:[0-9a-f]{64}'}) ({NUMBER}) (.+)", line), "a part's line")
            need(before < part[3].encode(), "the order of the parts")
            self.parts[part[3]], before = (part[1], int(part[2])), part[3].encode()

    def __getitem__(self, key):
        return self.lines[key]

    def point(self, key):
        """A checkpoint line: record, number, digest."""
        found = re.fullmatch(POINT, self[key])
        return found[1], int(found[2]), found[3]


# ---- 4 and 5 Verifying ------------------------------------------------------------------------------------------------------

class Act:
    """A commit of the other record, as far as it says of itself which one it is."""

    def __init__(self, parcel, seq):
        raw = parcel.part(f"acts/{seq}")
        self.commit = Commit(raw)
        self.act = record.Act(self.commit)
        self.digest, self.oid = sha256(raw), hashlib.sha1(b"commit %d\0" % len(raw) + raw).hexdigest()
        self.seq, self.seconds = seq, self.commit.ident.seconds
        need(self.act.record == parcel.manifest["From"] and self.act.seq == seq, f"act {seq} is another")


class Parcel:
    def __init__(self, raw):
        self.parts = decode(raw)
        self.manifest = Manifest(self.part("manifest"))
        signed = self.manifest.parts
        need(self.parts.keys() - {"manifest", "manifest.asc"} == signed.keys(), "the list of parts")
        need(all((sha256(self.parts[name]), len(self.parts[name])) == part for name, part in signed.items()), "a part was altered")
        self.used, self.tree = {"acts/0"}, None

    def part(self, name):
        need(name in self.parts, f"{name} is missing")
        return self.parts[name]

    def certificate(self, raw, fingerprint):
        found = Certificate(raw)
        need(found.fingerprint == fingerprint, "another certificate")
        return found

    def attest(self, sender, seals, receiver):
        """From whom, for whom, by which seal; and that the record is the root line's."""
        manifest = self.manifest
        need((manifest["From"], manifest["Root"]) == sender, "another sender")
        need((manifest["To"], manifest["To-Root"]) == receiver, "for another office")
        need(manifest["Certificate"] in seals, "the seal is not filed")
        name = f"tree/content/seals/{manifest['Seal']}/{manifest['Certificate']}.asc"
        certificate = self.certificate(self.part(name), manifest["Certificate"])
        certificate.check(read_signature(self.part("manifest.asc")), self.part("manifest"))
        genesis = Act(self, 0)
        root = f"kanhe-root v1 git-sha1:{genesis.oid} {genesis.digest} openpgp:{genesis.act.signer}"
        need(root == manifest["Root"] and genesis.act.verb == "found", "the genesis is not the root line's")
        return name

    # What the tree of the one act proves

    def hang(self, key):
        """The act that everything hangs on."""
        of, seq, digest = self.manifest.point(key)
        act = Act(self, seq)
        need(of == self.manifest["From"] and act.digest == digest, "the act is another")
        self.tree = act.act.tree
        return seq

    def folder(self, digest):
        name = f"folders/{digest.removeprefix('sha256:')}"
        raw = self.part(name)
        need(sha256(b"tree %d\0" % len(raw) + raw) == digest, f"{name} is another")
        entries, at = {}, 0
        while at < len(raw):
            found = need(re.compile(rb"(100644|40000) ([^\0]+)\0(.{32})", re.S).match(raw, at), f"{name} is no folder")
            need(found[2].decode() not in entries and record.is_name(found[2].decode()), f"{name} has a wrong name")
            entries[found[2].decode()], at = (found[1] == b"40000", "sha256:" + found[3].hex()), found.end()
        self.used.add(name)
        return entries

    def at(self, path):
        is_folder, digest = True, self.tree
        for name in path.split("/"):
            need(is_folder, f"{path} is not proven")
            entries = self.folder(digest)
            need(name in entries, f"{path} is not proven")
            is_folder, digest = entries[name]
        return is_folder, digest

    def file(self, path):
        raw = self.part(f"tree/{path}")
        need(self.at(path) == (False, sha256(b"blob %d\0" % len(raw) + raw)), f"{path} is not proven")
        self.used.add(f"tree/{path}")
        return raw

    def signed(self, seq, subject):
        """An act about a subject, signed with a certificate that the tree holds."""
        act = Act(self, seq)
        need(act.act.subject == subject, f"act {seq} is about another subject")
        found = [name for name in self.parts if re.fullmatch(f"tree/content/people/[^/]+/{act.act.signer}\\.asc", name)]
        need(len(found) == 1, f"the certificate of act {seq}")
        certificate = self.certificate(self.file(found[0].removeprefix("tree/")), act.act.signer)
        signature = read_signature(act.commit.armour)
        certificate.check(signature, act.commit.payload)
        need(abs(signature.created - act.seconds) <= SKEW, f"the time of act {seq}")
        self.used.add(f"acts/{seq}")
        return act

    def listed(self, slug, fingerprint, in_use):
        """That the register lists a seal with that certificate, and what it says of both and of the unit."""
        seal, _ = record.read_front(self.file(f"content/seals/{slug}/index.md"))
        entry = [one for one in seal.get("certificate", []) if one["fingerprint"] == fingerprint]
        need(entry, "the seal's certificate is not listed")
        need(not in_use or entry[0].get("state", "active") == "active" == seal.get("state", "active"), "the seal is out of use")
        certificate = self.certificate(self.file(f"content/seals/{slug}/{fingerprint}.asc"), fingerprint)
        self.file(f"content/units/{seal['unit']}/index.md")
        return certificate

    # Documents and answers

    def document(self, seals):
        manifest = self.manifest
        subject, digest = manifest["Subject"], manifest["Digest"]
        seq = self.hang("Sent")
        send = self.signed(seq, subject)
        need(send.act.verb == "send" and send.act.digest == digest, "the act sends something else")
        need(manifest["Recipient"] in send.act.to + send.act.cc, "the act sends it to others")
        need(self.at(f"content/{subject}") == (True, digest), "the document is not proven")
        files = {name: self.file(f"content/{subject}/{name}") for name in self.folder(digest)}
        head, _ = record.read_front(need(files.get("index.md"), "index.md is missing"))
        numbers = [int(name[5:]) for name in self.parts if re.fullmatch(f"acts/{NUMBER}", name)]
        acts = [self.signed(number, subject) for number in numbers if number not in (0, seq)]
        issues = [act for act in acts if act.act.verb == "issue"]
        puts = [act for act in acts if act.act.verb == "seal"]
        need(len(issues) == 1 and puts and len(issues + puts) == len(acts), "the acts")
        need(all(act.seq < seq and act.act.digest == digest for act in acts), "the acts' content")
        filed = [self.put(act, head["title"], issues[0]) in seals for act in puts]
        need(any(filed), "no seal on it is filed")
        need(all(issues[0].seconds <= act.seconds <= send.seconds for act in acts), "the acts' times")

    def put(self, act, title, issue):
        """A seal on the document: its certificate."""
        name = f"seals/{act.act.seal}"
        need(act.seq > issue.seq, "sealed before it was signed off")
        head, fields, payload, armour = record.read_tag(self.part(name))
        certificate = self.listed(act.act.seal, fields["Certificate"], False)
        expected = {
            "Record": self.manifest["From"], "Seq": str(act.seq), "Commit-SHA256": act.digest, "Number": issue.act.number, "Title": title,
            "Subject": act.act.subject, "Digest": act.act.digest, "Seal": act.act.seal, "Seal-Name": fields["Seal-Name"],
            "Certificate": certificate.fingerprint}
        need(fields == {key: value for key, value in expected.items() if value is not None}, "the seal says something else")
        need(head[b"object"] == act.oid.encode() and head[b"tagger"] == act.commit.who, "the seal is on another act")
        certificate.check(read_signature(armour), payload)
        self.used.add(name)
        return certificate.fingerprint

    def check(self, sender, seals, receiver):
        name, manifest = self.attest(sender, seals, receiver), self.manifest
        if manifest.is_parcel:
            self.document(seals)
        elif "Received" in manifest.lines:
            entered = self.signed(self.hang("Act"), manifest["Received"])
            need(entered.act.verb in ("submit", "revise"), "the act enters nothing")
        if "Refused" in manifest.lines:
            self.used.add(name)
        else:
            self.listed(manifest["Seal"], manifest["Certificate"], True)
        need(self.parts.keys() - {"manifest", "manifest.asc"} == self.used, "a part that nothing needs")


def check(raw, sender, seals, receiver):
    """Nothing, if the file is genuine; else why it is not."""
    try:
        Parcel(raw).check(sender, seals, receiver)
    except Refused as refused:
        return str(refused)
    except Fault as fault:
        return f"K{fault.code}"
    except (KeyError, TypeError, ValueError, AttributeError):
        return "an entry that cannot be read"
    return None


def main():
    parser = argparse.ArgumentParser(description="Verify a Kanhe parcel or receipt.")
    parser.add_argument("file", nargs="+")
    for name in ("--from", "--record", "--to", "--to-record"):
        parser.add_argument(name, required=True, metavar="LINE" if name in ("--from", "--to") else "ID")
    parser.add_argument("--seal", action="append", required=True, metavar="FINGERPRINT")
    args = vars(parser.parse_args())
    wrong = 0
    for path in args["file"]:
        with open(path, "rb") as file:
            why = check(file.read(LARGEST + 1), (args["record"], args["from"]), args["seal"], (args["to_record"], args["to"]))
        print(f"{path}: {'GENUINE' if why is None else 'REFUSED ' + why}")
        wrong |= why is not None
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
