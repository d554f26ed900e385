"""What stands on the paper of a plan's version: frozen data, so that the template asks nothing and nobody.

A paper speaks for the company: its letterhead, its time zone. It bears the names of those who signed, also when another
manager has come since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from markupsafe import Markup

from saas import plan
from saas.plan import Content, Scale, Sheet
from saas.plan.content import Goal
from tenants import agreements, organisations, people
from tenants.agreements import AgreementVersion
from tenants.web.dates import day
from tenants.web.numbers import points

BAR = 680

Standing = Literal["in_force", "superseded", "ended", "not_agreed"]


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is: the company's legal name and the lines below it, its time zone, the organisation's colour."""

    name: str
    lines: tuple[str, ...] = ()
    zone: str = "UTC"
    hue: int = 172
    chroma: int = 85


@dataclass(frozen=True)
class Party:
    """One of the two: who they are, and when they signed this version (None: they have not)."""

    name: str
    role: str
    place: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class Slice:
    """A goal's part of the bar of weights, in the units in which the bar is drawn; a gap of 2 stands after each."""

    no: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class PlanPaper:
    """One version of a plan, as it is printed."""

    head: Letterhead
    cycle: str
    starts_on: date
    ends_on: date
    no: int
    digest: str
    content: Content
    scale: Scale
    employee: Party
    manager: Party
    author: str
    proposed_at: datetime
    standing: Standing
    now_no: int | None = None
    """The version in force, where it is another one."""
    adopted: tuple[Party, ...] = ()
    """Those who led later and signed what was in force."""
    present: str = ""
    """Who leads the employee now."""
    adoption_since: datetime | None = None
    """Since when it is in force and waits for its present manager to adopt it."""

    @property
    def goals(self) -> list[tuple[int, Goal]]:
        """What is to be achieved, numbered as in the plan."""
        return [(no, goal) for no, goal in enumerate(self.content.goals, 1) if goal.kind == "work"]

    @property
    def growth(self) -> list[tuple[int, Goal]]:
        """What is to be learnt, numbered as in the plan."""
        return [(no, goal) for no, goal in enumerate(self.content.goals, 1) if goal.kind == "development"]

    @property
    def parties(self) -> tuple[Party, Party]:
        """The two, the employee first."""
        return self.employee, self.manager

    @property
    def managers(self) -> str:
        """Those on the manager's side who read it: who signed it, who adopted it, who leads now."""
        return ", ".join(
            dict.fromkeys((self.manager.name, *(each.name for each in self.adopted), self.present or self.manager.name))
        )

    @property
    def bar(self) -> list[Slice]:
        """The weights beside each other, on a bar that is BAR wide."""
        found, at = [], 0.0
        whole = sum(goal.weight for goal in self.content.goals) or 1
        for no, goal in enumerate(self.content.goals, 1):
            if goal.weight:
                width = goal.weight * (BAR + 2) / whole
                found.append(Slice(no, round(at, 2), round(max(width - 2, 1), 2)))
                at += width
        return found

    @property
    def bar_words(self) -> str:
        """The bar for whoever does not see it."""
        parts = (_("goal %(no)s: %(share)s", no=s.no, share=points(self.content.goals[s.no - 1].weight)) for s in self.bar)
        return str(_("Weights: %(parts)s", parts=", ".join(parts)))

    @property
    def status(self) -> str:
        """Where this version stands, in a few words."""
        since = day(self.adoption_since.astimezone(ZoneInfo(self.head.zone)).date()).striptags() if self.adoption_since else ""
        words = {
            "in_force": _("In force, adoption due since %(since)s", since=since) if since else _("In force"),
            "superseded": _("Superseded by version %(no)s", no=self.now_no or "?"),
            "ended": _("Was in force; the plan has ended"),
            "not_agreed": _("Not agreed"),
        }
        return str(words[self.standing])

    def local(self, at: datetime) -> Markup:
        """The instant on the wall of the company."""
        there = at.astimezone(ZoneInfo(self.head.zone))
        return Markup("{}, {} ({})").format(day(there.date()), there.strftime("%H:%M"), self.head.zone.replace("_", " "))

    def exact(self, at: datetime) -> str:
        """The instant in UTC, to the second."""
        return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def paper_of(sheet: Sheet, version: AgreementVersion) -> PlanPaper:
    """The paper of that version of a plan. Raises ContentError for content that is no plan."""
    agreement, cycle = sheet.agreement, sheet.plan.cycle
    every = agreements.signatures(version.id)
    signed = {s.side: s for s in every if s.side != "adopted"}
    later = [s for s in every if s.side == "adopted"]
    second_id = signed["second"].person_id if "second" in signed else agreement.second_id
    if version.author_id not in (agreement.first_id, second_id):
        second_id = version.author_id
    known = people.names([*agreement.parties, second_id, version.author_id, *(s.person_id for s in later)])
    head, places = _head(agreement.first_id, second_id, version.proposed_at)
    active = agreement.active_version

    def party(who: people.Person, side: str, role: str) -> Party:
        signature = signed.get(side)
        return Party(who.name, role, places.get(who.id, ""), signature.signed_at if signature else None)

    standing: Standing = "not_agreed"
    if active is not None and active.id == version.id:
        standing = "in_force" if agreement.state == "agreed" else "ended"
    elif len(signed) == 2:
        standing = "superseded" if active is not None else "ended"
    return PlanPaper(
        head=head,
        cycle=cycle.name,
        starts_on=cycle.starts_on,
        ends_on=cycle.ends_on,
        no=version.no,
        digest=version.hash,
        content=plan.Content.from_json(version.content),
        scale=sheet.scale,
        employee=party(known[agreement.first_id], "first", _("Employee")),
        manager=party(known[second_id], "second", _("Manager")),
        author=known[version.author_id].name,
        proposed_at=version.proposed_at,
        standing=standing,
        adopted=tuple(
            Party(known[s.person_id].name, str(_("Manager, adopted it")), places.get(s.person_id, ""), s.signed_at)
            for s in later
        ),
        present=known[agreement.second_id].name,
        adoption_since=agreement.adoption_since if standing == "in_force" else None,
        now_no=active.no if active is not None and active.id != version.id else None,
    )


def _head(first: UUID, second: UUID, at: datetime) -> tuple[Letterhead, dict[UUID, str]]:
    """The letterhead of the employee's company, and where both worked, on the day the version was put forward."""
    where = organisations.organisation()
    day = organisations.day_of(at)
    placed = people.placements_of([first, second], day)
    if first not in placed:
        placed = people.placements_of([first, second])
    places = {who: _place(placement) for who, placement in placed.items()}
    if first not in placed:
        return Letterhead(where.name, (), where.time_zone, where.brand_hue, where.brand_chroma), places
    company = placed[first].company
    lines = tuple(line.strip() for line in company.letterhead.splitlines() if line.strip())
    if lines[:1] == (company.legal_name,):
        lines = lines[1:]
    return Letterhead(company.legal_name, lines, company.time_zone, where.brand_hue, where.brand_chroma), places


def _place(placement: people.Placement) -> str:
    """Position and unit, on one line."""
    position = placement.position.title if placement.position else ""
    return ", ".join(part for part in (position, placement.unit.name) if part)
