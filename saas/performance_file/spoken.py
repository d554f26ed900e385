"""What arrived by itself, as a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from saas.performance_file import words
from saas.performance_file.sheets import EntrySheet
from tenants.people import Person
from tenants.web.direction import isolated


class _Facts(dict[str, Any]):
    """What fills a sentence; what is not told stays a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def people_in(entries: Iterable[EntrySheet]) -> set[UUID]:
    """The ids of people whose names the sentences need."""
    told = [one.wording.facts for one in entries if "%(who)s" in str(words.ARRIVED.get(str(one.wording.facts.get("says")), ""))]
    found = {_id(facts.get("who")) for facts in told}
    return {each for each in found if each is not None}


def arrived(one: EntrySheet, names: dict[UUID, Person]) -> str:
    """The sentence of an entry that came by itself; nothing for one that somebody wrote."""
    facts = one.wording.facts
    says = words.ARRIVED.get(str(facts.get("says", "")))
    if says is None:
        return ""
    who = _id(facts.get("who"))
    known = names.get(who) if who is not None else None
    filled = {key: isolated(str(value)) for key, value in facts.items() if key in ("title", "no")}
    filled["who"] = isolated((known.called or known.name) if known is not None else "–")
    return str(says) % _Facts(filled)
