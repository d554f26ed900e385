"""Arithmetic and limits of policies: what may be written, what changed, whether it is asked again, and which clause fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from coaching_library.audience import LABELS as AUDIENCES
from coaching_library.policies.content import Clause
from coaching_library.policies.models import DAYS
from coaching_library.topics import Topic
from tenants import find
from tenants.agreements.lines import Shape
from tenants.agreements.redline import Node, compare, words
from tenants.organisations import LANGUAGES, clean, folded
from tenants.web.markdown import read

TITLE, NOTE, WORDS = 160, 4000, 4000
"""Letters of a title, of the note to a version, of a reason."""
SECTIONS = 100
BODY, TOGETHER = 20_000, 200_000
"""Letters of one section, and of all of them."""
AHEAD = 3 * 366
"""Days ahead of today on which a version can come into force, at most."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def tidied(text: str) -> str:
    """Words as they are kept: composed, line feeds only, without control characters and outer blanks."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", unix)).strip()


@dataclass(frozen=True)
class Facts:
    """What a policy is called, what it belongs to, who reads it, who answers for it, and until when it is looked at again."""

    title: str
    topic: str
    audience: str
    owner_id: UUID | None
    review_on: date | None = None
    language: str = "en"


def tidied_facts(facts: Facts) -> Facts:
    """In the one spelling in which they are stored."""
    return replace(facts, title=clean(facts.title))


def as_counterpart(facts: Facts, topic: str, audience: str, language: str) -> Facts:
    """The facts of a counterpart: what it belongs to and who reads it are its original's, and its language stays."""
    return replace(facts, topic=topic, audience=audience, language=language)


def problems(facts: Facts, today: date) -> dict[str, str]:
    """What is wrong with them, by field."""
    found = {}
    if not folded(facts.title):
        found["title"] = _("Give the policy a title.")
    elif len(facts.title) > TITLE:
        found["title"] = _fits(TITLE)
    if facts.topic not in {each.value for each in Topic}:
        found["topic"] = _("Choose one.")
    if facts.audience not in AUDIENCES:
        found["audience"] = _("Choose one.")
    if facts.owner_id is None:
        found["owner"] = _("Say who answers for it.")
    if facts.language not in dict(LANGUAGES):
        found["language"] = _("Choose one.")
    return found | ({"review_on": why} if (why := problem_of_review(facts.review_on, today)) else {})


def problem_of_review(day: date | None, today: date) -> str:
    """Why it cannot be looked at again on that day; empty where it can, or on no day."""
    if day is not None and not today < day <= date.fromordinal(today.toordinal() + AHEAD):
        return str(_("Choose a day from tomorrow on, at most three years ahead."))
    return ""


