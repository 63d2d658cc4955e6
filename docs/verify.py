#!/usr/bin/env python3
"""Verify a Kanhe record without Kanhe.

    python3 verify.py REPOSITORY [--root LINE] [--checkpoint LINE]... [--json]

This is a second, independent implementation of the judgement that docs/record-format.md, docs/register.md and docs/workflows.md
specify. It was written from those pages, and its parts bear the numbers of the sections of record-format.md. It needs Python 3.11
or later with a time zone database, and no other program: it reads git's files itself, so that no configuration of the repository
counts, and checks signatures with whole numbers, because an OpenPGP program judges certificates by rules of its own (today's clock,
its version's list of weak algorithms) and not by those of section 6.3. Nothing is written; no network, keyring or clock is used.

Exit code: 0 VALID, 1 INVALID, 3 INCOMPLETE or not readable on this machine, 2 wrong arguments, 4 this script failed (no verdict).
"""

import argparse, base64, binascii, copy, datetime, hashlib, io, itertools, json, mmap, os, re, stat, sys
import tomllib, unicodedata, zlib, zoneinfo

KIB, MIB = 1 << 10, 1 << 20
MAIN, SEALS = "refs/heads/main", "refs/tags/seal/"
ABSENT = {101, 150, 153, 162, 164, 205, 614, 906, 907}      # findings that something is missing, not wrong (section 11)


class Fault(Exception):
    """One refusal: its number in docs/refusals.md, and where."""

    def __init__(self, code, path=None, oid=None):
        super().__init__(f"K{code}")
        self.code, self.path, self.oid, self.seq = code, path, oid, None


def need(holds, code, path=None):
    if not holds:
        raise Fault(code, path)


# ---- 2 Repository ---------------------------------------------------------------------------------------------------------

def kind(*path):
    """What stands at a path itself: a file, a folder, something else, or nothing. No link is followed."""
    try:
        mode = os.lstat(os.path.join(*path)).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def locate(path):
    """The git directory at exactly this path."""
    dot = kind(path, ".git")
    need(dot in (None, "folder"), 162, path)
    found = os.path.join(path, ".git") if dot else path
    need(not kind(found, "commondir"), 162, path)
    need(kind(found, "objects") and kind(found, "refs"), 150, path)
    return found


def is_known(name):
    """Whether a ref is of the record, its drafts, or what git and Kanhe know of remotes."""
    return name == MAIN or name.startswith((SEALS, "refs/heads/drafts/", "refs/remotes/", "refs/kanhe/"))


def is_ref_name(raw):
    """git check-ref-format, of names below refs/."""
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        return False
    return re.fullmatch(r"refs(/(?!\.)[^\0- \x7f~^:?*\[\\/]+(?<!\.lock))+", name) is not None \
        and not re.search(r"\.\.|@\{|\.$", name)


HEADS = [b"# pack-refs with: peeled" + more for more in (b" ", b" fully-peeled ", b" fully-peeled sorted ")]


class Repository:
    """The objects and refs of a git repository, read so that the repository cannot lie about them."""

    def __init__(self, path):
        self.dir = locate(path)
        self.refs, self.peeled, self.faults = {}, [], []     # each ref: its object's name, or the Fault of its file
        try:
            self.read_packed_refs()
        except Fault as fault:
            fault.path = fault.path or "packed-refs"
            self.faults.append(fault)
        if kind(self.dir, "refs") == "folder":
            self.read_loose_refs(b"refs")
        for name in filter(is_known, self.refs):
            if any(name[:at.start()] in self.refs for at in re.finditer("/", name)):
                self.faults.append(Fault(167, name))
        self.faults += [found for name, found in self.refs.items()
                        if isinstance(found, Fault) and (name == MAIN or name.startswith(SEALS))]
        self.trees, self.names = {}, {}
        self.unreadable = [*self.liars(), *self.misplaced()]
        self.packs = [] if self.unreadable else self.open_packs()

    def liars(self):
        """What makes a repository no record at all."""
        for name, code in (("shallow", 153), ("info/grafts", 154), ("objects/info/alternates", 155),
                           ("objects/info/http-alternates", 155), ("reftable", 152)):
            if kind(self.dir, name):
                yield Fault(code, name)
        yield from (Fault(156, name) for name in self.refs if name.startswith("refs/replace/"))
        yield from (fault for fault in self.faults if fault.code == 151)

    def misplaced(self):
        """What stands where an object, a pack or a folder of them belongs, and is none; and the first index that leads astray."""
        yield from (Fault(163, name) for name in ("objects", "refs") if kind(self.dir, name) != "folder")
        astray = None
        for name in filter(re.compile("[0-9a-fA-F]{2}|pack").fullmatch, self.list("objects")):
            folder = os.path.join("objects", name)
            if kind(self.dir, folder) != "folder":
                yield Fault(163, folder)
                continue
            for file in self.list(folder):
                path = os.path.join(folder, file)
                if kind(self.dir, path) != "file":
                    yield Fault(163, path)
                elif name == "pack":
                    self.read_file(path, 1)                  # whether the machine lets it be read
                    pack = os.path.join(self.dir, path.removesuffix(".idx") + ".pack")
                    if file.endswith(".idx") and kind(pack) == "file" and not leads_within(
                            self.read_file(path), os.stat(pack).st_size - 20):
                        astray = Fault(102, path)
        yield from filter(None, [astray])

    def list(self, name):
        try:
            return sorted(os.listdir(os.path.join(self.dir, name)))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def read_file(self, name, size=-1):
        try:
            with open(os.path.join(self.dir, os.fsdecode(name)), "rb") as file:
                return file.read(size)
        except (FileNotFoundError, NotADirectoryError):
            return b""

    def read_packed_refs(self):
        """`packed-refs`, up to the first line that is not of its form."""
        there = kind(self.dir, "packed-refs")
        need(there in (None, "file"), 163)
        text = self.read_file("packed-refs", 256 * MIB + 1)
        need(len(text) <= 256 * MIB, 104)
        *lines, rest = text.split(b"\n")
        before = peelable = None
        for at, line in enumerate(lines):
            if line[:1] == b"#" and at == 0:
                need(line in HEADS, 166)
            elif line[:1] == b"^":
                need(peelable and re.fullmatch(rb"\^[0-9a-f]{40}", line), 166)
                if before.startswith(SEALS.encode()):
                    self.peeled.append((self.refs[before.decode()], line[1:]))
                peelable = False
            else:
                need(not re.match(b"[0-9a-fA-F]{64} ", line), 151)
                need(re.match(b"[0-9a-f]{40} ", line), 166)
                name = line[41:]
                need(is_ref_name(name), 159, os.fsdecode(name))
                need(before is None or before < name, 166)
                self.refs[name.decode()], before, peelable = line[:40].decode(), name, True
        need(not rest, 166)

    def read_loose_refs(self, folder):
        for entry in sorted(os.scandir(os.path.join(os.fsencode(self.dir), folder)), key=lambda entry: entry.name):
            raw = folder + b"/" + entry.name
            name, is_folder = os.fsdecode(raw), entry.is_dir(follow_symlinks=False)
            if is_folder:
                self.read_loose_refs(raw)
            if any("\udc80" <= c <= "\udcff" for c in name):  # no UTF-8
                self.faults.append(Fault(159, name))
            elif is_folder or raw.endswith(b".lock"):
                continue
            elif not entry.is_file(follow_symlinks=False):
                self.faults.append(Fault(163, name))
            elif not is_ref_name(raw):
                self.faults.append(Fault(159, name))
            else:
                text = self.read_file(raw, KIB)
                if re.fullmatch(b"[0-9a-f]{40}\n", text):
                    self.refs[name] = text[:40].decode()
                else:
                    sha256 = re.fullmatch(b"[0-9a-fA-F]{64}\n?", text)
                    self.refs[name] = Fault(157 if text.startswith(b"ref:") else 151 if sha256 else 165, name)

    def misled(self):
        """The seals that `packed-refs` says name another object than their tags do."""
        for tag, peeled in self.peeled:
            try:
                named = read_tag(self.object(tag, "tag"))[0][b"object"]
            except Fault:
                continue                                     # found wherever seals are judged
            if named != peeled:
                yield Fault(166, "packed-refs")

    def is_partial(self):
        return any(name.endswith(".promisor") for name in self.list("objects/pack"))

    # Objects (gitformat-loose, gitformat-pack): the file of its own, if an object has one, else the packs.

    def object(self, oid, wanted, limit=None):
        """The bytes of an object, if they are not more than its kind may have, hash to its name, and are of the kind wanted."""
        try:
            found, raw = self.copy(oid, limit)
        except (zlib.error, IndexError, ValueError, KeyError, Fault) as error:
            raise Fault(error.code if isinstance(error, Fault) else 102, oid=oid) from None
        if hashlib.sha1(b"%s %d\0" % (found, len(raw)) + raw).hexdigest() != oid:
            raise Fault(102, oid=oid)
        if found.decode() != wanted:
            raise Fault(103, oid=oid)
        return raw

    def copy(self, oid, limit):
        name, loose = bytes.fromhex(oid), os.path.join("objects", oid[:2], oid[2:])
        if kind(self.dir, loose):
            return read_loose(self.read_file(loose), limit)
        for index, pack in self.packs:
            at = packed_at(index, name)
            if at is not None:
                found, raw = self.packed(pack, at)
                need(len(raw) <= (limit or LIMITS[found]), 104)
                return found, raw
        raise Fault(101)

    def open_packs(self):
        """The packs whose head, number of objects and sum are those that their indexes name, by a table that ascends."""
        packs, folder = [], os.path.join(self.dir, "objects", "pack")
        for name in self.list("objects/pack"):
            paths = [os.path.join(folder, name.removesuffix(".idx") + end) for end in (".idx", ".pack")]
            if not name.endswith(".idx") or not all(kind(path) and os.stat(path).st_size for path in paths):
                continue
            both = []
            for path in paths:
                with open(path, "rb") as file:
                    both.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            index, pack = both
            fan = index[8:1032] if index[:8] == INDEX else index[:1024]
            fan = [fan[at:at + 4] for at in range(0, 1024, 4)]
            if fan == sorted(fan) and pack[:8] in (b"PACK\0\0\0\2", b"PACK\0\0\0\3") and pack[8:12] == fan[-1] \
                    and pack[-20:] == index[-40:-20]:
                packs.append(both)
        return packs

    def packed(self, pack, at):
        """An object in a pack: the whole, or what is to be changed in another."""
        deltas = []
        while True:
            start, byte, shift = at, pack[at], 4
            kind, size = byte >> 4 & 7, byte & 15
            while byte & 0x80:
                at, byte = at + 1, pack[at + 1]
                size, shift = size | (byte & 0x7F) << shift, shift + 7
            at += 1
            if kind == 6:                                    # the other stands before it in the pack
                byte = pack[at]
                back = byte & 0x7F
                while byte & 0x80:
                    at, byte = at + 1, pack[at + 1]
                    back = (back + 1 << 7) | byte & 0x7F
                need(0 < back < start, 102)
                deltas.append(inflate(pack, at + 1, size))
                at = start - back
                continue
            if kind == 7:                                    # the other is named
                deltas.append(inflate(pack, at + 20, size))
                at = packed_at(next(index for index, other in self.packs if other is pack), pack[at:at + 20])
                need(at is not None and len(deltas) < 10_000, 102)
                continue
            raw = inflate(pack, at, size)
            break
        for delta in reversed(deltas):
            raw = apply_delta(raw, delta)
        return {1: b"commit", 2: b"tree", 3: b"blob", 4: b"tag"}[kind], raw

    def blob(self, oid):
        return self.object(oid, "blob")

    # ---- 3 Digests, 4 Trees and names ----

    def tree(self, oid):
        """The entries of a tree as {name: (is a folder, object)}, if they keep to section 4."""
        if oid not in self.trees:
            self.trees[oid] = read_tree(self.object(oid, "tree"))
        return self.trees[oid]

    def sha256_name(self, oid, is_tree=True, path="", depth=0):
        """The SHA-256 name of a blob or tree, reading everything below it once. Returns (name, levels of folders below)."""
        if (oid, is_tree) not in self.names:
            try:
                if not is_tree:
                    content, height = self.blob(oid), 0
                    name = hashlib.sha256(b"blob %d\0" % len(content) + content).digest()
                else:
                    need(depth < 16, 148, path)
                    content, height = b"", 0
                    for entry, (folder, below) in self.tree(oid).items():
                        inner, levels = self.sha256_name(below, folder, f"{path}/{entry}".lstrip("/"), depth + 1)
                        content += b"%s %s\0%s" % (b"40000" if folder else b"100644", entry.encode(), inner)
                        height = max(height, levels)
                    height += 1
                    name = hashlib.sha256(b"tree %d\0" % len(content) + content).digest()
            except Fault as fault:
                fault.path = fault.path or path
                fault.oid = fault.oid or oid
                raise
            self.names[oid, is_tree] = name, height
        name, height = self.names[oid, is_tree]
        need(depth + height <= 16, 148, path)
        return name, height

    def folder(self, tree, path):
        """The tree at a path, or None."""
        for part in path.split("/"):
            is_tree, tree = self.tree(tree).get(part, (False, None))
            if not is_tree:
                return None
        return tree

    def files(self, tree):
        """Every file below a tree as {path: blob}."""
        return dict(self.differences(None, tree))

    def differences(self, old, new, prefix="", room=None):
        """The paths of files that differ between two trees (or None), in order, with their new blobs."""
        if old == new:
            return
        room = room or [1_000_000, 256 * MIB]                # paths, and bytes of them, that a listing may hold
        a, b = (self.tree(oid) if oid else {} for oid in (old, new))
        for name in sorted({*a, *b}, key=str.encode):
            (a_tree, a_oid), (b_tree, b_oid) = a.get(name, (None, None)), b.get(name, (None, None))
            if (a_tree, a_oid) == (b_tree, b_oid):
                continue
            if a_tree is False or b_tree is False:
                room[:] = room[0] - 1, room[1] - len((prefix + name).encode())
                need(min(room) >= 0, 147)
                yield prefix + name, b_oid if b_tree is False else None
            if a_tree or b_tree:
                yield from self.differences(a_oid if a_tree else None, b_oid if b_tree else None, f"{prefix}{name}/", room)


LARGEST = 1 << 30                                           # nothing longer is read at all
LIMITS = {b"commit": 64 * KIB, b"tag": 64 * KIB, b"tree": 100_000 * 228, b"blob": 64 * MIB}
INDEX = b"\xfftOc\0\0\0\2"


def inflate(data, at, size):
    """`size` bytes out of a zlib stream that stands at a place."""
    need(size <= LARGEST, 104)
    stream, raw = zlib.decompressobj(), b""
    while len(raw) <= size and not stream.eof:
        piece = data[at:at + 64 * KIB]
        raw, at = raw + stream.decompress(stream.unconsumed_tail + piece, size + 1 - len(raw)), at + len(piece)
        need(piece or stream.unconsumed_tail or stream.eof, 102)
    need(len(raw) == size and stream.eof, 102)
    return raw


def read_loose(data, limit):
    """A file below `objects/`: zlib over `<type> <size>\\0<content>`, and nothing behind it."""
    head = re.match(rb"([a-z]+) (0|[1-9][0-9]{0,19})\0", zlib.decompressobj().decompress(data, 32))
    need(head and head[1] in LIMITS, 102)
    size, stream = int(head[2]), zlib.decompressobj()
    need(size <= (limit or LIMITS[head[1]]), 104)
    raw = stream.decompress(data, head.end() + size + 1)
    need(len(raw) == head.end() + size and stream.eof and not stream.unused_data, 102)
    return head[1], raw[head.end():]


def leads_within(index, end):
    """Whether every offset in the index of a pack is below `end`, and the index as long as it says."""
    start = 1032 if index[:8] == INDEX else 1024
    count = int.from_bytes(index[start - 4:start])
    if len(index) < start + 24 * count + 4 * count * (start == 1032):
        return False
    if start == 1024:
        return all(int.from_bytes(index[at:at + 4]) < end for at in range(start, start + 24 * count, 24))
    short, long = start + 24 * count, start + 28 * count
    for at in range(short, long, 4):
        offset = int.from_bytes(index[at:at + 4])
        if offset >> 31:                                     # a place in the table of long offsets
            place = long + 8 * (offset & (1 << 31) - 1)
            offset = int.from_bytes(index[place:place + 8]) if place + 8 <= len(index) else end
        if offset >= end:
            return False
    return len(index) >= start


def packed_at(index, name):
    """Where the index of a pack (version 2, or the one before) says that an object begins, or None."""
    number = lambda at, width=4: int.from_bytes(index[at:at + width])
    two = index[:8] == INDEX
    fan, first, step = (8, 1032, 20) if two else (0, 1028, 24)
    low, high, count = number(fan + 4 * name[0] - 4) if name[0] else 0, number(fan + 4 * name[0]), number(fan + 4 * 255)
    while low < high:
        middle = (low + high) // 2
        found = index[first + step * middle:first + step * middle + 20]
        if found == name:
            at = number(1032 + 24 * count + 4 * middle if two else 1024 + 24 * middle)
            return number(1032 + 28 * count + 8 * (at & (1 << 31) - 1), 8) if two and at >> 31 else at
        low, high = (middle + 1, high) if found < name else (low, middle)
    return None


def apply_delta(base, delta):
    """gitformat-pack, "Deltified representation"."""
    at, sizes = 0, []
    for _ in range(2):
        size = shift = 0
        while True:
            byte, at = delta[at], at + 1
            size, shift = size | (byte & 0x7F) << shift, shift + 7
            if not byte & 0x80:
                break
        sizes.append(size)
    need(sizes[0] == len(base) and sizes[1] <= LARGEST, 102)
    out = bytearray()
    while at < len(delta):
        code, at = delta[at], at + 1
        if code & 0x80:                                      # copy from the other
            place = length = 0
            for bit in range(7):
                if code >> bit & 1:
                    place, length = (place | delta[at] << 8 * bit, length) if bit < 4 else (place, length | delta[at] << 8 * (bit - 4))
                    at += 1
            length = length or 0x10000
            need(place + length <= len(base), 102)
            out += base[place:place + length]
        else:                                                # new bytes
            need(code and at + code <= len(delta), 102)
            out, at = out + delta[at:at + code], at + code
        need(len(out) <= sizes[1], 102)
    need(len(out) == sizes[1], 102)
    return bytes(out)


# ---- 4 Trees and names ----------------------------------------------------------------------------------------------------

FORMAT_CHARACTERS = [
    (0xAD, 0xAD), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F), (0x890, 0x891), (0x8E2, 0x8E2),
    (0x180E, 0x180E), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF), (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F)]
INVISIBLE = re.compile("[\0-\x1f\x7f-\x9f" + "".join(f"{chr(a)}-{chr(b)}" for a, b in FORMAT_CHARACTERS) + "]")
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
SLUG = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"


def is_plain(text):
    """NFC, and nothing in it that nobody sees."""
    return not INVISIBLE.search(text) and unicodedata.is_normalized("NFC", text)


def is_slug(text):
    return isinstance(text, str) and re.fullmatch(SLUG, text) is not None


def is_name(name):
    """Whether every system can hold a file of this name."""
    stem = name.split(".")[0].rstrip(SPACES)
    lower = "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in stem)
    return (1 <= len(name.encode()) <= 200 and is_plain(name) and not re.search(r'[<>:"/\\|?*]', name)
            and name[0] not in ".- " and name[-1] not in ". " and lower not in RESERVED)


def read_tree(raw):
    """The entries of a tree: plain files and folders with names, sorted, unique, at least one."""
    entries, folded, at, before = {}, set(), 0, None
    need(raw, 146)
    while at < len(raw):
        entry = re.compile(rb"([0-7]+) ([^\0]*)\0", re.S).match(raw, at)
        need(entry and entry.end() + 20 <= len(raw), 140)
        mode, name = entry.groups()
        oid, at = raw[entry.end():entry.end() + 20].hex(), entry.end() + 20
        need(mode in (b"100644", b"40000"), 141)
        is_tree = mode == b"40000"
        try:
            text = name.decode()
        except UnicodeDecodeError:
            raise Fault(142) from None
        need(is_name(text), 142, text)
        key = name + b"/" if is_tree else name
        need(text not in entries, 144, text)
        need(before is None or before < key, 143, text)
        fold = "".join(c.lower() for c in text)
        need(fold not in folded, 145, text)
        folded.add(fold)
        entries[text], before = (is_tree, oid), key
        need(len(entries) <= 100_000, 147)
    return entries


# ---- 5 Commits: acts ------------------------------------------------------------------------------------------------------

HEADERS = [b"tree", b"parent", b"author", b"committer", b"gpgsig"]
KEYS = ["Record", "Seq", "Parent-SHA256", "Tree-SHA256", "Act", "Subject", "Digest", "Step", "Number", "Seal", "Opinion",
        "Reason", "Affirms", "On-Behalf-Of", "To", "Cc", "How", "Due", "Confirms", "Opened", "Seals", "Signer"]
BEGIN, END = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"


class Ident:
    """Who and when: `<name> <e-mail> <seconds> <zone>` (section 5.1)."""

    def __init__(self, raw):
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            raise Fault(116) from None
        parts = re.fullmatch(r"([^<>\n]+) <([^<>\n]+)> (0|[1-9][0-9]*) ([+-])(0[0-9]|1[0-4])([0-5][0-9])", text)
        need(parts, 116)
        self.name, self.email, self.seconds = parts[1], parts[2], int(parts[3])
        need(all(is_ident(part) for part in parts.group(1, 2)) and self.seconds < 1 << 63, 116)


def is_ident(text):
    return 1 <= len(text.encode()) <= 500 and is_plain(text) and text.strip(SPACES) == text and not re.search("[<>]", text)


class Lines:
    """The bytes of an object, read line by line from the front: the first fault met is its fault (section 9.1)."""

    def __init__(self, raw, headers):
        self.rest, self.headers = raw, headers

    def peek(self):
        line, feed, _ = self.rest.partition(b"\n")
        return line if feed else None

    def take(self):
        line, _, self.rest = self.rest.partition(b"\n")
        return line

    def header(self, key, form=b".*"):
        """The value of the header that must come next."""
        line = self.peek()
        if line is None or not line.startswith(key + b" "):
            word, space, _ = self.rest.split(b"\n")[0].partition(b" ")
            need(word == key or word not in self.headers, 111)
            need(word in (key, b"") or not space, 113)
            raise Fault(110)
        value = self.take()[len(key) + 1:]
        need(re.fullmatch(form, value, re.S), 110)
        return value

    def blank(self):
        if self.peek() != b"":
            self.header(b"")
        self.take()

    def title(self):
        """The first line of the message and the empty line after it."""
        need(self.peek() is not None, 130)
        title = as_value(self.take(), 130)
        need(title.strip(SPACES) == title and self.peek() == b"", 130)
        self.take()
        return title

    def fields(self, keys, end=b"\n"):
        """The lines `Key: value`: each of `keys` at most once, in their order (section 5.2)."""
        found = {}
        while self.rest and self.peek() != end:
            line = self.peek()
            need(line != b"", 119)
            key, colon, value = (line or b"").partition(b": ")
            need(colon, 131)
            key = key.decode("utf-8", "replace")
            need(key in keys, 132)
            need(key not in found, 133)
            need(all(keys.index(key) > keys.index(other) for other in found), 134)
            found[key] = as_value(value, 135)
            self.take()
        return found


