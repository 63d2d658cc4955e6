#!/usr/bin/env python3
"""Verify a Kanhe record without Kanhe.

    python3 verify.py REPOSITORY [--root LINE] [--checkpoint LINE]... [--json]

This is a second, independent implementation of the judgement that docs/record-format.md and docs/workflows.md specify. It was
written from those two pages, and its parts bear the numbers of the sections of record-format.md. It needs Python 3.11 or later
with a time zone database, and no other program: it reads git's files itself, so that no configuration of the repository counts,
and checks signatures with whole numbers, because an OpenPGP program judges certificates by rules of its own (today's clock, its
version's list of weak algorithms) and not by those of section 6.3. Nothing is written; no network, keyring or clock is used.

Exit code: 0 VALID, 1 INVALID, 3 INCOMPLETE or not readable on this machine, 2 wrong arguments, 4 this script failed (no verdict).
"""

import argparse, base64, binascii, datetime, hashlib, io, itertools, json, mmap, os, re, stat, sys
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
        "Reason", "Affirms", "Seals", "Signer"]
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
MUST = {
    "found": ALWAYS, "submit": ABOUT, "revise": ABOUT, "withdraw": ABOUT, "affirm": ABOUT | {"Affirms"},
    "approve": ABOUT | {"Step"}, "disagree": ABOUT | {"Step"}, "read": ABOUT | {"Step"}, "return": ABOUT | {"Step"},
    "issue": ABOUT | {"Step", "Number"}, "seal": ABOUT | {"Step", "Seal"}, "execute": ABOUT | {"Step"}}
MAY = {"found": set(), "seal": {"Seals"}, "revise": {"Seals", "Reason"}, "return": {"Seals", "Reason"},
       "withdraw": {"Seals", "Reason"}}

DIGEST = "sha256:([0-9a-f]{64})"
NUMBER = "(?:0|[1-9][0-9]*)"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
FINGERPRINT = "(?:[0-9A-F]{40}|[0-9A-F]{64})"
FORMS = {
    "Record": UUID, "Seq": NUMBER, "Parent-SHA256": DIGEST, "Tree-SHA256": DIGEST, "Digest": DIGEST, "Step": SLUG, "Seal": SLUG,
    "Affirms": f"({NUMBER}) {DIGEST}", "Seals": f"(refs/tags/seal/[^ ]+) {DIGEST}", "Signer": FINGERPRINT}


def is_subject(text):
    """A subject's id (section 8.1)."""
    parts = text.split("/")
    if not all(map(is_slug, parts)):
        return False
    if parts[0] in ("units", "people", "seals"):
        return len(parts) == 2
    return len(parts) == 3 and re.fullmatch("[0-9]{4}", parts[1]) is not None


def is_seal_ref(ref):
    subject, _, seal = ref.removeprefix(SEALS).rpartition("/")
    return ref.startswith(SEALS) and is_subject(subject) and is_slug(seal)


def unescape(text):
    """An opinion or a reason (section 5.2): `\\n` and `\\\\` and no other escape."""
    need(re.fullmatch(r"(?:[^\\]|\\n|\\\\)*", text), 310)
    plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else "\\", text)
    need(plain.strip(SPACES) == plain and plain, 310)
    return plain


class Act:
    """What a commit says: its lines, each of its form, those its verb must carry and no others (sections 5.2, 5.3)."""

    def __init__(self, commit):
        title, lines = commit.title, commit.lines
        self.verb = lines.get("Act")
        need(self.verb in MUST, 307)
        for key in KEYS:
            must = key in MUST[self.verb]
            need(not must or key in lines, 308, key)
            may = MAY.get(self.verb, {"Seals", "Opinion"})
            need(must or key in may or key not in lines, 309, key)
        for key, value in lines.items():
            need(key not in FORMS or re.fullmatch(FORMS[key], value), 310, key)
        self.record, self.seq, self.signer = lines["Record"], int(lines["Seq"]), lines["Signer"]
        need(self.seq < 1 << 64, 310)
        self.parent, self.tree = lines.get("Parent-SHA256"), lines["Tree-SHA256"]
        self.subject, self.digest = lines.get("Subject"), lines.get("Digest")
        need(self.subject is None or is_subject(self.subject), 310)
        self.step, self.number, self.seal = lines.get("Step"), lines.get("Number"), lines.get("Seal")
        need(self.number is None or self.number.strip(SPACES) == self.number, 310)
        self.opinion = unescape(lines["Opinion"]) if "Opinion" in lines else ""
        self.reason = unescape(lines["Reason"]) if "Reason" in lines else ""
        self.affirms = re.fullmatch(FORMS["Affirms"], lines["Affirms"]).groups() if "Affirms" in lines else None
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


