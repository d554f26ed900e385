"""Reading templates: the list, one with its positions and versions, what a plan can begin with, and who has nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased, defer, joinedload

from saas.cycle import Line
from saas.plan import Beginning
from saas.plan_template.models import PlanTemplate, PlanTemplatePosition, PlanTemplateVersion
from tenants.isolation import anew, get, session
from tenants.organisations import Position, Unit
from tenants.people import Person, Placement, Standing, in_force

MOST = 200
"""Templates that are looked at for one plan or one page of a team: more than any organisation offers to one of its teams."""
EXAMPLES = 8


def template(template_id: UUID, **_address: object) -> PlanTemplate | None:
    """The template of an address with its unit and the version that is offered, or None."""
    query = select(PlanTemplate).where(PlanTemplate.id == template_id)
    return session().scalars(query.options(joinedload(PlanTemplate.unit), joinedload(PlanTemplate.latest))).one_or_none()


def templates() -> Select[Any]:
    """All templates, to be paged by (title_key, id)."""
    latest = joinedload(PlanTemplate.latest)
    return select(PlanTemplate).options(joinedload(PlanTemplate.unit), latest.options(defer(PlanTemplateVersion.goals)))


def positions_of(template_ids: Collection[UUID]) -> dict[UUID, list[Position]]:
    """The positions of each of these templates in the order of their titles: one statement."""
    query = select(PlanTemplatePosition).where(PlanTemplatePosition.template_id.in_(template_ids))
    found: dict[UUID, list[Position]] = {}
    for row in session().scalars(query.options(joinedload(PlanTemplatePosition.position))):
        found.setdefault(row.template_id, []).append(row.position)
    return {key: sorted(each, key=lambda one: (one.title.casefold(), one.id)) for key, each in found.items()}


def rows_of(template_id: UUID) -> list[PlanTemplatePosition]:
    """For which positions a template is, as rows."""
    return list(session().scalars(select(PlanTemplatePosition).where(PlanTemplatePosition.template_id == template_id)))


def versions(template_id: UUID) -> Select[Any]:
    """What was published of a template, to be paged by (no), without its words."""
    query = select(PlanTemplateVersion).where(PlanTemplateVersion.template_id == template_id)
    return query.options(joinedload(PlanTemplateVersion.author), defer(PlanTemplateVersion.goals))


def version(version_id: UUID) -> PlanTemplateVersion | None:
    """One published version, or None."""
    return get(PlanTemplateVersion, version_id)


def last_number(template_id: UUID) -> int:
    """The number of the newest version; 0 where nothing was published."""
    query = select(func.max(PlanTemplateVersion.no)).where(PlanTemplateVersion.template_id == template_id)
    return session().scalar(query) or 0


def is_title_taken(key: str, but: UUID | None) -> bool:
    """Whether another template that is not retired bears this title."""
    query = select(PlanTemplate.id).where(PlanTemplate.title_key == key, PlanTemplate.state != "retired")
    return session().scalars(query.where(PlanTemplate.id != but) if but else query).first() is not None


def _published() -> Any:
    return PlanTemplate.state == "published"


def offered(standings: Collection[Standing]) -> list[Beginning]:
    """What plans of people who stand there can begin with, those of a unit first: at most two statements."""
    wanted = {each.position_id for each in standings if each.position_id is not None}
    if not wanted:
        return []
    query = (
        select(PlanTemplate, PlanTemplateVersion, PlanTemplatePosition.position_id, Position.title)
        .join(PlanTemplateVersion, PlanTemplateVersion.id == PlanTemplate.latest_id)
        .join(PlanTemplatePosition, PlanTemplatePosition.template_id == PlanTemplate.id)
        .join(Position, Position.id == PlanTemplatePosition.position_id)
        .where(_published(), PlanTemplatePosition.position_id.in_(wanted))
        .order_by(PlanTemplate.unit_id.is_(None), PlanTemplate.title_key, PlanTemplate.id)
        .limit(MOST)
    )
    rows = session().execute(query).all()
    bounded = {row[0].unit_id for row in rows if row[0].unit_id is not None}
    below = _below(bounded) if bounded else {}
    places: dict[UUID, dict[UUID, str]] = {}
    for found, _version, position_id, title in rows:
        places.setdefault(found.id, {})[position_id] = title
    firsts = {row[0].id: (row[0], row[1]) for row in rows}
    return [
        Beginning(
            version.id,
            version.title,
            version.no,
            version.content,
            places[key],
            frozenset(below.get(found.unit_id, ())) if found.unit_id is not None else None,
        )
        for key, (found, version) in firsts.items()
    ]


def _below(unit_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """For each of these units itself and all below it: one statement."""
    top = select(Unit.id.label("top"), Unit.id.label("id")).where(Unit.id.in_(unit_ids)).cte("below", recursive=True)
    child = aliased(Unit)
    below = top.union(select(top.c.top, child.id).where(child.parent_id == top.c.id))
    found: dict[UUID, set[UUID]] = {}
    for first, each in session().execute(select(below.c.top, below.c.id)):
        found.setdefault(first, set()).add(each)
    return found


def covered(scope: Any, on: date) -> Line:
    """The line of a cycle's readiness: how many of those in its scope have a position with a published template. A warning
    at most, since a plan may begin empty.
    """
    fits = (
        select(PlanTemplatePosition.position_id.label("position_id"), PlanTemplate.unit_id.label("unit_id"))
        .join(PlanTemplate, PlanTemplate.id == PlanTemplatePosition.template_id)
        .where(_published())
    ).cte("fits", recursive=True)
    child = aliased(Unit)
    fits = fits.union(select(fits.c.position_id, child.id).where(child.parent_id == fits.c.unit_id))
    has = exists().where(
        fits.c.position_id == Placement.position_id, or_(fits.c.unit_id.is_(None), fits.c.unit_id == Placement.unit_id)
    )
    placed = and_(Placement.person_id == Person.id, in_force(Placement, on))
    query = (
        select(func.coalesce(Position.title, literal("")), func.count(), func.count().filter(has))
        .select_from(Person)
        .outerjoin(Placement, placed)
        .outerjoin(Position, Position.id == Placement.position_id)
        .where(Person.id.in_(scope))
        .group_by(Position.title)
        .order_by(Position.title)
    )
    rows = session().execute(anew(query)).all()
    whole, with_one = sum(row[1] for row in rows), sum(row[2] for row in rows)
    bare = tuple(row[0] for row in rows if row[2] < row[1] and row[0])
    state = "good" if with_one == whole else "warning"
    return Line("templates", state, with_one, names=bare[:EXAMPLES], of=whole)


__all__ = [
    "covered", "is_title_taken", "last_number", "offered", "positions_of", "rows_of", "template", "templates", "version",
    "versions",
]  # fmt: skip
