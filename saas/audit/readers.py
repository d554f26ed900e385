"""Who can see a plan or a person, and what of it: asked of the very rules that the doors ask, for everybody around."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from saas import home, plan
from saas.audit.around import Around, around, ties
from saas.audit.reasons import why
from saas.plan import Sheet
from tenants import people
from tenants.people import Actor, Person

CYCLE = frozenset({"self", "manager", "deputy", "partner"})
ENTRIES = frozenset({"self", "partner", "admin"})


@dataclass(frozen=True)
class PlanReader:
    """Somebody who can read a plan: why, which versions, and whether they read what is said about lines."""

    person: Person
    why: list[str]
    versions: tuple[int, ...]
    talks: bool

    @property
    def numbers(self) -> str:
        """The versions as one says them: 1–4, or 2, 5."""
        if len(self.versions) > 2 and self.versions[-1] - self.versions[0] == len(self.versions) - 1:
            return f"{self.versions[0]}–{self.versions[-1]}"
        return ", ".join(str(no) for no in self.versions)


def plan_reader(actor: Actor, sheet: Sheet, there: Around, signed: frozenset[int]) -> PlanReader | None:
    """How the actor reads the plan of which `signed` are the versions they signed; None where the door is shut to them."""
    theirs = replace(sheet, signed=signed)
    if not plan.policy.can_read(actor, theirs):
        return None
    last = sheet.agreement.last_version
    newest = max(last.no if last is not None else 0, *(v for v in sheet.shared_numbers(None)), 0)
    return PlanReader(
        actor.person,
        [said for ground in plan.policy.grounds(actor, theirs) for said in why(ground, actor.id, there)],
        tuple(no for no in range(1, newest + 1) if plan.policy.can_read_version(actor, theirs, no)),
        plan.policy.can_talk(actor, theirs),
    )


def readers_of_plan(sheet: Sheet) -> list[PlanReader]:
    """Everybody who can read the plan now: the two first, then by name."""
    agreement = sheet.agreement
    signed = plan.signers(agreement.id)
    called = sheet.mediation.partner_id if sheet.mediation is not None else None
    there = around(sheet.standing, {*agreement.parties, *signed, *([called] if called else ())})
    found = [plan_reader(actor, sheet, there, signed.get(actor.id, frozenset())) for actor in there.actors.values()]
    two = list(agreement.parties)

    def place(one: PlanReader) -> tuple[int, str, UUID]:
        return (two.index(one.person.id) if one.person.id in two else 2, one.person.sort_key, one.person.id)

    return sorted((one for one in found if one is not None), key=place)


@dataclass(frozen=True)
class PersonReader:
    """Somebody who sees more of a person than name and place: why, and what."""

    person: Person
    cycle: bool
    entries: bool
    why_cycle: list[str]
    why_entries: list[str]

    @property
    def why(self) -> list[str]:
        """Every reason once."""
        return list(dict.fromkeys([*self.why_cycle, *self.why_entries]))


def person_reader(actor: Actor, sight: home.Sight, there: Around) -> PersonReader:
    """What the actor sees of that person."""
    cycle = home.policy.can_see_cycle(actor, sight)
    entries = people.policy.can_see_own(actor, sight.person) or people.policy.can_read(actor, sight.person, sight.standing)
    found = ties(actor, sight.standing)

    def said(kinds: frozenset[str]) -> list[str]:
        return [each for tie in found if tie.kind in kinds for each in why(tie, actor.id, there)]

    return PersonReader(actor.person, cycle, entries, said(CYCLE) if cycle else [], said(ENTRIES) if entries else [])


def readers_of_person(sight: home.Sight) -> list[PersonReader]:
    """Everybody who sees how the person's cycle stands, or their entries: themselves first, then by name."""
    there = around(sight.standing)
    found = [person_reader(actor, sight, there) for actor in there.actors.values()]
    seeing = [one for one in found if one.cycle or one.entries]
    return sorted(seeing, key=lambda one: (one.person.id != sight.person.id, one.person.sort_key, one.person.id))