def as_value(raw, code):
    """1 to 8,000 bytes of UTF-8 in NFC that everybody sees."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Fault(code) from None
    need(1 <= len(raw) <= 8000 and is_plain(text), code)
    return text


def one_block(raw):
    """The text of exactly one signature block."""
    inner = raw.removeprefix(BEGIN.encode()).removesuffix(END.encode() + b"\n")
    need(len(inner) == len(raw) - len(BEGIN) - len(END) - 1 and inner[:1] == inner[-1:] == b"\n", 115)
    need(re.fullmatch(b"[\n -~]*", inner) and b"-----" not in inner, 115)
    return raw


class Commit:
    """A commit's parts, if its bytes are the one encoding of them (section 5.1)."""

    def __init__(self, raw):
        lines = Lines(raw, HEADERS)
        self.tree, self.parent = lines.header(b"tree", b"[0-9a-f]{40}").decode(), None
        while lines.rest.startswith(b"parent "):
            parent = lines.header(b"parent", b"[0-9a-f]{40}").decode()
            need(self.parent is None, 112)
            self.parent = parent
        self.who = lines.header(b"author")
        self.ident = Ident(self.who)
        need(lines.header(b"committer") == self.who, 117)
        head = raw[:len(raw) - len(lines.rest)]
        need(lines.peek() != b"", 114)
        block = lines.header(b"gpgsig") + b"\n"
        while lines.rest.startswith(b" ") and lines.peek() is not None:
            block += lines.take()[1:] + b"\n"
        self.armour = one_block(block)
        lines.blank()
        message = lines.rest
        self.payload = head + b"\n" + message               # everything but the signature
        self.title = lines.title()
        self.lines = lines.fields(KEYS)
        need(self.lines, 131)
        again = b"gpgsig " + self.armour[:-1].replace(b"\n", b"\n ") + b"\n"
        need(head + again + b"\n" + message == raw, 120)


# ---- 5.3 Which key each act carries ---------------------------------------------------------------------------------------

ALWAYS = {"Record", "Seq", "Tree-SHA256", "Act", "Signer"}
ABOUT = ALWAYS | {"Parent-SHA256", "Subject", "Digest"}
COLUMNS = ["Step", "Number", "Seal", "Opinion", "Reason", "Affirms", "On-Behalf-Of", "To", "Cc", "How", "Due", "Confirms",
           "Opened"]
def column(row, cc="-", opened="-"):
    """A row of the table without its columns `Cc` and `Opened`, which few acts have."""
    return row[:8] + cc + row[8:] + opened


ROWS = {                                                     # the columns of the table: r must, o may, - must not
    "submit": "---o-------", "revise": "----o------", "approve": "r--oo-o---o", "disagree": "r--oo-o---o",
    "complete": "r--oo-o---o", "read": "o--oo-o---o", "return": "r---o-ooo-o", "issue": "rr-oo-o---o",
    "seal": "r-r-o-----o", "execute": "r--oo-----o", "withdraw": "----o------", "affirm": "---o-r-----",
    "reply": "o--oo-o----", "add-sign": "r--oo-oor--", "remove-sign": "r--oo-or---", "transfer": "r--oo-or---",
    "consult": "r--oo-or---", "take-back": "----o------", "terminate": "o---o------", "urge": "---o-------",
    "circulate": "---o---r---", "instruct": "---o-----r-", "void": "----o------", "repeal": "----o------",
    "recall": "----o------"}
ACTS = {verb: column(row) for verb, row in ROWS.items()} | {
    "send": column("---oo--o---", cc="o"), "open": column("-----------", opened="r"), "receive": column("---o--or---"),
    "refuse": column("----o-or---")}
DELIVERS = ("send", "open", "receive", "refuse")             # what is about sending and receiving
BESIDE_STEP = {"On-Behalf-Of", "Reason", "Confirms"}         # in a `read` or `reply` these stand only beside `Step`

RECIPIENT = f"(?:[@+:]?{SLUG}|{SLUG}/\\*)"
ADDRESSEE = f"@?{SLUG}"
MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
OPENING = f"{ADDRESSEE} {SLUG} {MOMENT}"
DIGEST = "sha256:([0-9a-f]{64})"
NUMBER = "(?:0|[1-9][0-9]*)"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
FINGERPRINT = "(?:[0-9A-F]{40}|[0-9A-F]{64})"
ROOT = f"kanhe-root v1 git-sha1:[0-9a-f]{{40}} sha256:[0-9a-f]{{64}} openpgp:{FINGERPRINT}"
FORMS = {
    "Record": UUID, "Seq": NUMBER, "Parent-SHA256": DIGEST, "Tree-SHA256": DIGEST, "Digest": DIGEST, "Step": SLUG, "Seal": SLUG,
    "Affirms": f"({NUMBER}) {DIGEST}", "On-Behalf-Of": SLUG,
    "Cc": f"{RECIPIENT}(?: {RECIPIENT})*", "Opened": f"{OPENING}(?:, {OPENING})*",
    "How": "before|after|with|lift|straight", "Due": MOMENT, "Confirms": NUMBER,
    "Seals": f"(refs/tags/seal/[^ ]+) {DIGEST}", "Signer": FINGERPRINT}
RESERVED_COLLECTIONS = ("units", "people", "seals", "ledger", "verify", "waiting", "drafts", "files", "assets", "inbox",
                        "statistics", "workflows", "about", "calendar", "en", "guide", "search")


def is_subject(text):
    """A subject's id (section 8.1)."""
    parts = text.split("/")
    if not all(map(is_slug, parts)):
        return False
    if parts[0] in ("units", "people", "seals"):
        return len(parts) == 2
    return len(parts) == 3 and re.fullmatch("[0-9]{4}", parts[1]) is not None and parts[0] not in RESERVED_COLLECTIONS


def is_seal_ref(ref):
    subject, _, seal = ref.removeprefix(SEALS).rpartition("/")
    return ref.startswith(SEALS) and is_subject(subject) and is_slug(seal)


def unescape(text):
    """An opinion or a reason (section 5.2): `\\n` and `\\\\` and no other escape."""
    need(re.fullmatch(r"(?:[^\\]|\\n|\\\\)*", text), 310)
    plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else "\\", text)
    need(plain.strip(SPACES) == plain and plain, 310)
    return plain


def as_number(text):
    """A number that may have more digits than any number here needs."""
    return int(text[:21])


def read_moment(text, key="Due"):
    """The second that a `Due` or an opening names."""
    try:
        moment = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.UTC)
    except ValueError:
        raise Fault(310, key) from None
    need(moment.year >= 1970 and text[17:19] < "60", 310, key)
    return int(moment.timestamp())


class Act:
    """What a commit says: its lines, each of its form, those its verb must carry and no others (sections 5.2, 5.3)."""

    def __init__(self, commit):
        title, lines = commit.title, commit.lines
        self.verb = lines.get("Act")
        need(self.verb == "found" or self.verb in ACTS, 307)
        columns = dict(zip(COLUMNS, ACTS.get(self.verb, "-" * len(COLUMNS))))
        if self.verb in ("read", "reply") and "Step" not in lines:
            columns |= dict.fromkeys(BESIDE_STEP, "-")
        if lines.get("How") == "lift":
            columns["On-Behalf-Of"] = "-"
        for key in KEYS:
            must = key in (ALWAYS if self.verb == "found" else ABOUT) or columns.get(key) == "r"
            may = columns.get(key) == "o" or key == "Seals" and self.verb != "found"
            need(not must or key in lines, 308, key)
            need(must or may or key not in lines, 309, key)
        need(self.verb != "send" or "To" in lines or "Cc" in lines, 308, "To")
        for key, value in lines.items():
            need(key not in FORMS or re.fullmatch(FORMS[key], value), 310, key)
        self.record, self.seq, self.signer = lines["Record"], as_number(lines["Seq"]), lines["Signer"]
        need(self.seq < 1 << 64, 310)
        self.parent, self.tree = lines.get("Parent-SHA256"), lines["Tree-SHA256"]
        self.subject, self.digest = lines.get("Subject"), lines.get("Digest")
        need(self.subject is None or is_subject(self.subject), 310)
        self.step, self.number, self.seal = lines.get("Step"), lines.get("Number"), lines.get("Seal")
        need(self.number is None or self.number.strip(SPACES) == self.number, 310)
        self.opinion = unescape(lines["Opinion"]) if "Opinion" in lines else ""
        self.reason = unescape(lines["Reason"]) if "Reason" in lines else ""
        self.affirms = re.fullmatch(FORMS["Affirms"], lines["Affirms"]).groups() if "Affirms" in lines else None
        self.behalf, self.how = lines.get("On-Behalf-Of"), lines.get("How")
        self.to, self.cc = ([] if key not in lines else lines[key].split(" ") for key in ("To", "Cc"))
        of = {"send": RECIPIENT, "receive": ADDRESSEE, "refuse": ADDRESSEE}.get(self.verb, SLUG)
        need(all(re.fullmatch(of, name) for name in self.to), 310, "To")
        for names in (self.to, self.cc):
            need(all(a < b for a, b in itertools.pairwise(names)), 310, "To")
        need(len(self.to) <= 1 or self.verb in ("circulate", "send"), 310, "To")
        need(not set(self.to) & set(self.cc), 310, "Cc")
        self.openings = [opening.split(" ") for opening in lines["Opened"].split(", ")] if "Opened" in lines else []
        need(all(a[0] < b[0] for a, b in itertools.pairwise(self.openings)), 310, "Opened")
        self.openings = [(to, person, read_moment(time, "Opened")) for to, person, time in self.openings]
        if self.verb == "add-sign":
            need(self.how != "straight" and (self.how == "lift") == (not self.to), 310, "How")
        else:
            need(self.how in (None, "straight"), 310, "How")
        self.due = read_moment(lines["Due"]) if "Due" in lines else None
        self.confirms = as_number(lines["Confirms"]) if "Confirms" in lines else None
        need((self.confirms or 0) < 1 << 64, 310, "Confirms")
        self.seals = lines["Seals"].split(" ") if "Seals" in lines else None
        need(self.seals is None or is_seal_ref(self.seals[0]), 310)
        need(title == (self.verb if self.subject is None else f"{self.verb} {self.subject}"), 306)


# ---- 6 Signatures and certificates ----------------------------------------------------------------------------------------
# 6.1 Armour

def crc24(data):
    """RFC 9580 section 6.1.1."""
    crc = 0xB704CE
    for byte in data:
        crc ^= byte << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    return crc.to_bytes(3)


def read_armour(raw, kind):
    """The bytes in an armour, if it is laid out in the one way there is."""
    begin, end = (f"-----{word} PGP {kind}-----\n".encode() for word in ("BEGIN", "END"))
    need(raw.startswith(begin), 240)
    raw = raw[len(begin):]
    need(raw.startswith(b"\n"), 241)
    need(raw.endswith(b"\n" + end), 242)
    *lines, check = raw[1:-len(end) - 1].split(b"\n")
    need(len(check) == 5 and check.startswith(b"="), 243)
    text = b"".join(lines)
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Fault(244) from None
    need(base64.b64encode(data) == text, 244)
    need(check[1:] == base64.b64encode(crc24(data)), 245)
    need(lines == [text[at:at + 64] for at in range(0, len(text), 64)], 246)
    return data


def packets(data):
    """The OpenPGP packets (type, body, header), none of open or partial length (RFC 9580 section 4.2)."""
    at = 0
    while at < len(data):
        start, first = at, data[at]
        need(first & 0x80, 235)
        if first & 0x40:
            kind, octets = first & 0x3F, data[at + 1:at + 6]
            need(octets and not 224 <= octets[0] < 255, 235)
            if octets[0] < 192:
                size, at = octets[0], at + 2
            elif octets[0] < 224:
                need(len(octets) > 1, 235)
                size, at = (octets[0] - 192 << 8) + octets[1] + 192, at + 3
            else:
                size, at = int.from_bytes(octets[1:]), at + 6
        else:
            kind, width = first >> 2 & 0xF, 1 << (first & 3)
            need(width < 8, 235)
            size, at = int.from_bytes(data[at + 1:at + 1 + width]), at + 1 + width
        need(at + size <= len(data), 235)
        yield kind, data[at:at + size], data[start:at]
        at += size


class Reader:
    """Bytes taken from the front; what is not there is the fault `code`."""

    def __init__(self, data, code):
        self.data, self.at, self.code = data, 0, code

    def take(self, size):
        self.at += size
        need(self.at <= len(self.data), self.code)
        return self.data[self.at - size:self.at]

    def number(self, size):
        return int.from_bytes(self.take(size))

    def mpi(self, strict=True):
        """A multi-precision integer without leading zero bits beyond its count (RFC 9580 section 3.2)."""
        bits = self.number(2)
        value = self.number((bits + 7) // 8)
        need(value.bit_length() == bits or not strict, self.code)
        return value

    def rest(self):
        return self.take(len(self.data) - self.at)


# 6.2 Signature packet

HASHES = {1: "md5", 2: "sha1", 3: "ripemd160", 8: "sha256", 9: "sha384", 10: "sha512", 11: "sha224", 12: "sha3_256",
          14: "sha3_512"}
STRONG_HASHES = {8: 16, 9: 24, 10: 32}                       # and the size of their salt in version 6
RSA, ECDSA, EDDSA, ED25519 = 1, 19, 22, 27
CREATED, SIGNATURE_EXPIRES, KEY_EXPIRES, ISSUER, NOTATION, FLAGS, USER, REASON, EMBEDDED, ISSUER_FINGERPRINT = \
    2, 3, 9, 16, 20, 27, 28, 29, 32, 33
SIZES = {CREATED: 4, SIGNATURE_EXPIRES: 4, KEY_EXPIRES: 4, ISSUER: 8, 4: 1, 7: 1, 25: 1, 5: 2, 12: 22}
KNOWN = {2, 3, 4, 5, 7, 9, 11, 12, 16, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 35, 39}


def has_grammar(kind, value):
    """Whether the value of a subpacket is of the form its type asks for (RFC 9580 sections 5.2.3.11 to 5.2.3.36)."""
    if kind == NOTATION:
        return len(value) >= 8 and len(value) == 8 + int.from_bytes(value[4:6]) + int.from_bytes(value[6:8])
    if kind == ISSUER_FINGERPRINT:
        return len(value) == {4: 21, 6: 33}.get(value[0] if value else 0, len(value))
    return len(value) == SIZES.get(kind, len(value)) and (kind != REASON or value != b"")


def subpackets(area, code):
    """(type, critical, value) of each subpacket (RFC 9580 section 5.2.3.7)."""
    found, reader = [], Reader(area, code)
    while reader.at < len(area):
        size = reader.number(1)
        if 192 <= size < 255:
            size = (size - 192 << 8) + reader.number(1) + 192
        elif size == 255:
            size = reader.number(4)
        need(size, code)
        kind, value = reader.number(1), reader.take(size - 1)
        need(kind & 0x7F not in (CREATED, ISSUER) or has_grammar(kind & 0x7F, value), code)
        found.append((kind & 0x7F, bool(kind & 0x80), value))
    return found


class Signature:
    """A signature packet of version 4 or 6, cut into its parts."""

    def __init__(self, body, code=218):
        read = Reader(body, code)
        self.version = read.number(1)
        need(self.version in (4, 6), 212)
        width = 2 if self.version == 4 else 4
        self.type, self.algorithm, self.hash = read.take(3)
        hashed = read.take(read.number(width))
        self.signed = body[:read.at]                         # what of the packet itself is signed
        self.unhashed_area = read.take(read.number(width))
        self.left = read.take(2)
        self.salt = read.take(read.number(1)) if self.version == 6 else b""
        self.material = read.rest()
        self.hashed_area, self.hashed, self.unhashed = hashed, [], []

    def read_whole(self, embedded=False):
        """The rest of the packet, as a statement in a certificate; what breaks its grammar is K235."""
        self.hashed, self.unhashed = subpackets(self.hashed_area, 235), subpackets(self.unhashed_area, 235)
        self.embedded = None
        for kind, _, value in self.hashed + self.unhashed:
            need(has_grammar(kind, value), 235)
            if kind == EMBEDDED:
                need(not embedded, 235)
                inner = Signature(value, 235).read_whole(True)
                need(inner.type == 0x19, 235)
                self.embedded = self.embedded or inner
        need(self.version == 4 or len(self.salt) == STRONG_HASHES.get(self.hash, len(self.salt)), 235)
        if self.algorithm in (RSA, 17, ECDSA, EDDSA, ED25519):
            self.numbers(235)
        return self

    def value(self, kind):
        """The number in the first hashed subpacket of a kind, or None."""
        return next((int.from_bytes(value) for found, _, value in self.hashed if found == kind), None)

    created = property(lambda self: self.value(CREATED))

    def digest(self, data):
        name = HASHES.get(self.hash)
        need(name in hashlib.algorithms_available, 214)
        trailer = bytes([self.version, 0xFF]) + len(self.signed).to_bytes(4)
        return hashlib.new(name, self.salt + data + self.signed + trailer).digest()

    def numbers(self, code=218):
        """The signature itself as numbers, or as bytes for Ed25519."""
        read = Reader(self.material, code)
        if self.algorithm == ED25519:
            found = read.take(64)
        else:
            found = [read.mpi(code == 218) for _ in range(1 if self.algorithm == RSA else 2)]
            limit = {ECDSA: 528, EDDSA: 256}.get(self.algorithm, 16384)
            need(all(value.bit_length() <= limit for value in found), code)
        need(read.at == len(self.material), code)
        return found

    def is_by(self, key, data):
        """Whether this key made it over these bytes: the arithmetic alone."""
        areas = self.hashed + self.unhashed
        said = [value[kind == ISSUER_FINGERPRINT:] for kind, _, value in areas if kind in (ISSUER, ISSUER_FINGERPRINT)]
        if (self.version, self.algorithm) != (key.version, key.algorithm) or said and not {key.id, key.name} & set(said):
            return False
        try:
            digest = self.digest(data)
            return digest[:2] == self.left and key.verifies(self, digest)
        except Fault:
            return False


def read_signature(armour):
    """The signature in an armour, if it has the one form of section 6.2."""
    data = read_armour(armour, "SIGNATURE")
    try:
        found = list(packets(data))
    except Fault:
        raise Fault(210) from None
    need(len(found) == 1 and found[0][0] == 2 and found[0][1], 210)
    _, body, header = found[0]
    version, size = body[0], len(body)
    need(version in (4, 6), 212)
    if version == 4:
        width = 0 if size < 256 else 1 if size < 65536 else 2
        shortest = bytes([0x88 + width]) + size.to_bytes(1 << width)
    else:
        long = b"\xff" + size.to_bytes(4)
        shortest = b"\xc2" + (bytes([size]) if size < 192 else (size - 192 + 0xC000).to_bytes(2) if size < 8384 else long)
    need(header == shortest, 211)
    need(size < 3 or body[1] == 0, 213)
    need(size < 4 or body[3] in STRONG_HASHES, 214)
    signature = Signature(body)
    need(version == 4 or len(signature.salt) == STRONG_HASHES[signature.hash], 218)
    need(signature.algorithm in (RSA, ECDSA, ED25519) or signature.algorithm == EDDSA and version == 4, 215)
    signature.numbers()
    signature.hashed = subpackets(signature.hashed_area, 216)
    kinds = [kind for kind, _, _ in signature.hashed]
    own = [value for kind, _, value in signature.hashed if kind == ISSUER_FINGERPRINT]
    need(kinds.count(CREATED) == 1 and len(own) == 1, 216)
    need(len(own[0]) == (21 if version == 4 else 33) and own[0][0] == version, 216)
    signature.issuer = own[0][1:].hex().upper()
    key_id = [value for kind, _, value in signature.hashed if kind == ISSUER]
    need(not key_id or key_id == [own[0][-8:]] and version == 4, 216)
    need(SIGNATURE_EXPIRES not in kinds and EMBEDDED not in kinds, 216)
    need(not any(critical and kind not in (CREATED, ISSUER, USER, ISSUER_FINGERPRINT)
                 for kind, critical, _ in signature.hashed), 216)
    need(signature.unhashed_area == (b"\x09\x10" + own[0][-8:] if version == 4 else b""), 217)
    need(all(has_grammar(kind, value) for kind, _, value in signature.hashed), 218)
    return signature


# 6.3 Certificates: the arithmetic

P = 2 ** 255 - 19
D = -121665 * pow(121666, -1, P) % P


def ed25519_point(raw):
    """RFC 8032 section 5.1.3, in extended coordinates; None if there is no such point."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or x == 0 and sign:
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def ed25519_add(a, b):
    """RFC 8032 section 5.1.4."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    m, n, c, d = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2), 2 * t1 * t2 * D, 2 * z1 * z2
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


ED25519_ORDER = 2 ** 252 + 27742317777372353535851937790883648493
ED25519_BASE = ed25519_point(bytes([0x58] + [0x66] * 31))


def ed25519_verifies(public, signature, message):
    """RFC 8032 section 5.1.7, with the stricter choices: s below the order, and R as it is computed."""
    key, s = ed25519_point(public), int.from_bytes(signature[32:], "little")
    if key is None or s >= ED25519_ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ED25519_ORDER
    minus = (P - key[0], key[1], 1, P - key[3])
    both = ed25519_add(ED25519_BASE, minus)
    total = (0, 1, 1, 0)
    for bit in range(252, -1, -1):                           # s * base - k * key, bit by bit
        total = ed25519_add(total, total)
        choice = s >> bit & 1, k >> bit & 1
        if any(choice):
            total = ed25519_add(total, both if all(choice) else ED25519_BASE if choice[0] else minus)
    inverse = pow(total[2], -1, P)
    x, y = total[0] * inverse % P, total[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def has_small_order(public):
    """Whether eight times the point is nothing: under such a key one signature would hold for everything."""
    point = ed25519_point(public)
    for _ in range(3):
        point = ed25519_add(point, point)
    return point[0] % P == 0


# The NIST curves (SEC 2): object identifier, field, a = -3, b, order, base point.
CURVES = {
    bytes.fromhex("2a8648ce3d030107"): (
        2 ** 256 - 2 ** 224 + 2 ** 192 + 2 ** 96 - 1,
        0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5),
    bytes.fromhex("2b81040022"): (
        2 ** 384 - 2 ** 128 - 2 ** 96 + 2 ** 32 - 1,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
        0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F),
    bytes.fromhex("2b81040023"): (
        2 ** 521 - 1,
        int("0051953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109"
            "E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00", 16),
        int("01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
            "FA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409", 16),
        int("00C6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3D"
            "BAA14B5E77EFE75928FE1DC127A2FFA8DE3348B3C1856A429BF97E7E31C2E5BD66", 16),
        int("011839296A789A3BC0045C8A5FB42C7D1BD998F54449579B446817AFBD17273E66"
            "2C97EE72995EF42640C550B9013FAD0761353C7086A272C24088BE94769FD16650", 16))}
ED25519_OID = bytes.fromhex("2b06010401da470f01")


def nist_add(p, a, b):
    """The sum of two points of y² = x³ - 3x + b; None is the point at infinity."""
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % p == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, p) % p
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, p) % p
    x = (slope * slope - a[0] - b[0]) % p
    return x, (slope * (a[0] - x) - a[1]) % p


def is_on_curve(curve, point):
    p, b, (x, y) = curve[0], curve[1], point
    return x < p and y < p and (x ** 3 - 3 * x + b - y ** 2) % p == 0


