"""What stands on HR's two papers, as frozen data: how HR answers questions, and who has acknowledged a policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from coaching_library import policies, threads
from saas.reports.plan_paper import Letterhead
from tenants import organisations, people
from tenants.isolation import person_id
from tenants.people import Actor, Person
from tenants.web.dates import long_day

PERIODS = (30, 90, 365)
"""Days of which the figures can be printed, as the page offers them."""


@dataclass(frozen=True)
class Figures:
    """An edition of figures: its number and the hash of all that they say."""

    no: int
    hash: str


@dataclass(frozen=True)
class Serving:
    """HR's service as one person may see it: they are what the paper is about."""

    person: Person

    @property
    def id(self) -> UUID:
        """The id of whoever asks for it."""
        return self.person.id


@dataclass(frozen=True)
class ServicePaper:
    """HR's answering in a period."""

    head: Letterhead
    told: threads.Service
    made_on: date


@dataclass(frozen=True)
class StatusPaper:
    """How far the acknowledging of a policy is."""

    head: Letterhead
    told: policies.Status
    made_on: date


def reader() -> Actor | None:
    """Whoever acts in this unit of work, with the rights of today."""
    found = people.person(person_id())
    return people.load_actor(found, organisations.organisation().time_zone) if found is not None else None


def serving(who: UUID) -> Serving | None:
    """The service as that person may see it, for themselves alone."""
    found = people.person(who)
    return Serving(found) if found is not None and who == person_id() else None


def served(actor: Actor, one: Serving, no: int | None) -> Figures | None:
    """The figures of so many days, 90 where no number is said; None for a number that the page does not offer."""
    days = 90 if no is None else no
    may = one.id == actor.id and threads.policy.can_see_service(actor)
    return Figures(days, _hash(_service(actor, days))) if may and days in PERIODS else None


def service_paper(_one: Serving, edition: Any) -> ServicePaper:
    """The paper, read as whoever acts."""
    actor = reader()
    assert actor is not None, "the printer has asked"
    return ServicePaper(_head(), _service(actor, edition.no), organisations.today())


def service_file(paper: ServicePaper) -> str:
    """The name of the file."""
    first, last = long_day(paper.told.first), long_day(paper.told.last)
    return f"{_('HR’s service, %(first)s to %(last)s', first=first, last=last)}.pdf"


def service_period(days: int, day: date) -> str:
    """The period that ends on that day, in words."""
    return str(_("%(start)s to %(end)s", start=long_day(_first(days, day)), end=long_day(day)))


def _service(actor: Actor, days: int) -> threads.Service:
    last = organisations.today()
    return threads.service(actor, _first(days, last), last)


def _first(days: int, last: date) -> date:
    return last - timedelta(days=days - 1)


def status_today(actor: Actor, sheet: policies.PolicySheet, no: int | None) -> Figures | None:
    """The status of the version in force as it stands today; None where nothing is in force."""
    told = policies.status(sheet, actor)
    return Figures(told.no, _hash(told)) if told is not None and no in (None, told.no) else None


def status_paper(sheet: policies.PolicySheet, _edition: Any) -> StatusPaper:
    """The paper, read as whoever acts."""
    actor = reader()
    told = policies.status(sheet, actor) if actor is not None else None
    assert told is not None, "the printer has asked"
    return StatusPaper(_head(), told, organisations.today())


def status_file(paper: StatusPaper) -> str:
    """The name of the file."""
    day = long_day(paper.made_on)
    return f"{_('Acknowledgement of “%(title)s”, %(day)s', title=paper.told.title, day=day)}.pdf"


def status_edition(no: int, day: date) -> str:
    """Which version of the policy, and when it was looked at."""
    return str(_("Version %(no)s, as of %(day)s", no=no, day=long_day(day)))


def policy_titles(policy_ids: Any) -> dict[UUID, str]:
    """The titles of these policies, as far as whoever acts may read them: one statement, and none for none."""
    actor = reader() if policy_ids else None
    if actor is None:
        return {}
    found = policies.policies_of(policy_ids).values()
    return {each.id: each.title for each in found if policies.policy.can_read(actor, each)}


def _head() -> Letterhead:
    """The organisation's own: neither paper belongs to one company."""
    where = organisations.organisation()
    return Letterhead(where.name, (), where.time_zone, where.brand_hue, where.brand_chroma)


def _hash(told: Any) -> str:
    """Of all that is told but for the moment at which it was asked."""
    return sha256(repr(_plain(told)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Person):
        return str(value.id)
    if isinstance(value, datetime):
        return None
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value
