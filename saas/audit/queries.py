"""Reading the log: acts and looks in one order, narrowed to what the reader may see, and the names that its sentences need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, Uuid, and_, case, cast, exists, func, literal, null, or_, select, tuple_, union_all
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased

from coaching_library.audience import EVERYONE
from coaching_library.library import LibraryItem, LibraryVersion
from coaching_library.policies import Policy, PolicyVersion
from saas.audit import rules, words
from saas.audit.rules import Entry, Wanted
from saas.cycle import Cycle
from saas.enterprise import EnterpriseGoal
from saas.plan import Handover, Plan
from saas.plan_template import PlanTemplate
from tenants import organisations, people
from tenants.agreements import Amendment
from tenants.isolation import among, anew, session
from tenants.journal import JournalEntry, Reading, Refusal
from tenants.organisations import Company, Position, Unit
from tenants.people import Actor, Person, ReportingLine
from tenants.web import Page
from tenants.web.paging import SIZE

OF_ITS_OWN: dict[str, Any] = {"looks": Reading, "refused": Refusal}
"""Groups of lines that are no acts."""

LABELS = ("at", "id", "verb", "actor_id", "about_id", "object_kind", "object_id", "for_id", "detail")


def _begins(column: Any, beginnings: Iterable[str]) -> Any:
    return or_(*(column.startswith(each, autoescape=True) for each in beginnings))


def _led(about: Any, at: Any, me: UUID) -> Any:
    """The condition that `me` leads the person today and did at that instant."""
    line = ReportingLine
    mine = and_(line.person_id == about, line.manager_id == me, people.in_force(line, organisations.today()))
    return exists(select(line.id).where(mine, at >= line.starts_on).correlate(JournalEntry, Reading))


def acts_seen_by(actor: Actor) -> Any:
    """The condition on an act that `policy.can_see` states: one's own, what is about oneself, one's team's plans, those
    accompanied; the tenant admin everything but what a pair shares; and never that somebody prepares against oneself.
    """
    entry = JournalEntry
    own = entry.actor_id == actor.id
    mine = and_(entry.about_id == actor.id, entry.verb.not_in(rules.BETWEEN_TWO))
    stood_for = and_(
        entry.verb.in_(rules.BETWEEN_TWO),
        or_(entry.detail["for_id"].astext == str(actor.id), entry.detail["author_id"].astext == str(actor.id)),
    )
    if actor.is_admin:
        others = or_(entry.verb.not_in(rules.BETWEEN_TWO), entry.about_id != actor.id)
        return or_(own, mine, stood_for, and_(others, ~_begins(entry.verb, rules.OF_TWO)), *_of_led(actor))
    sees = [own, mine, stood_for]
    sees += _of_led(actor)
    if actor.is_hr:
        hidden = or_(_begins(entry.verb, (*rules.OWN_ALONE, *rules.OF_TWO)), entry.verb.in_(rules.NOT_FOR_HR))
        sees.append(and_(entry.about_id.in_(_accompanied(actor)), ~hidden))
    return or_(*sees)


def _of_led(actor: Actor) -> list[Any]:
    """What a manager sees of those who report to them: what happened to their plans, check-ins and files since they lead."""
    if not actor.is_manager:
        return []
    entry = JournalEntry
    shared = and_(_begins(entry.verb, rules.OF_WHO_LEADS), entry.verb.not_in(rules.BETWEEN_TWO))
    return [and_(entry.about_id != actor.id, shared, _led(entry.about_id, entry.at, actor.id))]


def looks_seen_by(actor: Actor) -> Any:
    """The same of what somebody read about somebody else."""
    sees = [Reading.reader_id == actor.id, Reading.about_id == actor.id, Reading.for_id == actor.id]
    others = ~_begins(Reading.object_kind, rules.LOOKS_OF_TWO)
    if actor.is_admin:
        sees.append(others)
    if actor.is_manager:
        sees.append(and_(others, _led(Reading.about_id, Reading.at, actor.id)))
    if actor.is_hr:
        sees.append(and_(Reading.about_id.in_(_accompanied(actor)), Reading.object_kind == "plan"))
    return or_(*sees)


def refusals_seen_by(actor: Actor) -> Any:
    """The same of what was refused: the tenant admin finds what others tried, and everybody what they may know that they tried.

    Whoever was told "not there" never finds it here, or the log would tell them that it is; nor does an admin whose own matter
    it is, or anything that two people share.
    """
    own = and_(Refusal.person_id == actor.id, Refusal.status == 403)
    if not actor.is_admin:
        return own
    about = or_(Refusal.about_id.is_(None), Refusal.about_id != actor.id)
    others = and_(Refusal.person_id != actor.id, ~_begins(func.coalesce(Refusal.object_kind, ""), rules.LOOKS_OF_TWO))
    return or_(own, and_(others, or_(Refusal.status == 403, about)))


def _accompanied(actor: Actor) -> Any:
    return select(Person.id).where(people.visible_to(actor), Person.id != actor.id)


def _acts(actor: Actor, wanted: Wanted) -> Select[Any]:
    entry = JournalEntry
    query = select(
        entry.at, entry.id, entry.verb, entry.actor_id, entry.about_id, entry.object_kind, entry.object_id,
        cast(null(), Uuid).label("for_id"), entry.detail,
    ).where(acts_seen_by(actor))  # fmt: skip
    if wanted.group:
        query = query.where(entry.verb.in_(list(words.GROUPS[wanted.group][1])))
    elif wanted.object_id is None:
        query = query.where(entry.verb.not_in(list(words.LETTERS)))
    if wanted.person_id is not None:
        query = query.where(or_(entry.actor_id == wanted.person_id, entry.about_id == wanted.person_id))
    return _narrowed(query, entry, wanted)


def _looks(actor: Actor, wanted: Wanted) -> Select[Any]:
    look = Reading
    verb = func.concat("look.", look.object_kind, type_=Text).label("verb")
    query = select(
        look.at, look.id, verb, look.reader_id.label("actor_id"), look.about_id, look.object_kind, look.object_id,
        look.for_id, cast(null(), JSONB).label("detail"),
    ).where(looks_seen_by(actor))  # fmt: skip
    if wanted.person_id is not None:
        either = look.reader_id == wanted.person_id, look.about_id == wanted.person_id, look.for_id == wanted.person_id
        query = query.where(or_(*either))
    return _narrowed(query, look, wanted)


def _refusals(actor: Actor, wanted: Wanted) -> Select[Any]:
    tried = Refusal
    verb = case((tried.method == "GET", "refused.look"), else_="refused.act").label("verb")
    query = select(
        tried.at, tried.id, verb, tried.person_id.label("actor_id"), tried.about_id, tried.object_kind, tried.object_id,
        cast(null(), Uuid).label("for_id"), func.jsonb_build_object("route", tried.route).label("detail"),
    ).where(refusals_seen_by(actor))  # fmt: skip
    if wanted.person_id is not None:
        query = query.where(or_(tried.person_id == wanted.person_id, tried.about_id == wanted.person_id))
    return _narrowed(query, tried, wanted)


def _narrowed(query: Select[Any], model: Any, wanted: Wanted) -> Select[Any]:
    if wanted.object_id is not None:
        query = query.where(model.object_id == wanted.object_id)
    if wanted.start is not None:
        query = query.where(model.at >= wanted.start)
    if wanted.end is not None:
        query = query.where(model.at < wanted.end)
    return query


def log(actor: Actor, wanted: Wanted, *, after: str | None = None, before: str | None = None) -> Page[Entry]:
    """One page of the log, newest first: one statement, each of its parts cut to a page before they are put together."""
    start = rules.read_edge(after)
    end = rules.read_edge(before) if start is None else None
    parts = []
    for model, make in ((JournalEntry, _acts), (Reading, _looks), (Refusal, _refusals)):
        if wanted.group and OF_ITS_OWN.get(wanted.group, JournalEntry) is not model:
            continue
        query, key = make(actor, wanted), tuple_(model.at, model.id)
        if start is not None:
            query = query.where(key < tuple_(literal(start[0]), literal(start[1])))
        if end is not None:
            query = query.where(key > tuple_(literal(end[0]), literal(end[1])))
        order = (model.at, model.id) if end is not None else (model.at.desc(), model.id.desc())
        parts.append(select(*query.order_by(*order).limit(SIZE + 1).subquery().c))
    whole = union_all(*parts).subquery()
    keys = (whole.c.at, whole.c.id)
    newest = [key.desc() for key in keys]
    in_order = select(whole).order_by(*(keys if end is not None else newest))
    found = [_entry(row) for row in session().execute(anew(in_order.limit(SIZE + 1)))]
    more, rows = len(found) > SIZE, found[:SIZE]
    if end is not None:
        rows.reverse()
    has_next = more if end is None else True
    has_back = start is not None if end is None else more
    return Page(rows, rules.edge(rows[-1]) if rows and has_next else None, rules.edge(rows[0]) if rows and has_back else None)


def _entry(row: Any) -> Entry:
    facts = {name: getattr(row, name) for name in LABELS}
    return Entry(**{**facts, "detail": facts["detail"] or {}})


def things(ids: Iterable[UUID]) -> dict[UUID, str]:
    """What these things are called, as far as everybody may know it: units, companies, positions, HR's cycles (also those of a
    plan), open goals of the organisation, templates that were published, what everybody reads of library and policies. One
    statement.
    """
    wanted = list(ids)
    goal, template, shared = EnterpriseGoal, PlanTemplate, Cycle.kind == "shared"
    parts = [
        select(Unit.id, Unit.name).where(among(Unit.id, wanted)),
        select(Company.id, Company.name).where(among(Company.id, wanted)),
        select(Position.id, Position.title).where(among(Position.id, wanted)),
        select(Cycle.id, Cycle.name).where(among(Cycle.id, wanted), shared),
        select(goal.id, goal.title).where(among(goal.id, wanted), goal.state != "draft"),
        select(template.id, template.title).where(among(template.id, wanted), template.latest_id.is_not(None)),
        select(LibraryItem.id, LibraryVersion.title)
        .join(LibraryVersion, LibraryVersion.id == LibraryItem.latest_id)
        .where(among(LibraryItem.id, wanted), LibraryVersion.audience == "everyone"),
        select(Policy.id, Policy.title).where(among(Policy.id, wanted), *_known_policy()),
        select(PolicyVersion.id, Policy.title)
        .join(Policy, Policy.id == PolicyVersion.policy_id)
        .where(among(PolicyVersion.id, wanted), *_known_policy()),
        select(Plan.id, Cycle.name).join(Cycle, Cycle.id == Plan.cycle_id).where(among(Plan.id, wanted), shared),
        select(Plan.agreement_id, Cycle.name)
        .join(Cycle, Cycle.id == Plan.cycle_id)
        .where(among(Plan.agreement_id, wanted), shared),
        select(Amendment.id, Cycle.name)
        .join(Plan, Plan.agreement_id == Amendment.agreement_id)
        .join(Cycle, Cycle.id == Plan.cycle_id)
        .where(among(Amendment.id, wanted), shared),
        select(Handover.id, Cycle.name)
        .join(Plan, Plan.id == Handover.plan_id)
        .join(Cycle, Cycle.id == Plan.cycle_id)
        .where(among(Handover.id, wanted), shared),
    ]
    return {row[0]: row[1] for row in session().execute(union_all(*parts))} if wanted else {}


def _known_policy() -> tuple[Any, ...]:
    """The conditions that everybody may know of a policy."""
    version = aliased(PolicyVersion)
    published = exists().where(version.policy_id == Policy.id, version.edition > 0).correlate(Policy)
    return Policy.audience == EVERYONE, published
