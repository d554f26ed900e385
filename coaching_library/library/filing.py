"""An item as a file of Markdown with its facts in front, read and written: what is exported can be brought in again."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import yaml
from frontmatter.default_handlers import SafeDumper, YAMLHandler

from coaching_library.library import rules
from coaching_library.library.content import KINDS, PHASES, SIGNALS, SKILLS, TASKS, TONGUES, TOPICS, Anchor, Content
from coaching_library.library.mending import leading_outside, linked, tags, unwrapped, without_pictures
from coaching_library.library.packing import Came

FRONT, BRACKETS = 20_000, 200
"""Letters that the facts in front may have, and brackets in them: what is nested deeper is no list of facts."""
NAMED = 5
"""A note names so many of what it is about."""
_HANDLER = YAMLHandler()
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
KNOWN = frozenset({
    "key", "kind", "topic", "skill", "title", "summary", "audience", "also", "anchors", "wording", "level", "after", "steps",
    "language", "minutes", "breaks",
})  # fmt: skip

Note = tuple[str, dict[str, Any]]
"""What is to be said about a file: a code of `words.NOTES`, and what fills its places."""


class Refused(ValueError):
    """The file is not taken over."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.note: Note = (code, params)


@dataclass(frozen=True)
class Defaults:
    """What holds for files that do not say it."""

    topic: str
    language: str
    audience: str = "managers"


@dataclass(frozen=True)
class Read:
    """One file as it was read: an item, or why it is none."""

    path: str
    key: str = ""
    language: str = ""
    content: Content | None = None
    notes: tuple[Note, ...] = field(default=())


def read_all(files: Iterable[Came], defaults: Defaults) -> list[Read]:
    """Each file as an item, links between them as links between items; a key stands once in each language."""
    came = list(files)
    firsts = [_first(each, defaults) for each in came]
    keys = {each.path: each.key for each in firsts if each.content is not None}
    taken: dict[tuple[str, str], str] = {}
    found = []
    for one in firsts:
        if one.content is None:
            found.append(one)
            continue
        other = taken.setdefault((one.key, one.language), one.path)
        if other != one.path:
            found.append(replace(one, content=None, notes=(("same_key", {"key": one.key, "other": other}),)))
            continue
        body, more = linked(one.content.body, one.path, keys)
        after, also_more = linked(one.content.after, one.path, keys)
        content = replace(one.content, body=body, after=after).tidied()
        found.append(replace(one, content=content, notes=(*one.notes, *more, *also_more)))
    return found


def _first(one: Came, defaults: Defaults) -> Read:
    if one.trouble:
        return Read(one.path, notes=((one.trouble, {}),))
    try:
        return _item(one, defaults)
    except Refused as no:
        return Read(one.path, notes=(no.note,))


def split(text: str) -> tuple[dict[str, Any], str]:
    """The facts in front of a text, and the text. Raises Refused where they are no YAML, or no names with values."""
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not re.match(r"-{3,}[ \t]*\n", plain.lstrip("\n")):
        return {}, plain
    try:
        front, body = _HANDLER.split(plain.lstrip("\n"))
    except ValueError:
        raise Refused("front_open") from None
    if len(front) > FRONT or front.count("[") + front.count("{") > BRACKETS:
        raise Refused("front_too_long")
    try:
        facts = _HANDLER.load(front)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as no:
        line = getattr(getattr(no, "problem_mark", None), "line", None)
        raise Refused("front_yaml", line=line + 2 if line is not None else 1) from None
    if facts is None:
        return {}, body
    if not isinstance(facts, dict):
        raise Refused("front_mapping")
    return {str(name): value for name, value in facts.items()}, body


