"""What people type when they err, or mean harm; and what an answer to it must be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from werkzeug.datastructures import FileStorage, MultiDict

from tests import markup
from tests.fence.walk import doors
from tests.fence.walk.crawl import Seen
from tests.fence.walk.writing import Fields, Sheet

LONG = "long words, " * 8334 + "the end"
"""A little over 100,000 characters."""

TEXTS: dict[str, str] = {
    "nothing": "",
    "blanks": " \t\u3000\u200b ",
    "long": LONG,
    "control": "a\x00b\x01c\x1b[31md\x7f",
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{7*7}}%(name)s",
    "tongues": "👩🏽\u200d💻 张伟 שלום \u202eעברית\u202c مرحبا",
    "half a sign": "\ud83d half",
    "lines": "one\r\ntwo\rthree\u2028four",
}
DATES = {
    "29 February": "2027-02-29",
    "31 April": "2027-04-31",
    "year 0": "0000-01-01",
    "year 9999": "9999-12-31",
    "before Christ": "-0044-03-15",
    "year 10000": "10000-01-01",
    "a word": "tomorrow",
    "no day": "",
    "control": "2027-01-01\x00",
    "long": LONG,
}
QUERIES = ("", "²", "-1", "9" * 30, "\x00", "\ud83d", "%", "'\"<script>", "x" * 3000, "2027-02-29")
"""For what stands in an address."""
NO_DATES = {"29 February", "31 April", "year 0", "before Christ", "year 10000", "a word", "long"}
NUMBERS = {
    "negative": "-1",
    "huge": "9" * 40,
    "NaN": "NaN",
    "infinite": "Infinity",
    "exponent": "1e400",
    "a word": "many",
    "half": "½",
    "superscript": "²",
    "script": "<script>1</script>",
    "no number": "",
    "long": "9" * 100_000,
}
NO_NUMBERS = {"huge", "NaN", "infinite", "exponent", "a word", "script", "long"}
CHOICES = {"not offered": "nobody offered this", "nobody's": "00000000-0000-4000-8000-000000000000", "none": "", "long": LONG}
FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", ""),
    "empty": (b"", "people.csv"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "people.csv"),
    "no workbook": (b"PK\x03\x04 and no more", "people.xlsx"),
    "control": (b"Full name,E-mail\na\x00b\x1b[31m,c\x00\n", "people\x01.csv"),
    "script": (b"<script>alert(1)</script>\n<script>\n", "<script>alert(1)</script>.csv"),
    "long": (b"Full name,E-mail\n" + b"x" * 100_000 + b",y\n", "people.csv"),
}
SECRETS = {"nothing": "", "long": LONG, "control": "a\x00b", "half a sign": "\ud83d" * 12}
HIDDEN = {"a word": "x", "superscript": "²", "elsewhere": "//evil.example/", "long": LONG}
BAD = {"text": TEXTS, "date": DATES, "number": NUMBERS, "choice": CHOICES, "secret": SECRETS, "hidden": HIDDEN, "file": FILES}

TELLS = re.compile(
    r"Traceback \(most recent|sqlalchemy|psycopg|werkzeug\.|wtforms|sqlstate|violates \w+|relation \"|\bDETAIL:"
    r"|SELECT .{1,80} FROM |INSERT INTO|duplicate key|\b[a-z_]+_(?:ck|fk|pk|uq|key|fkey|pkey|check)\b(?=[\"'\s.,;)<])|File \"/",
    re.IGNORECASE,
)
"""What stands in no answer: the machine's own words."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def sent(fields: Fields, token: str) -> str:
    """The form as a browser sends it, half signs included."""
    pairs: list[tuple[str, str]] = [("csrf_token", token)]
    for name, value in fields.items():
        pairs += [(name, str(one)) for one in (value if isinstance(value, list) else [value])]
    return urlencode(pairs, encoding="utf-8", errors="surrogatepass")


def with_files(fields: Fields, token: str) -> MultiDict[str, Any]:
    """The same for a form that takes a file: multipart, each file made anew."""
    pairs: list[tuple[str, Any]] = [("csrf_token", token)]
    for name, value in fields.items():
        given = value() if callable(value) else value
        if isinstance(given, tuple):
            content, called = given
            pairs.append((name, (BytesIO(content) if isinstance(content, bytes) else content, called)))
        else:
            pairs += [(name, _half(str(one))) for one in (given if isinstance(given, list) else [given])]
    return MultiDict(pairs)


def _half(text: str) -> str | FileStorage:
    """A text as multipart sends it: one with half a sign in it as its bytes, which no encoder makes of it."""
    if text.isascii() or not re.search("[\ud800-\udfff]", text):
        return text
    return FileStorage(BytesIO(text.encode("utf-8", "surrogatepass")))


Tried = Counter[tuple[str, str, str]]
"""How often a field was tried before: its room, its name and its sort."""