def read_toml(text):
    try:
        table = tomllib.loads(text)
        need(is_toml_value(table), 801)
        return table
    except (ValueError, RecursionError):
        raise Fault(801) from None


def is_toml_value(value):
    """Whole numbers have 64 bits."""
    if isinstance(value, dict):
        return all(map(is_toml_value, value.values()))
    if isinstance(value, list):
        return all(map(is_toml_value, value))
    return not isinstance(value, int) or -1 << 63 <= value < 1 << 63


def read_front(raw):
    """The TOML at the head of an `index.md` (section 8.1)."""
    text = read_text(raw)
    need(text.startswith("+++\n"), 801)
    lines = text[4:].split("\n")
    need("+++" in lines, 801)
    return read_toml("".join(line + "\n" for line in lines[:lines.index("+++")]))


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


def is_visible(text):
    """A text that is there, visible, and has no white space at its ends."""
    return text != "" and text.strip(SPACES) == text and not INVISIBLE.search(text)


U32, I64 = (1 << 32) - 1, (1 << 63) - 1
is_texts = is_table(is_text)
CERTIFICATES = is_list(is_shape(
    {"fingerprint": lambda value: is_text(value) and re.fullmatch(FINGERPRINT, value)},
    {"state": one_of("active", "suspended", "retired", "compromised"), "after": is_in(0, I64)}))
ENTRIES = {
    "units": (
        {"title": is_text},
        {"code": is_text, "parent": is_slug, "kind": is_text, "phone": is_text,
         "posts": lambda value: is_texts(value) and all(map(is_slug, value))}),
    "people": (
        {"name": is_text, "email": is_text, "unit": is_slug},
        {"posts": is_list(is_post), "phone": is_text, "certificate": CERTIFICATES}),
    "seals": (
        {"title": is_text, "unit": is_slug, "custodians": is_list(is_slug)},
        {"diameter": is_in(0, 255), "certificate": CERTIFICATES})}


class Settings:
    """`kanhe.toml` (section 8.2)."""

    def __init__(self, raw):
        table = read_toml(read_text(raw))
        limits = is_shape({}, {"file": is_in(0, I64), "subject": is_in(0, I64)})
        need_shape(table, {
            "format": is_in(0, U32), "title": is_text, "language": is_text, "time-zone": is_text,
            "record": lambda value: is_text(value) and re.fullmatch(UUID, value)}, {"limits": limits})
        need(table["format"] == 1, 803)
        need(table["title"].strip(SPACES) and not INVISIBLE.search(table["title"]), 803)
        need(table["language"] in ("zh-CN", "zh-TW", "en"), 803)
        try:
            self.record, self.zone = table["record"], zoneinfo.ZoneInfo(table["time-zone"])
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            raise Fault(803) from None
        limits = table.get("limits", {})
        self.file, self.subject = limits.get("file", 20 * MIB), limits.get("subject", 100 * MIB)
        need(1 <= self.file <= 64 * MIB and 1 <= self.subject <= 256 * MIB, 803)


def is_registry(path):
    """Whether settings, register or workflows are read from this path."""
    return path == "kanhe.toml" or is_workflow(path) or is_certificate(path) or \
        re.fullmatch("content/(?:units|people|seals)/.*/index.md", path) is not None


def is_workflow(path):
    return re.fullmatch(r"workflows/[^/]+\.toml", path) is not None


def is_certificate(path):
    return re.fullmatch(r"content/(?:people|seals)/.*[^/]\.asc", path) is not None


