"""What the page of an agreement shows to the one who asks: which version, against which, what happened, who may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from saas.plan import policy
from saas.plan.beside import Beside, beside
from saas.plan.document import Document, document
from saas.plan.remarks import Talk, remarks
from saas.plan.sheets import Sheet
from tenants import agreements, people
from tenants.agreements import AgreementVersion, Round
from tenants.people import Actor, Person


class NoSuchVersion(LookupError):
    """The agreement has no version with this number."""


@dataclass(frozen=True)
class Step:
    """One version in the history: who put it forward, and what became of it."""

    no: int
    author: Person
    at: datetime
    state: str
    """As in the table of words: proposed, countered, mediated, withdrawn, agreed, superseded."""
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
    adopted: bool = False
    """Whether it is the further signature of somebody who took the side later."""


@dataclass(frozen=True)
class View:
    """An agreement as one reader sees it."""

    sheet: Sheet
    acts: frozenset[str]
    is_party: bool
    is_partner: bool
    """Whether they read as HR partner, or in the place of one."""
    hears: bool
    """Whether they read what is said beside lines, all of it or from the call on."""
    stands_for: Person | None
    """In whose place they read, as a deputy."""
    beside: Beside
    shown: AgreementVersion | None
    base: AgreementVersion | None
    doc: Document | None
    steps: tuple[Step, ...]
    boxes: tuple[Box, ...]
    talk: Talk
    partners: tuple[Person, ...]
    """The HR partners assigned for the employee."""
    heads: tuple[Person, ...]
    """The heads of HR beside them, who read as these do."""
    has_draft: bool
    draft_is_behind: bool
    other: Person
    mine: bool | None
    """Whether it is the reader's turn; None where it is nobody's."""

    @property
    def state(self) -> str:
        """Where the plan stands, as far as this reader may know: a former party, how the version stands."""
        if self.is_inside:
            return self.sheet.plan.state
        step = next((each for each in self.steps if self.shown and each.no == self.shown.no), None)
        return step.state if step else "ended"

    @property
    def promiser(self) -> Person:
        """Who owes the support that the shown version speaks of: the manager who signed it last, else the present one."""
        adopted = [box.person for box in self.boxes if box.adopted]
        return adopted[-1] if adopted else self.boxes[1].person

    @property
    def is_inside(self) -> bool:
        """Whether they may know where the talk stands: all but a former party."""
        return self.is_party or self.is_partner or self.stands_for is not None

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
    is_party, reads_all = policy.is_party(actor, sheet), policy.reads_all(actor, sheet)
    as_hr, hearing = policy.hr_seat(actor, sheet), policy.mediator_seat(actor, sheet)
    chosen = no if no is not None else _that_matters(sheet, readable)
    shown = rounds[chosen].version if chosen is not None else None
    assigned, heads = people.hr_around(sheet.plan.person_id) if reads_all or as_hr else ([], [])
    around = beside(sheet, actor, assigned, heads, [each.version for each in rounds.values()], reads_all, hearing is not None)
    called = {each.version_id for each in around.calls}
    steps = tuple(_step(sheet, rounds[n], rounds, readable, called) for n in readable)
    if against is None and redline and shown is not None and (reads_all or hearing):
        against = next((each.before for each in steps if each.no == shown.no), None)
    base = rounds[against].version if against is not None else None
    agreements.with_content([version for version in (shown, base) if version is not None])
    draft = agreements.draft(agreement.id) if policy.can_draft(actor, sheet) else None
    last = sheet.talk.last_version
    waits = sheet.waits_for
    doc = _document(sheet, shown, base) if shown else None
    return View(
        sheet=sheet,
        acts=policy.acts(actor, sheet),
        is_party=is_party,
        is_partner=as_hr is not None and not reads_all,
        hears=policy.can_talk(actor, sheet),
        stands_for=around.stands_for,
        beside=around,
        shown=shown,
        base=base,
        doc=doc,
        steps=tuple(reversed(steps)),
        boxes=_boxes(sheet, rounds[shown.no] if shown else None),
        talk=remarks(actor, sheet, rounds, doc, reads_all=reads_all, hears=hearing is not None),
        partners=tuple(assigned),
        heads=tuple(each for each in heads if each not in assigned and each.id not in agreement.parties),
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


def _step(sheet: Sheet, each: Round, rounds: Mapping[int, Round], readable: list[int], called: Collection[UUID]) -> Step:
    version, active = each.version, sheet.agreement.active_version_id
    if each.withdrawn is not None:
        state = "withdrawn"
    elif each.is_agreed:
        state = "agreed" if version.id == active else "superseded"
    else:
        state = "mediated" if version.id in called else "countered"
        state = "proposed" if version.id == sheet.talk.open_version_id else state
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
    signed = {signature.side: signature for signature in each.signatures if signature.side != "adopted"} if each else {}
    waits = sheet.waits_for if each and sheet.is_open and each.version.id == sheet.talk.open_version_id else None
    sides = (("first", agreement.first, _("Employee")), ("second", agreement.second, _("Line manager")))
    found = []
    for side, person, role in sides:
        signature = signed.get(side)
        who = signature.person if signature else person
        if who.id not in agreement.parties:
            role = _("Line manager then")
        found.append(Box(who, role, signature.signed_at if signature else None, waits == person.id))
    for signature in each.signatures if each else ():
        if signature.side == "adopted":
            role = (
                _("Line manager, adopted it")
                if signature.person_id == agreement.second_id
                else _("Line manager then, adopted it")
            )
            found.append(Box(signature.person, role, signature.signed_at, False, adopted=True))
    return tuple(found)