def spoilt(sheet: Sheet, tried: Tried, *, with_all: bool = False) -> Iterator[tuple[str, Sheet]]:
    """The form with something wrong in it, each in its way: one field at a time, then many at once, then the form itself.

    Of fields that come once for each row (of a goal, a level, a topic) those of the first row are tried. A field of a name
    that other forms of the same room have, too, is tried there with less. `with_all` tries the first field of each sort with
    everything, else each is tried with something else: of the many fields of a sort some meet each of its ways.
    """
    before: Counter[str] = Counter()
    for name, sort in _once_for_each_row(sheet.asks):
        field = (sheet.rule.rule.split("/")[1], _ROW.sub("#", name), sort)
        for what in _ways(sort, before[sort], tried[field], len(tried), with_all=with_all):
            yield f"{name}: {what}", replace(sheet, fields={**sheet.fields, name: BAD[sort][what]})
        before[sort] += 1
        tried[field] += 1
        yield f"{name}: missing", replace(sheet, fields={k: v for k, v in sheet.fields.items() if k != name})
        if (kind := doors.kind_of_field(name, sheet.rule.rule)) and kind != "goal key":
            yield f"{name}: an id of nobody", replace(sheet, fields={**sheet.fields, name: str(uuid4())})
    texts = [what for what in TEXTS if what != "long"]
    for what in texts if with_all else _some(texts, 3, len(tried)):
        every = {name: TEXTS[what] for name, sort in sheet.asks.items() if sort == "text"}
        if every:
            yield f"every text: {what}", replace(sheet, fields={**sheet.fields, **every})
    wrong = ["nothing", "script", "control"]
    for what in wrong if with_all else _some(wrong, 1, len(tried)):
        if any(sort in ("date", "number") for sort in sheet.asks.values()):
            yield f"everywhere: {what}", replace(sheet, fields=dict.fromkeys(sheet.asks, TEXTS[what]))
    if sheet.asks:
        many = {name: [str(v)[:99] for v in BAD[sort].values()] * 4 for name, sort in sheet.asks.items()}
        yield "everything many times", replace(sheet, fields=many)
    yield "no fields", replace(sheet, fields={})
    odd = {re.sub(r"\d+", more, n): "x" for n in sheet.asks for more in ("²", "-1", "9" * 30) if re.search(r"-\d+-", n)}
    yield "odd names", replace(sheet, fields={**sheet.fields, **odd, "\x00": "x", "": "x", "nobody asked": LONG})


def _ways(sort: str, before: int, elsewhere: int, turn: int, *, with_all: bool) -> list[str]:
    """What is tried in a field that has so many of its sort before it in the form, and was tried so often in other forms:
    the worst and one or two more, in turn.
    """
    ways = list(BAD[sort])
    if sort == "text":
        return ["nothing", "long"] if elsewhere == 0 else [("long", "nothing")[elsewhere % 2]]
    if sort == "file" or (with_all and before == elsewhere == 0):
        return ways
    worst = [way for way in ("a word", "not offered", "control") if way in ways][:1]
    others = [way for way in ways if way not in worst]
    return [*worst, *_some(others, 2 if elsewhere == 0 else 1, 2 * (before + turn) + elsewhere)]


def _some(of: list[str], most: int, turn: int) -> list[str]:
    """So many of them, beginning where it is their turn."""
    return [of[(turn + n) % len(of)] for n in range(most)]


_ROW = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|(?<=[-/])\d+(?=[-/])")


def _once_for_each_row(asks: dict[str, str]) -> list[tuple[str, str]]:
    first = {_ROW.sub("#", name): name for name in reversed(asks)}
    return [(name, sort) for name, sort in asks.items() if first[_ROW.sub("#", name)] == name]


FIELDS = {"input", "textarea", "select", "fieldset"}


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain(text: str) -> str:
    """As it may come back: without control signs, and however its lines and blanks are broken."""
    return " ".join(_CONTROL.sub("", re.sub("[\ud800-\udfff]", "", text)).split())


def impossible(sheet: Sheet, what: str) -> bool:
    """Whether nothing that can be kept was typed: such a form is never taken."""
    name, _colon, kind = what.partition(": ")
    never = {"date": NO_DATES, "number": NO_NUMBERS, "text": {"long"}}
    return kind in never.get(sheet.asks.get(name, ""), set())


LOOKS_UP = ("/autosave", "/preview/", "/suggestions", "/names")
"""Endings of routes that only look something up, or keep what is half typed."""