def _item(one: Came, defaults: Defaults) -> Read:
    facts, body = split(one.text)
    notes: list[Note] = []
    unknown = sorted(name[:40] for name in facts if name not in KNOWN)
    if unknown:
        notes.append(("left_out", {"names": ", ".join(unknown[:5])}))
    title = _text(facts, "title")
    if not title:
        title, body = _heading(body)
    stem = posixpath.basename(one.path).rpartition(".")[0]
    title = title or stem.replace("-", " ").replace("_", " ").strip()
    mended = str if facts.get("breaks") == "kept" else unwrapped
    body, pictures = without_pictures(mended(body))
    after, more_pictures = without_pictures(mended(_text(facts, "after")))
    if pictures + more_pictures:
        notes.append(("pictures", {"many": pictures + more_pictures}))
    for code, there in (("html", tags(f"{body}\n{after}")), ("outside", leading_outside(f"{body}\n{after}"))):
        if there:
            notes.append((code, {"names": ", ".join(there[:NAMED]) + (" …" if there[NAMED:] else "")}))
    key = _text(facts, "key") or rules.slug(stem.removesuffix(".zh").removesuffix(".en"))
    key = key or f"item-{sha256(one.path.encode()).hexdigest()[:8]}"
    if not rules.is_key(key):
        raise Refused("bad_key", key=key[:80])
    language = _one_of(facts, "language", TONGUES) or _folder(one.path) or defaults.language
    content = Content(
        kind=_one_of(facts, "kind", KINDS) or "guide",
        topic=_one_of(facts, "topic", TOPICS) or defaults.topic,
        title=title,
        skill=_one_of(facts, "skill", SKILLS),
        audience=_one_of(facts, "audience", ("everyone", "managers", "hr")) or defaults.audience,
        summary=_text(facts, "summary"),
        body=body,
        also=_list(facts, "also"),
        wording=_text(facts, "wording"),
        after=after,
        level=_text(facts, "level"),
        steps=tuple(step.removesuffix(".md") for step in _list(facts, "steps")),
        anchors=_anchors(facts),
    ).tidied()
    if not content.body and not content.summary:
        raise Refused("empty")
    wrong = rules.too_long(content)
    if wrong:
        raise Refused("wrong_part", part=next(iter(wrong)), says=next(iter(wrong.values())))
    return Read(one.path, key, language, content, tuple(notes))


def _text(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refused("field_kind", name=name)
    return str(value)


def _list(facts: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = facts.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        return rules.split_words(value)
    if not isinstance(value, list) or any(isinstance(each, bool) or not isinstance(each, str | int | float) for each in value):
        raise Refused("field_kind", name=name)
    return tuple(str(each) for each in value)


def _one_of(facts: Mapping[str, Any], name: str, known: Collection[str]) -> str:
    value = _text(facts, name).strip()
    if value and value not in known:
        raise Refused("unknown_word", name=name, value=value[:60], known=", ".join(known))
    return value


def _anchors(facts: Mapping[str, Any]) -> tuple[Anchor, ...]:
    value = facts.get("anchors")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Refused("field_kind", name="anchors")
    return tuple(
        Anchor(
            _one_of(each, "task", TASKS) or _missing("anchors"),
            _one_of(each, "phase", PHASES),
            _one_of(each, "signal", SIGNALS),
        )
        for each in value
    )


def _missing(name: str) -> str:
    raise Refused("field_kind", name=name)


def _heading(body: str) -> tuple[str, str]:
    """The first heading of a text, which is its title, and the text without it."""
    lines = body.split("\n")
    for place, line in enumerate(lines):
        if _FENCE.match(line):
            break
        found = re.match(r"\s{0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", line)
        if found:
            return found.group(1), "\n".join(lines[:place] + lines[place + 1 :])
    return "", body


def _folder(path: str) -> str:
    """The language that the path names: a folder of its name, or an ending before the last one."""
    parts = path.lower().split("/")
    named = next((part for part in reversed(parts[:-1]) if part in TONGUES), "")
    ending = parts[-1].split(".")[-2:-1]
    return named or (ending[0] if ending and ending[0] in TONGUES else "")


class _Dumper(SafeDumper):  # type: ignore[misc,valid-type]  # frontmatter takes the fast one where there is one
    """Texts of several lines stand as they are read."""


def _represent(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent)


def written(key: str, language: str, content: Content) -> str:
    """The item as a file: the facts that it has, then the text. It says where its lines are to stay."""
    facts: dict[str, Any] = {"key": key, "kind": content.kind, "language": language, "topic": content.topic}
    if any(unwrapped(text) != text for text in (content.body, content.after)):
        facts["breaks"] = "kept"
    for name in ("skill", "title", "summary", "audience", "also", "anchors", "wording", "level", "after", "steps"):
        value = content.to_columns()[name]
        if value:
            facts[name] = value
    front = _HANDLER.export(facts, Dumper=_Dumper, sort_keys=False, width=1000)
    return f"---\n{front}\n---\n{content.body}\n"
