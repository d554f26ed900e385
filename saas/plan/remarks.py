"""What was said beside the lines of a plan, where the page shows it, and who may hear it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from saas.plan.document import Document
from saas.plan.sheets import Sheet
from tenants import agreements
from tenants.agreements import LineComment, Round
from tenants.people import Actor, Person


@dataclass(frozen=True)
class Remark:
    """What somebody asked or said beside a line."""

    author: Person
    at: datetime
    no: int
    words: str
    stood_for: Person | None = None
    """In whose place it was said."""
    is_partners: bool = False
    """Whether the HR partner who was called said it."""


@dataclass(frozen=True)
class Talk:
    """The remarks on all lines, by address."""

    by_line: Mapping[str, list[Remark]] = field(default_factory=dict)

    def at(self, address: str) -> list[Remark]:
        """The remarks on one line, oldest first."""
        return self.by_line.get(address, [])

    def elsewhere(self, shown: Document) -> list[tuple[str, list[Remark]]]:
        """Remarks on lines of parts that the shown version does not have, by address."""
        there = shown_addresses(shown)
        return [(address, found) for address, found in self.by_line.items() if address not in there]

    def __len__(self) -> int:
        return sum(map(len, self.by_line.values()))


def remarks(
    actor: Actor, sheet: Sheet, rounds: Mapping[int, Round], doc: Document | None, *, reads_all: bool, hears: bool
) -> Talk:
    """What stands beside the lines for this reader: everything for the employee, what was said with them for their manager
    and who stands in for them, what the HR partner who was called may hear, or nothing.
    """
    if not reads_all and not hears:
        return Talk()
    agreement = sheet.agreement
    if reads_all:
        comments = agreements.comments(agreement.id, with_=None if actor.id == agreement.first_id else agreement.second_id)
    else:
        comments = agreements.comments(agreement.id, heard_by=sheet.mediation)
    return _talk(comments, rounds, shown_addresses(doc) if doc else {""})


def _talk(comments: list[LineComment], rounds: Mapping[int, Round], there: set[str]) -> Talk:
    numbers: dict[UUID, int] = {each.version.id: no for no, each in rounds.items()}
    by_line: dict[str, list[Remark]] = {}
    for each in comments:
        remark = Remark(
            each.author,
            each.at,
            numbers.get(each.version_id, 0),
            each.words,
            each.for_ if each.for_id else None,
            each.is_partners,
        )
        by_line.setdefault(_beside(each.address, there), []).append(remark)
    return Talk(by_line)


def _beside(address: str, there: set[str]) -> str:
    """Where the page shows what was said about a line: there, or beside the part that it belongs to (a title: its goal).

    What was said about a part that is gone keeps its address.
    """
    steps = address.split("/")
    parts = ["/".join(steps[:length]) for length in range(len(steps), 0, -1)]
    return next((part for part in parts if part in there), address if len(steps) > 1 else "")


def shown_addresses(doc: Document) -> set[str]:
    """The lines beside which the page shows a thread: the whole, each goal, and what stands in it."""
    found: set[str] = {""}
    for goal in doc.goals:
        found.add(goal.address)
        found |= {each.address for each in goal.results} | {each.address for each in goal.support}
        found |= {each.line.address for each in goal.criteria if each.line}
    return found