def faults(sheet: Sheet, what: str, seen: Seen, *, asked: bool) -> Iterator[str]:
    """What is wrong with the answer to a spoilt form. `asked` says whether the program looked at the spoilt field."""
    if seen.status >= 500 or seen.status in (400, 401, 405):
        yield f"answers {seen.status}"
    if found := TELLS.search(re.sub(r"<(?:textarea|input)\b[^>]*>(?:[^<]*</textarea>)?", "", seen.body)):
        yield f"tells “{found.group(0)[:60]}”"
    where = dict(seen.headers).get("location", "")
    if where and not re.match(r"(?:http://localhost)?/(?![/\\])", where):
        yield f"leads away, to {where[:80]}"
    if seen.status < 400 and asked and impossible(sheet, what) and not sheet.rule.rule.endswith(LOOKS_UP):
        yield f"was taken ({seen.status})"
    if seen.status not in (422, 409, 403) or "<" not in seen.body:
        return
    page = markup.tree(seen.body)
    if seen.status != 403 or page.find(".//*[@class='errsum']") is not None:
        yield from _unkept(sheet, page) if what != "everything many times" else ()
    if seen.status == 422:
        yield from _unsaid(sheet, page)
    elif seen.status == 409 and not [a for a in page.iter("a") if a.get("href")] and not list(page.iter("form")):
        yield "is old, and no way leads on"


def _unkept(sheet: Sheet, page: Any) -> Iterator[str]:
    """Words that were typed and that the page has lost; secrets that it has not."""
    held = [_text(page), *(each.get("value") or "" for each in page.iter("input"))]
    held += ["".join(area.itertext()) for area in page.iter("textarea")]
    there = "\n".join(_plain(each) for each in held)
    for name, value in MultiDict(sheet.fields).items(multi=True):
        sort, word = sheet.asks.get(name, "hidden"), _plain(str(value))
        if sort in ("text", "date", "number") and word not in there:
            yield f"has lost what stood in {name}: {word[:40]!r}"
        if sort == "secret" and len(word) > 7 and any(word in _plain(each) for each in held[1:]):
            yield f"shows the secret in {name}"


def _unsaid(sheet: Sheet, page: Any) -> Iterator[str]:
    """A refusal says what is wrong first of all, leads to each field, and says it there again."""
    title = page.find(".//title")
    if title is not None and not (title.text or "").strip().startswith("Error: "):
        yield f"has the title “{(title.text or '').strip()[:60]}”"
    found = [each for each in page.iter() if "errsum" in (each.get("class") or "").split()]
    if len(found) != 1:
        yield f"has {len(found)} summaries"
        return
    (first,) = found
    order = list(page.iter())
    ids = {each.get("id"): each for each in order if each.get("id")}
    said = [(a.get("href") or "", _text(a)) for a in first.iter("a")]
    if not said and not _text(first):
        yield "has an empty summary"
    twice = {message for _href, message in said if sum(message == other for _href, other in said) > 1}
    if twice:
        yield f"says of several fields the same, naming none: {sorted(twice)[:2]}"
    for href, message in said:
        if href.startswith("#"):
            yield from _beside(ids, href[1:], message)
            yield from _nameless(page, ids, href[1:], message)
        elif set(sheet.asks.values()) & {"text", "date", "number"}:
            yield f"leads away from what was typed, to {href}"
    for each in (each for each in order if "wrong-says" in (each.get("class") or "").split()):
        of = (each.get("id") or "").removesuffix("-error")
        if f"#{of}" not in dict(said) or order.index(each) < order.index(first):
            yield f"says something beside “{of}” that the summary does not say first"


_SMALL = frozenset(re.findall(r"\w+", "a an and at be by does for from in is it of on or that the this to what with you your"))
"""Words that name nothing."""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower().replace("(optional)", "")))


def _nameless(page: Any, ids: dict[str, Any], field: str, message: str) -> Iterator[str]:
    """A line of the summary is read far from its field: it begins with its name, as the label has it."""
    target = ids.get(field)
    if target is None or target.tag not in FIELDS:
        return
    labels = [_text(label) for label in page.iter("label") if label.get("for") == field]
    labels += [_text(legend) for legend in target.iter("legend")] if target.tag == "fieldset" else []
    name = re.split(r"[:?.!](?: |$)", message, maxsplit=1)
    called, given = _words(" ".join(labels)), _words(name[0])
    if len(name) < 2 or not name[1].strip() or not (called <= given or (called & given) - _SMALL):
        yield f"names no field in its summary: {message[:60]!r}, of {labels}"


def _said(message: str) -> Iterator[str]:
    """What a line of the summary says, without the name before it."""
    yield from (message[name.end() :] for name in re.finditer(r"[:?.!] ", message))


def _beside(ids: dict[str, Any], field: str, message: str) -> Iterator[str]:
    """The summary's message stands at its field again, and the field knows it."""
    target, near = ids.get(field), ids.get(f"{field}-error")
    if target is None:
        yield f"leads to #{field}, which is not there"
    elif near is None or not any(part in _text(near) for part in (message, *_said(message))):
        yield f"has nothing beside #{field}: {message[:60]!r}"
    elif target.tag in FIELDS and f"{field}-error" not in (target.get("aria-describedby") or "").split():
        yield f"has #{field} not described by its message"
