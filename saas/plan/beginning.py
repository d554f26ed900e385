"""What an empty draft can begin with: a template that another room offers. It pre-fills the draft; everything can be tailored.

Beginning is as private as the draft: nothing is recorded or told, and the version says where it began once it is proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from flask_babel import gettext as _

from saas.plan import actions, policy
from saas.plan.content import GOALS, Goal, Origin, Period
from saas.plan.content import Plan as Content
from saas.plan.sheets import Sheet
from tenants import agreements
from tenants.agreements import AgreementDraft
from tenants.law import NotNow, require
from tenants.people import Actor, Standing

SHOWN = 6


@dataclass(frozen=True)
class Beginning:
    """A version of a template: its goals, the positions it is for with their titles, and the units in which it holds (None:
    all).
    """

    version_id: UUID
    title: str
    no: int
    goals: tuple[Goal, ...]
    positions: Mapping[UUID, str]
    unit_ids: frozenset[UUID] | None = None

    def fits(self, standing: Standing) -> bool:
        """Whether the plan of somebody who stands there can begin with it."""
        where = self.unit_ids is None or standing.unit_id in self.unit_ids
        return standing.position_id in self.positions and where

    def position_of(self, standing: Standing) -> str:
        """The title of the position for which it fits."""
        return self.positions.get(standing.position_id, "") if standing.position_id else ""

    @property
    def origin(self) -> Origin:
        """How a plan remembers it."""
        return Origin(str(self.version_id), self.title, self.no)


Source = Callable[[Collection[Standing]], list[Beginning]]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """Wiring: `source` is asked what plans of people who stand there can begin with."""
    if source not in _sources:
        _sources.append(source)


def beginnings(standings: Collection[Standing]) -> list[Beginning]:
    """Everything with which the plan of one of these can begin."""
    found = [each for source in _sources for each in source(standings)]
    return [each for each in found if any(each.fits(standing) for standing in standings)]


def in_days(content: Content, period: Period) -> Content:
    """The content with the last day of the period where a goal or a commitment has none: a date to be changed."""
    last = period.ends_on

    def dated(goal: Goal) -> Goal:
        support = tuple(replace(each, by_on=each.by_on or last) for each in goal.support)
        return replace(goal, due_on=goal.due_on or last, support=support)

    return replace(content, period=period, goals=tuple(dated(each) for each in content.goals))


def filled(content: Content, beginning: Beginning, seed: UUID) -> Content:
    """The content with the goals of the template below its own, and where it began. Each goal and each of its rows has a name
    of its own, the same each time for the same `seed`.
    """

    def own(key: str) -> str:
        return str(uuid5(seed, f"{beginning.version_id} {key}"))

    goals = tuple(
        replace(
            each,
            key=own(each.key),
            key_results=tuple(replace(row, key=own(row.key)) for row in each.key_results),
            support=tuple(replace(row, key=own(row.key)) for row in each.support),
        )
        for each in beginning.goals
    )
    return in_days(replace(content, goals=(*content.goals, *goals), began=beginning.origin), content.period)


def is_empty(sheet: Sheet, draft: AgreementDraft) -> bool:
    """Whether nobody has written anything into the draft yet: it holds what every draft of this plan begins with."""
    if draft.based_on_id is not None or draft.content["words"] or "began" in draft.content:
        return False
    return bool(draft.content["goals"] == [each.to_json() for each in actions.first_content(sheet).goals])


def choices(sheet: Sheet, draft: AgreementDraft) -> list[Beginning]:
    """What this draft can begin with, while it is empty; of very many the first few, those of its unit before others."""
    return beginnings([sheet.standing])[:SHOWN] if is_empty(sheet, draft) else []


def begin_with(sheet: Sheet, draft: AgreementDraft, version_id: str, *, by: Actor, seen: int) -> agreements.Saved:
    """The actor's empty draft holds the goals of a template, to be tailored; nothing is assigned, and nobody else sees it.

    A second time changes nothing. NotNow where something is written there already, or the template is not offered here.
    """
    require(policy.can_draft(by, sheet) and draft.author_id == by.id)
    content = Content.from_json(draft.content)
    if content.began is not None and content.began.version == version_id:
        return agreements.Saved(draft, draft.version)
    if not is_empty(sheet, draft):
        raise NotNow(_("Your draft is not empty any more, so no template can fill it. Nothing of yours was changed."))
    found = next((each for each in beginnings([sheet.standing]) if str(each.version_id) == version_id), None)
    if found is None or len(content.goals) + len(found.goals) > GOALS:
        raise NotNow(_("This template is not offered any more. Begin with another one, or with an empty plan."))
    return actions.save(draft, filled(content, found, sheet.agreement.id), seen=seen)