def tidied_clauses(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """In the one spelling in which they are stored."""
    return tuple(replace(each, title=clean(each.title), body=tidied(each.body)) for each in clauses)


def begun(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Those in which something is written: an empty one at the end of a draft is no part of what is published."""
    return tuple(each for each in clauses if each.title or each.body)


def too_long(clauses: Sequence[Clause], note: str) -> dict[str, str]:
    """What does not fit, by the name of its field: this much can't even be kept in a draft."""
    found = {f"body/{each.key}": _fits(BODY) for each in clauses if len(each.body) > BODY}
    found |= {f"title/{each.key}": _fits(TITLE) for each in clauses if len(each.title) > TITLE}
    if len(note) > NOTE:
        found["note"] = _fits(NOTE)
    if len(clauses) > SECTIONS:
        found[""] = _("A policy holds at most %(most)s sections. Bring some together, or make two policies.", most=SECTIONS)
    elif not found and sum(len(each.body) for each in clauses) > TOGETHER:
        found[""] = _("All sections together hold at most %(most)s characters. Make two policies of it.", most=TOGETHER)
    return found


def unready(clauses: Sequence[Clause], note: str, no: int) -> dict[str, str]:
    """Why it cannot be put to a publisher, by the name of the field."""
    found = {f"title/{each.key}": _("Give the section a heading.") for each in clauses if not each.title}
    found |= {f"body/{each.key}": _("Write what it says, or take it out.") for each in clauses if not each.body}
    if not clauses:
        found[""] = _("Write at least one section.")
    if no > 1 and not note:
        found["note"] = _("Say what changed, and why. Everybody who reads the policy reads this first.")
    return found


def problem_of_day(day: date | None, today: date, after: date | None) -> str:
    """Why a version cannot come into force on that day; empty where it can. `after` is the day of the one before it."""
    if day is None:
        return str(_("Enter the day on which it comes into force."))
    if day < today:
        return str(_("This day is over. A policy holds from today on at the earliest: nobody can keep to it in the past."))
    if after is not None and day < after:
        return str(_("The version before it comes into force later."))
    if day.toordinal() > today.toordinal() + AHEAD:
        return str(_("Choose a day at most three years ahead."))
    return ""


def problem_of_days(days: int | None) -> str:
    """Why one cannot have so many working days to acknowledge."""
    least, most = DAYS
    if days is None or not least <= days <= most:
        return str(_("Enter a whole number from %(least)s to %(most)s.", least=least, most=most))
    return ""


def problem_of_words(words: str, empty: str) -> str:
    """Why these words cannot be taken; `empty` is what is said where there are none."""
    return empty if not words else _fits(WORDS) if len(words) > WORDS else ""


def _fits(most: int) -> str:
    return str(_("At most %(most)s characters fit.", most=most))


SHAPE = Shape(prose=("*.body",), short=("*.title",))


@dataclass(frozen=True)
class Change:
    """What became of a section: `kind` is same, new, changed or gone; `moved` where it stands elsewhere among those that
    stayed. A section that came or went has one side only.
    """

    kind: str
    old: Clause | None
    new: Clause | None
    node: Node
    moved: bool = False

    @property
    def clause(self) -> Clause:
        """What to show: the new one, or what is gone."""
        found = self.new or self.old
        assert found is not None, "a change has a side"
        return found

    @property
    def key(self) -> str:
        """The section's key."""
        return self.clause.key

    @property
    def is_same(self) -> bool:
        """Nothing changed, and it stands where it stood."""
        return self.kind == "same" and not self.moved

    def spans(self, name: str) -> list[tuple[str, str]]:
        """How its title or body changed, word by word as it is read, for `components/redline.html`; nothing where it did not.
        A body is read without the signs of Markdown, and whole where the section is new or gone.
        """
        sides = [getattr(each, name) if each is not None else "" for each in (self.old, self.new)]
        before, after = (read(each)[0] for each in sides) if name == "body" else sides
        return [(_SPANS[each.kind], each.text) for each in words(before, after)] if before != after else []

    @property
    def is_set_anew(self) -> bool:
        """Whether the words stayed, and headings, lists or emphasis changed."""
        return self._both("body") and not self.spans("body")

    @property
    def leads_elsewhere(self) -> bool:
        """Whether a link came, went, or leads elsewhere."""
        return self._both("body") and len({read(each.body)[1] for each in (self.old, self.new) if each is not None}) == 2

    def _both(self, name: str) -> bool:
        return self.kind == "changed" and not self.node[name].is_same

    @property
    def binds(self) -> bool:
        """Whether what changed binds, or did."""
        return self.kind != "same" and any(each is not None and each.binding for each in (self.old, self.new))


_SPANS = {"same": "same", "del": "removed", "ins": "added"}
_KINDS = {"added": "new", "removed": "gone", "changed": "changed", "same": "same"}


def changes(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Change, ...]:
    """Each section in both versions, in the new order; what is gone stands where it stood."""
    before, after = {each.key: each for each in old}, {each.key: each for each in new}
    tree: Node = compare(_tree(old), _tree(new), SHAPE)
    return tuple(Change(_KINDS[node.kind], before.get(node.key), after.get(node.key), node, node.moved) for node in tree)


def _tree(clauses: Sequence[Clause]) -> Any:
    return [each.to_json() for each in clauses]


def changed_keys(found: Iterable[Change]) -> tuple[str, ...]:
    """The keys of sections that say something else, are new or gone. What only moved says the same."""
    return tuple(each.key for each in found if each.kind != "same")


def asks_again(found: Iterable[Change], *, is_first: bool) -> bool:
    """Whether acknowledgement is asked: of the first version, and where a section that binds changed, came or went."""
    return is_first or any(each.binds for each in found)


def best(telling: Sequence[str], sections: Mapping[UUID, tuple[str, str]], at_most: int) -> list[UUID]:
    """Those of these sections (heading, words) that share most of the telling words (`find.telling`) of a text, best first.
    A word of the heading counts twice; what shares none is left out.
    """
    weighed = [(_shared(telling, *said), section_id) for section_id, said in sections.items()]
    found = sorted((each for each in weighed if each[0]), key=lambda each: -each[0])
    return [section_id for _weight, section_id in found[:at_most]]


def _shared(telling: Sequence[str], title: str, body: str) -> int:
    heads, words = find.tokens(title), find.tokens(body)
    return sum(2 * _begins(each, heads) + _begins(each, words) for each in telling)


def _begins(beginning: str, words: Collection[str]) -> bool:
    return any(word.startswith(beginning) for word in words)


@dataclass(frozen=True)
class Tally:
    """How many people are how far with acknowledging; each counts once."""

    overdue: int = 0
    asked: int = 0
    read: int = 0
    acknowledged: int = 0

    @property
    def people(self) -> int:
        """How many are asked."""
        return self.overdue + self.asked + self.read + self.acknowledged

    @property
    def owing(self) -> int:
        """How many have not acknowledged."""
        return self.people - self.acknowledged


def together(tallies: Iterable[Tally]) -> Tally:
    """The sum of these."""
    found = list(tallies)
    return Tally(*(sum(getattr(each, name) for each in found) for name in ("overdue", "asked", "read", "acknowledged")))


def too_small(people: Sequence[int], threshold: int) -> frozenset[int]:
    """The places of units that are told as one, so that nobody is told of a number below the threshold: the small ones, and the
    next larger one where they alone would still be few (the difference to the whole would tell).
    """
    small = {place for place, number in enumerate(people) if number < threshold}
    rest = sorted((number, place) for place, number in enumerate(people) if place not in small)
    while small and rest and sum(people[place] for place in small) < threshold:
        small.add(rest.pop(0)[1])
    return frozenset(small)