def ecdsa_verifies(curve, point, r, s, digest):
    """FIPS 186-5 section 6.4.2, with a hash no shorter than the curve asks for (RFC 9580 section 5.2.3.2)."""
    p, _, order, x, y = curve
    if not (0 < r < order and 0 < s < order) or 8 * len(digest) < min(order.bit_length(), 512):
        return False
    z = int.from_bytes(digest) >> max(0, 8 * len(digest) - order.bit_length())
    inverse = pow(s, -1, order)
    u, v = z * inverse % order, r * inverse % order
    base, both, total = (x, y), nist_add(p, (x, y), point), None
    for bit in range(order.bit_length() - 1, -1, -1):
        total = nist_add(p, total, total)
        choice = u >> bit & 1, v >> bit & 1
        if any(choice):
            total = nist_add(p, total, both if all(choice) else base if choice[0] else point)
    return total is not None and total[0] % order == r


DIGEST_INFO = {8: "3031300d060960864801650304020105000420", 9: "3041300d060960864801650304020205000430",
               10: "3051300d060960864801650304020305000440", 2: "3021300906052b0e03021a05000414",
               11: "302d300d06096086480165030402040500041c"}


def rsa_verifies(n, e, value, digest, hash_id):
    """RFC 8017 section 8.2.2."""
    size = (n.bit_length() + 7) // 8
    info = bytes.fromhex(DIGEST_INFO[hash_id]) + digest if hash_id in DIGEST_INFO else b""
    if not info or size < len(info) + 11 or value >= n:
        return False
    return pow(value, e, n).to_bytes(size) == b"\0\1" + b"\xff" * (size - len(info) - 3) + b"\0" + info


