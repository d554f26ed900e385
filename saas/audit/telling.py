"""Lines of the log as sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from saas.audit import words
from saas.audit.rules import Entry, as_id
from tenants import people
from tenants.people import Person
from tenants.web.dates import long_day
from tenants.web.direction import isolated


@dataclass(frozen=True)
class Line:
    """One line as it is read."""

    at: datetime
    says: str
    actor: Person | None
    kind: str
    name: str
    object_id: UUID | None


class _Facts(dict[str, Any]):
    """What fills a sentence; a place that an older event does not fill stays a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def told(entries: Iterable[Entry], names: dict[UUID, Person], things: dict[UUID, str]) -> list[Line]:
    """The lines, with the names of everybody and everything in them."""
    return [_line(entry, names, things) for entry in entries]


def _line(entry: Entry, names: dict[UUID, Person], things: dict[UUID, str]) -> Line:
    def called(key: UUID | None) -> str:
        if key is None:
            return str(words.NOBODY)
        return names[key].name if key in names else things.get(key, "–")

    name = things.get(entry.object_id, "") if entry.object_id is not None else ""
    if not name and entry.about_id is not None:
        name = called(entry.about_id)
    kind = str(words.KINDS.get(entry.object_kind, entry.object_kind))
    facts = _Facts(
        who=called(entry.actor_id) if entry.actor_id else str(words.SYSTEM),
        whom=called(entry.about_id) if entry.about_id else "–",
        thing=name or kind,
        verb=entry.verb,
    )
    for key, value in entry.detail.items():
        if key.endswith("_id"):
            facts[key.removesuffix("_id")] = called(as_id(value) if value is not None else None)
        else:
            facts[key] = _said(key, value)
    if "refused" not in entry.detail:  # an event of its own may count what was refused
        about = {"kind": kind, "whom": called(entry.about_id)}
        facts["refused"] = str(words.ABOUT) % about if entry.about_id else name or kind
    facts["unit_or_manager"] = called(as_id(entry.detail.get("unit_id")) or as_id(entry.detail.get("manager_id")))
    says = str(words.SENTENCES.get(entry.verb, words.UNKNOWN)) % _Facts({key: isolated(each) for key, each in facts.items()})
    if entry.for_id is not None:
        says = str(words.FOR) % {"said": says, "whom": isolated(called(entry.for_id))}
    actor = names.get(entry.actor_id) if entry.actor_id else None
    return Line(entry.at, says, actor, kind, name if name != kind else "", entry.object_id)


def _said(key: str, value: Any) -> Any:
    if key == "what":
        return ", ".join(str(words.PARTS[part]) for part in value or () if part in words.PARTS) or "–"
    if key == "state":
        return str(words.ENDS.get(value, value))
    if key == "kind":
        return str(people.GRANT_LABELS.get(value, value))
    if key.endswith("_on") and isinstance(value, str):
        return long_day(date.fromisoformat(value))
    return "–" if value is None else value
