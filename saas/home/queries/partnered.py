"""One line manager as their HR partner sees them: what they asked, what they tried, how their team's plans are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from coaching_library import library, threads
from saas.home.queries.people import sight
from saas.home.queries.turns import today
from saas.home.rules import Progress, Sight
from saas.plan import running_plans
from tenants import people
from tenants.people import Actor, Person

LATELY = timedelta(days=91)
"""How far back the page tells what somebody tried: a quarter of a year."""


@dataclass(frozen=True)
class Partnered:
    """A line manager beside whom somebody of HR works: of questions only what the reader may read, and nothing of talks."""

    sight: Sight
    team: tuple[Person, ...]
    progress: Progress
    """How far the plans of the team are, as numbers."""
    questions: tuple[threads.Waiting, ...]
    tried: tuple[tuple[library.LibraryItem, library.LibraryMark], ...]

    @property
    def last_asked(self) -> datetime | None:
        """When they asked something last that the reader may read."""
        return max((each.question.asked_at for each in self.questions), default=None)


def led_by(person_id: UUID, **_address: object) -> Sight | None:
    """Somebody to whom people report today, or None."""
    found = sight(person_id)
    return found if found is not None and people.reports_of(person_id) else None


def partnered(actor: Actor, found: Sight) -> Partnered:
    """What the page of a line manager shows to their HR partner: a constant number of statements."""
    team = people.reports_of(found.person.id)
    progress = Progress(found.person.name)
    plans = {each.person_id: each for each in reversed(running_plans({each.id for each in team}))}
    for each in team:
        plan = plans.get(each.id)
        progress.add(plan.state if plan is not None else None, 1)
    tried = library.tried_by([found.person.id]).get(found.person.id, [])
    return Partnered(
        sight=found,
        team=tuple(team),
        progress=progress,
        questions=tuple(threads.of_one(actor, found.person.id)),
        tried=tuple((item, mark) for item, mark in tried if mark.at.date() >= today() - LATELY),
    )
