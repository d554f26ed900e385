"""Reading people: by id, by address, by words of a name, and as lists for those who may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Date, Select, Text, and_, bindparam, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from tenants import organisations
from tenants.isolation import among, get, lasting, session
from tenants.law import Invalid
from tenants.organisations import Company, Position, Unit
from tenants.people import rules, spelling
from tenants.people.actor import Actor
from tenants.people.loading import in_force
from tenants.people.models import EmailChange, Grant, HrAssignment, Person, Placement, ReportingLine
from tenants.people.spelling import words_wanted


def person(person_id: UUID | None) -> Person | None:
    """The person with this id, or None."""
    return get(Person, person_id)


def by_email(email: str) -> Person | None:
    """The person with this address, in whichever case it is written, or None."""
    return session().scalars(select(Person).where(Person.email_key == rules.email_key(email))).one_or_none()


def names(person_ids: Iterable[UUID | None]) -> dict[UUID, Person]:
    """These people by their ids, in one statement; unknown ids are left out."""
    wanted = {i for i in person_ids if i is not None}
    if not wanted:
        return {}
    return {p.id: p for p in session().scalars(select(Person).where(among(Person.id, wanted)))}


def matching(q: str) -> Any:
    """The condition that each word of `q` begins a word of the person's names or address (`spelling`).

    All fit an empty `q`; nobody fits one in which no letter or digit stands.
    """
    words = words_wanted(q)
    return and_(true() if words or not q.strip() else false(), *(func.strpos(Person.words, f" {word}") > 0 for word in words))


def find(q: str, limit: int = 10) -> list[Person]:
    """People who have not left and whom the words of `q` fit, in the order of names, at most `limit`."""
    if not words_wanted(q):
        return []
    query = select(Person).where(matching(q), Person.state != "left").order_by(Person.sort_key, Person.id).limit(limit)
    return list(session().scalars(query))


def named_in(text: str, *, without: Collection[UUID] = (), limit: int = 5) -> list[Person]:
    """People who have not left and of whom a name stands in the text, in the order of names: one statement.

    Case and accents tell nothing apart. A whole name counts however it is written, and so does a single word of one (a first
    or last name, or how somebody is called); only where it is short, or a word of everyday, it has to begin with a capital. A
    name in Chinese signs counts also without its first one, the family's.
    """
    said = spelling.Names.of(text)
    ways: list[Any] = []
    if said.single:
        word = func.unnest(func.string_to_array(Person.words, " "), type_=Text).column_valued("word")
        ways.append(exists().where(among(word, said.single)).correlate(Person))
    if said.words:
        ways.append(func.strpos(said.words, func.concat(" ", Person.sort_key, " ")) > 0)
    if said.signs:
        signs = func.regexp_replace(Person.sort_key, spelling.NO_SIGN, "", "g")
        names = (signs, Person.called, func.substr(signs, 2))
        ways += [and_(func.length(each) > 1, func.strpos(said.signs, each) > 0) for each in names]
    if not ways:
        return []
    query = select(Person).where(or_(*ways), Person.state != "left", Person.id.not_in(list(without)))
    found = session().scalars(query.order_by(Person.sort_key, Person.id).limit(4 * limit))
    return [each for each in found if said.hold(each.name, each.called)][:limit]


def visible_to(actor: Actor) -> Any:
    """The condition that `policy.can_read` holds for a person: all for admins and heads of HR, else those accompanied."""
    if actor.is_admin or actor.is_hr_head:
        return Person.id.is_not(None)
    return and_(accompanied(Person.id, actor.partner_unit_ids, actor.partner_manager_ids), Person.id != actor.id)


def accompanied(person_id: Any, unit_ids: Collection[UUID], manager_ids: Collection[UUID]) -> Any:
    """The condition that an HR partner of these units and managers accompanies somebody today: who is placed there, is led by
    one of them, or is one of them.
    """
    on = organisations.today()
    placed = select(Placement.person_id).where(Placement.unit_id.in_(unit_ids), in_force(Placement, on))
    led = select(ReportingLine.person_id).where(ReportingLine.manager_id.in_(manager_ids), in_force(ReportingLine, on))
    return or_(person_id.in_(placed), person_id.in_(led), person_id.in_(manager_ids))


def is_unled() -> Any:
    """The condition on `Person` that they need a manager: somebody led them, and nobody who is still there does today."""
    on, boss = organisations.today(), aliased(Person)
    mine = ReportingLine.person_id == Person.id, ReportingLine.tenant_id == Person.tenant_id
    there = and_(boss.id == ReportingLine.manager_id, boss.tenant_id == ReportingLine.tenant_id, boss.state != "left")
    had = exists().where(*mine, ReportingLine.starts_on <= on).correlate(Person)
    led = exists().where(*mine, in_force(ReportingLine, on), there).correlate(Person)
    return and_(Person.state != "left", had, ~led)


def unled(actor: Actor, limit: int = 5) -> tuple[list[Person], int]:
    """Those whom the actor may see and who need a manager: the first few by name, and how many there are. One statement."""
    query = select(Person, func.count().over()).where(visible_to(actor), is_unled())
    rows = session().execute(query.order_by(Person.sort_key, Person.id).limit(limit)).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def people_list(
    actor: Actor, *, q: str = "", company_id: UUID | None = None, unit_id: UUID | None = None, state: str = ""
) -> Select[Any]:
    """The people whom `actor` may see in the settings, as a query for `paged`: narrowed by name or address, company,
    unit (all below it included) and state ("" leaves out those who left; "unled" keeps those who need a manager).
    """
    query = select(Person).where(visible_to(actor))
    if q.strip():
        query = query.where(matching(q))
    if state == "unled":
        query = query.where(is_unled())
    else:
        query = query.where(Person.state == state) if state else query.where(Person.state != "left")
    if company_id or unit_id:
        placed = select(Placement.person_id).where(in_force(Placement, organisations.today()))
        if company_id:
            placed = placed.where(Placement.company_id == company_id)
        if unit_id:
            placed = placed.where(Placement.unit_id.in_(organisations.units_below([unit_id])))
        query = query.where(Person.id.in_(placed))
    return query


def by_external_id(number: str) -> Person | None:
    """The person with this number of theirs, or None."""
    return session().scalars(select(Person).where(Person.external_id == number)).one_or_none()


def email_change(change_id: UUID) -> EmailChange | None:
    """The wish for another address with this id, or None."""
    return get(EmailChange, change_id)


def email_change_of(person_id: UUID) -> EmailChange | None:
    """The person's address that waits for a second person's word, or None."""
    query = select(EmailChange).where(EmailChange.person_id == person_id).options(joinedload(EmailChange.asked_by))
    return session().scalars(query).one_or_none()


def email_changes_of(person_ids: Collection[UUID]) -> list[EmailChange]:
    """The addresses of these people that wait for a second person's word."""
    return list(session().scalars(select(EmailChange).where(among(EmailChange.person_id, person_ids))))


