"""Reads every feed and calendar below a folder with other people's parsers, and says as JSON what they hold.

Feeds: feedparser, and the rules of RFC 4287, section 4, on the elements themselves. Calendars: icalendar."""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

import feedparser
import icalendar

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def check_element(element, where):
    """What a feed and an entry have to hold once."""
    for name in ("id", "title", "updated"):
        assert len(element.findall(ATOM + name)) == 1, (where, name)
    assert element.findtext(ATOM + "id").startswith("urn:uuid:"), where
    for name in ("updated", "published"):
        for moment in element.findall(ATOM + name):
            assert MOMENT.fullmatch(moment.text), (where, moment.text)
    assert element.findtext(ATOM + "author/" + ATOM + "name"), where
    links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall(ATOM + "link")]
    assert ("alternate", "text/html", None) in links and len(set(links)) == len(links), (where, links)


def feed(path):
    root = ElementTree.fromstring(path.read_bytes())
    assert root.tag == ATOM + "feed", path
    check_element(root, path)
    for entry in root.findall(ATOM + "entry"):
        check_element(entry, path)
        # Nothing in it is markup.
        assert all(not list(child) for child in entry if child.tag != ATOM + "author"), path
    ids = [entry.findtext(ATOM + "id") for entry in root.findall(ATOM + "entry")]
    assert len(set(ids)) == len(ids), path
    parsed = feedparser.parse(path.read_bytes(), sanitize_html=False)
    assert not parsed.bozo and parsed.version == "atom10", (path, parsed.get("bozo_exception"))
    assert len(parsed.entries) == len(ids), path
    entries = [{"title": one.title, "type": one.title_detail.type, "id": one.id, "link": one.link, "summary": one.summary,
                "author": one.author, "updated": one.updated, "published": one.get("published", "")}
               for one in parsed.entries]
    return {"title": parsed.feed.title, "id": parsed.feed.id, "updated": parsed.feed.updated, "entries": entries}


def said(value):
    """A value as text: a day as a day, a moment with its offset."""
    moment = getattr(value, "dt", None)
    return moment.isoformat() if moment is not None else str(value)


def calendar(path):
    raw = path.read_bytes()
    assert raw.endswith(b"\r\n") and b"\r" not in raw.replace(b"\r\n", b"") and b"\n" not in raw.replace(b"\r\n", b""), path
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75, (path, line)
        line.decode("utf-8")
    read = icalendar.Calendar.from_ical(raw)
    assert read["VERSION"] == "2.0" and read["PRODID"] and read.subcomponents and not read.errors, path
    components = []
    for one in read.subcomponents:
        assert not one.errors, (path, one.errors)
        if one.name == "VTIMEZONE":
            continue
        for name in ("UID", "DTSTAMP", "SUMMARY", "STATUS", "SEQUENCE", "CREATED", "LAST-MODIFIED"):
            assert name in one and not isinstance(one[name], list), (path, name)
        assert one.name != "VEVENT" or "DTSTART" in one, path
        components.append({"kind": one.name} | {name: said(one[name]) for name in one if name != "CATEGORIES"})
    uids = [one["UID"] for one in components]
    assert len(set(uids)) == len(uids), path
    return {"name": str(read["X-WR-CALNAME"]), "components": components}


def main(top):
    top = pathlib.Path(top)
    read = {".atom": feed, ".ics": calendar}
    files = sorted(path for path in top.rglob("*") if path.suffix in read and path.is_file())
    print(json.dumps({str(path.relative_to(top)): read[path.suffix](path) for path in files}))


main(sys.argv[1])
