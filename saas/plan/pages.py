"""What the page of an agreement shows to the one who asks: which version, against which, what happened, who may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from saas.plan import policy, queries
from saas.plan.document import Document, document
from saas.plan.sheets import Sheet
from tenants import agreements, people
from tenants.agreements import AgreementVersion, LineComment, Round
from tenants.people import Actor, Person


class NoSuchVersion(LookupError):
    """The agreement has no version with this number."""


@dataclass(frozen=True)
class Remark:
    """What somebody asked or said beside a line."""

    author: Person
    at: datetime
    no: int
    words: str


@dataclass(frozen=True)
class Step:
    """One version in the history: who put it forward, and what became of it."""

    no: int
    author: Person
    at: datetime
    state: str
    """As in the table of words: proposed, countered, withdrawn, agreed, superseded."""
    line_changed: bool
    before: int | None
    """The number of the version before it that the reader may read."""


@dataclass(frozen=True)
class Box:
    """One side's place for a signature."""

    person: Person
    role: str
    signed_at: datetime | None
    is_next: bool
    """Whether it is this side's turn to sign."""


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


@dataclass(frozen=True)
class View:
    """An agreement as one reader sees it."""

    sheet: Sheet
    acts: frozenset[str]
    is_party: bool
    is_partner: bool
    shown: AgreementVersion | None
    base: AgreementVersion | None
    doc: Document | None
    steps: tuple[Step, ...]
    boxes: tuple[Box, ...]
    talk: Talk
    partners: tuple[Person, ...]
    has_draft: bool
    draft_is_behind: bool
    other: Person
    mine: bool | None
    """Whether it is the reader's turn; None where it is nobody's."""

    @property
    def state(self) -> str:
        """Where the plan stands, as far as this reader may know: a former party, how the version stands."""
        if self.is_party or self.is_partner:
            return self.sheet.plan.state
        step = next((each for each in self.steps if self.shown and each.no == self.shown.no), None)
        return step.state if step else "ended"

    @property
    def newest_before(self) -> int | None:
        """The number of the version that the shown one would be compared with."""
        step = next((each for each in self.steps if self.shown and each.no == self.shown.no), None)
        return step.before if step else None

    @property
    def is_open(self) -> bool:
        """Whether the shown version waits for the other side."""
        return self.shown is not None and self.sheet.is_open and self.shown.id == self.sheet.talk.open_version_id

    @property
    def is_active(self) -> bool:
        """Whether the shown version is the one in force."""
        return self.shown is not None and self.shown.id == self.sheet.agreement.active_version_id


def view(sheet: Sheet, actor: Actor, *, no: int | None = None, against: int | None = None, redline: bool = True) -> View:
    """The agreement as `actor` sees it: version `no` (else the one that matters), against version `against` (else its base).

    The caller has asked the policy for both numbers; raises NoSuchVersion for one that was never given.
    """
    agreement = sheet.agreement
    rounds = {each.version.no: each for each in agreements.rounds(agreement.id, light=True)}
    if not {no, against} <= {None, *rounds}:
        raise NoSuchVersion
    readable = [n for n in rounds if policy.can_read_version(actor, sheet, n)]
    is_party, is_partner = policy.is_party(actor, sheet), policy.is_partner(actor, sheet)
    chosen = no if no is not None else _that_matters(sheet, readable)
    shown = rounds[chosen].version if chosen is not None else None
    steps = tuple(_step(sheet, rounds[n], rounds, readable) for n in readable)
    if against is None and redline and shown is not None and is_party:
        against = next((each.before for each in steps if each.no == shown.no), None)
    base = rounds[against].version if against is not None else None
    agreements.with_content([version for version in (shown, base) if version is not None])
    draft = agreements.draft(agreement.id) if "draft" in policy.acts(actor, sheet) else None
    last = sheet.talk.last_version
    waits = sheet.waits_for
    doc = _document(sheet, shown, base) if shown else None
    comments = agreements.comments(agreement.id) if policy.can_talk(actor, sheet) else []
    return View(
        sheet=sheet,
        acts=policy.acts(actor, sheet),
        is_party=is_party,
        is_partner=is_partner,
        shown=shown,
        base=base,
        doc=doc,
        steps=tuple(reversed(steps)),
        boxes=_boxes(sheet, rounds[shown.no] if shown else None),
        talk=_talk(comments, rounds, shown_addresses(doc) if doc else {""}),
        partners=tuple(people.hr_partners_of(sheet.plan.person_id)) if is_party or is_partner else (),
        has_draft=draft is not None,
        draft_is_behind=draft is not None and last is not None and draft.based_on_id != last.id,
        other=agreement.second if actor.id == agreement.first_id else agreement.first,
        mine=(waits == actor.id) if waits is not None and is_party and sheet.is_open else None,
    )