class Office:
    """Settings, register and workflows as the files of a tree give them. All faults are told."""

    def __init__(self, files):
        self.files = files
        self.faults, self.certificates, self.holders, self.workflows = [], {}, {}, {}
        self.settings = self.attempt("kanhe.toml", self.read_settings, files)
        self.read_register(files)
        for path in sorted(filter(is_workflow, files)):
            workflow = self.attempt(path, Workflow, path, files[path], self.faults)
            if workflow:
                self.workflows[workflow.collection] = workflow
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

    # 8.3, 8.4, 8.5: the register

    def read_register(self, files):
        before = len(self.faults)
        self.units, self.people, self.seals = (self.read_entries(files, kind) for kind in ENTRIES)
        if len(self.faults) == before:                       # what one entry says of another, when all can be read
            self.check_units()
            self.check_people()
            self.check_seals()
            self.check_certificates(files)

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
        entry = read_front(raw)
        need_shape(entry, *ENTRIES[kind])
        return entry

    def check_units(self):
        codes, rooted = set(), {}
        for slug, unit in sorted(self.units.items()):
            path, code, above = f"content/units/{slug}/index.md", unit.get("code"), unit.get("parent")
            self.blame(path, is_visible(unit["title"]), 803)
            if code is not None:
                self.blame(path, is_visible(code), 803)
                self.blame(path, not re.search("[{}0-9]", code), 803)
                self.blame(path, code not in codes, 805)
                codes.add(code)
            if above is not None and self.blame(path, above in self.units, 804):
                way, at = [], slug
                while at in self.units and at not in rooted:
                    rooted[at] = False                       # until more is known a unit is its own circle
                    way.append(at)
                    at = self.units[at].get("parent")
                rooted |= dict.fromkeys(way, rooted.get(at, True))
                self.blame(path, rooted[slug], 806)
            for title in unit.get("posts", {}).values():
                self.blame(path, is_visible(title), 803)

    def check_people(self):
        emails = set()
        for slug, person in sorted(self.people.items()):
            path = f"content/people/{slug}/index.md"
            self.blame(path, is_ident(person["name"]), 803)
            self.blame(path, is_ident(person["email"]), 803)
            self.blame(path, person["email"].lower() not in emails, 805)
            emails.add(person["email"].lower())
            self.blame(path, person["unit"] in self.units, 804)
            for post in person.get("posts", []):
                unit, _, name = post.partition("/")
                self.blame(path, name in self.units.get(unit, {}).get("posts", {}), 804)

    def check_seals(self):
        for slug, seal in sorted(self.seals.items()):
            path = f"content/seals/{slug}/index.md"
            self.blame(path, is_visible(seal["title"]), 803)
            self.blame(path, seal["unit"] in self.units, 804)
            self.blame(path, seal["custodians"], 803)
            for custodian in seal["custodians"]:
                self.blame(path, custodian in self.people, 804)
            active = [listed for listed in seal.get("certificate", []) if listed.get("state", "active") == "active"]
            self.blame(path, len(active) <= 1, 803)

    def check_certificates(self, files):
        for kind, entries in (("people", self.people), ("seals", self.seals)):
            for slug, entry in sorted(entries.items()):
                path = f"content/{kind}/{slug}/index.md"
                for listed in entry.get("certificate", []):
                    fingerprint, state = listed["fingerprint"], listed.get("state", "active")
                    self.blame(path, (state == "compromised") == ("after" in listed), 803)
                    self.blame(path, f"content/{kind}/{slug}/{fingerprint}.asc" in files, 808)
                    self.blame(path, fingerprint not in self.holders, 805)
                    self.holders[fingerprint] = kind, slug, listed
        listed = {f"content/{kind}/{slug}/{fingerprint}.asc" for fingerprint, (kind, slug, _) in self.holders.items()}
        for path in sorted(filter(is_certificate, files)):
            self.blame(path, path in listed, 809)

    # What the register answers

    def state(self, fingerprint):
        return self.holders[fingerprint][2].get("state", "active")

    def signer(self, fingerprint):
        """The person whose active certificate this is: K201, K202, K203."""
        need(fingerprint in self.holders, 201)
        kind, slug, _ = self.holders[fingerprint]
        need(kind == "people", 203)
        need(self.state(fingerprint) == "active", 202)
        return slug

    def active(self, kind, slug):
        """The active certificates of a person or a seal."""
        return [fingerprint for fingerprint, (of, whose, _) in self.holders.items()
                if (of, whose) == (kind, slug) and self.state(fingerprint) == "active"]

    def asked(self, docket, step):
        """The people asked in a step, as the register stands."""
        people = set()
        for who in step["who"]:
            unit = who.get("of") or who.get("custodian")
            unit = {"drafter": docket.drafter_unit, "issuer": docket.issuer}.get(unit, unit)
            if "post" in who:
                people |= {slug for slug, person in self.people.items() if f"{unit}/{who['post']}" in person.get("posts", [])}
            else:
                for slug, seal in self.seals.items():
                    if seal["unit"] == unit and self.active("seals", slug):
                        people |= set(seal["custodians"])
        return people

    # 8.7: what a change request may make of it

    def check_follows(self, old, seq):
        """The faults of this office as the next one after `old`, by an act of this number."""
        if self.faults:
            return self.faults
        faults = [] if self.settings.record == old.settings.record else [803]
        for fingerprint, (_, _, listed) in self.holders.items():
            before = old.holders[fingerprint][2] if fingerprint in old.holders else {}
            was, now = before.get("state", "active"), listed.get("state", "active")
            rises = was == "compromised" == now and listed["after"] > before["after"]
            back = was in ("retired", "compromised") and now in ("active", "suspended") or was == "compromised" != now
            faults += [811] if back or rises else []
            faults += [803] if listed.get("after", 0) > seq else []
        return faults


