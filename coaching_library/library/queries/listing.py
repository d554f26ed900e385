"""Lists of the library: what a reader finds, by topic, skill, kind, step and words; and what lies on the keepers' desk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, defer, joinedload

from coaching_library import audience as audiences
from coaching_library.library.models import LibraryAnchor, LibraryItem, LibraryVersion
from coaching_library.library.queries.items import tongues
from coaching_library.library.traces import VignetteTally
from tenants.isolation import anew, session
from tenants.people import Actor

WITHOUT_WORDS = defer(LibraryVersion.body), defer(LibraryVersion.after), defer(LibraryVersion.wording)
KEYS = [LibraryVersion.title_key, LibraryVersion.id]
"""By these lists of what people read are paged."""


@dataclass(frozen=True)
class Narrowed:
    """What of the library is listed."""

    topic: str = ""
    skill: str = ""
    kind: str = ""
    task: str = ""
    language: str = ""
    """One language; without one each item in that which its reader reads best."""

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return self != Narrowed()


def _read_by(actor: Actor) -> ColumnElement[bool]:
    return LibraryVersion.audience.in_(audiences.read_by(actor))


def _best(actor: Actor) -> ColumnElement[bool]:
    """The condition that no item of the same key is there which the actor reads better: in their own language, or else in the
    organisation's.
    """
    order = tongues(actor)
    other = aliased(LibraryItem)
    place = {language: n for n, language in enumerate(order)}
    better = case(place, value=other.language, else_=len(order)) < case(place, value=LibraryItem.language, else_=len(order))
    same = and_(other.key == LibraryItem.key, other.tenant_id == LibraryItem.tenant_id, other.latest_id.is_not(None))
    return ~exists().where(same, better).correlate(LibraryItem)


def read(actor: Actor, narrowed: Narrowed | None = None) -> Select[Any]:
    """The versions that the actor reads today, each with its item, to be paged by KEYS."""
    only = narrowed or Narrowed()
    query = (
        select(LibraryVersion)
        .join(LibraryItem, and_(LibraryItem.latest_id == LibraryVersion.id, LibraryItem.tenant_id == LibraryVersion.tenant_id))
        .where(_read_by(actor))
        .options(contains_eager(LibraryVersion.item), *WITHOUT_WORDS)
    )
    for name in ("topic", "skill", "kind"):
        if value := getattr(only, name):
            query = query.where(getattr(LibraryVersion, name) == value)
    if only.task:
        here = LibraryAnchor.item_id == LibraryItem.id, LibraryAnchor.tenant_id == LibraryItem.tenant_id
        query = query.where(exists().where(*here, LibraryAnchor.task == only.task).correlate(LibraryItem))
    return query.where(LibraryItem.language == only.language if only.language else _best(actor))


def counts(actor: Actor) -> dict[tuple[str, str, str], int]:
    """How many items the actor reads by topic, skill and kind, each counted once in however many languages."""
    parts = LibraryVersion.topic, LibraryVersion.skill, LibraryVersion.kind
    query = (
        select(*parts, func.count(LibraryItem.key.distinct()))
        .join(LibraryItem, and_(LibraryItem.latest_id == LibraryVersion.id, LibraryItem.tenant_id == LibraryVersion.tenant_id))
        .where(_read_by(actor))
        .group_by(*parts)
    )
    return {(row[0], row[1], row[2]): row[3] for row in session().execute(query)}


def of_keys(actor: Actor, keys: Collection[str]) -> dict[str, LibraryVersion]:
    """What the actor reads of these keys, in the language that they read best: one statement, none for no key."""
    if not keys:
        return {}
    query = read(actor).where(LibraryItem.key.in_(keys))
    return {each.item.key: each for each in session().scalars(query)}


def paths(actor: Actor, most: int = 8) -> list[LibraryVersion]:
    """The paths that the actor reads, by title."""
    return list(session().scalars(read(actor, Narrowed(kind="path")).order_by(*KEYS).limit(most)))


def newest(actor: Actor, most: int = 6) -> list[LibraryVersion]:
    """What the actor reads that was published last."""
    order = LibraryVersion.published_at.desc(), LibraryVersion.id.desc()
    return list(session().scalars(anew(read(actor).order_by(*order).limit(most))))


TABS = ("mine", "draft", "in_review", "needs_review", "published", "retired")


def on_desk(tab: str, actor: Actor, today: date, language: str = "") -> Select[Any]:
    """Items as keepers see them, in one language or in all, to be paged by (changed_at, id), the latest first; without their
    words.

    Whose day of review has passed counts as what needs review, whether or not a job has noticed.
    """
    names = LibraryVersion.no, LibraryVersion.title, LibraryVersion.kind
    options = joinedload(LibraryItem.owner), joinedload(LibraryItem.latest).load_only(*names)
    query = select(LibraryItem).options(*options, defer(LibraryItem.body), defer(LibraryItem.after))
    query = query.where(_behind(tab, actor, today))
    return query.where(LibraryItem.language == language) if language else query


def _behind(tab: str, actor: Actor, today: date) -> ColumnElement[bool]:
    if tab == "mine":
        mine = or_(LibraryItem.owner_id == actor.id, LibraryItem.author_id == actor.id)
        return and_(LibraryItem.state != "retired", mine)
    if tab == "needs_review":
        late = and_(LibraryItem.latest_id.is_not(None), LibraryItem.review_on < today)
        return or_(LibraryItem.state == "needs_review", late)
    return LibraryItem.state == tab


def desk_counts(actor: Actor, today: date) -> dict[str, int]:
    """How many items lie behind each tab of the desk: one statement."""
    each = (func.count().filter(_behind(tab, actor, today)) for tab in TABS)
    row = session().execute(anew(select(*each).select_from(LibraryItem))).one()
    return dict(zip(TABS, row, strict=True))


def coming_due(until: date, most: int = 10) -> list[LibraryItem]:
    """Published items whose day of review comes next, up to that day."""
    query = select(LibraryItem).where(LibraryItem.state == "published", LibraryItem.review_on <= until)
    query = query.options(joinedload(LibraryItem.owner), defer(LibraryItem.body)).order_by(
        LibraryItem.review_on, LibraryItem.id
    )
    return list(session().scalars(query.limit(most)))


def misread(threshold: int, most: int = 10) -> list[tuple[LibraryVersion, int, int]]:
    """Vignettes of which most of those who rated them are off HR's level, once enough have: a version that people read, how
    many rated the case in any language with that level, and how many as HR would. The most misread first.
    """
    answers = func.sum(VignetteTally.many)
    alike = func.coalesce(func.sum(VignetteTally.many).filter(VignetteTally.level == LibraryVersion.level), 0)
    first = func.min(LibraryItem.language)
    sums = (
        select(LibraryItem.key, LibraryVersion.level, first.label("language"), answers.label("answers"), alike.label("alike"))
        .join(LibraryVersion, LibraryVersion.id == LibraryItem.latest_id)
        .join(VignetteTally, VignetteTally.version_id == LibraryVersion.id)
        .group_by(LibraryItem.tenant_id, LibraryItem.key, LibraryVersion.level)
        .having(answers >= threshold, 2 * alike < answers)
    ).subquery()
    here = LibraryItem.key == sums.c.key, LibraryItem.language == sums.c.language
    query = (
        select(LibraryVersion, sums.c.answers, sums.c.alike)
        .join(LibraryItem, LibraryItem.latest_id == LibraryVersion.id)
        .join(sums, and_(*here))
        .options(contains_eager(LibraryVersion.item), *WITHOUT_WORDS)
        .order_by(sums.c.alike * 1.0 / sums.c.answers, LibraryVersion.id)
        .limit(most)
    )
    return [(row[0], int(row[1]), int(row[2])) for row in session().execute(query)]