def _document(sheet: Sheet, shown: AgreementVersion, base: AgreementVersion | None) -> Document:
    if base is None:
        return document(shown.content, sheet.scale)
    return document(shown.content, sheet.scale, base.content, one_voice=shown.author_id == base.author_id)


def _that_matters(sheet: Sheet, readable: list[int]) -> int | None:
    """The version that waits, else the one in force, else the latest; of those that may be read."""
    agreement = sheet.agreement
    wanted = (sheet.talk.open_version, agreement.active_version, sheet.talk.last_version)
    for version in wanted:
        if version is not None and version.no in readable:
            return version.no
    return max(readable, default=None)


def _step(sheet: Sheet, each: Round, rounds: Mapping[int, Round], readable: list[int]) -> Step:
    version, active = each.version, sheet.agreement.active_version_id
    if each.withdrawn is not None:
        state = "withdrawn"
    elif each.is_agreed:
        state = "agreed" if version.id == active else "superseded"
    else:
        state = "proposed" if version.id == sheet.talk.open_version_id else "countered"
    before = _before(version, rounds)
    return Step(
        no=version.no,
        author=version.author,
        at=version.proposed_at,
        state=state,
        line_changed=each.withdrawn is not None and each.withdrawn.why == "line_changed",
        before=before if before in readable else None,
    )


def _before(version: AgreementVersion, rounds: Mapping[int, Round]) -> int | None:
    """What a version is compared with: what it answers, else the number before it."""
    based = next((no for no, each in rounds.items() if each.version.id == version.based_on_id), None)
    return based if based is not None else (version.no - 1 if version.no - 1 in rounds else None)


def _boxes(sheet: Sheet, each: Round | None) -> tuple[Box, ...]:
    agreement = sheet.agreement
    signed = {signature.side: signature for signature in each.signatures} if each else {}
    waits = sheet.waits_for if each and sheet.is_open and each.version.id == sheet.talk.open_version_id else None
    sides = (("first", agreement.first, _("Employee")), ("second", agreement.second, _("Line manager")))
    found = []
    for side, person, role in sides:
        signature = signed.get(side)
        found.append(
            Box(
                signature.person if signature else person,
                role,
                signature.signed_at if signature else None,
                waits == person.id,
            )
        )
    return tuple(found)


def _talk(comments: list[LineComment], rounds: Mapping[int, Round], there: set[str]) -> Talk:
    numbers: dict[UUID, int] = {each.version.id: no for no, each in rounds.items()}
    by_line: dict[str, list[Remark]] = {}
    for each in comments:
        remark = Remark(each.author, each.at, numbers.get(each.version_id, 0), each.words)
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


def plan_rows(actor: Actor, team: Collection[UUID]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The reader's own plans and those of these reports, each with whose turn it is: three statements."""
    own = queries.plans_of(actor.id)
    led = queries.running_plans(team) if team else []
    amendments = agreements.open_amendments([plan.agreement_id for plan in (*own, *led)]) if own or led else {}

    def row(plan: Any, other: Person) -> dict[str, Any]:
        amendment = amendments.get(plan.agreement_id) if plan.state == "agreed" else None
        waits = agreements.waits_for(plan.agreement, amendment or plan.agreement)
        mine = None if waits is None or plan.rests else waits == actor.id
        return {"plan": plan, "amendment": amendment, "mine": mine, "other": other}

    mine = [row(plan, plan.agreement.second) for plan in own]
    return mine, sorted((row(plan, plan.person) for plan in led), key=lambda each: (each["other"].sort_key, each["other"].id))