# ---- Workflows (workflows.md) ---------------------------------------------------------------------------------------------

FORWARD = ("approve", "issue", "seal", "execute")
BACK = ("disagree", "read", "return")


def is_who(value):
    need(isinstance(value, dict), 801)
    if "post" in value:
        need_shape(value, {"post": is_slug, "of": is_slug})
    else:
        need_shape(value, {"custodian": is_slug})
    return True


FIELD = is_shape(
    {"name": is_slug, "label": is_texts, "type": one_of("text", "date", "number", "choice", "unit", "person", "file")},
    {"list": is_bool, "required": is_bool, "max": is_in(0, I64), "choices": is_list(is_text), "default": is_text,
     "help": is_texts})
STEP = is_shape({
    "name": is_slug, "title": is_texts, "who": is_list(is_who), "rule": one_of("all", "any"),
    "verbs": is_list(one_of(*MUST))})
RESERVED_COLLECTIONS = ("units", "people", "seals", "ledger", "verify", "waiting", "drafts", "files", "assets")


class Workflow:
    """`workflows/<collection>.toml`."""

    def __init__(self, path, raw, faults):
        self.collection = path.removeprefix("workflows/").removesuffix(".toml")
        need(is_slug(self.collection), 807)
        table = read_toml(read_text(raw))
        numbering = is_shape({"pattern": is_text}, {"kind": is_texts})
        need_shape(table, {"format": is_in(0, U32), "title": is_texts},
                   {"numbering": numbering, "field": is_list(FIELD), "step": is_list(STEP)})
        self.fields = {field["name"]: field for field in table.get("field", [])}
        self.steps, self.numbering = table.get("step", []), table.get("numbering")
        self.version = hashlib.sha256(raw).digest()
        need(self.collection not in RESERVED_COLLECTIONS, 807)
        wrong = self.check(table)
        faults += [Fault(803, path) for _ in range(wrong - 1)]
        need(not wrong, 803)

    def check(self, table):
        """How many faults K803 there are."""
        def is_title(texts):
            return texts.get("zh-CN", "").strip(SPACES) and all(language in ("zh-CN", "zh-TW", "en") for language in texts)

        good = [table["format"] == 1, is_title(table["title"])]
        names = [field["name"] for field in table.get("field", [])]
        for at, field in enumerate(table.get("field", [])):
            choices = field.get("choices", [])
            good += [
                field["name"] not in names[:at], is_title(field["label"]), (field["type"] == "choice") == bool(choices),
                not choices or field.get("default", choices[0]) in choices]
        title, unit = self.fields.get("title"), self.fields.get("unit")
        good.append(title and title["type"] == "text" and title.get("required") and not title.get("list"))
        good.append(not unit or unit["type"] == "unit" and not unit.get("list"))
        good.append(self.steps)
        issued = False
        for at, step in enumerate(self.steps):
            verbs, last = step["verbs"], at == len(self.steps) - 1
            sealing = forward(step) == "seal"
            good += [
                step["name"] not in [other["name"] for other in self.steps[:at]], is_title(step["title"]), step["who"],
                sum(verb in FORWARD for verb in verbs) == 1 and all(verb in FORWARD + BACK for verb in verbs),
                not sealing or len(verbs) == 1 and all("custodian" in who for who in step["who"]),
                not sealing or issued, not issued or not any(verb in BACK for verb in verbs),
                forward(step) == "approve" or step["rule"] == "any",
                "execute" not in verbs or self.collection == "changes" and last and at > 0]
            issued = issued or forward(step) == "issue"
        good.append(self.collection != "changes" or any(forward(step) == "execute" for step in self.steps))
        issues = sum(forward(step) == "issue" for step in self.steps)
        good.append(issues <= 1 and (issues == 1) == (self.numbering is not None))
        if self.numbering:
            good += map(is_pattern, [self.numbering["pattern"], *self.numbering.get("kind", {}).values()])
        return sum(not one for one in good)