def whom(text: str, field: str = "person") -> Person:
    """The one person who has not left and whose address or whole name is `text`, or whom alone its words fit.

    Raises Invalid for `field` where there is none, or more than one.
    """
    found = by_email(text)
    if found is not None and found.state != "left":
        return found
    named = select(Person).where(Person.sort_key == rules.sort_key(text), Person.state != "left").limit(2)
    same = list(session().scalars(named)) or find(text, limit=2)
    if len(same) == 1:
        return same[0]
    if same:
        raise Invalid({field: _("More than one person is called so. Type the e-mail address.")})
    raise Invalid({field: _("Nobody here has this name or address.")})


def counts() -> dict[str, int]:
    """How many companies, units, positions, people, HR assignments and tenant admins there are: one statement."""
    row = session().execute(_counts(), {"day": organisations.today()}).one()
    return dict(row._mapping)


@lasting
def _counts() -> Select[Any]:
    day = bindparam("day", type_=Date)
    admin = and_(Grant.kind == "tenant_admin", in_force(Grant, day))
    parts = {
        "companies": select(func.count(Company.id)).where(Company.state == "open"),
        "units": select(func.count(Unit.id)).where(Unit.state == "open"),
        "positions": select(func.count(Position.id)).where(Position.state == "open"),
        "people": select(func.count(Person.id)).where(Person.state != "left"),
        "invited": select(func.count(Person.id)).where(Person.state == "invited"),
        "partners": select(func.count(HrAssignment.id)).where(in_force(HrAssignment, day)),
        "admins": select(func.count(Grant.id)).where(admin),
    }
    return select(*(part.scalar_subquery().label(name) for name, part in parts.items()))