class Key:
    """A public key packet of version 4 or 6 (RFC 9580 section 5.5.2)."""

    def __init__(self, body):
        read = Reader(body, 235)
        self.version, self.created, self.algorithm = read.number(1), read.number(4), read.number(1)
        material = read.take(read.number(4)) if self.version == 6 else read.rest()
        need(read.at == len(body), 235)
        prefix = b"\x99" + len(body).to_bytes(2) if self.version == 4 else b"\x9b" + len(body).to_bytes(4)
        self.hashed = prefix + body                          # what statements about it sign
        digest = hashlib.sha1 if self.version == 4 else hashlib.sha256
        self.name = digest(self.hashed).digest()
        self.fingerprint, self.id = self.name.hex().upper(), self.name[-8:] if self.version == 4 else self.name[:8]
        self.curve, self.point, self.strong = None, None, False
        self.read_material(Reader(material, 235))

    def read_material(self, read):
        if self.algorithm == RSA:
            self.point = read.mpi(), read.mpi()
            self.strong = self.point[0].bit_length() >= 3072
        elif self.algorithm in (ECDSA, EDDSA):
            self.curve, point = read.take(read.number(1)), read.mpi()
            octets = point.to_bytes((point.bit_length() + 7) // 8)
            half = len(octets) // 2
            if self.algorithm == EDDSA and self.curve == ED25519_OID:
                need(len(octets) == 33 and octets[0] == 0x40 and ed25519_point(octets[1:]), 235)
                self.point, self.strong = octets[1:], not has_small_order(octets[1:])
            elif self.algorithm == ECDSA and self.curve in CURVES:
                width = (CURVES[self.curve][0].bit_length() + 7) // 8
                need(len(octets) == 1 + 2 * width and octets[0] == 4, 235)
                self.point, self.strong = (int.from_bytes(octets[1:half + 1]), int.from_bytes(octets[half + 1:])), True
                need(is_on_curve(CURVES[self.curve], self.point), 235)
        elif self.algorithm == ED25519:
            self.point = read.take(32)
            need(ed25519_point(self.point), 235)
            self.strong = not has_small_order(self.point)
        else:
            read.rest()                                      # for encryption, or of no use here
        need(read.at == len(read.data), 235)

    def verifies(self, signature, digest):
        if self.point is None:
            return False
        numbers = signature.numbers()
        if self.algorithm == RSA:
            return rsa_verifies(*self.point, numbers[0], digest, signature.hash)
        if self.algorithm == ECDSA:
            return ecdsa_verifies(CURVES[self.curve], self.point, *numbers, digest)
        if self.algorithm == EDDSA:
            numbers = b"".join(value.to_bytes(32) for value in numbers)
        return ed25519_verifies(self.point, numbers, digest)


# 6.3 Certificates: what their owners say

ALWAYS_REVOKED = -1                                          # before every signature


class Certificate:
    """One transferable public key (RFC 9580 section 10.1) and what follows from its owner's own statements."""

    def __init__(self, raw):
        need(len(raw) <= 256 * KIB, 230)
        need(not raw.startswith(b"-----BEGIN PGP PRIVATE KEY BLOCK-----"), 231)
        found = list(packets(read_armour(raw, "PUBLIC KEY BLOCK")))
        need(found, 232)
        version = found[0][1][:1]
        for at, (kind, body, _) in enumerate(found):
            need(kind not in (5, 7), 231)
            need(kind != 6 or at == 0, 233)
            if kind in (6, 14):
                need(body[:1] in (b"\4", b"\6") and body[:1] == version, 234)
            need(kind == 6 if at == 0 else kind in (2, 13, 14, 17), 232)
        self.primary = Key(found[0][1])
        self.fingerprint = self.primary.fingerprint
        # Each part with the statements that follow it.
        parts = [(6, None, [])]
        for kind, body, _ in found[1:]:
            if kind == 2:
                try:
                    parts[-1][2].append(Signature(body, 235).read_whole())
                except Fault as fault:
                    need(fault.code == 212, 235)             # of another version: never counted
            else:
                parts.append((kind, Key(body) if kind == 14 else body, []))
        order = [kind if kind == 14 else 13 for kind, _, _ in parts[1:]]
        need(order == sorted(order), 235)                    # user ids and attributes, then subkeys
        self.judge(parts)

    def judge(self, parts):
        """The rules of section 6.3 for the primary key and each subkey."""
        primary, direct, users = self.primary, parts[0][2], []
        for kind, user, statements in parts[1:]:
            if kind == 13:
                about = primary.hashed + b"\xb4" + len(user).to_bytes(4) + user
                users += latest_certification(primary, about, statements)
        counted = [one for one in direct if one.type == 0x1F and is_counted(one) and one.is_by(primary, primary.hashed)] + users
        self.about = latest([one for one in counted if one.value(FLAGS) is not None]) or latest(counted)
        need(self.about is not None, 236)
        self.revoked = [undone(one) for one in direct if one.type == 0x20 and one.is_by(primary, primary.hashed)]
        self.subkeys = {key.fingerprint: (key, statements) for kind, key, statements in parts[1:] if kind == 14}

    def keys(self):
        return [self.fingerprint, *self.subkeys]

    def standing(self, fingerprint):
        """(key, first second, expiries, revocations) of a key that may sign; else why it may not: K220, K221, K222."""
        primary = self.primary
        if fingerprint == self.fingerprint:
            need(may_sign(self.about), 221)
            need(primary.strong, 222)
            return primary, primary.created, expiries(self.about, primary), self.revoked
        key, statements = self.subkeys[fingerprint]
        both = primary.hashed + key.hashed
        binding = latest([one for one in statements if one.type == 0x18 and is_counted(one) and one.is_by(primary, both)])
        need(binding is not None, 220)
        need(may_sign(binding), 221)
        back = binding.embedded
        need(back and is_counted(back) and back.is_by(key, both), 220)
        need(primary.strong and key.strong, 222)
        ends = expiries(binding, key) + expiries(back, key) + expiries(self.about, primary)
        return key, max(key.created, primary.created), ends, self.revocations(fingerprint)

    def revocations(self, fingerprint):
        """From which hours on a key is revoked, whether it may sign or not."""
        key, statements = self.subkeys.get(fingerprint, (None, []))
        return self.revoked + [undone(one) for one in statements
                               if one.type == 0x28 and one.is_by(self.primary, self.primary.hashed + key.hashed)]

    def check(self, signature, payload):
        """Whether a signature over a payload is good: K219 to K227, in that order."""
        need(signature.issuer in self.keys(), 219)
        key, created, ends, revoked = self.standing(signature.issuer)
        need(signature.created >= created, 223)
        need(not any(signature.created >= end for end in ends), 224)
        need(not any(signature.created >= hour for hour in revoked), 225)
        need(signature.is_by(key, payload), 226)
        need(key.algorithm != ECDSA or signature.numbers()[1] <= CURVES[key.curve][2] // 2, 227)

    def check_follows(self, old):
        """Whether this file may stand in the place of an older one of the same primary key (K237)."""
        for fingerprint in old.keys():
            need(fingerprint in self.keys(), 237)
            before, now = old.revocations(fingerprint), self.revocations(fingerprint)
            need(not before or now and min(now) <= min(before), 237)


def is_counted(one):
    return (one.hash in STRONG_HASHES and one.created is not None
            and not any(critical and kind not in KNOWN for kind, critical, _ in one.hashed))


def latest(statements):
    """The latest statement; of two of the same second the one that stands later."""
    return max(reversed(statements), key=lambda one: one.created, default=None)


def latest_certification(primary, about, statements):
    """The latest certification of a user id by its owner, unless he revoked it then or later."""
    own = [one for one in statements if 0x10 <= one.type <= 0x13 and is_counted(one) and one.is_by(primary, about)]
    kept = latest(own)
    revoked = [one.created for one in statements
               if one.type == 0x30 and one.created is not None and one.is_by(primary, about)]
    return [] if kept is None or any(hour >= kept.created for hour in revoked) else [kept]


def may_sign(statement):
    flags = next((value for kind, _, value in statement.hashed if kind == FLAGS), b"")
    return bool(flags[:1] and flags[0] & 2)


def expiries(statement, key):
    """When a key ends by a statement about it: with the key's life or with the statement's own."""
    key_life, own_life = statement.value(KEY_EXPIRES), statement.value(SIGNATURE_EXPIRES)
    return [start + life for start, life in ((key.created, key_life), (statement.created, own_life)) if life]


def undone(revocation):
    """From which second on a revocation undoes signatures."""
    reason = next((value[:1] for kind, _, value in revocation.hashed if kind == REASON), b"")
    return revocation.created if reason in (b"\1", b"\3") and revocation.created is not None else ALWAYS_REVOKED


# ---- 7 Tags: seals --------------------------------------------------------------------------------------------------------

TAG_HEADERS = [b"object", b"type", b"tag", b"tagger"]
TAG_KEYS = ["Record", "Seq", "Commit-SHA256", "Number", "Title", "Subject", "Digest", "Seal", "Seal-Name", "Certificate"]


class SealPut:
    """A valid `seal` act and what its tag must be."""

    def __init__(self, entry, docket, seal, certificate, record):
        act, self.entry, self.certificate = entry.act, entry, certificate
        self.ref = f"{SEALS}{act.subject}/{act.seal}"
        self.registered = None
        self.fields = {
            "Record": record, "Seq": str(entry.seq), "Commit-SHA256": entry.digest, "Number": docket.number, "Title": docket.title,
            "Subject": act.subject, "Digest": act.digest, "Seal": act.seal, "Seal-Name": seal["title"],
            "Certificate": certificate.fingerprint}
        self.fields = {key: value for key, value in self.fields.items() if value is not None}

    def check(self, repository):
        oid = repository.refs.get(self.ref)
        need(oid is not None, 614)
        if isinstance(oid, Fault):
            raise oid
        raw = repository.object(oid, "tag")
        head, fields, payload, armour = read_tag(raw)
        need(head[b"tag"].decode() == self.ref.removeprefix("refs/tags/"), 616)
        need(head[b"object"] == self.entry.oid.encode(), 615)
        need(head[b"tagger"] == self.entry.commit.who and fields == self.fields, 616)
        try:
            self.certificate.check(read_signature(armour), payload)
        except Fault:
            raise Fault(618) from None
        need(self.registered in (None, "sha256:" + hashlib.sha256(raw).hexdigest()), 617)


def read_tag(raw):
    """The headers, the fields, the signed part and the armour of a tag, if its bytes are the one encoding of them."""
    lines = Lines(raw, TAG_HEADERS)
    head = {key: lines.header(key, form) for key, form in zip(TAG_HEADERS, (b"[0-9a-f]{40}", b"commit", b".*", b".*"))}
    Ident(head[b"tagger"])
    lines.blank()
    title = lines.title()
    fields = lines.fields(TAG_KEYS, BEGIN.encode())
    need(all(key in fields for key in TAG_KEYS if key != "Number"), 136)
    name = f"seal/{fields['Subject']}/{fields['Seal']}"
    need(is_seal_ref("refs/tags/" + name), 135)
    need(head[b"tag"] == name.encode(), 118)
    need(title == f"seal {fields['Subject']} with {fields['Seal']}", 130)
    armour, end = lines.rest, f"\n{END}\n".encode()
    need(armour, 114)
    need(end in armour, 115)
    need(armour.endswith(end) and armour.count(end) == 1, 119)
    return head, fields, raw[:len(raw) - len(armour)], one_block(armour)


# ---- 8 Files --------------------------------------------------------------------------------------------------------------

def read_text(raw):
    """UTF-8 without a byte order mark and without carriage returns."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Fault(801) from None
    need(not text.startswith("\ufeff") and "\r" not in text, 801)
    return text


DEEPEST = 64


def read_toml(text):
    try:
        table = tomllib.loads(text)
        need(is_toml_value(table), 801)
        return table
    except (ValueError, RecursionError):
        raise Fault(801) from None


def is_toml_value(value, depth=1):
    """Whole numbers have 64 bits; nothing stands deeper than DEEPEST, the file itself being the first level."""
    if depth > DEEPEST:
        return False
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return all(is_toml_value(one, depth + 1) for one in inner)
    return not isinstance(value, int) or -1 << 63 <= value < 1 << 63


def read_front(raw):
    """The TOML at the head of an `index.md` (section 8.1), and the lines after it."""
    text = read_text(raw)
    need(text.startswith("+++\n"), 801)
    lines = text[4:].split("\n")
    need("+++" in lines, 801)
    end = lines.index("+++")
    return read_toml("".join(line + "\n" for line in lines[:end])), lines[end + 1:]


def need_shape(table, must, may=None):
    """That a table has these keys and no others, and that each value is of its kind."""
    may = may or {}
    need(isinstance(table, dict), 801)
    for key in must:
        need(key in table, 801, key)
    for key, value in table.items():
        need(key in must or key in may, 801, key)
        need((must.get(key) or may[key])(value), 801, key)


def is_text(value):
    return isinstance(value, str)


def is_bool(value):
    return isinstance(value, bool)


def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_in(low, high):
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def is_list(of):
    return lambda value: isinstance(value, list) and all(map(of, value))


def is_table(of):
    return lambda value: isinstance(value, dict) and all(map(of, value.values()))


def is_shape(must, may=None):
    def check(value):
        need_shape(value, must, may)
        return True
    return check


def is_post(value):
    """`<unit>/<post>`."""
    return isinstance(value, str) and value.count("/") == 1 and all(map(is_slug, value.split("/")))


def one_of(*words):
    return lambda value: value in words if isinstance(value, str) else False


def is_date(value):
    """What may be a day: a string, or any of the kinds of dates and times that TOML has."""
    return is_text(value) or isinstance(value, (datetime.date, datetime.time))


def is_said(text):
    """A text that is there, in NFC, visible, and has no white space at its ends."""
    return text != "" and text.strip(SPACES) == text and is_plain(text)


U32, I64 = (1 << 32) - 1, (1 << 63) - 1
is_texts = is_table(is_text)
CERTIFICATES = is_list(is_shape(
    {"fingerprint": lambda value: is_text(value) and re.fullmatch(FINGERPRINT, value)},
    {"state": one_of("active", "suspended", "retired", "compromised"), "after": is_in(0, I64)}))
ENTRIES = {                                                  # the keys that must be there, and those that may
    "units": (
        {"title": is_text},
        {"code": is_text, "parent": is_slug, "kind": is_text, "phone": is_text, "state": one_of("active", "abolished"),
         "into": is_slug, "disposition": is_text, "former": is_list(is_text),
         "seal-rules": lambda value: is_text(value) and is_subject(value),
         "posts": lambda value: is_texts(value) and all(map(is_slug, value))}),
    "people": (
        {"name": is_text, "email": is_text, "unit": is_slug},
        {"posts": is_list(is_post), "kind": one_of("person", "shared", "special", "service"), "owner": is_slug,
         "state": one_of("active", "left"), "code": is_text, "phone": is_text, "mobile": is_text, "agreement": is_date,
         "certificate": CERTIFICATES}),
    "seals": (
        {"title": is_text, "unit": is_slug, "custodians": is_list(is_slug)},
        {"kind": one_of("unit", "special", "personal"), "owner": is_slug, "diameter": is_in(0, 255),
         "picture": is_shape({"file": is_text, "sha256": is_text}), "state": one_of("active", "handed-back", "destroyed"),
         "certificate": CERTIFICATES})}
UNSAID = {                                                   # what an entry means that does not say it
    "units": {"state": "active", "former": [], "posts": {}},
    "people": {"posts": [], "kind": "person", "state": "active", "certificate": []},
    "seals": {"kind": "unit", "state": "active", "certificate": []}}
REQUIRE = ("code", "phone", "mobile", "agreement")
REGISTER = is_shape({}, {
    "mail": is_list(is_text), "require": is_list(one_of(*REQUIRE)), "post": is_list(is_shape({"post": is_slug}, {
        "least": is_int, "most": is_int, "kinds": is_list(is_text), "require": is_list(one_of(*REQUIRE))}))})
ANSWERS = is_shape({}, {
    "lead": is_list(is_slug), "supervisor": is_list(is_slug), "operator": is_list(is_slug), "support": is_text, "scope": is_text,
    "bases": is_list(is_text)})
CLASS = is_shape({}, {
    "posts": is_list(is_slug), "length": is_in(1, 64), "mix": is_in(1, 4), "age": is_in(0, 3650), "former": is_in(0, 24), "second": is_bool})
def is_window(value):
    """`08:30-09:30`, the first before the second, neither after 24:00."""
    found = re.fullmatch("([0-9]{2}:[0-5][0-9])-([0-9]{2}:[0-5][0-9])", value) if isinstance(value, str) else None
    return found is not None and found[1] < found[2] <= "24:00"


def is_recipient(value):
    return is_text(value) and re.fullmatch(RECIPIENT, value) is not None


DELIVERY = is_shape({}, {"clerk": is_slug})
PARTNER = is_shape({
    "title": is_texts, "record": lambda value: is_text(value) and re.fullmatch(UUID, value),
    "root": lambda value: is_text(value) and re.fullmatch(ROOT, value),
    "seals": is_list(lambda value: is_text(value) and re.fullmatch(FINGERPRINT, value))}, {"unit": is_slug})
GROUP = is_shape({"title": is_texts, "members": is_list(is_recipient)}, {})
PRESENCE = is_shape({}, {"posts": is_list(is_slug), "windows": is_list(is_window)})
LOGIN = is_shape({}, {
    "reading": one_of("open", "staff"), "methods": is_list(one_of("password", "certificate", "proxy", "oidc")), "shared": is_bool, "tries": is_in(1, 100),
    "idle": is_in(1, 44640), "longest": is_in(1, 44640), "initial": is_in(1, 365), "banned": is_list(is_text),
    "clone": is_list(is_post),
    "administrators": is_list(is_post), "all-readers": is_list(is_post), "unit-administrators": is_list(is_slug), "class": is_list(CLASS),
    "presence": is_list(PRESENCE)})
LANGUAGES = ("zh-CN", "zh-TW", "en")


class Settings:
    """`kanhe.toml` (section 8.2)."""

    def __init__(self, raw):
        table = read_toml(read_text(raw))
        limits = is_shape({}, {"file": is_in(0, I64), "subject": is_in(0, I64)})
        need_shape(table, {
            "format": is_in(0, U32), "title": is_text, "language": is_text, "time-zone": is_text,
            "record": lambda value: is_text(value) and re.fullmatch(UUID, value)}, {
                "limits": limits, "hours": is_list(is_text), "register": REGISTER, "languages": is_list(is_text),
                "about": ANSWERS, "login": LOGIN, "delivery": DELIVERY, "group": is_table_of(GROUP), "partner": is_table_of(PARTNER)})
        need(table["format"] == 1, 803)
        need(table["title"].strip(SPACES) and not INVISIBLE.search(table["title"]), 803)
        need(table["language"] in LANGUAGES, 803)
        languages = table.get("languages", LANGUAGES)
        need(set(languages) <= set(LANGUAGES) and len(set(languages)) == len(languages), 803)
        need(table["language"] in languages, 803)
        about = table.get("about", {})
        need(all(text.strip(SPACES) for text in about.get("bases", [])), 803)
        need(not any(map(INVISIBLE.search, [about.get("support", ""), about.get("scope", ""), *about.get("bases", [])])), 803)
        login = table.get("login", {})
        need(all(word and not INVISIBLE.search(word) for word in login.get("banned", [])), 803)
        need(len(set(login.get("methods", []))) == len(login.get("methods", [])), 803)
        try:
            self.record, self.zone = table["record"], zoneinfo.ZoneInfo(table["time-zone"])
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            raise Fault(803) from None
        self.clerk = table.get("delivery", {}).get("clerk", "clerk")
        self.groups = {name: group["members"] for name, group in table.get("group", {}).items()}
        for group in table.get("group", {}).values():
            need(is_title(group["title"]) and not any(map(INVISIBLE.search, group["title"].values())), 803)
            need(group["members"] and not any(member.startswith("+") for member in group["members"]), 803)
        self.partners = {name: partner["record"] for name, partner in table.get("partner", {}).items()}
        need(len({self.record, *self.partners.values()}) == len(self.partners) + 1, 803)
        need(len({partner["root"].split(" ")[3] for partner in table.get("partner", {}).values()}) == len(self.partners), 803)
        for partner in table.get("partner", {}).values():
            need(is_title(partner["title"]) and not any(map(INVISIBLE.search, partner["title"].values())), 803)
            need(partner["seals"] and len(set(partner["seals"])) == len(partner["seals"]), 803)
        limits = table.get("limits", {})
        self.file, self.subject = limits.get("file", 20 * MIB), limits.get("subject", 100 * MIB)
        need(1 <= self.file <= 64 * MIB and 1 <= self.subject <= 256 * MIB, 803)
        self.hours = [read_hours(text) for text in table.get("hours", ["08:30-12:00", "14:00-17:30"])]
        need(self.hours and all(before[1] <= after[0] for before, after in itertools.pairwise(self.hours)), 803)
        self.read_register(table.get("register", {}))

    def read_register(self, table):
        """What the office asks of its register (register.md, "Settings of the register")."""
        self.mail, self.require, posts = table.get("mail", []), table.get("require", []), table.get("post", [])
        self.posts = {entry["post"]: {"least": 1, "kinds": [], "require": []} | entry for entry in posts}
        need(len(self.posts) == len(posts), 803)
        need(all(is_said(domain) and ascii_lower(domain) == domain and "@" not in domain for domain in self.mail), 803)
        for entry in self.posts.values():
            need(0 <= entry["least"] <= entry.get("most", 1000) <= 1000 and all(map(is_said, entry["kinds"])), 803)


def read_hours(text):
    """`HH:MM-HH:MM` as two minutes of the day, the first before the second."""
    parts = re.fullmatch("([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])", text)
    need(parts, 803)
    begin, end = 60 * int(parts[1]) + int(parts[2]), 60 * int(parts[3]) + int(parts[4])
    need(begin < end <= 24 * 60, 803)
    return begin, end


def is_registry(path):
    """Whether settings, register or workflows are read from this path."""
    return path == "kanhe.toml" or is_workflow(path) or is_calendar(path) or is_certificate(path) or \
        re.fullmatch("content/(?:units|people|seals)/.*/index.md", path) is not None


def is_workflow(path):
    return re.fullmatch(r"workflows/[^/]+\.toml", path) is not None


def is_calendar(path):
    return re.fullmatch(r"workflows/calendar/[^/]+\.toml", path) is not None


def is_certificate(path):
    return re.fullmatch(r"content/(?:people|seals)/.*[^/]\.asc", path) is not None


class Office:
    """Settings, register and workflows as the files of a tree give them. All faults are told."""

    def __init__(self, files):
        self.files = files
        self.faults, self.certificates, self.holders, self.workflows, self.calendars = [], {}, {}, {}, {}
        self.settings = self.attempt("kanhe.toml", self.read_settings, files)
        self.read_register(files)
        for path in sorted(filter(is_workflow, files)):
            workflow = self.attempt(path, Workflow, path, files[path])
            if workflow:
                self.workflows[workflow.collection] = workflow
        for path in sorted(filter(is_calendar, files)):
            calendar = self.attempt(path, read_calendar, path, files[path])
            if calendar:
                self.calendars |= calendar
        self.lost = frozenset()                              # the certificates that are reported lost, whatever the files say
        self.living = {}                                     # who has which active certificates
        for fingerprint, (kind, slug, listed) in self.holders.items():
            if listed["state"] == "active":
                self.living.setdefault((kind, slug), []).append(fingerprint)
        if not self.faults:
            for fingerprint, (kind, slug, _) in self.holders.items():
                path = f"content/{kind}/{slug}/{fingerprint}.asc"
                self.certificates[fingerprint] = self.attempt(path, self.read_certificate, files[path], fingerprint)

    def attempt(self, path, make, *args):
        try:
            return make(*args)
        except Fault as fault:
            fault.path = path
            self.faults.append(fault)
            return None

    def blame(self, path, holds, code):
        if not holds:
            self.faults.append(Fault(code, path))
        return holds

    @staticmethod
    def read_settings(files):
        need("kanhe.toml" in files, 802)
        return Settings(files["kanhe.toml"])

    @staticmethod
    def read_certificate(raw, fingerprint):
        certificate = Certificate(raw)
        need(certificate.fingerprint == fingerprint, 803)
        return certificate

    # 8.3–8.5: the register (register.md)

    def read_register(self, files):
        before = len(self.faults)
        self.units, self.people, self.seals = (self.read_entries(files, kind) for kind in ENTRIES)
        self.held = {}                                       # who holds which post
        for slug, person in self.people.items():
            for post in person["posts"]:
                self.held.setdefault(post, set()).add(slug)
        if len(self.faults) == before:                       # what one entry says of another, when all can be read
            self.check_units()
            self.check_people()
            self.check_seals()
            self.check_certificates(files)
            self.check_leftovers()
            if self.settings:
                self.check_house()

    def read_entries(self, files, kind):
        found = {}
        for path in sorted(files):
            parts = re.fullmatch(f"content/{kind}/(.*)/index.md", path)
            if parts and self.blame(path, is_slug(parts[1]), 807):
                entry = self.attempt(path, self.read_entry, files[path], kind)
                if entry is not None:
                    found[parts[1]] = entry
        return found

    @staticmethod
    def read_entry(raw, kind):
        entry, _ = read_front(raw)
        need_shape(entry, *ENTRIES[kind])
        for listed in entry.get("certificate", []):
            listed.setdefault("state", "active")
        if "agreement" in entry:
            entry["agreement"] = str(entry["agreement"])
        return UNSAID[kind] | entry

    def blame_texts(self, path, entry, *keys):
        for key in keys:
            self.blame(path, key not in entry or is_said(entry[key]), 803)

    def check_units(self):
        codes, rooted, ending = set(), self.leads_out("parent"), self.leads_out("into")
        for slug, unit in sorted(self.units.items()):
            path, code, is_over = f"content/units/{slug}/index.md", unit.get("code"), unit["state"] == "abolished"
            self.blame_texts(path, unit, "title", "code", "kind", "phone", "disposition")
            for text in (*unit["former"], *unit["posts"].values()):
                self.blame(path, is_said(text), 803)
            if code is not None:
                self.blame(path, not re.search("[{}0-9]", code), 803)
                self.blame(path, code not in codes, 805)
                codes.add(code)
            if "parent" in unit and self.blame(path, unit["parent"] in self.units, 804):
                self.blame(path, rooted[slug], 806)
            self.blame(path, ("disposition" in unit) == is_over and (is_over or "into" not in unit), 803)
            if "into" in unit and self.blame(path, unit["into"] in self.units, 804):
                self.blame(path, ending[slug], 806)

    def leads_out(self, key):
        """Of each unit, whether following a key from unit to unit ends."""
        ends = {}
        for slug in self.units:
            way, at = [], slug
            while at in self.units and at not in ends:
                ends[at] = False                             # until more is known a unit is its own circle
                way.append(at)
                at = self.units[at].get(key)
            ends |= dict.fromkeys(way, ends.get(at, True))
        return ends

    def check_people(self):
        emails, codes = set(), set()
        for slug, person in sorted(self.people.items()):
            path, code = f"content/people/{slug}/index.md", person.get("code")
            self.blame(path, is_ident(person["name"]), 803)
            self.blame(path, is_ident(person["email"]), 803)
            self.blame_texts(path, person, "code", "phone", "mobile")
            self.blame(path, "agreement" not in person or is_day(person["agreement"]), 803)
            self.blame(path, person["email"].lower() not in emails, 805)
            self.blame(path, code is None or code not in codes, 805)
            emails.add(person["email"].lower())
            codes.add(code)
            self.blame(path, person["unit"] in self.units, 804)
            for post in person["posts"]:
                unit, _, name = post.partition("/")
                self.blame(path, name in self.units.get(unit, {}).get("posts", {}), 804)
            self.blame(path, ("owner" in person) == (person["kind"] != "person"), 803)
            self.blame(path, person.get("owner", slug) in self.people, 804)

    def check_seals(self):
        titles = set()
        for slug, seal in sorted(self.seals.items()):
            path, custodians, is_own = f"content/seals/{slug}/index.md", seal["custodians"], seal["kind"] == "personal"
            self.blame_texts(path, seal, "title")
            self.blame(path, seal["unit"] in self.units, 804)
            self.blame(path, custodians and len(set(custodians)) == len(custodians), 803)
            for custodian in custodians:
                self.blame(path, custodian in self.people, 804)
            self.blame(path, ("owner" in seal) == is_own, 803)
            if "owner" in seal:
                self.blame(path, seal["owner"] in self.people, 804)
                self.blame(path, custodians == [seal["owner"]] or not is_own, 803)
            picture = seal.get("picture", {"file": "seal.svg", "sha256": "0" * 64})
            self.blame(path, is_name(picture["file"]) and picture["file"].endswith((".svg", ".png"))
                       and re.fullmatch("[0-9a-f]{64}", picture["sha256"]), 803)
            self.blame(path, sum(listed["state"] == "active" for listed in seal["certificate"]) <= 1, 803)
            if seal["state"] == "active" and not is_own:
                self.blame(path, seal["title"] not in titles, 805)
                titles.add(seal["title"])

    def check_certificates(self, files):
        for kind, entries in (("people", self.people), ("seals", self.seals)):
            for slug, entry in sorted(entries.items()):
                path = f"content/{kind}/{slug}/index.md"
                for listed in entry["certificate"]:
                    fingerprint = listed["fingerprint"]
                    self.blame(path, (listed["state"] == "compromised") == ("after" in listed), 803)
                    self.blame(path, f"content/{kind}/{slug}/{fingerprint}.asc" in files, 808)
                    self.blame(path, fingerprint not in self.holders, 805)
                    self.holders[fingerprint] = kind, slug, listed
        listed = {f"content/{kind}/{slug}/{fingerprint}.asc" for fingerprint, (kind, slug, _) in self.holders.items()}
        for path in sorted(filter(is_certificate, files)):
            self.blame(path, path in listed, 809)

    def check_leftovers(self):
        """K820 to K823: what is abolished, has left, is no person or is out of use has nothing left that it must not have."""
        seals, people = self.seals.values(), self.people.values()
        kept = [seal for seal in seals if seal["state"] == "active"]
        busy = {person["unit"] for person in people if person["state"] == "active"} | {seal["unit"] for seal in kept}
        busy |= {post.partition("/")[0] for post in self.held}
        busy |= {unit.get("parent") for unit in self.units.values() if unit["state"] == "active"}
        for slug, unit in sorted(self.units.items()):
            self.blame(f"content/units/{slug}/index.md", unit["state"] == "active" or slug not in busy, 820)
        answering = answerable([*kept, *(person for person in people if person["state"] == "active")])
        ever = answerable([*seals, *people])
        for slug, person in sorted(self.people.items()):
            path, certificates = f"content/people/{slug}/index.md", person["certificate"]
            self.blame(path, person["state"] == "active" or slug not in answering and not person["posts"]
                       and not any(map(is_standing, certificates)), 821)
            self.blame(path, person["kind"] == "person" or slug not in ever and not person["posts"]
                       and (not certificates or person["kind"] == "service"), 822)
        for slug, seal in sorted(self.seals.items()):
            path = f"content/seals/{slug}/index.md"
            self.blame(path, seal["state"] == "active" or not any(map(is_standing, seal["certificate"])), 823)

    def check_house(self):
        """K824 to K826: what the settings ask of the register."""
        settings = self.settings
        for slug, person in sorted(self.people.items()):
            path, wanted = f"content/people/{slug}/index.md", set(settings.require if self.is_in_office(slug) else [])
            for unit, _, post in (post.partition("/") for post in person["posts"]):
                if self.is_of_kind(unit, post):
                    wanted.update(settings.posts[post]["require"])
            for lacking in wanted - person.keys():
                self.blame(path, False, 824)
            _, at, domain = person["email"].rpartition("@")
            self.blame(path, not settings.mail or person["state"] == "left" or at and ascii_lower(domain) in settings.mail, 825)
        for slug, unit in sorted(self.units.items()):
            for post, entry in settings.posts.items() if unit["state"] == "active" else []:
                count = len(self.officers(slug, post))
                good = entry["least"] <= count <= entry.get("most", count)
                self.blame(f"content/units/{slug}/index.md", good or not self.is_of_kind(slug, post), 826)

    def is_of_kind(self, unit, post):
        """Whether the settings say something of a post in this unit."""
        entry = self.settings.posts.get(post)
        return entry is not None and (not entry["kinds"] or self.units.get(unit, {}).get("kind") in entry["kinds"])

    # What the register answers

    def state(self, fingerprint):
        return self.holders[fingerprint][2]["state"]

    def signer(self, fingerprint):
        """The person whose certificate in use this is: K201, K202, K203."""
        need(fingerprint in self.holders, 201)
        kind, slug, _ = self.holders[fingerprint]
        need(kind == "people", 203)
        need(fingerprint in self.in_use(kind, slug), 202)
        return slug

    def in_use(self, kind, slug):
        """The certificates in use of a person or a seal: active, and not reported lost."""
        return [fingerprint for fingerprint in self.living.get((kind, slug), []) if fingerprint not in self.lost]

    def standing(self):
        """The certificates of people that are active or suspended, by person."""
        found = {}
        for fingerprint, (kind, slug, listed) in self.holders.items():
            if kind == "people" and is_standing(listed):
                found.setdefault(slug, []).append(fingerprint)
        return found

    def is_service(self, person):
        return self.people.get(person, {}).get("kind") == "service"

    def is_able(self, person):
        return not self.is_service(person) and bool(self.in_use("people", person))

    def certified(self):
        """How many people have an active certificate, reported lost or not."""
        return sum(any(one["state"] == "active" for one in person["certificate"])
                   for person in self.people.values() if person["kind"] != "service")

    def is_in_office(self, slug):
        return (self.people[slug]["kind"], self.people[slug]["state"]) == ("person", "active")

    def officers(self, unit, post):
        """Who holds a post and is in office."""
        return set(filter(self.is_in_office, self.holding(unit, post)))

    def went(self, unit):
        """Where a unit went: itself, unless it was merged."""
        while "into" in self.units.get(unit, {}):
            unit = self.units[unit]["into"]
        return unit

    def above(self, unit):
        """The units above one, from below."""
        while (unit := self.units.get(unit, {}).get("parent")) is not None:
            yield unit

    # Who (workflows.md)

    def named(self, entries, docket, hands_in=False):
        """The people whom a list of who names, in the order of the list and of one entry by slug, with their weights."""
        found, barred = {}, frozenset() if hands_in else self.barred(docket)
        for who in entries:
            for slug in sorted(self.named_by(who, docket, barred)):
                found[slug] = max(found.get(slug, 0), who.get("weight", 1))
        return found

    def asked_in(self, step, docket):
        """The people who are asked in a step: those whom `who` names, and where that leaves one out, `otherwise`."""
        asked = self.named(step["who"], docket)
        if asked and not self.leaves_one_out(step["who"], docket):
            return asked
        return self.named(step["who"] + step.get("otherwise", []), docket)

    def leaves_one_out(self, entries, docket):
        """Whether entries that are about the units concerned name nobody for one of them."""
        barred, about = self.barred(docket), [who for who in entries if "concerned" in (
            who.get("above"), who.get("of"), who.get("member"))]

        def speaks(unit):
            return any(self.leaders(unit, who["post"], docket, barred) if "above" in who else
                       (self.holding(unit, who["post"]) if "of" in who else self.members({unit})) - barred for who in about)
        return bool(about) and not all(map(speaks, map(self.went, docket.concerned)))

    def barred(self, docket):
        """Who has no word in a change request because he gains by it; nobody while too few are able."""
        return docket.gainers if docket.gainers and self.certified() >= 3 else frozenset()

    def named_by(self, who, docket, barred):
        """Whom one entry names; nobody who is barred, but as the drafter."""
        if "drafter" in who:
            return {docket.drafter}
        if "above" in who:
            units = self.named_units(who["above"], docket)
            return set().union(*(self.leaders(unit, who["post"], docket, barred) for unit in units))
        if "post" in who:
            found = set().union(*(self.holding(unit, who["post"]) for unit in self.named_units(who["of"], docket)))
        elif "member" in who:
            found = self.members(self.named_units(who["member"], docket))
        elif "custodian" in who:
            units = self.named_units(who["custodian"], docket) - self.sealed(docket)
            found = set().union(*map(self.custodians, units))
        elif "person" in who:
            found = set(docket.form.get(who["person"], []))
        elif "signer" in who:
            found = {docket.signer} if docket.place.issued else set()
        else:
            found = set(filter(self.is_in_office, self.people))
        return found - barred

    def members(self, units):
        """Who is in office and at home in one of these units."""
        return {slug for slug, person in self.people.items() if person["unit"] in units and self.is_in_office(slug)}

    def holding(self, unit, post):
        return self.held.get(f"{unit}/{post}", set())

    def leaders(self, unit, post, docket, barred):
        """The next-higher leader: who holds the post in the first unit, from below, where one who is above the drafter does."""
        found = ({one for one in self.holding(self.went(at), post) - barred if docket.is_above(one)}
                 for at in (unit, *self.above(unit)))
        return next(filter(None, found), set())

    def named_units(self, unit, docket):
        """The units that a workflow means, each where it went."""
        if isinstance(unit, str):
            found = {"drafter": {docket.drafter_unit}, "issuer": {docket.issuer}, "concerned": docket.concerned}.get(unit, {unit})
        elif "field" in unit:
            found = docket.form.get(unit["field"], [])
        else:
            below = self.named_units(unit["parent"], docket)
            found = {self.units[one]["parent"] for one in below if self.units.get(one, {}).get("parent") is not None}
        return set(map(self.went, found))

    # Seals (register.md, "Joint seals and personal seals")

    def custodians(self, unit):
        """Who keeps a seal in use of a unit that is nobody's own."""
        return set().union(*(seal["custodians"] for slug, seal in self.seals.items()
                             if seal["unit"] == unit and seal["kind"] != "personal" and self.in_use("seals", slug)))

    def sealing(self, docket):
        """The units whose seals a subject gets: the issuing unit and those that issue jointly."""
        return set(map(self.went, (docket.issuer, *docket.form.get(docket.workflow.joint, []))))

    def sealed(self, docket):
        """The units that have put a seal in the step where the subject is."""
        return set(map(self.went, docket.place.sealed))

    # Time limits (workflows.md)

    def ends(self, limits, form, start):
        """When the first limit of these that holds ends, if it began at a second; None if there is none or it is not known."""
        limit = next((limit for limit in limits if holds(limit.get("when", {}), form)), {})
        if "hours" in limit:
            return start + 3600 * limit["hours"]
        try:
            day = datetime.datetime.fromtimestamp(start, self.settings.zone).date()
            if "working-days" in limit:
                return self.end_of_working_days(day, limit["working-days"])
            if "working-hours" in limit:
                return self.end_of_working_hours(day, start, 3600 * limit["working-hours"])
        except (KeyError, ValueError, OverflowError):        # a year without a calendar, or after all years
            pass
        return None

    def end_of_working_days(self, day, left):
        while left:
            day += datetime.timedelta(1)
            left -= self.is_working(day)
        return self.instant(day, self.settings.hours[-1][1])

    def end_of_working_hours(self, day, start, left):
        while True:
            for begin, end in self.settings.hours if self.is_working(day) else []:
                begin, end = max(start, self.instant(day, begin)), self.instant(day, end)
                if end - begin >= left:
                    return begin + left
                left -= max(0, end - begin)
            day += datetime.timedelta(1)

    def is_working(self, day):
        return not self.calendars[day.year].get(day.isoformat(), day.weekday() >= 5)

    def instant(self, day, minute):
        """The second of a wall-clock time: of two the earlier, and one that there is not moved forward by the gap."""
        midnight = datetime.datetime.combine(day, datetime.time())
        return int((midnight + datetime.timedelta(minutes=minute)).replace(tzinfo=self.settings.zone).timestamp())

    # 8.7: what a change request may make of it

    def check_follows(self, old, seq, heirs):
        """The faults of this office as the next one after `old`, by an act of this number; `heirs` are who has a successor."""
        if self.faults:
            return self.faults
        faults = [] if self.settings.record == old.settings.record else [803]
        faults += [*self.certificates_after(old, seq, heirs), *self.units_after(old)]
        for slug, was in old.people.items():
            now = self.people[slug]
            faults += [827] if was["kind"] != now["kind"] or was.get("code", now.get("code")) != now.get("code") else []
        for slug, was in old.seals.items():
            now, states = self.seals[slug], ("active", "handed-back", "destroyed")
            faults += [811] if states.index(now["state"]) - states.index(was["state"]) not in (0, 1) else []
            faults += [827] if any(was.get(key) != now.get(key) for key in ("kind", "owner")) else []
        return faults

    def certificates_after(self, old, seq, heirs):
        """K811, K803 and K812 of certificates."""
        for fingerprint, (_, _, listed) in self.holders.items():
            before = old.holders[fingerprint][2] if fingerprint in old.holders else {"state": "active"}
            was, now = before["state"], listed["state"]
            if was in ("retired", "compromised") and now in ("active", "suspended") or was == "compromised" != now \
                    or was == "compromised" == now and listed["after"] > before["after"]:
                yield 811
            if listed.get("after", 0) > seq:
                yield 803
        standing = self.standing()
        for slug, stood in old.standing().items() if "handovers" in old.workflows else []:
            lost = any(fingerprint in self.holders and self.state(fingerprint) == "compromised" for fingerprint in stood)
            if slug not in standing and slug not in heirs and not lost:
                yield 812

    def units_after(self, old):
        """K811, K827, K828 and K829 of units."""
        for slug, was in old.units.items():
            now = self.units[slug]
            if was["state"] == "abolished" != now["state"]:
                yield 811
            if not set(was["former"]) <= set(now["former"]):
                yield 827
            if was["state"] == "abolished" and was.get("code") not in (None, now.get("code")):
                yield 827
            if was["title"] not in (now["title"], *now["former"]):
                yield 828
            if was["title"] != now["title"] or was["state"] != now["state"]:
                seals = {one for one, seal in old.seals.items() if seal["state"] == "active" and seal["unit"] == slug
                         and seal["kind"] == "unit" and seal["title"] == was["title"]}
                if any(self.seals[one]["state"] == "active" for one in seals):
                    yield 829


def is_standing(listed):
    """Whether a listed certificate is active or suspended."""
    return listed["state"] in ("active", "suspended")


def answerable(entries):
    """Who keeps or owns some of these seals and accounts."""
    return set().union(*([*entry.get("custodians", []), entry.get("owner")] for entry in entries))


# ---- Kinds of change (register.md) ----------------------------------------------------------------------------------------

STATES = {"suspended": "suspend", "active": "restore", "retired": "retire", "compromised": "compromise"}
KINDS = {"units": "unit-change", "people": "person-change", "seals": "seal-change"}
PLACES = {"kanhe.toml": "settings", "workflows/calendar/": "calendar", "workflows/": "workflows", "themes/": "themes",
          "hooks/": "hooks"}
WORDS = (
    "unit-register", "unit-abolish", "unit-rename", "unit-change", "officers", "person-open", "person-leave", "person-move",
    "person-change", "certificate-register", "certificate-renew", "certificate-suspend", "certificate-restore",
    "certificate-retire", "certificate-compromise", "seal-make", "seal-hand-back", "seal-destroy", "seal-custodian",
    "seal-certificate", "seal-change", "settings", "calendar", "workflows", "themes", "hooks")


class Change:
    """What a change request would make of a register: the words for it, the units concerned, and who gains."""

    def __init__(self, old, new, proposed):
        self.old, self.new = old, new
        self.words, units, beside = set(), set(), set()
        for path in proposed:
            place = re.fullmatch("content/(units|people|seals)/([^/]*)(?:/.*)?", path)
            if not place:
                self.words.add(next(word for start, word in PLACES.items() if path.startswith(start)))
            elif not (path.endswith(".asc") and place[1] != "units" or path.endswith(".sig") and path[:-3] + "asc" in proposed
                      or path == f"content/{place[1]}/{place[2]}/index.md"):
                self.words.add(KINDS[place[1]])
                beside.add(place.groups())
        for kind, look in (("units", self.of_unit), ("people", self.of_person), ("seals", self.of_seal)):
            before = getattr(old, kind)
            for slug, now in getattr(new, kind).items():
                words, concerned = look(slug, before.get(slug), now)
                path = f"content/{kind}/{slug}/index.md"
                if slug in before and words <= {"officers"} and old.files.get(path) != new.files[path]:
                    words = words | {KINDS[kind]}            # it says the same in other words, or its text is another
                if words or (kind, slug) in beside:
                    self.words |= words
                    units |= concerned
        self.concerned = frozenset(filter(None, map(self.nearest, units)))
        self.gainers = frozenset(self.gains())
        self.registered = {slug for slug, was in old.people.items() if {one["fingerprint"] for one in new.people[slug]["certificate"]}
                           - {one["fingerprint"] for one in was["certificate"]}}

    def nearest(self, unit):
        """The unit itself if it was there before, else the nearest above it that was, or None."""
        return next((at for at in (unit, *self.new.above(unit)) if at in self.old.units), None)

    def of_unit(self, slug, was, now):
        """The words for one unit, and the units that are concerned if there are any."""
        if was is None:
            return {"unit-register"}, {slug}
        ends, stays = was["state"] != now["state"], was["state"] == "active" == now["state"]
        words = {
            "unit-abolish": ends, "unit-rename": was["title"] != now["title"],
            "unit-change": not ends and (differs(was, now, "title", "former", "state") or now["former"] not in (
                was["former"], was["former"] + ([was["title"]] if was["title"] != now["title"] else []))),
            "officers": stays and any(self.old.officers(slug, post) != self.new.officers(slug, post)
                                      for post in self.old.settings.posts)}
        parents = {was.get("parent"), now.get("parent")} if was.get("parent") != now.get("parent") else set()
        return which(words), {slug, *parents - {None}, *([now["into"]] if ends and "into" in now else [])}

    def of_person(self, slug, was, now):
        if was is None:
            return {"person-open"}, {now["unit"], *(post.partition("/")[0] for post in now["posts"])}
        turns, posts = was["state"] != now["state"], set(was["posts"]) ^ set(now["posts"])
        leaves = turns and now["state"] == "left"
        words = which({
            "person-open": turns and not leaves, "person-leave": leaves,
            "person-move": not turns and (was["unit"] != now["unit"] or posts),
            "person-change": differs(was, now, "unit", "posts", "state", "certificate")})
        for before, listed, is_renewed in self.certificates("people", slug, was, now):
            state = listed["state"]
            words |= which({
                "certificate-register": before is None and not turns,
                "certificate-renew": before and is_renewed,
                f"certificate-{STATES[state]}": before and listed != before and not (leaves and state == "retired")})
        return words, {was["unit"], now["unit"], *(post.partition("/")[0] for post in posts)}

    def of_seal(self, slug, was, now):
        if was is None:
            return {"seal-make"}, {now["unit"]}
        turns, state = was["state"] != now["state"], now["state"]
        words = {
            "seal-hand-back": turns and state == "handed-back", "seal-destroy": turns and state == "destroyed",
            "seal-custodian": set(was["custodians"]) != set(now["custodians"]),
            "seal-change": differs(was, now, "state", "custodians", "certificate"),
            "seal-certificate": any(
                before is None or (is_renewed or listed != before)
                and not (turns and before["state"] != listed["state"] == "retired")
                for before, listed, is_renewed in self.certificates("seals", slug, was, now))}
        return which(words), {was["unit"], now["unit"]}

    def certificates(self, kind, slug, was, now):
        """Each certificate that an entry lists: how it was listed (or None), how it is, and whether its file is another."""
        before = {listed["fingerprint"]: listed for listed in was["certificate"]}
        for listed in now["certificate"]:
            path = f"content/{kind}/{slug}/{listed['fingerprint']}.asc"
            yield before.get(listed["fingerprint"]), listed, self.old.files.get(path) != self.new.files[path]

    def gains(self):
        """Who gains a post, an active certificate or the custody of an active seal, or is back after having left."""
        for slug, now in self.new.people.items():
            was = self.old.people.get(slug, UNSAID["people"])
            before = {listed["fingerprint"]: listed["state"] for listed in was["certificate"]}
            active = [listed["fingerprint"] for listed in now["certificate"] if listed["state"] == "active"]
            if not set(now["posts"]) <= set(was["posts"]) or was["state"] == "left" != now["state"] \
                    or any(before.get(fingerprint) != "active" for fingerprint in active):
                yield slug
        for slug, now in self.new.seals.items():
            if now["state"] == "active":
                yield from set(now["custodians"]) - set(self.old.seals.get(slug, now | {"custodians": []})["custodians"])


def which(words):
    """The words that were found."""
    return {word for word, is_found in words.items() if is_found}


def differs(was, now, *but):
    """Whether another key than these differs."""
    return any(was.get(key) != now.get(key) for key in (was.keys() | now.keys()) - set(but))


# ---- Workflows (workflows.md) ---------------------------------------------------------------------------------------------

CARRY_ON = ("approve", "issue", "seal", "execute", "complete")
DECIDE = ("approve", "issue", "execute", "complete", "disagree", "read", "return")
IN_STEPS = CARRY_ON + ("read", "disagree", "return", "reply", "transfer", "consult", "add-sign", "terminate")
ANYTIME = ("reply", "urge", "circulate", "instruct", "terminate", "void", "repeal", "send")
TYPES = ("text", "date", "time", "number", "check", "choice", "unit", "person", "seal", "subject", "file", "audience")


def is_wanted(value):
    """What a condition wants of a field."""
    if isinstance(value, dict):
        need_shape(value, {}, {"min": is_int, "max": is_int})
        return True
    return is_bool(value) or is_list(is_text)(value)


def is_unit(value):
    if isinstance(value, dict):
        need_shape(value, {}, {"field": is_slug, "parent": is_unit})
        return len(value) == 1
    return is_slug(value)


WHO = {
    "above": {"above": is_unit, "post": is_slug}, "post": {"post": is_slug, "of": is_unit}, "member": {"member": is_unit},
    "custodian": {"custodian": is_unit}, "person": {"person": is_slug}, "drafter": {"drafter": lambda value: value is True},
    "signer": {"signer": lambda value: value is True}, "everyone": {"everyone": lambda value: value is True}}


def is_who(value):
    need(isinstance(value, dict), 801)
    form = next((form for key, form in WHO.items() if key in value), None)
    need(form, 801)
    need_shape(value, form, {"weight": is_in(0, U32)})
    return True


def is_rule(value):
    if isinstance(value, dict):
        need_shape(value, {}, {"at-least": is_in(0, U32), "vote": is_in(0, U32)})
        return len(value) == 1
    return one_of("all", "sequence", "any")(value)


def as_list(value):
    """One limit, or a list of them."""
    return value if isinstance(value, list) else [value]


def is_table_of(of):
    """A table by the names of fields."""
    return lambda value: is_table(of)(value) and all(map(is_slug, value))


IS_CONDITION = is_table_of(is_wanted)
IS_LENGTH = is_in(0, U32)
LIMIT = is_shape({}, {"hours": IS_LENGTH, "working-hours": IS_LENGTH, "working-days": IS_LENGTH, "when": IS_CONDITION})
FIELD = is_shape(
    {"name": is_slug, "label": is_texts, "type": one_of(*TYPES)},
    {"list": is_bool, "required": is_bool, "max": is_in(0, I64), "least": is_int, "most": is_int, "shape": is_text,
     "choices": is_list(is_text), "of": is_list(is_slug), "default": is_text, "help": is_texts})
THEN = is_shape({}, {
    "agree": is_slug, "disagree": one_of("drafter", "end", "next"), "inform": is_list(is_who),
    "timeout": one_of("remind", "escalate", "pass"), "escalate": is_list(is_who)})
are_limits = lambda value: all(map(LIMIT, as_list(value)))
STEP = is_shape(
    {"name": is_slug, "title": is_texts, "who": is_list(is_who), "rule": is_rule, "verbs": is_list(one_of("found", *ACTS))},
    {"when": IS_CONDITION, "limit": are_limits, "respond": are_limits, "then": THEN, "lift": is_list(is_who),
     "otherwise": is_list(is_who)})
CHECK = is_shape({"name": is_slug, "says": is_texts}, {
    "when": IS_CONDITION, "require": is_list(is_slug), "forbid": is_list(is_slug), "most": is_table_of(is_in(0, I64)),
    "exclude": is_table_of(is_list(is_text)), "order": lambda value: is_list(is_slug)(value) and len(value) == 2,
    "without": is_list(is_text), "up": is_slug, "down": is_slug})
READ_BY_ENGINE = {                                           # collection: field, type, and how it must be there, if it must
    "delegations": [("to", "person", "required"), ("from", "date", "required"), ("until", "date", "required"),
                    ("collections", "text", "list")],
    "handovers": [("person", "person", "required"), ("to", "person", "required")],
    "losses": [("person", "person", "optional"), ("seal", "seal", "optional"), ("certificate", "text", "optional")]}


class Workflow:
    """`workflows/<collection>.toml`."""

    def __init__(self, path, raw):
        self.collection = path.removeprefix("workflows/").removesuffix(".toml")
        need(is_slug(self.collection), 807)
        self.table = table = read_toml(read_text(raw))
        need_shape(table, {"format": is_in(0, U32), "title": is_texts}, {
            "owner": is_slug, "retention": one_of("Y", "D30", "D10"), "audience": is_slug, "audience-until": is_slug, "confirm": is_bool,
            "limit": are_limits, "changes": is_list(one_of(*WORDS)), "imports": is_bool, "joint": is_slug, "repeals": is_slug,
            "corrects": is_slug, "receives": is_slug, "parcels": is_slug, "returns": is_slug, "answers": is_slug, "effective": is_slug,
            "serial": is_text, "columns": is_list(is_slug),
            "calendar": is_shape({}, {"start": is_slug, "end": is_slug, "place": is_slug, "due": is_slug}),
            "numbering": is_shape({"pattern": is_text}, {"kind": is_texts}),
            "files": is_shape({}, {"types": is_list(is_text), "most": is_in(0, I64)}),
            "body": is_shape({}, {"headings": is_list(is_text), "template": is_text}), "field": is_list(FIELD),
            "drafter": is_list(is_shape({"who": is_list(is_who)}, {"when": IS_CONDITION})), "check": is_list(CHECK),
            "step": is_list(STEP), "anytime": is_table(is_list(is_who))})
        need(all(verb == "found" or verb in ACTS for verb in table.get("anytime", {})), 801)
        need(self.collection not in RESERVED_COLLECTIONS, 807)
        self.fields = {field["name"]: field for field in table.get("field", [])}
        self.steps, self.numbering, self.checks = table.get("step", []), table.get("numbering"), table.get("check", [])
        self.drafters, self.anytime = table.get("drafter", []), table.get("anytime", {})
        self.limits, self.confirm = as_list(table.get("limit", [])), table.get("confirm", False)
        self.repeals, self.receives, self.files = table.get("repeals"), table.get("receives"), table.get("files", {})
        self.corrects, self.serial, self.audience = table.get("corrects"), table.get("serial"), table.get("audience")
        self.parcels, self.answers = table.get("parcels"), table.get("answers")
        self.came_by = self.parcels or table.get("returns")
        self.changes, self.joint = table.get("changes", []), table.get("joint")
        self.imports = table.get("imports", False)
        self.headings = table.get("body", {}).get("headings", [])
        need(all(self.form_rules()) and all(self.who_rules()) and all(self.step_rules()) and all(self.number_rules()), 803)

    def has(self, name, *kinds, one=False):
        """Whether there is a field of one of these types, and no list of them if only one will do."""
        field = self.fields.get(name)
        return field is not None and (not kinds or field["type"] in kinds) and not (one and field.get("list"))

    def has_calendar(self, start=None, end=None, place=None, due=None):
        """Whether calendars can read these fields: from when to when and where, or by when."""
        first = start or due
        return (start is None) != (due is None) and self.has(first, "date", "time", one=True) \
            and (end is None or start is not None and self.has(end, self.fields[first]["type"], one=True)) \
            and (place is None or start is not None and self.has(place, "text", "choice", one=True))

    def form_rules(self):
        table, fields = self.table, self.table.get("field", [])
        yield table["format"] == 1 and is_title(table["title"])
        for named in (fields, self.steps, self.checks):
            yield len({one["name"] for one in named}) == len(named)
        for field in fields:
            choices, kind = field.get("choices", []), field["type"]
            yield is_title(field["label"]) and (kind == "choice") == bool(choices)
            yield not choices or field.get("default", choices[0]) in choices
            yield kind == "number" or not {"least", "most"} & field.keys()
            yield field.get("least", -1 << 63) <= field.get("most", I64)
            yield kind == "text" or "shape" not in field
            yield kind == "subject" or not field.get("of")
            yield kind != "audience" or field.get("list", False)
        yield self.has("title", "text", one=True) and self.fields["title"].get("required")
        yield "unit" not in self.fields or self.has("unit", "unit", one=True)
        for name, kind, how in READ_BY_ENGINE.get(self.collection, []):
            field = self.fields.get(name)
            yield how == "list" if field is None else field["type"] == kind and field.get("list", False) == (how == "list") \
                and (how == "list" or field.get("required", False) == (how == "required"))
        yield len(set(self.changes)) == len(self.changes) and ("changes" not in table or self.changes)
        yield not self.changes or "changes" not in self.fields and not self.imports
        custodians = [step["who"] for step in self.steps if carries_on(step) == "seal" and not is_for_signer(step)]
        both = {"custodian": "issuer"}, {"custodian": {"field": self.joint}}
        yield "joint" not in table or self.has(self.joint, "unit") and self.fields[self.joint].get("list") and custodians \
            and all(any(entry.items() <= one.items() for one in who) for who in custodians for entry in both)
        # What the register shows to everybody cannot be for some alone.
        shown = self.changes or self.collection in ("delegations", "handovers", "losses")
        readers = self.fields.get(table.get("audience"), {})
        yield "audience" not in table or not shown and (readers.get("type") == "audience" or readers.get("required", False)
                                                        and readers["type"] in ("unit", "person"))
        yield "audience-until" not in table or "audience" in table and self.has(table["audience-until"], "date", one=True)
        yield "repeals" not in table or self.has(table["repeals"], "subject")
        yield "receives" not in table or self.has(table["receives"], "subject", one=True) and not self.changes
        yield "corrects" not in table or self.has(table["corrects"], "subject", one=True) and not shown
        columns = table.get("columns", [])
        yield len(set(columns)) == len(columns) and set(columns) <= self.fields.keys()
        for key in ("parcels", "returns", "answers"):
            yield key not in table or self.has(table[key], "text", one=True) and not self.changes
        yield not {"receives", "answers"} <= table.keys() and not {"parcels", "returns"} <= table.keys()
        effective = table.get("effective")
        yield effective is None or "repeals" in table and self.has(effective, "date", one=True)
        yield effective is None or self.fields.get(effective, {}).get("required")
        yield "calendar" not in table or self.has_calendar(**table["calendar"])
        yield all(re.fullmatch("[a-z0-9]+", end) for end in self.files.get("types", []))
        yield all(map(is_said, self.headings))
        for check in self.checks:
            yield is_title(check["says"])
            yield any(check.get(key) not in (None, [], {})
                      for key in ("require", "forbid", "most", "exclude", "order", "without", "up", "down"))
            yield all(check.get("without", []))
            yield all(map(self.has, itertools.chain(*(check.get(key, []) for key in ("require", "forbid", "most", "exclude")))))
            yield any(all(self.has(name, kind, one=True) for name in check.get("order", [])) for kind in ("date", "time"))
            yield all(self.has(check[key], "unit", "text") for key in ("up", "down") if key in check)

    def conditions(self):
        then = [*self.table.get("drafter", []), *self.checks, *self.steps, *self.all_limits()]
        return [one["when"] for one in then if "when" in one]

    def all_limits(self):
        steps = [as_list(step.get(key, [])) for step in self.steps for key in ("limit", "respond")]
        return self.limits + list(itertools.chain(*steps))

    def who_rules(self):
        """Rules of conditions, limits and lists of who, wherever they stand."""
        for name, wanted in itertools.chain(*(when.items() for when in self.conditions())):
            yield self.has(name) or name == "changes" and self.changes
            yield not isinstance(wanted, dict) or wanted and self.has(name, "number", one=True)
        for limit in self.all_limits():
            counts = [limit[key] for key in ("hours", "working-hours", "working-days") if key in limit]
            yield len(counts) == 1 and 1 <= counts[0] <= 10_000
        yield all(entry["who"] and not any("drafter" in who or "signer" in who for who in entry["who"]) for entry in self.drafters)
        yield all(verb in ANYTIME and entries for verb, entries in self.anytime.items())
        lists = [entry["who"] for entry in self.drafters] + list(self.anytime.values())
        lists += [step.get(key, []) for step in self.steps for key in ("who", "otherwise", "lift")]
        lists += [step.get("then", {}).get(key, []) for step in self.steps for key in ("inform", "escalate")]
        for who in itertools.chain(*lists):
            unit = who.get("above") or who.get("of") or who.get("member") or who.get("custodian")
            while isinstance(unit, dict) and "parent" in unit:
                unit = unit["parent"]
            yield unit != "concerned" or self.changes or self.collection == "losses"
            yield not isinstance(unit, dict) or self.has(unit["field"], "unit")
            yield "person" not in who or self.has(who["person"], "person")
            yield 1 <= who.get("weight", 1) <= 100

    def step_rules(self):
        yield self.steps
        names = [step["name"] for step in self.steps]
        sealed = issued = executed = False
        for at, step in enumerate(self.steps):
            verbs, rule, then, who = step["verbs"], step["rule"], step.get("then", {}), step["who"]
            carries, carrying = carries_on(step), sum(verb in CARRY_ON for verb in verbs)
            yield step["name"] != "drafter" and is_title(step["title"]) and who
            yield all(verb in IN_STEPS for verb in verbs)
            yield carrying == 1 or carrying == 0 and carries == "read"                                      # 1
            is_sealing = is_for_signer(step) or all("custodian" in one for one in who)
            yield carries != "seal" or len(verbs) == 1 and issued and is_sealing                              # 2
            lists = [who, step.get("otherwise", []), step.get("lift", []), then.get("inform", []), then.get("escalate", [])]
            yield issued or not any("signer" in one for one in itertools.chain(*lists))
            yield not issued or not {"disagree", "terminate"} & set(verbs) and ("read" not in verbs or carries == "read")  # 3
            yield not sealed or "return" not in verbs
            yield rule == "any" or carries not in ("issue", "seal", "execute")                                # 4
            yield not isinstance(rule, dict) or 1 <= rule.get("at-least", 1) <= 1000 and 0 <= rule.get("vote", 0) <= 99
            yield carries not in ("issue", "execute") or not step.get("when")                                 # 5, 6
            yield carries != "execute" or self.changes and any(map(self.is_sure, range(at)))                  # 6
            disagrees = "disagree" in verbs or "read" in verbs and carries != "read"
            yield not executed or not {"return", "terminate", "add-sign", "issue", "seal"} & set(verbs) \
                and (not disagrees or then.get("disagree") == "next")
            yield "add-sign" not in verbs or carries == "approve"                                             # 7
            yield "transfer" not in verbs or carries in ("approve", "complete", "read")
            yield "consult" not in verbs or carries in ("approve", "issue", "complete")
            yield carries != "read" or not {"disagree", "return"} & set(verbs)
            to = self.leads_to(at)                                                                            # 8
            yield to > at and not any(carries_on(other) in ("issue", "execute") for other in self.steps[at + 1:to])
            yield carries not in ("issue", "execute", "seal") or to == at + 1
            yield then.get("timeout") != "pass" or carries in ("approve", "read") and as_list(step.get("limit", [])) \
                and not all(other.get("when") for other in self.steps[to:])
            fails = then.get("disagree", "drafter")
            yield fails != "next" or carries in ("approve", "read") or executed and disagrees                 # 6
            yield fails == "drafter" and not then.get("inform") or disagrees
            yield (then.get("timeout") == "escalate") == bool(then.get("escalate"))
            yield carries == "approve" or not step.get("lift")
            yield carries != "seal" or not step.get("otherwise")
            issued, sealed, executed = issued or carries == "issue", sealed or carries == "seal", executed or carries == "execute"

    def leads_to(self, at):
        """The number of the step that a step leads to when it is through."""
        agree, names = self.steps[at].get("then", {}).get("agree", "next"), [step["name"] for step in self.steps]
        return at + 1 if agree == "next" else len(names) if agree == "done" else names.index(agree) if agree in names else at

    def is_sure(self, at):
        """Whether nothing comes by this step but what somebody approves in it."""
        step, then = self.steps[at], self.steps[at].get("then", {})
        return carries_on(step) == "approve" and not step.get("when") and then.get("timeout") != "pass" \
            and then.get("disagree") != "next" and all(self.leads_to(before) <= at for before in range(at))

    def number_rules(self):
        kinds = [carries_on(step) for step in self.steps]
        yield kinds.count("issue") <= 1 and ("issue" in kinds) == (self.numbering is not None)
        yield kinds.count("execute") == bool(self.changes)
        is_loss = self.collection == "losses"
        yield not (self.changes or is_loss) or "terminate" not in self.anytime
        yield not is_loss or not self.changes and not self.numbering
        yield "send" not in self.anytime or "seal" in kinds
        for step in self.steps if is_loss else []:
            yield "terminate" not in step["verbs"] and step.get("then", {}).get("timeout") != "pass"
        if self.numbering:
            yield from map(is_pattern, [self.numbering["pattern"], *self.numbering.get("kind", {}).values()])
        yield self.serial is None or "{code}" not in self.serial and is_pattern("{code}" + self.serial)


def is_title(texts):
    """Texts by language: simplified Chinese, and no languages but the three."""
    return texts.get("zh-CN", "").strip(SPACES) != "" and all(language in ("zh-CN", "zh-TW", "en") for language in texts)


def carries_on(step):
    """The verb that carries a step on; `read` in a step for reading."""
    return next((verb for verb in step["verbs"] if verb in CARRY_ON), "read" if "read" in step["verbs"] else None)


def is_for_signer(step):
    """Whether it asks for the personal seal of who issued the subject."""
    return len(step["who"]) == 1 and "signer" in step["who"][0]


def is_pattern(pattern):
    rest = pattern.replace("{n}", "").replace("{year}", "").replace("{code}", "")
    return (all(pattern.count(hole) == 1 for hole in ("{code}", "{year}", "{n}")) and not re.search("[{}0-9]", rest)
            and pattern.index("{year}") < pattern.index("{n}") and not INVISIBLE.search(pattern))


def read_calendar(path, raw):
    """`workflows/calendar/YYYY.toml` as {year: {day: whether it is off}}."""
    year = path.removeprefix("workflows/calendar/").removesuffix(".toml")
    need(re.fullmatch("[0-9]{4}", year), 807)
    table = read_toml(read_text(raw))
    day = is_shape({"date": is_date, "off": is_bool}, {"name": is_text})
    need_shape(table, {"format": is_in(0, U32), "papers": is_list(is_text)}, {"day": is_list(day)})
    need(table["format"] == 1 and table["papers"] and all(paper.strip(SPACES) for paper in table["papers"]), 803)
    days = {}
    for entry in table.get("day", []):
        date = str(entry["date"])
        need(is_day(date) and date[:4] == year and date not in days, 803)
        days[date] = entry["off"]
    return {int(year): days}


def holds(when, form):
    """Whether a condition holds for the values of a form."""
    for name, wanted in when.items():
        values = form.get(name, [])
        if isinstance(wanted, bool):
            good = any(values) == wanted
        elif isinstance(wanted, list):
            good = any(value in wanted for value in values)
        else:
            value = int(values[0]) if values else None
            good = values and wanted.get("min", value) <= value <= wanted.get("max", value)
        if not good:
            return False
    return True


def is_of_document(path):
    """Whether a path in a subject's folder is a file of an imported document (section 8.8)."""
    parts = path.split("/")
    return len(parts) == 3 and parts[0] == "documents" and is_slug(parts[1])


class Draft:
    """A folder that is handed in, read by its form (workflows.md, "How a draft is read"). Any fault is K508."""

    def __init__(self, docket, office, dockets, index, sizes):
        self.workflow, self.office, self.subject, self.dockets = docket.workflow, office, docket.subject, dockets
        self.beside = [name for name in sizes if name != "index.md" and "/" not in name]
        inner = [name for name in sizes if "/" in name]
        if self.workflow.changes:
            inner = [name for name in inner if not name.startswith("files/")]
        if self.workflow.imports:
            documents = {path.rpartition("/")[0] for path in inner if is_of_document(path)}
            need(documents and all(0 <= sizes.get(path + "/index.md", -1) <= MIB for path in documents), 508)
            inner = [path for path in inner if not is_of_document(path)]
        need(not inner and sizes.get("index.md", 0) <= MIB, 508)
        need(all(size <= office.settings.file for size in sizes.values()), 508)
        need(sum(sizes.values()) <= office.settings.subject and index is not None, 508)
        try:
            table, self.lines = read_front(index)
        except Fault:
            raise Fault(508) from None
        need(table.keys() <= self.workflow.fields.keys(), 508)
        self.form = {}
        for name, field in self.workflow.fields.items():
            if name not in table:
                need(not field.get("required"), 508)
                continue
            values = table[name] if field.get("list") else [table[name]]
            need(isinstance(values, list), 508)
            self.form[name] = texts = [field_text(field["type"], value) for value in values]
            need(all(self.is_value(field, text) for text in texts), 508)
            need(not field.get("required") or any(texts), 508)
        self.issuer = office.went(self.form.get("unit", [docket.drafter_unit])[0])
        types, lower = self.workflow.files.get("types"), [ascii_lower(name) for name in self.beside]
        need(types is None or all(name.endswith(tuple("." + end for end in types)) for name in lower), 508)
        need(len(self.beside) <= self.workflow.files.get("most", len(self.beside)), 508)
        lines = iter(self.lines)                             # each heading behind the one before
        need(all("## " + heading in lines for heading in self.workflow.headings), 508)
        self.check(asks_changes=False)

    def check(self, asks_changes):
        """Whether the draft keeps the rules of the house: those that ask what a change request changes, or the others."""
        for check in self.workflow.checks:
            when = check.get("when", {})
            if asks_changes == bool(self.workflow.changes and "changes" in when) and holds(when, self.form):
                need(self.keeps(check), 508)

    def is_value(self, field, text):
        """Whether one value is what its field asks for."""
        if text.strip(SPACES) != text or not is_plain(text) or len(text) > field.get("max", len(text)):
            return False
        if field["name"] == "title" and len(text) > 2000:    # whatever `max` says: every seal holds it
            return False
        kind = field["type"]
        if kind == "text":
            return text == "" or "shape" not in field or has_shape(text, field["shape"])
        if kind == "number":
            return field.get("least", int(text)) <= int(text) <= field.get("most", int(text))
        if kind == "check":
            return text != "" or not field.get("required")
        if kind == "date":
            return is_day(text)
        if kind == "time":
            return is_day(text[:10]) and re.fullmatch(" (?:[01][0-9]|2[0-3]):[0-5][0-9]", text[10:]) is not None
        if kind == "subject":
            collection = text.split("/")[0]
            return text in self.dockets and text != self.subject and collection in (field.get("of") or [collection])
        office, beside = self.office, self.beside
        if kind == "audience":                               # `*`, `unit`, `unit/*`, `unit/post`, `@person`
            unit, slash, post = text.partition("/")
            if text == "*" or text.startswith("@"):
                return text == "*" or text[1:] in office.people
            known = unit in office.units and is_slug(post) and (post in office.units[unit]["posts"] or text in office.held)
            return unit in office.units if not slash or post == "*" else known
        return text in {"choice": field.get("choices"), "unit": office.units, "person": office.people, "seal": office.seals,
                        "file": beside}[kind]

    def keeps(self, check):
        """Whether the draft keeps one rule of the house."""
        def full(name):
            return [value for value in self.form.get(name, []) if value]

        good = [
            all(map(full, check.get("require", []))), not any(map(full, check.get("forbid", []))),
            all(len(full(name)) <= most for name, most in check.get("most", {}).items()),
            not any(value in values for name, values in check.get("exclude", {}).items() for value in self.form.get(name, []))]
        first, second = map(full, check.get("order", ["", ""]))
        good.append(not first or not second or first <= second)
        for text in (self.form["title"][0], "\n".join(self.lines)):
            good += [ascii_lower(word) not in ascii_lower(text) for word in check.get("without", [])]
        for key, is_there in (("up", lambda unit: unit in self.office.above(self.issuer)),
                              ("down", lambda unit: self.issuer in self.office.above(unit))):
            if key in check:
                kind = self.workflow.fields[check[key]]["type"]
                called = [self.units_called(value, kind) for value in self.form.get(check[key], [])]
                good += [all(map(is_there, units)) for units in called]
        return all(good)

    def units_called(self, text, kind):
        """The units that a value names: by slug, or by title where the field is a text."""
        return [slug for slug, unit in self.office.units.items() if text == (slug if kind == "unit" else unit["title"])]


def field_text(kind, value):
    """A value of a draft as text, if it is of its field's kind. A check that is not set has none."""
    if kind == "number":
        need(is_int(value), 508)
        return str(value)
    if kind == "check":
        need(is_bool(value), 508)
        return "true" if value else ""
    if kind == "date" and isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    need(isinstance(value, str), 508)
    return value


def is_day(text):
    """Whether there is such a day."""
    try:
        year = text[:4].replace("0000", "2000")
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and datetime.date.fromisoformat(year + text[4:]))
    except ValueError:
        return False


def has_shape(text, shape):
    """Whether a text is laid out as `shape`: 9 an ASCII digit, A an ASCII capital, all else itself."""
    among = {"9": "0123456789", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    return len(text) == len(shape) and all(c in among.get(want, want) for c, want in zip(text, shape))


def ascii_lower(text):
    return re.sub("[A-Z]", lambda capital: capital[0].lower(), text)


# ---- 9 Judging an act -----------------------------------------------------------------------------------------------------
# 9.2 The docket

class Seat:
    """One person's place in the current step (workflows.md, "Seats")."""

    def __init__(self, slug, how=None, by=None):
        self.slug, self.holder, self.how, self.by = slug, slug, how, by
        self.waits = self.agrees = None                      # for whom it waits; what it decided


class Place:
    """Where a subject stands and what was done in its steps: what `take-back` brings back."""

    def __init__(self):
        self.stage, self.at, self.came, self.seats, self.responded = "at", 0, 0, {}, False
        self.straight = ()                                   # the steps it goes straight back to, the last one first
        self.returned = None                                 # while it is back: "again" or "straight" if it was returned
        self.passed, self.issued = frozenset(), False
        self.sealed = frozenset()                            # the units that have put a seal in the step
        self.agreed, self.void = (), frozenset()             # (act, step, people) that agreed; acts made void

    def copy(self):
        new = copy.copy(self)
        new.seats = {slug: copy.copy(seat) for slug, seat in self.seats.items()}
        return new

    def seat(self, slug):
        return self.seats.setdefault(slug, Seat(slug))

    def enter(self, at, time):
        self.stage, self.at, self.came, self.seats, self.responded, self.returned = "at", at, time, {}, False, None
        self.sealed = frozenset()

    def undo(self, is_void):
        """Makes acts that agreed void: those of the steps for which this holds."""
        gone = [one for one in self.agreed if is_void(one[1])]
        self.void |= {seq for seq, _, _ in gone}
        self.agreed = tuple(one for one in self.agreed if one not in gone)


def read_parcel(line):
    """Which document of which record came in a parcel, and by which sending: `<record id> <number> <subject>`."""
    parts = re.fullmatch(f"({UUID}) ({NUMBER}) ([^ ]+)", line)
    need(parts and int(parts[2]) < 1 << 64 and is_subject(parts[3]), 595)
    return parts[1], parts[3], int(parts[2])


class Delivery:
    """What became of a document at one addressee (workflows.md, "Sending")."""

    def __init__(self, sent):
        (self.act, self.sent), self.opened, self.answer, self.registered, self.receipt = sent, None, None, None, None


def is_for_all(workflow, form):
    """Whether all staff may read it: its form names no readers, or everybody among them."""
    named = [one for one in form.get(workflow.audience, []) if one]
    return not named or "*" in named


class Docket:
    """All that is known of one subject."""

    def __init__(self, subject, workflow, drafter, unit, seq):
        self.subject, self.workflow, self.drafter, self.drafter_unit = subject, workflow, drafter, unit
        self.submitted, self.successions = seq, {}           # its first act; {person: [(number, to), ...]} in force now
        self.number, self.seals, self.ended, self.last = None, frozenset(), None, None
        self.serial = None                                   # the number by which its unit registered it
        self.readers, self.actors = {}, frozenset()          # who may read, and whether he has; who has acted on it
        self.authors = frozenset()                           # who has handed it in
        self.signer = None                                   # who issued it
        self.concerned = self.gainers = frozenset()          # of a change request: the units concerned, and who gains by it
        self.executed = False                                # whether a change request was carried out
        self.lost = frozenset()                              # the certificates that a loss suspends
        self.deliveries = {}                                 # what became of it where it was sent
        self.latest = None                                   # what may be taken back: whose it was, signer, act, Place before it

    def copy(self):
        new = copy.copy(self)
        new.readers, new.place = dict(self.readers), self.place.copy()
        new.deliveries = {to: copy.copy(delivery) for to, delivery in self.deliveries.items()}
        return new

    def is_gone(self):
        """Whether it has come to nothing, so that what it named is free."""
        return self.ended == "void" or self.place.stage in ("withdrawn", "terminated", "rejected")

    def came(self):
        """The document of another record that it enters or sends back, and its sending; None if it names none."""
        lines = [line for line in self.form.get(self.workflow.came_by, []) if line]
        return read_parcel(lines[0]) if lines else None

    def hand_in(self, form, act, time):
        self.form, self.title, self.issuer = form, form["title"][0], form.get("unit", [self.drafter_unit])[0]
        is_list = self.workflow.fields.get("kind", {}).get("list")
        self.kind = None if is_list else next(iter(form.get("kind", [])), None)
        self.digest, self.handed_in, self.handed_in_at, self.instructed = act.digest, act.seq, time, None
        self.place = Place()
        self.place.enter(self.first_from(0), time)

    def heir(self, person):
        """Who has taken a person's place in the end, by handovers that got through after the subject was submitted."""
        last = self.submitted
        while (later := max(self.successions.get(person, []), default=(0, None)))[0] > last:
            last, person = later
        return person

    def is_above(self, person):
        """Whether `above` may name somebody: nobody who stands in the drafter's place, or is one of the two of a handover."""
        two = self.form["person"] + self.form["to"] if self.workflow.collection == "handovers" else []
        return person not in (self.drafter, *two) and self.heir(person) not in (self.drafter, self.heir(self.drafter))

    def first_from(self, at):
        """The first step from this one on that the subject comes through, or None."""
        steps = enumerate(self.workflow.steps)
        return next((n for n, step in steps if n >= at and holds(step.get("when", {}), self.form)), None)

    def step(self):
        return self.workflow.steps[self.place.at]

    def next(self):
        """The step after the current one, or None."""
        agree, names = self.step().get("then", {}).get("agree", "next"), [step["name"] for step in self.workflow.steps]
        if self.place.straight:
            return self.place.straight[-1]
        if agree == "done":
            return None
        return self.first_from(self.place.at + 1 if agree == "next" else names.index(agree))

    def carry_on(self, time):
        """The step is through."""
        place, to = self.place, self.next()
        place.passed |= {place.at}
        place.straight = place.straight[:-1]
        if to is None:
            place.stage, place.sealed = "done", frozenset()
        else:
            place.enter(to, time)

    def fail(self, time):
        """The step has failed."""
        then = self.step().get("then", {}).get("disagree", "drafter")
        if then == "next":
            self.carry_on(time)
        else:
            self.place.stage = "back" if then == "drafter" or self.number is not None else "rejected"

    def go_back(self, to, is_straight, time):
        """What a `return` does; `to` is a step, or None for the drafter."""
        place, at = self.place, self.place.at
        place.straight = place.straight + (at,) if is_straight else ()
        if to is None:
            place.stage, place.returned, place.issued = "back", "straight" if is_straight else "again", False
            return
        place.undo(lambda step: step in (to, at) or to < step < at and not is_straight)
        place.passed = frozenset(step for step in place.passed if step < to or step > to and is_straight)
        steps = [self.workflow.steps[step] for _, step, _ in place.agreed]
        place.issued = place.issued and "issue" in map(carries_on, steps)
        place.enter(to, time)

    def answer(self, time):
        """What the drafter's `reply` to a return does."""
        place = self.place
        if place.returned == "straight":
            *rest, to = place.straight
            place.straight = tuple(rest)
            place.undo(lambda step: step == to)
        else:
            place.undo(lambda step: True)
            place.straight, place.passed, to = (), frozenset(), self.first_from(0)
        place.enter(to, time)


class Seating:
    """The seats of the current step, as the register stands."""

    def __init__(self, judge, docket):
        step, place, then = docket.step(), docket.place, docket.step().get("then", {})
        self.rule, self.place = step["rule"], place
        self.heir = docket.heir if carries_on(step) != "seal" else lambda person: person     # no seal is handed over so
        self.named = judge.office.asked_in(step, docket)
        self.all, self.late = [place.seat(slug) for slug in self.named], set()
        self.add()
        if then.get("timeout") == "escalate" and judge.is_over(docket):
            there = {seat.slug for seat in self.all}
            self.late = {slug for slug in judge.office.named(then["escalate"], docket) if slug not in there}
            self.all += [place.seat(slug) for slug in judge.office.named(then["escalate"], docket) if slug in self.late]
            self.add()

    def add(self):
        """The seats that were added, by slug, each as soon as the seat is there that added it."""
        there, more = {seat.slug for seat in self.all}, True
        while more:
            more = False
            for slug, seat in sorted(self.place.seats.items()):
                if slug not in there and (seat.how == "lift" or seat.how and seat.by in there):
                    self.all.append(seat)
                    there.add(slug)
                    more = True

    def how(self, seat):
        """How a seat was added; None if it was not, or is the step's own by now."""
        return None if seat.slug in self.named or seat.slug in self.late else seat.how

    def added(self, seat, how):
        """The seats that this one has added so."""
        return [other for other in self.all if self.how(other) == how and other.by == seat.slug]

    def people(self):
        """Who has or holds a seat."""
        return {seat.slug for seat in self.all} | set(map(self.holder, self.all))

    def holder(self, seat):
        return self.heir(seat.holder)

    def of(self, person):
        """The seats that a person holds, and those of them that are open."""
        held = [seat for seat in self.all if self.holder(seat) == person]
        there = [seat for seat in self.all if self.is_open(seat)]
        if not there and not any(seat.waits and seat.agrees is None for seat in self.all):
            there = [seat for seat in self.all if seat.agrees is not None]     # who has decided decides again
        return held, [seat for seat in held if seat in there]

    def root(self, seat):
        """The seat with which this one was added in the end."""
        while self.how(seat) == "with":
            seat = self.place.seats[seat.by]
        return seat

    def counts(self, seat):
        return self.root(seat).slug in self.named

    def position(self, seat):
        return list(self.named).index(self.root(seat).slug)

    def is_open(self, seat):
        if seat.agrees is not None or seat.waits:
            return False
        if not all(other.agrees for other in self.added(seat, "before")):
            return False
        if self.how(seat) == "after":
            return bool(self.place.seats[seat.by].agrees)
        if self.rule == "sequence" and self.counts(seat):
            return not any(self.counts(other) and self.position(other) < self.position(seat) and not other.agrees
                           for other in self.all)
        return True

    def is_alone(self, seat):
        """Whether its word alone makes the step through or fails it."""
        return seat.slug in self.late or self.how(seat) == "lift"

    def is_good(self, seat):
        """Whether its approval counts: all that were added after or with it have approved, and so on."""
        return seat.agrees and all(map(self.is_good, self.added(seat, "after") + self.added(seat, "with")))

    def outcome(self):
        """Whether the step is through (True), has failed (False), or neither (None)."""
        if any(seat.agrees and self.is_alone(seat) for seat in self.all):
            return True
        if any(seat.agrees is False and (self.is_alone(seat) or self.how(seat)) for seat in self.all):
            return False
        if self.rule in ("all", "sequence"):
            said = [seat.agrees for seat in self.all if not self.is_alone(seat)]
            return False if False in said else True if said and all(said) else None
        counted = [seat for seat in self.all if seat.slug in self.named]
        weigh = lambda seats: sum(self.named[seat.slug] if self.weighs() else 1 for seat in seats)
        against = [seat for seat in counted if seat.agrees is False]
        whole, no, yes = weigh(counted), weigh(against), weigh(filter(self.is_good, counted))
        if self.rule == "any":
            return False if no else True if yes else None
        enough = (lambda n: 100 * n > self.rule["vote"] * whole) if self.weighs() else (
            lambda n: n >= max(1, min(self.rule["at-least"], whole)))
        return True if enough(yes) else False if against and not enough(whole - no) else None

    def weighs(self):
        return isinstance(self.rule, dict) and "vote" in self.rule


READ_ONLY = set("""已阅 阅 阅知 阅悉 已阅知 已阅悉 已阅读 知悉 已知悉 悉 收悉 已收悉 已读 已閱 閱 閱知 閱悉 已閱知 已閱悉 已閱讀 已讀 read
readandnoted noted seen acknowledged 知道了 已知 已看 看过""".split())


def says_only_read(opinion):
    """Whether the letters and digits of an opinion are one of the words for having read."""
    return "".join(c for c in opinion if is_alphanumeric(c)).lower() in READ_ONLY


def is_alphanumeric(c):
    return unicodedata.category(c)[0] in "LN" or unicodedata.name(c, "").startswith(
        ("CIRCLED LATIN", "SQUARED LATIN", "NEGATIVE CIRCLED LATIN", "NEGATIVE SQUARED LATIN"))


class Entry:
    """One commit of the chain: what it says and whether it was valid."""

    def __init__(self, seq, oid, raw):
        self.seq, self.oid, self.raw = seq, oid, raw
        self.digest = "sha256:" + hashlib.sha256(raw).hexdigest()
        self.commit = self.act = self.fault = self.person = self.seal = None


class Judge:
    """The fold over the chain: each act is judged by what the valid acts before it made."""

    def __init__(self, repository):
        self.repository = repository
        self.entries, self.dockets, self.numbers, self.seals, self.executed = [], {}, {}, {}, []
        self.through = {"delegations": [], "handovers": []}  # (act, subject) of these that got through, in their order
        self.losses = set()                                  # the subjects that suspend certificates, or did
        self.unregistered = None                             # the SealPut of the last valid act
        self.time = self.tree = self.office = None

    # 9.1 Order: the genesis

    def found(self, oid, raw):
        """The first commit founds the office; its faults are all told."""
        if len(raw) > 64 * KIB:
            return [Fault(104, oid=oid)]
        entry = Entry(0, oid, raw)
        try:
            entry.commit = commit = Commit(raw)
            entry.act = act = Act(commit)
            need(act.verb == "found" and commit.parent is None, 312)
            need(act.seq == 0, 302)
            need(self.tree_name(commit.tree) == act.tree, 304)
            office = Office(self.registry_files(commit.tree))
            if office.faults:
                return office.faults
            need(office.holders.get(act.signer, [""])[0] == "people" and office.state(act.signer) == "active", 810)
            need(not office.is_service(office.holders[act.signer][1]), 810)
            need(office.settings.record == act.record, 301)
            entry.person = self.check_signer(office, entry)
        except Fault as fault:
            fault.oid = fault.oid or oid
            return [fault]
        self.entries.append(entry)
        self.office, self.time, self.tree = office, commit.ident.seconds, commit.tree
        return []

    def tree_name(self, tree):
        return "sha256:" + self.repository.sha256_name(tree)[0].hex()

    def registry_files(self, tree):
        """The files that settings, register and workflows are read from."""
        files, room = {}, 256 * MIB
        for top in ("kanhe.toml", "workflows", "content/units", "content/people", "content/seals"):
            folder = self.repository.folder(tree, top)
            oid = None if folder else self.repository.tree(tree).get(top, (True, None))[1]
            below = self.repository.files(folder) if folder else {"": oid} if oid else {}
            for path, oid in below.items():
                path = f"{top}/{path}".rstrip("/")
                if is_registry(path):
                    files[path] = self.repository.blob(oid)
                    room -= len(files[path])
                    need(room >= 0, 104, path)
        return files

    @staticmethod
    def check_signer(office, entry):
        """Step 3: the signer, the signature, its time, the name and e-mail."""
        commit, act = entry.commit, entry.act
        person = office.signer(act.signer)
        signature = read_signature(commit.armour)
        office.certificates[act.signer].check(signature, commit.payload)
        need(abs(commit.ident.seconds - signature.created) <= 300, 311)
        registered = office.people[person]
        need((commit.ident.name, commit.ident.email) == (registered["name"], registered["email"]), 204)
        return person

    # 9.1 Order: every other act

    def step(self, oid, raw):
        """Judges the next commit of the chain; a refused one changes nothing but the chain."""
        entry = Entry(len(self.entries), oid, raw)
        apply = None
        try:
            need(len(raw) <= 64 * KIB, 104)
            entry.commit = Commit(raw)
            entry.act = Act(entry.commit)
            apply = self.judge(entry)
        except Fault as fault:
            fault.oid, fault.seq = fault.oid or oid, entry.seq
            entry.fault = fault
        if apply:
            self.time = entry.commit.ident.seconds
            if self.unregistered:
                self.unregistered.registered = entry.act.seals[1]
            self.unregistered = None
            apply()
        if entry.commit:                                     # the tree before the next act (section 5.4)
            try:
                self.repository.sha256_name(entry.commit.tree)
                self.tree = entry.commit.tree
            except Fault:
                pass
        self.entries.append(entry)

    def judge(self, entry):
        """Section 9.1, steps 1 to 6. Returns what the act does, to be called if nothing was wrong."""
        commit, act, office, before = entry.commit, entry.act, self.office, self.entries[-1]
        office.lost = self.lost()
        need(act.verb != "found", 312)
        need(act.record == office.settings.record, 301)
        need(act.seq == entry.seq, 302)
        need(act.parent == before.digest, 303)
        need(commit.ident.seconds >= self.time, 305)
        entry.person = self.check_signer(office, entry)
        need(self.tree_name(commit.tree) == act.tree, 304)
        if self.unregistered:
            need(act.seals, 611, self.unregistered.ref)
            need(act.seals[0] == self.unregistered.ref, 612, act.seals[0])
        else:
            need(not act.seals, 613, act.seals and act.seals[0])
        content = self.check_change(entry)
        need(max(len(act.opinion), len(act.reason)) <= 2000, 520)
        need(office.is_service(entry.person) == (act.verb == "open"), 581)
        self.now, self.successions = commit.ident.seconds, self.handed_over()
        if act.verb in ("submit", "revise", "execute"):
            return getattr(self, act.verb)(entry, content)
        if act.verb in ("read", "reply", "terminate") and not act.step:
            return getattr(self, act.verb + "_outside")(entry)
        rules = {"approve": self.decide, "disagree": self.decide, "complete": self.decide, "read": self.decide,
                 "return": self.give_back, "transfer": self.hand_over, "consult": self.hand_over, "repeal": self.void,
                 "receive": self.answer, "refuse": self.answer}
        return rules.get(act.verb, getattr(self, act.verb.replace("-", "_"), None))(entry)

    # 5.4 What an act may change

    def check_change(self, entry):
        """Step 5. Returns {path: blob} of the subject's folder."""
        commit, act, repository = entry.commit, entry.act, self.repository
        folder = f"content/{act.subject}"
        changed = dict(repository.differences(self.tree, commit.tree))
        hands_in = act.verb in ("submit", "revise")
        if act.verb != "execute":
            for path in changed:
                need(hands_in or is_protected(path), 401, path)
                need(not is_protected(path) or hands_in and path.startswith(folder + "/"), 403, path)
                need(path.startswith(folder + "/"), 402, path)
        tree = repository.folder(commit.tree, folder)
        if act.verb == "execute" and tree:
            proposed = self.proposed(repository.files(tree))
            for path, oid in changed.items():
                need(oid is not None and proposed.get(path) == oid, 406, path)
            now = repository.files(commit.tree)
            for path, oid in proposed.items():
                need(now.get(path) == oid, 406, path)
            need(changed, 406)
        need(tree, 405, folder)
        need(self.tree_name(tree) == act.digest, 404, folder)
        if act.affirms:
            seq, digest = as_number(act.affirms[0]), "sha256:" + act.affirms[1]
            need(seq < entry.seq and self.entries[seq].digest == digest, 313)
        content = repository.files(tree)
        docket = self.dockets.get(act.subject)
        workflow = docket.workflow if docket else self.office.workflows.get(act.subject.split("/")[0])
        if (hands_in or act.verb == "execute") and workflow and workflow.changes:
            self.check_proposed_certificates(self.proposed(content))
        return content

    @staticmethod
    def proposed(content):
        """The files that a change request proposes, by the paths they shall have."""
        return {path.removeprefix("files/"): oid for path, oid in content.items() if path.startswith("files/")}

    def check_proposed_certificates(self, proposed):
        named = re.compile(f"content/(?:people|seals)/(?:.*/)?{FINGERPRINT}\\.asc")
        for path in sorted(filter(named.fullmatch, proposed), key=str.encode):
            try:
                certificate = Certificate(self.repository.blob(proposed[path]))
                fingerprint = certificate.fingerprint
                need(path.endswith(f"/{fingerprint}.asc"), 803)
                if fingerprint in self.office.holders:
                    certificate.check_follows(self.office.certificates[fingerprint])
                else:
                    proof = path.removesuffix("asc") + "sig"
                    need(proof in proposed, 238)
                    self.check_proof(path, certificate, self.repository.blob(proposed[proof]))
            except Fault as fault:
                fault.path = path
                raise

    def check_proof(self, path, certificate, proof):
        """Whether a new certificate's own key signed where it belongs (register.md, "Certificates"): K239."""
        entry = os.path.dirname(path).removeprefix("content/")
        line = f"kanhe-proof v1 {self.office.settings.record} {entry} {certificate.fingerprint}\n"
        try:
            certificate.check(read_signature(proof), line.encode())
        except Fault:
            raise Fault(239) from None

    def proposed_office(self, proposed):
        """Settings, register and workflows with the proposed files in their places."""
        files = self.office.files | {path: self.repository.blob(oid) for path, oid in proposed.items() if is_registry(path)}
        return Office(files)

    # 9.3 Precedence: each verb's rules, in their order

    def submit(self, entry, content):
        act = entry.act
        workflow = self.office.workflows.get(act.subject.split("/")[0])
        need(workflow, 501)
        need(act.subject not in self.dockets, 502)
        docket = Docket(act.subject, workflow, entry.person, self.office.people[entry.person]["unit"], entry.seq)
        return self.hand_in(entry, docket, content)

    def revise(self, entry, content):
        docket = self.drafters(entry)
        need(not docket.place.issued, 506)
        need(docket.digest != entry.act.digest, 507)
        return self.hand_in(entry, docket, content)

    def hand_in(self, entry, docket, content):
        workflow, office, number = docket.workflow, self.office, docket.number
        sizes = {path: len(self.repository.blob(oid)) for path, oid in content.items()}
        index = self.repository.blob(content["index.md"]) if "index.md" in content else None
        draft = Draft(docket, office, self.dockets, index, sizes)
        form, issuer = draft.form, draft.issuer
        proposed = self.proposed(content) if workflow.changes else {}
        need(not workflow.changes or proposed and all(map(may_be_proposed, proposed)), 508)
        corrected = form.get(workflow.corrects, [])
        need(all(subject.split("/")[0] == workflow.collection for subject in corrected), 567)
        for subject in form.get(workflow.repeals, []) + corrected:
            other = self.dockets[subject]
            above = office.went(other.issuer), *office.above(office.went(other.issuer))
            need(other.place.stage == "done" and not other.ended and issuer in above, 567)
        for subject in form.get(workflow.receives, []):
            here = self.at(self.dockets[subject], issuer) if self.dockets[subject].ended != "void" else {}
            received = [one for one in here.values() if one.answer == "receive"]
            need(received, 586)
            need(any(one.registered in (None, docket.subject) for one in received), 587)
            need(not is_for_all(workflow, form) or is_for_all(self.dockets[subject].workflow, self.dockets[subject].form), 589)
            need(form["title"][0] == self.dockets[subject].title, 592)
            said = next(filter(None, form.get("number", []) if "number" in workflow.fields else []), None)
            need(not said or said == self.dockets[subject].number, 592)
        was = self.dockets[docket.subject].came() if docket.subject in self.dockets else None
        need(not was or any(form.get(workflow.came_by, [])), 594)
        for line in filter(None, form.get(workflow.came_by, [])):
            record, document, seq = read_parcel(line)
            need(record in office.settings.partners.values(), 595)
            if was and was == (record, document, seq):
                continue
            need(not was or was[:2] == (record, document) and was[2] <= seq, 594)
            others = [other for other in self.dockets.values() if other.subject != docket.subject]
            found = [(other, come[2]) for other in others for come in [other.came()] if come and come[:2] == (record, document)]
            need(not any(other.workflow.parcels and not other.is_gone() for other, _ in found), 596)
            need(all(number <= seq and (number < seq or other.is_gone()) for other, number in found), 599)
        for line in filter(None, form.get(workflow.answers, [])):
            delivery, _ = self.answered(line)
            need(delivery, 597)
            need(not delivery.answer or delivery.receipt == docket.subject, 598)
        if workflow.collection == "delegations":
            need(form["from"] <= form["until"] and form["to"][0] != docket.drafter and office.is_able(form["to"][0]), 569)
        if workflow.collection == "handovers":
            (person,), (to,) = form["person"], form["to"]
            need(to not in (person, docket.drafter) and office.is_able(to)
                 and issuer == office.people[person]["unit"], 569)
        if proposed:
            _, change = self.change(proposed, entry, docket)
            need(not any(slug != docket.drafter and self.office.is_able(slug) for slug in change.registered), 576)
            docket.concerned, docket.gainers = change.concerned, change.gainers
            form["changes"] = sorted(change.words)           # for conditions
            draft.check(asks_changes=True)
        if workflow.collection == "losses":
            self.report(form, docket)
        before = number and (office.went(docket.issuer), docket.kind)
        registered = docket.serial and office.went(docket.issuer)
        docket.hand_in(form, entry.act, self.now)
        if number is None and workflow.drafters:
            may = next((who["who"] for who in workflow.drafters if holds(who.get("when", {}), form)), [])
            need(docket.drafter in office.named(may, docket, hands_in=True), 529)
        need(number is None or before == (issuer, docket.kind), 564)
        need(docket.serial is None or registered == issuer, 564)
        register, n = None, None
        if workflow.serial and docket.serial is None:
            register, n = self.next_serial(docket)
            docket.serial = register.partition("\t")[2].replace("{n}", str(n))
        steps = [step for step in workflow.steps if holds(step.get("when", {}), form)]
        need(steps, 563)
        for step in steps if workflow.collection != "losses" else []:
            if any("signer" in who for who in step["who"]):
                continue
            if carries_on(step) == "seal":
                need(all(any(map(office.is_able, office.custodians(unit))) for unit in office.sealing(docket)), 509)
            named, rule = office.asked_in(step, docket), step["rule"]
            wanted = rule.get("at-least", 1) if isinstance(rule, dict) else 1 if rule == "any" else max(1, len(named))
            need(sum(office.is_able(docket.heir(person)) for person in named) >= wanted, 509)
        if workflow.numbering and number is None:
            self.next_number(docket)
        docket.authors |= {entry.person}
        docket.latest = entry.person, entry.person, entry.seq, None
        return self.keep(entry, docket, lambda: register and self.numbers.update({register: n}))

    def change(self, proposed, entry, docket):
        """The office that a change request would make, and what it changes: K527, K570."""
        office = self.proposed_office(proposed)
        need(not office.check_follows(self.office, entry.seq, self.successions), 527)
        change = Change(self.office, office, proposed)
        need(change.words <= set(docket.workflow.changes), 570)
        return office, change

    def report(self, form, docket):
        """What is reported lost, and the unit concerned (register.md, "Losses"): K572, K573."""
        office, (person, seal, certificate) = self.office, (
            next(iter(form.get(name, [])), "") for name in ("person", "seal", "certificate"))
        need(bool(person) != bool(seal), 572)
        kind, slug, entry = ("people", person, office.people.get(person)) if person else ("seals", seal, office.seals.get(seal))
        meant = set(office.in_use(kind, slug)) | {one for one in docket.lost if office.holders[one][:2] == (kind, slug)}
        meant &= {certificate} if certificate else meant
        need(meant, 572)
        need(any(set(office.in_use("people", other)) - meant for other in office.people if not office.is_service(other)), 573)
        docket.lost, docket.concerned = docket.lost | meant, frozenset({entry["unit"]})

    def lost(self):
        """The certificates that are reported lost now."""
        open_ones = (docket for docket in map(self.dockets.get, self.losses)
                     if docket.place.stage != "rejected" and docket.ended not in ("void", "repeal"))
        return frozenset().union(*(docket.lost for docket in open_ones))

    def keep(self, entry, docket, then=lambda: None):
        """What a valid act leaves behind: its docket, and what follows when the subject has got through by it."""
        def apply():
            before = self.dockets.get(docket.subject)
            self.note_receipts(entry, before, docket)
            self.note_answer(entry, before, docket)
            docket.last, docket.actors = entry.seq, docket.actors | people(entry)
            self.dockets[docket.subject] = docket
            if docket.lost:
                self.losses.add(docket.subject)
            then()
            if docket.place.stage == "done" and (before is None or before.place.stage != "done"):
                self.through.get(docket.workflow.collection, []).append((entry.seq, docket.subject))
                for field, how in (docket.workflow.repeals, "repeal"), (docket.workflow.corrects, "correct"):
                    for other in map(self.dockets.get, docket.form.get(field, [])):
                        if other.place.stage == "done":
                            other.ended = other.ended or how
        return apply

    def gone_to(self, to):
        """What an addressee has become: where a unit went, or the person."""
        return to if to[0] in "@:" else self.office.went(to)

    def at(self, docket, to):
        """The deliveries of a document that have come to where an addressee is now."""
        now = self.gone_to(to)
        return {known: delivery for known, delivery in docket.deliveries.items() if self.gone_to(known) == now}

    def note_receipts(self, entry, before, docket):
        """What an act about a subject does to the documents that it registers as received."""
        field, hands_in = docket.workflow.receives, entry.act.verb in ("submit", "revise")
        gone = docket.is_gone()
        sources = docket.form.get(field, [])
        for subject in {*sources, *(before.form.get(field, []) if before else [])}:
            for delivery in self.dockets[subject].deliveries.values():
                if delivery.registered == docket.subject and (gone or hands_in):
                    delivery.registered = None
            for delivery in self.at(self.dockets[subject], docket.issuer).values() if hands_in and subject in sources else []:
                if delivery.answer == "receive" and delivery.registered is None:
                    delivery.registered = docket.subject

    def answered(self, line):
        """The delivery that a receipt answers, if that was sent to that partner by that act; and the answer."""
        parts = re.fullmatch(f"([^ ]+) (:{SLUG}) ({NUMBER}) (received|refused)", line)
        need(parts and is_subject(parts[1]) and parts[1] in self.dockets, 597)
        delivery = self.dockets[parts[1]].deliveries.get(parts[2])
        return (delivery if delivery and delivery.act == int(parts[3]) else None), parts[4]

    def note_answer(self, entry, before, docket):
        """What an act about a receipt does to the document that it answers."""
        field, hands_in = docket.workflow.answers, entry.act.verb in ("submit", "revise")
        gone = docket.is_gone()
        if not field or not (hands_in or gone):
            return
        lines, was = docket.form.get(field, []), before.form.get(field, []) if before else []
        for line in filter(None, {*lines, *was}):
            for delivery in self.dockets[line.split(" ")[0]].deliveries.values():
                if delivery.receipt == docket.subject:
                    delivery.answer = delivery.receipt = None
        for line in filter(None, lines if hands_in else []):
            delivery, word = self.answered(line)
            delivery.answer, delivery.receipt = {"received": "receive", "refused": "refuse"}[word], docket.subject

    # Successors and delegations (workflows.md, "Collections with a meaning of their own")

    def handed_over(self):
        """The handovers in force: {person: [(number of the act that made it through, to), ...]}."""
        found = {}
        for seq, docket in ((seq, self.dockets[subject]) for seq, subject in self.through["handovers"]):
            if not docket.ended:
                found.setdefault(docket.form["person"][0], []).append((seq, docket.form["to"][0]))
        return found

    def actor(self, entry, docket):
        """Whose seat the act is about: K530."""
        need(entry.act.behalf is None or self.stands_in(entry.person, entry.act.behalf, docket), 530)
        return entry.act.behalf or entry.person

    def stands_in(self, delegate, delegator, docket):
        """Whether somebody may act for another about a subject now."""
        collection = docket.workflow.collection
        if collection in ("delegations", "handovers") or docket.workflow.changes or not self.office.is_able(delegator) \
                or {docket.drafter, docket.heir(docket.drafter)} & {delegate, delegator}:
            return False
        today = datetime.datetime.fromtimestamp(self.now, self.office.settings.zone).date().isoformat()
        for given in (self.dockets[subject] for _, subject in self.through["delegations"]):
            named = [value for value in given.form.get("collections", []) if value]
            if not given.ended and (given.drafter, given.form["to"][0]) == (delegator, delegate) \
                    and given.form["from"][0] <= today <= given.form["until"][0] and (not named or collection in named) \
                    and not self.is_doubted(given):
                return True
        return False

    # What the rules of section 9.3 have in common

    def docket(self, entry):
        """A copy of the docket, the steps whose time has passed being through where the workflow says so: K503."""
        docket = self.dockets.get(entry.act.subject)
        need(docket, 503)
        docket = docket.copy()
        docket.successions = self.successions
        while docket.place.stage == "at" and docket.step().get("then", {}).get("timeout") == "pass" and self.is_over(docket):
            docket.carry_on(max(docket.place.came, self.due(docket), docket.instructed or 0))
            docket.latest = None
        return docket

    def due(self, docket):
        """When the workflow's time for the current step is over, or None."""
        limits = [(as_list(docket.step().get("limit", [])), docket.place.came), (docket.workflow.limits, docket.handed_in_at)]
        ends = [self.office.ends(limit, docket.form, start) for limit, start in limits]
        return min((end for end in ends if end is not None), default=None)

    def is_over(self, docket):
        """Whether something follows from the time that has passed: the workflow's, and an instructed one."""
        due = self.due(docket)
        return due is not None and self.now > max(due, docket.instructed or 0)

    def is_late(self, docket):
        """Whether an act is late: an instructed time stands for the workflow's."""
        due = self.due(docket) if docket.instructed is None else docket.instructed
        return due is not None and self.now > due

    @staticmethod
    def in_a_step(docket):
        """K511 or K504."""
        need(docket.place.stage != "back", 511)
        need(docket.place.stage == "at", 504)

    @staticmethod
    def unended(docket):
        """K504."""
        need(docket.place.stage in ("at", "back"), 504)

    def place(self, entry):
        """Place: K503, K511 or K504, K512."""
        docket = self.docket(entry)
        self.in_a_step(docket)
        need(docket.step()["name"] == entry.act.step, 512)
        return docket

    def seat(self, entry, docket):
        """Seat: K513, K530, K571, K514, K515, K531, K516. Returns the seating, and the seats that the act is about."""
        act, verbs = entry.act, docket.step()["verbs"]
        if act.verb == "remove-sign":
            need("add-sign" in verbs or "consult" in verbs, 513)
        else:
            need(act.verb in verbs, 513)
        person, seating = self.actor(entry, docket), Seating(self, docket)
        need(docket.executed or entry.person not in self.office.barred(docket), 571)
        held, found = seating.of(person)
        need(held, 514)
        if act.verb == "remove-sign":                        # decided or not
            found = held
        need(found or any(seat.agrees is None for seat in held), 515)
        need(found, 531)
        need(docket.digest == act.digest, 516)
        return seating, found

    def undoubted(self, docket):
        """K523."""
        need(not self.is_doubted(docket), 523)

    def is_doubted(self, docket):
        """Whether an act about a subject is in question."""
        return any(other.act.subject == docket.subject for other in self.in_question())

    def confirmed(self, entry, docket):
        """K533."""
        act = entry.act
        must = docket.workflow.confirm and (agrees(act, docket) or act.verb == "seal")
        need(act.confirms == docket.last if act.confirms is not None else not must, 533)

    def in_time(self, entry, docket):
        """K532; from now on there has been an act in the step."""
        act, place = entry.act, docket.place
        decides = act.verb in DECIDE or act.verb == "seal"
        need(act.reason or not decides or not self.is_late(docket), 532)
        respond = self.office.ends(as_list(docket.step().get("respond", [])), docket.form, place.came)
        need(act.reason or place.responded or respond is None or self.now <= respond, 532)
        place.responded = True

    def entitled(self, entry, docket, acted=False):
        """K539: who may do a thing besides the steps; with `acted` the drafter and whoever has acted on it, too."""
        his = acted and (entry.person == docket.heir(docket.drafter) or entry.person in docket.actors)
        need(his or entry.person in self.office.named(docket.workflow.anytime.get(entry.act.verb, []), docket), 539)

    def drafters(self, entry):
        """K503, K504, K574, K505, K575: of `revise` and `withdraw`."""
        docket = self.docket(entry)
        self.unended(docket)
        need(entry.act.verb == "revise" or docket.workflow.collection != "losses", 574)
        need(docket.heir(docket.drafter) == entry.person, 505)
        need(not docket.executed, 575)
        return docket

    @staticmethod
    def about(entry, docket):
        need(docket.digest == entry.act.digest, 516)

    # In a step

    def decide(self, entry):
        act, docket = entry.act, self.place(entry)
        seating, seats = self.seat(entry, docket)
        yes = agrees(act, docket)
        if yes:
            self.undoubted(docket)
        self.confirmed(entry, docket)
        need(act.opinion or yes and act.verb == "read", 517)
        need(act.verb not in ("approve", "complete") or not says_only_read(act.opinion), 519)
        before = docket.place.copy()
        self.in_time(entry, docket)
        for seat in seats:
            seat.agrees = yes
        if yes:
            self.agree(entry, docket)
        else:
            for person in self.office.named(docket.step().get("then", {}).get("inform", []), docket):
                docket.readers.setdefault(person, False)
        is_through = seating.outcome()
        if is_through:
            docket.carry_on(self.now)
        elif is_through is not None:
            docket.fail(self.now)
        docket.latest = act.behalf or entry.person, entry.person, entry.seq, before
        return self.keep(entry, docket)

    @staticmethod
    def agree(entry, docket):
        docket.place.agreed += ((entry.seq, docket.place.at, people(entry)),)

    def issue(self, entry):
        act, docket = entry.act, self.place(entry)
        self.seat(entry, docket)
        self.undoubted(docket)
        self.confirmed(entry, docket)
        need(act.opinion, 517)
        need(not says_only_read(act.opinion), 519)
        register, n = None, None
        if docket.number is None:
            register, n = self.next_number(docket)
        need(act.number == (docket.number or register.replace("{n}", str(n))), 521)
        self.in_time(entry, docket)
        self.agree(entry, docket)
        docket.number, docket.place.issued, docket.latest = act.number, True, None
        docket.signer = act.behalf or entry.person
        docket.carry_on(self.now)
        return self.keep(entry, docket, lambda: register and self.numbers.update({register: n}))

    def next_number(self, docket):
        """The register a number is of (the pattern with code and year filled in) and the next in it."""
        numbering = docket.workflow.numbering
        code = self.office.units.get(self.office.went(docket.issuer), {}).get("code")
        need(code is not None, 522)
        pattern = numbering.get("kind", {}).get(docket.kind, numbering["pattern"])
        year = datetime.datetime.fromtimestamp(self.now, self.office.settings.zone).year
        register = pattern.replace("{code}", code).replace("{year}", str(year))
        return register, self.numbers.get(register, 0) + 1

    def next_serial(self, docket):
        """The same for the number by which a unit registers what is handed in to it: each unit counts for itself."""
        year = datetime.datetime.fromtimestamp(self.now, self.office.settings.zone).year
        register = self.office.went(docket.issuer) + "\t" + docket.workflow.serial.replace("{year}", str(year))
        return register, self.numbers.get(register, 0) + 1

    def give_back(self, entry):
        act, docket = entry.act, self.place(entry)
        self.seat(entry, docket)
        self.confirmed(entry, docket)
        need(act.reason, 518)
        at, names = docket.place.at, [step["name"] for step in docket.workflow.steps]
        issue = next((n for n, step in enumerate(docket.workflow.steps) if carries_on(step) == "issue"), len(names))
        to = names.index(act.to[0]) if act.to and act.to[0] in names else None
        need(not act.to or to in docket.place.passed and to < at, 537)
        need(at <= issue or not act.how and (to is None or to >= issue), 537)
        before = docket.place.copy()
        self.in_time(entry, docket)
        docket.go_back(to, bool(act.how), self.now)
        docket.latest = act.behalf or entry.person, entry.person, entry.seq, before
        return self.keep(entry, docket)

    def seal(self, entry):
        act = entry.act
        seal = self.office.seals.get(act.seal)
        need(seal, 601)
        docket = self.docket(entry)
        need(act.seal not in docket.seals, 605)
        need(docket.place.issued or docket.place.stage not in ("at", "back"), 602)
        docket = self.place(entry)
        is_own = is_for_signer(docket.step())
        need((seal["kind"] == "personal") == is_own and (not is_own or seal["owner"] == docket.signer), 607)
        need(is_own or seal["unit"] in self.office.sealing(docket), 603)
        need(is_own or seal["unit"] not in self.office.sealed(docket), 608)
        need(entry.person in seal["custodians"], 604)
        in_use = self.office.in_use("seals", act.seal)
        need(in_use, 606)
        self.seat(entry, docket)
        self.undoubted(docket)
        self.confirmed(entry, docket)
        self.in_time(entry, docket)
        put = SealPut(entry, docket, seal, self.office.certificates[in_use[0]], self.office.settings.record)
        docket.seals, docket.latest = docket.seals | {act.seal}, None
        docket.place.sealed |= {seal["unit"]}
        if is_own or self.office.sealing(docket) <= self.office.sealed(docket):
            docket.carry_on(self.now)

        def then():
            self.seals[put.ref] = self.unregistered = entry.seal = put
        return self.keep(entry, docket, then)

    def execute(self, entry, content):
        docket, proposed = self.place(entry), self.proposed(content)
        self.seat(entry, docket)
        self.undoubted(docket)
        self.confirmed(entry, docket)
        agreed = docket.authors.union(*(who for _, _, who in docket.place.agreed))
        need(self.office.certified() < 2 or entry.person not in agreed, 525)
        need(not any(seq > docket.handed_in and paths & proposed.keys() for seq, paths in self.executed), 526)
        office, _ = self.change(proposed, entry, docket)
        self.in_time(entry, docket)
        self.agree(entry, docket)
        docket.latest, docket.executed = None, True
        docket.carry_on(self.now)

        def then():
            self.executed.append((entry.seq, set(proposed)))
            self.office = office
        return self.keep(entry, docket, then)

    def reply(self, entry):
        act, docket = entry.act, self.place(entry)
        consulted = [seat for seat in docket.place.seats.values()
                     if seat.waits and docket.heir(seat.waits) == entry.person and not act.behalf]
        if consulted:
            self.about(entry, docket)
            need(act.opinion, 517)
            for seat in consulted:
                seat.waits = None
        else:
            self.seat(entry, docket)
            need(act.opinion, 517)
        self.in_time(entry, docket)
        docket.latest = None
        return self.keep(entry, docket)

    def free(self, docket, seating, person):
        """K534: whether somebody may be asked who is not yet."""
        waited = {seat.waits for seat in docket.place.seats.values()}
        drafters = {docket.drafter, docket.heir(docket.drafter)}
        not_free = drafters | seating.people() | waited | self.office.barred(docket)
        need(self.office.is_able(person) and not {person, docket.heir(person)} & not_free, 534)

    def level(self, docket, person):
        """K536: whether neither somebody nor his successor is asked in a step after the next one, and not in that."""
        after = docket.next()
        then, *later = docket.workflow.steps[after:] if after is not None else [None]
        later = [self.asked(docket, step) for step in later if holds(step.get("when", {}), docket.form)]
        need(not any(other in asked and other not in self.asked(docket, then)
                     for other in (person, docket.heir(person)) for asked in later), 536)

    def hand_over(self, entry):
        """`transfer` and `consult`."""
        act, docket = entry.act, self.place(entry)
        seating, (seat, *_) = self.seat(entry, docket)
        need(act.to[0] not in people(entry), 534)
        self.free(docket, seating, act.to[0])
        if act.verb == "transfer":
            others = docket.place.seats.values()
            need(not any(other.by == seat.slug and other.how in ("before", "after") for other in others), 534)
            seat.holder = act.to[0]
        else:
            seat.waits = act.to[0]
        self.level(docket, act.to[0])
        self.in_time(entry, docket)
        docket.latest = None
        return self.keep(entry, docket)

    def add_sign(self, entry):
        act, docket = entry.act, self.place(entry)
        if act.how == "lift":
            return self.lift(entry, docket)
        seating, (seat, *_) = self.seat(entry, docket)
        other = act.to[0]
        need(other not in people(entry), 534)
        self.free(docket, seating, other)
        self.level(docket, other)
        self.in_time(entry, docket)
        added = docket.place.seat(other)                     # what it has done in the step before stays with it
        added.how, added.by = act.how, seat.slug
        docket.latest = None
        return self.keep(entry, docket)

    def lift(self, entry, docket):
        """`add-sign` with `How: lift`: one whom the step's `lift` names takes a seat in it."""
        act, may = entry.act, docket.step().get("lift", [])
        need(entry.person in self.office.named(may, docket), 536)
        self.free(docket, Seating(self, docket), entry.person)
        self.about(entry, docket)
        need(act.reason, 518)
        self.in_time(entry, docket)
        added = docket.place.seat(entry.person)
        added.how, added.by = "lift", entry.person
        docket.latest = None
        return self.keep(entry, docket)

    def asked(self, docket, step):
        """Who is asked in a step, by the register."""
        return self.office.asked_in(step, docket).keys()

    def remove_sign(self, entry):
        docket, other = self.place(entry), entry.act.to[0]
        _, seats = self.seat(entry, docket)
        added = docket.place.seats.get(other)
        waiting = [seat for seat in seats if seat.waits == other]
        if waiting:
            waiting[0].waits = None
        else:
            need(added and added.how and added.agrees is None and added.by in [seat.slug for seat in seats], 535)
            del docket.place.seats[other]
        self.in_time(entry, docket)
        docket.latest = None
        return self.keep(entry, docket)

    def terminate(self, entry):
        docket = self.place(entry)
        self.seat(entry, docket)
        need(docket.number is None, 506)
        need(entry.act.reason, 518)
        self.in_time(entry, docket)
        docket.place.stage = "terminated"
        return self.keep(entry, docket)

    # Besides the steps

    def terminate_outside(self, entry):
        docket = self.docket(entry)
        self.unended(docket)
        need(docket.number is None, 506)
        self.entitled(entry, docket)
        self.about(entry, docket)
        need(entry.act.reason, 518)
        docket.place.stage = "terminated"
        return self.keep(entry, docket)

    def withdraw(self, entry):
        docket = self.drafters(entry)
        need(not docket.place.issued and docket.number is None, 506)
        self.about(entry, docket)
        need(entry.act.reason, 518)
        docket.place.stage = "withdrawn"
        return self.keep(entry, docket)

    def reply_outside(self, entry):
        docket = self.docket(entry)
        self.unended(docket)
        answers = docket.place.stage == "back" and docket.place.returned and entry.person == docket.heir(docket.drafter)
        if not answers:
            self.entitled(entry, docket)
        self.about(entry, docket)
        if answers:
            self.undoubted(docket)
        need(entry.act.opinion, 517)
        if answers:
            docket.answer(self.now)
            docket.latest = None
        return self.keep(entry, docket)

    def read_outside(self, entry):
        docket = self.docket(entry)
        his = [reader for reader, has_read in docket.readers.items() if not has_read and docket.heir(reader) == entry.person]
        need(his, 568)
        self.about(entry, docket)
        docket.readers |= dict.fromkeys(his, True)
        return self.keep(entry, docket)

    def take_back(self, entry):
        docket = self.docket(entry)
        self.unended(docket)
        whose, signer, seq, before = docket.latest or (None, None, None, None)
        delegated = entry.person == signer != whose and self.stands_in(signer, whose, docket)
        need((entry.person == whose or delegated) and not docket.executed and docket.workflow.collection != "losses", 538)
        self.about(entry, docket)
        if before is None:                                   # what was handed in is back with its drafter
            docket.place.stage, docket.place.returned = "back", "again"
        else:
            docket.place = before.copy()
            docket.place.void |= {seq}
        docket.latest = None
        return self.keep(entry, docket)

    def urge(self, entry):
        docket = self.docket(entry)
        if docket.place.stage == "done" and not docket.ended and docket.deliveries:
            need(not all(delivery.answer for delivery in docket.deliveries.values()), 590)
        else:
            self.in_a_step(docket)
        self.entitled(entry, docket, True)
        self.about(entry, docket)
        return self.keep(entry, docket)

    def instruct(self, entry):
        docket = self.docket(entry)
        self.in_a_step(docket)
        self.entitled(entry, docket)
        self.about(entry, docket)
        need(entry.act.opinion, 517)
        need(entry.act.due > self.now, 540)
        docket.instructed = entry.act.due
        return self.keep(entry, docket)

    def circulate(self, entry):
        docket = self.docket(entry)
        self.entitled(entry, docket, True)
        self.about(entry, docket)
        readers = docket.readers.keys() | set(map(docket.heir, docket.readers))
        need(all(person in self.office.people and person not in {entry.person} | readers for person in entry.act.to), 534)
        docket.readers |= dict.fromkeys(entry.act.to, False)
        return self.keep(entry, docket)

    # Sending and receiving (workflows.md, "Sending")

    def finished(self, entry):
        """K503, K565, K566."""
        docket = self.dockets.get(entry.act.subject)
        need(docket, 503)
        docket = docket.copy()
        docket.successions = self.successions
        need(docket.place.stage == "done", 565)
        need(not docket.ended, 566)
        return docket

    def send(self, entry):
        act, docket = entry.act, self.finished(entry)
        need(docket.seals, 578)
        self.entitled(entry, docket)
        self.about(entry, docket)
        self.undoubted(docket)
        fresh = set()
        for name in act.to + act.cc:
            fresh |= {to for to in self.addressees(docket, name)
                      if all(known.answer == "refuse" for known in self.at(docket, to).values())}
        need(fresh, 583)
        need(not docket.deliveries or act.reason, 518)
        need(docket.deliveries or act.to, 591)
        for subject in [] if docket.deliveries else docket.form.get(docket.workflow.corrects, []):
            need(not self.holders_of(self.dockets[subject], docket) - fresh, 588)
        kept = {known: delivery for known, delivery in docket.deliveries.items() if self.gone_to(known) not in fresh}
        docket.deliveries = kept | {to: Delivery((entry.seq, self.now)) for to in fresh}
        return self.keep(entry, docket)

    def holders_of(self, source, docket):
        """Who has a document that another corrects, and can still receive."""
        found = {self.gone_to(to) for to in source.deliveries
                 if any(one.answer != "refuse" for one in self.at(source, to).values())}
        able = set()
        for to in found:
            try:
                able |= self.addressees(docket, to)
            except Fault:
                pass                                         # who stands no more, or for whom nobody can receive
        return able

    def addressees(self, docket, name):
        """The units and people that a recipient stands for: K579, K580."""
        office, issuer = self.office, self.office.went(docket.issuer)
        is_here = lambda unit: unit in office.units and office.units[unit].get("state", "active") == "active"
        if name.startswith("+"):
            need(name[1:] in office.settings.groups, 579)
            found = set()
            for member in office.settings.groups[name[1:]]:
                try:
                    found |= self.addressees(docket, member)
                except Fault as fault:
                    need(fault.code == 579, fault.code)      # who stands no more is passed over
        elif name.startswith(":"):
            need(name[1:] in office.settings.partners, 579)
            return {name}
        elif name.startswith("@"):
            need(office.people.get(name[1:], {"state": ""}).get("state", "active") == "active", 579)
            found = {name}
        elif name.endswith("/*"):
            top = office.went(name[:-2])
            need(is_here(top), 579)
            found = {unit for unit in office.units if is_here(unit) and unit != issuer and (unit == top or top in office.above(unit))}
        else:
            unit = office.went(name)
            need(unit != issuer and is_here(unit), 579)
            found = {unit}
        need(found, 579)
        need(all(any(map(office.is_able, self.receivers(docket, to))) for to in found if to[0] != ":"), 580)
        return found

    def receivers(self, docket, to):
        """Who receives for an addressee, by the register as it stands."""
        if to.startswith(":"):
            return set()
        if to.startswith("@"):
            return {docket.heir(to[1:])}
        return set(self.office.holding(self.office.went(to), self.office.settings.clerk))

    def open(self, entry):
        docket = self.finished(entry)
        self.about(entry, docket)
        for to, person, time in entry.act.openings:
            here = self.at(docket, to).values()
            need(here, 582)
            fresh = [one for one in here if not one.answer and one.sent <= time and not self.counts(one.opened)]
            need(fresh and time <= self.now, 585)
            receivers, now, self.now = self.receivers(docket, to), self.now, time
            stands_in = now - time <= 86_400 and any(
                self.stands_in(person, behalf, docket) for behalf in receivers if behalf != person)
            self.now = now
            need(person in receivers or stands_in, 585)
            for delivery in fresh:
                delivery.opened = entry.seq, entry.act.signer
        return self.keep(entry, docket)

    def counts(self, opened):
        """Whether an opening stands: the server's key was not compromised by then."""
        if not opened:
            return False
        seq, signer = opened
        return seq <= self.office.holders[signer][2].get("after", seq)

    def answer(self, entry):
        """`receive` and `refuse`."""
        act, docket = entry.act, self.finished(entry)
        here = self.at(docket, act.to[0]).values()
        need(here, 582)
        need(act.behalf != entry.person, 530)
        need(self.actor(entry, docket) in self.receivers(docket, act.to[0]), 539)
        self.about(entry, docket)
        need(not all(delivery.answer for delivery in here), 584)
        need(act.opinion if act.verb == "receive" else act.reason, 517 if act.verb == "receive" else 518)
        for delivery in here:
            delivery.answer = delivery.answer or act.verb
        return self.keep(entry, docket)

    def void(self, entry):
        """`void` and `repeal`."""
        docket = self.docket(entry)
        need(docket.place.stage == "done", 565)
        need(not docket.ended, 566)
        self.entitled(entry, docket)
        self.about(entry, docket)
        need(entry.act.reason, 518)
        docket.ended = entry.act.verb
        return self.keep(entry, docket)

    def recall(self, entry):
        docket = self.docket(entry)
        need(docket.place.stage == "done" and docket.workflow.collection == "delegations", 565)
        need(not docket.ended, 566)
        need(docket.heir(docket.drafter) == entry.person, 505)
        self.about(entry, docket)
        docket.ended = "recall"
        return self.keep(entry, docket)

    def affirm(self, entry):
        act, docket = entry.act, self.docket(entry)
        named = self.entries[int(act.affirms[0])]
        need(named in self.in_question() and named.act.subject == act.subject, 524)
        asked = set().union(*(self.asked(docket, step) for step in docket.workflow.steps))
        need(entry.person in asked and entry.person != named.person, 528)
        self.about(entry, docket)
        need(act.opinion, 517)
        need(not says_only_read(act.opinion), 519)
        return self.keep(entry, docket)

    # 9.4 Acts in question

    def in_question(self):
        """The valid acts that a compromised certificate puts in question, by the register as it stands."""
        after = {fingerprint: listed["after"] for fingerprint, (_, _, listed) in self.office.holders.items() if "after" in listed}
        found, answered = [], set()
        for entry in reversed(self.entries if after else []):
            if entry.fault or entry.seq == 0 or entry.act.verb == "open":
                continue
            keys = [entry.act.signer] + ([entry.seal.certificate.fingerprint] if entry.seal else [])
            docket = self.dockets[entry.act.subject]
            doubtful = any(entry.seq > after.get(key, entry.seq) for key in keys)
            stands = entry.seq >= docket.handed_in and docket.place.stage != "withdrawn" and entry.seq not in docket.place.void
            if doubtful and stands and entry.seq not in answered:
                found.append(entry)
            elif entry.act.affirms:
                answered.add(int(entry.act.affirms[0]))
        return found[::-1]


def people(entry):
    """Who did an act: its signer, and on whose behalf he did it."""
    return frozenset(filter(None, (entry.person, entry.act.behalf)))


def agrees(act, docket):
    """Whether an act agrees, in the step where the subject is."""
    return act.verb in ("approve", "issue", "execute", "complete") or act.verb == "read" and carries_on(docket.step()) == "read"


def is_protected(path):
    """What only the genesis and `execute` set (section 5.4)."""
    return not path.startswith("content/") or path.startswith(("content/units/", "content/people/", "content/seals/"))


def may_be_proposed(path):
    """Section 8.7, K555."""
    return path == "kanhe.toml" or path.startswith(
        ("workflows/", "themes/", "hooks/", "content/units/", "content/people/", "content/seals/"))


# ---- 2 Repository: the chain, 10 Root and checkpoint, 11 Verdicts ----------------------------------------------------------

def chain(repository):
    """The commits from the genesis to `main`, with their bytes."""
    at, found = repository.refs.get(MAIN), []
    need(at, 907)
    if isinstance(at, Fault):
        raise at
    while at:
        raw = repository.object(at, "commit", 64 * MIB)
        found.append((at, raw))
        header = itertools.takewhile(lambda line: line != b"\n", io.BytesIO(raw))
        parents = filter(None, (re.fullmatch(rb"parent ([0-9a-f]{40})\n?", line) for line in header))
        at = next((parent[1].decode() for parent in parents), None)
    return found[::-1]


def verify(path, root=None, checkpoints=()):
    """The report on a whole record."""
    report = {"verdict": None, "as_of": None, "record": None, "root": None, "checkpoint": None, "acts": 0, "refused": 0,
              "seals": 0, "unregistered": None, "foreign_refs": [], "findings": []}
    try:
        repository = Repository(path)
        faults = repository.unreadable or look(repository, report, root, checkpoints)
    except Fault as fault:
        faults = [fault]
    executions = report.pop("executions", [])
    gap = min((fault.seq for fault in faults if fault.code == 101 and fault.seq is not None), default=None)
    wrong = [fault for fault in faults
             if not (fault.code in ABSENT or gap is not None and is_shadow(fault, gap, executions))]
    report["verdict"] = "INVALID" if wrong else "INCOMPLETE" if faults else "VALID"
    report["findings"] = [{"code": fault.code, "seq": fault.seq, "object": fault.oid, "path": fault.path and shown(fault.path)}
                          for fault in faults]
    return report


def shown(path):
    """A path whose bytes may be no UTF-8."""
    return path.encode(errors="backslashreplace").decode()


def is_shadow(fault, gap, executions):
    """Whether a finding may only follow from an object that is absent in act `gap` (section 11)."""
    # K202: a loss may have been let go by an act that could not be judged.
    follows = fault.seq is None or fault.seq > gap
    if follows and (500 <= fault.code <= 599 or 601 <= fault.code <= 613 or fault.code in (202, 619)):
        return True
    # An execution that was refused after the gap has changed no register: who may sign since is open too.
    unchanged = min((seq for seq in executions if seq >= gap), default=None)
    return unchanged is not None and (fault.seq is None or fault.seq > unchanged) and (
        201 <= fault.code <= 204 or 219 <= fault.code <= 227 or 237 <= fault.code <= 239 or 616 <= fault.code <= 618)


def look(repository, report, root, checkpoints):
    """All findings on a repository that is a record: those of its acts, and those of its refs that were not among them."""
    try:
        faults = judge(repository, report, root, checkpoints)
    except Fault as fault:
        faults = [fault]
    said = {(fault.code, fault.path) for fault in faults}
    faults += [fault for fault in [*repository.faults, *repository.misled()] if (fault.code, fault.path) not in said]
    report["foreign_refs"] = sorted(name for name in repository.refs if not is_known(name))
    if repository.is_partial() and any(fault.code == 101 for fault in faults):
        faults.append(Fault(164))
    return faults


def judge(repository, report, root, checkpoints):
    """All findings on the acts and seals; fills in the rest of the report."""
    commits = chain(repository)
    office = Judge(repository)
    faults = office.found(*commits[0])
    if faults:
        for fault in faults:
            fault.seq = 0 if fault.code >= 200 else None     # of an object that cannot be read, the object is named
        return faults
    for oid, raw in commits[1:]:
        office.step(oid, raw)
    first, last, record = office.entries[0], office.entries[-1], office.office.settings.record
    found_root = ["git-sha1:" + first.oid, first.digest, "openpgp:" + first.act.signer]
    if root:
        faults += [Fault(code) for code, a, b in zip((901, 902, 903), root, found_root) if a != b][:1]
    faults += [entry.fault for entry in office.entries if entry.fault]
    for put in sorted(office.seals.values(), key=lambda put: put.ref):
        try:
            put.check(repository)
            report["seals"] += 1
        except Fault as fault:
            missing = Fault(614) if fault.code == 101 else fault
            missing.path, missing.seq = put.ref, put.entry.seq
            faults.append(missing)
    for ref in sorted(repository.refs):
        if ref.startswith(SEALS) and ref not in office.seals and isinstance(repository.refs[ref], str):
            faults.append(Fault(619, ref))
    for entry in office.in_question():
        fault = Fault(205, oid=entry.oid)
        fault.seq = entry.seq
        faults.append(fault)
    for of, seq, digest in checkpoints:
        if of != record:
            faults.append(Fault(904))
        elif seq > last.seq:
            faults.append(Fault(906))
        elif office.entries[seq].digest != digest:
            faults.append(Fault(905))
    report |= {
        "as_of": last.seq, "record": record, "root": "kanhe-root v1 " + " ".join(found_root),
        "checkpoint": f"kanhe-checkpoint v1 {record} {last.seq} {last.digest}", "acts": len(office.entries),
        "refused": sum(entry.fault is not None for entry in office.entries),
        "executions": [entry.seq for entry in office.entries if entry.fault and entry.act and entry.act.verb == "execute"],
        "unregistered": office.unregistered and office.unregistered.ref}
    return faults


# ---- The command line -----------------------------------------------------------------------------------------------------

def root_line(text):
    parts = re.fullmatch(f"kanhe-root v1 (git-sha1:[0-9a-f]{{40}}) (sha256:[0-9a-f]{{64}}) (openpgp:{FINGERPRINT})", text)
    if not parts:
        raise argparse.ArgumentTypeError("expected kanhe-root v1 git-sha1:... sha256:... openpgp:...")
    return list(parts.groups())


def checkpoint_line(text):
    parts = re.fullmatch(f"kanhe-checkpoint v1 ({UUID}) ({NUMBER}) (sha256:[0-9a-f]{{64}})", text)
    if not parts:
        raise argparse.ArgumentTypeError("expected kanhe-checkpoint v1 <record> <number> sha256:...")
    return parts[1], int(parts[2]), parts[3]


def tell(report, args):
    """The report for people. What a number means stands in refusals.md beside this script, if it is there."""
    try:
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "refusals.md"), encoding="utf-8") as file:
            meanings = dict(re.findall(r"^\| (K[0-9]+) \| ([^|]+) \|", file.read(), re.M))
    except OSError:
        meanings = {}
    for found in report["findings"]:
        code = f"K{found['code']}"
        where = [f"act {found['seq']}" if found["seq"] is not None else "", found["path"] or "", found["object"] or ""]
        place = ", ".join(ascii(part)[1:-1] if not part.isprintable() else part for part in where if part)
        print(f"{code} {place}: {meanings.get(code, 'see docs/refusals.md')}")
    as_of = "no number" if report["as_of"] is None else f"number {report['as_of']}"
    print(f"{report['verdict']} as of {as_of}: {report['acts']} acts, {report['refused']} refused, {report['seals']} seals")
    if report["unregistered"]:
        print(f"not registered yet: {report['unregistered']}")
    for name in report["foreign_refs"]:
        print(f"not read: {ascii(name)[1:-1]}")
    if not args.root:
        print("no root line given: whose record this is was not compared with the paper")
    if not args.checkpoint:
        print("no checkpoint given: acts cut off at the end would not be noticed")
    for line in (report["root"], report["checkpoint"]):
        if line:
            print(line)


def main():
    parser = argparse.ArgumentParser(description="Verify a Kanhe record.")
    parser.add_argument("repository")
    parser.add_argument("--root", type=root_line, metavar="LINE")
    parser.add_argument("--checkpoint", type=checkpoint_line, action="append", default=[], metavar="LINE")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    try:
        report = verify(args.repository, args.root, args.checkpoint)
    except OSError as error:                                 # a machine that cannot read says nothing about the record either
        print(f"this machine cannot read the record, no verdict: {error}", file=sys.stderr)
        return 3
    except Exception as error:                               # a fault of this script says nothing about the record
        print(f"this script failed, verdict unknown: {type(error).__name__}: {error}", file=sys.stderr)
        return 4
    if args.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        tell(report, args)
    return {"VALID": 0, "INVALID": 1, "INCOMPLETE": 3}[report["verdict"]]


if __name__ == "__main__":
    sys.exit(main())