def forward(step):
    """The verb that carries a step on."""
    return next((verb for verb in step["verbs"] if verb in FORWARD), None)


def is_pattern(pattern):
    rest = pattern.replace("{n}", "").replace("{year}", "").replace("{code}", "")
    return (all(pattern.count(hole) == 1 for hole in ("{code}", "{year}", "{n}")) and not re.search("[{}0-9]", rest)
            and pattern.index("{year}") < pattern.index("{n}") and not INVISIBLE.search(pattern))


def read_form(workflow, office, index, sizes):
    """The values of a draft's fields (workflows.md, "How a draft is read"). Any fault is K508."""
    inner = [name for name in sizes if "/" in name]
    if workflow.collection == "changes":
        inner = [name for name in inner if not name.startswith("files/")]
    need(not inner, 508)
    need(all(size <= office.settings.file for size in sizes.values()), 508)
    need(sum(sizes.values()) <= office.settings.subject and index is not None, 508)
    try:
        table = read_front(index)
    except Fault:
        raise Fault(508) from None
    need(table.keys() <= workflow.fields.keys(), 508)
    form = {}
    for name, field in workflow.fields.items():
        if name not in table:
            need(not field.get("required"), 508)
            continue
        values = table[name] if field.get("list") else [table[name]]
        need(isinstance(values, list), 508)
        texts = [field_text(field["type"], value) for value in values]
        need(all(field_holds(field, text, office, sizes) for text in texts), 508)
        need(not field.get("required") or any(texts), 508)
        form[name] = texts[0] if not field.get("list") else texts
    return form


def field_text(kind, value):
    """A value of a draft as text, if it is of its field's kind."""
    if kind == "number":
        need(isinstance(value, int) and not isinstance(value, bool), 508)
        return str(value)
    if kind == "date" and isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    need(isinstance(value, str), 508)
    return value


def field_holds(field, text, office, sizes):
    """Whether one value is what its field asks for."""
    if text.strip(SPACES) != text or not is_plain(text) or len(text) > field.get("max", len(text)):
        return False
    if field["name"] == "title" and len(text) > 2000:        # whatever `max` says: every seal holds it
        return False
    kind = field["type"]
    if kind == "date":
        try:
            year = text[:4].replace("0000", "2000")
            return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and datetime.date.fromisoformat(year + text[4:]))
        except ValueError:
            return False
    among = {"choice": field.get("choices"), "unit": office.units, "person": office.people, "file": sizes}
    return kind in ("text", "number") or text in among[kind] and (kind != "file" or text != "index.md")


# ---- 9 Judging an act -----------------------------------------------------------------------------------------------------
# 9.2 The docket

class Docket:
    """Where one subject stands."""

    def __init__(self, workflow, drafter, unit):
        self.workflow, self.drafter, self.drafter_unit = workflow, drafter, unit
        self.number, self.issued, self.seals, self.stage = None, False, set(), "in review"

    def hand_in(self, form, act):
        self.title, self.kind = form["title"], form.get("kind")
        self.issuer = form.get("unit") or self.drafter_unit
        self.digest, self.handed_in = act.digest, act.seq
        self.at, self.stage, self.decided, self.approved = 0, "in review", set(), set()

    def advance(self):
        self.at, self.decided = self.at + 1, set()
        if self.at == len(self.workflow.steps):
            self.stage = "done"

    def step(self):
        return self.workflow.steps[self.at]


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
        rule = {"submit": self.submit, "revise": self.revise, "withdraw": self.withdraw, "issue": self.issue,
                "seal": self.put_seal, "execute": self.execute, "affirm": self.affirm}.get(act.verb, self.decide)
        return rule(entry, content)

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
            seq, digest = int(act.affirms[0]), "sha256:" + act.affirms[1]
            need(seq < entry.seq and self.entries[seq].digest == digest, 313)
        content = repository.files(tree)
        if (hands_in or act.verb == "execute") and act.subject.startswith("changes/"):
            self.check_proposed_certificates(self.proposed(content))
        return content

    @staticmethod
    def proposed(content):
        """The files that a change request proposes, by the paths they shall have."""
        return {path.removeprefix("files/"): oid for path, oid in content.items() if path.startswith("files/")}

    def check_proposed_certificates(self, proposed):
        for path in sorted(filter(is_certificate, proposed), key=str.encode):
            try:
                certificate = Certificate(self.repository.blob(proposed[path]))
                need(path.endswith(f"/{certificate.fingerprint}.asc"), 803)
                old = next((self.office.certificates[fingerprint] for fingerprint, (kind, slug, _) in self.office.holders.items()
                            if path == f"content/{kind}/{slug}/{fingerprint}.asc"), None)
                if old:
                    certificate.check_follows(old)
            except Fault as fault:
                fault.path = path
                raise

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
        docket = Docket(workflow, entry.person, self.office.people[entry.person]["unit"])
        return self.hand_in(entry, docket, content)

    def revise(self, entry, content):
        docket = self.drafters_docket(entry)
        need(docket.digest != entry.act.digest, 507)
        return self.hand_in(entry, docket, content)

    def hand_in(self, entry, old, content):
        sizes = {path: len(self.repository.blob(oid)) for path, oid in content.items()}
        need(sizes.get("index.md", 0) <= MIB, 508)
        index = self.repository.blob(content["index.md"]) if "index.md" in content else None
        form = read_form(old.workflow, self.office, index, sizes)
        if old.workflow.collection == "changes":
            proposed = self.proposed(content)
            need(proposed and all(map(may_be_proposed, proposed)), 508)
            need(not self.proposed_office(proposed).check_follows(self.office, entry.seq), 527)
        docket = Docket(old.workflow, old.drafter, old.drafter_unit)
        docket.hand_in(form, entry.act)
        for step in docket.workflow.steps:
            need(any(self.office.active("people", person) for person in self.office.asked(docket, step)), 509)
        if docket.workflow.numbering:
            self.next_number(docket, entry)
        return lambda: self.dockets.update({entry.act.subject: docket})

    def drafters_docket(self, entry):
        docket = self.dockets.get(entry.act.subject)
        need(docket, 503)
        need(docket.stage not in ("done", "withdrawn"), 504)
        need(docket.drafter == entry.person, 505)
        need(not docket.issued, 506)
        return docket

    def withdraw(self, entry, _):
        docket = self.drafters_docket(entry)
        need(docket.digest == entry.act.digest, 516)
        need(entry.act.reason, 518)
        return lambda: setattr(docket, "stage", "withdrawn")

    def open_docket(self, entry):
        """The docket of a subject that is at the step the act names: K503, K511 or K504, K512."""
        docket = self.dockets.get(entry.act.subject)
        need(docket, 503)
        need(docket.stage != "back", 511)
        need(docket.stage == "in review", 504)
        need(docket.step()["name"] == entry.act.step, 512)
        return docket

    def may_act(self, entry, docket):
        """K513 to K516, and K523 for what carries on."""
        act, step = entry.act, docket.step()
        need(act.verb in step["verbs"], 513)
        need(entry.person in self.office.asked(docket, step), 514)
        need(entry.person not in docket.decided, 515)
        need(docket.digest == act.digest, 516)
        if act.verb in FORWARD:
            need(not any(other.act.subject == act.subject for other in self.in_question()), 523)

    def decide(self, entry, _):
        act, docket = entry.act, self.open_docket(entry)
        self.may_act(entry, docket)
        need(act.verb == "return" or act.opinion, 517)
        need(act.verb != "return" or act.reason, 518)
        need(act.verb != "approve" or not says_only_read(act.opinion), 519)

        def apply():
            docket.decided.add(entry.person)
            if act.verb != "approve":
                docket.stage = "back"
                return
            docket.approved.add(entry.person)
            step = docket.step()
            if step["rule"] == "any" or self.office.asked(docket, step) <= docket.decided:
                docket.advance()
        return apply

    def issue(self, entry, _):
        act, docket = entry.act, self.open_docket(entry)
        self.may_act(entry, docket)
        need(act.opinion, 517)
        need(not says_only_read(act.opinion), 519)
        register, n = self.next_number(docket, entry)
        need(act.number == register.replace("{n}", str(n)), 521)

        def apply():
            docket.number, docket.issued = act.number, True
            docket.approved.add(entry.person)
            self.numbers[register] = n
            docket.advance()
        return apply

    def next_number(self, docket, entry):
        """The register a number is of (the pattern with code and year filled in) and the next in it."""
        numbering = docket.workflow.numbering
        code = self.office.units.get(docket.issuer, {}).get("code")
        need(code is not None, 522)
        pattern = numbering.get("kind", {}).get(docket.kind if isinstance(docket.kind, str) else None, numbering["pattern"])
        year = datetime.datetime.fromtimestamp(entry.commit.ident.seconds, self.office.settings.zone).year
        register = pattern.replace("{code}", code).replace("{year}", str(year))
        return register, self.numbers.get(register, 0) + 1

    def put_seal(self, entry, _):
        act = entry.act
        seal = self.office.seals.get(act.seal)
        need(seal, 601)
        docket = self.dockets.get(act.subject)
        need(docket, 503)
        need(act.seal not in docket.seals, 605)
        need(docket.issued or docket.stage in ("done", "withdrawn"), 602)
        docket = self.open_docket(entry)
        need(seal["unit"] == docket.issuer, 603)
        need(entry.person in seal["custodians"], 604)
        self.may_act(entry, docket)
        active = self.office.active("seals", act.seal)
        need(active, 606)

        def apply():
            docket.seals.add(act.seal)
            put = SealPut(entry, docket, seal, self.office.certificates[active[0]], self.office.settings.record)
            self.seals[put.ref] = self.unregistered = entry.seal = put
            docket.advance()
        return apply

    def execute(self, entry, content):
        docket, proposed = self.open_docket(entry), self.proposed(content)
        self.may_act(entry, docket)
        alone = sum(bool(self.office.active("people", person)) for person in self.office.people) == 1
        need(alone or entry.person != docket.drafter and entry.person not in docket.approved, 525)
        need(not any(seq > docket.handed_in and paths & proposed.keys() for seq, paths in self.executed), 526)
        office = self.proposed_office(proposed)
        need(not office.check_follows(self.office, entry.seq), 527)

        def apply():
            self.executed.append((entry.seq, set(proposed)))
            self.office = office
            docket.advance()
        return apply

    def affirm(self, entry, _):
        act, docket = entry.act, self.dockets.get(entry.act.subject)
        need(docket, 503)
        named = self.entries[int(act.affirms[0])]
        need(named in self.in_question() and named.act.subject == act.subject, 524)
        asked = set().union(*(self.office.asked(docket, step) for step in docket.workflow.steps))
        need(entry.person in asked and entry.person != named.person, 528)
        need(docket.digest == act.digest, 516)
        need(act.opinion, 517)
        need(not says_only_read(act.opinion), 519)
        return lambda: None

    # 9.4 Acts in question

    def in_question(self):
        """The valid acts that a compromised certificate puts in question, by the register as it stands."""
        after = {fingerprint: listed["after"] for fingerprint, (_, _, listed) in self.office.holders.items() if "after" in listed}
        found, answered = [], set()
        for entry in reversed(self.entries if after else []):
            if entry.fault or entry.seq == 0:
                continue
            keys = [entry.act.signer] + ([entry.seal.certificate.fingerprint] if entry.seal else [])
            docket = self.dockets[entry.act.subject]
            doubtful = any(entry.seq > after.get(key, entry.seq) for key in keys)
            if doubtful and entry.seq >= docket.handed_in and docket.stage != "withdrawn" and entry.seq not in answered:
                found.append(entry)
            elif entry.act.affirms:
                answered.add(int(entry.act.affirms[0]))
        return found[::-1]


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
    follows = fault.seq is None or fault.seq > gap
    if follows and (500 <= fault.code <= 599 or 601 <= fault.code <= 613 or fault.code == 619):
        return True
    # An execution that was refused after the gap has changed no register: who may sign since is open too.
    unchanged = min((seq for seq in executions if seq >= gap), default=None)
    return unchanged is not None and (fault.seq is None or fault.seq > unchanged) and (
        201 <= fault.code <= 204 or 219 <= fault.code <= 227 or fault.code == 237 or 616 <= fault.code <= 618)


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
