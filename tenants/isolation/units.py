"""Units of work: opening, entering a tenant and a person, the second fence, commit, and what waits for the commit."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Uuid, bindparam, event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from tenants.isolation.base import TenantScoped, uuid7
from tenants.isolation.context import NoTenant, Unit, _unit, current_unit, session, tenant_id
from tenants.isolation.engine import engine, planned_anew, set_tenant
from tenants.isolation.statements import ADDED_UP, ANEW, LASTING

log = logging.getLogger(__name__)
T = TypeVar("T", bound=TenantScoped)


class FencedSession(Session):
    """A session that belongs to one tenant for life."""


_HERE = bindparam("fence_tenant", callable_=tenant_id, type_=Uuid)
"""The tenant of the open unit, asked for when a statement is sent: what is put together once serves every tenant."""

_ONLY = with_loader_criteria(
    TenantScoped, lambda cls: cls.tenant_id == _HERE, include_aliases=True, track_closure_variables=False
)
"""The condition on every table that its rows belong to this tenant."""


@lru_cache(maxsize=512)
def _fenced(statement: Any) -> Any:
    """The statement with that condition; kept for statements that last, since what is asked again is the same object."""
    return statement.options(_ONLY)


@event.listens_for(FencedSession, "do_orm_execute")
def _fence(state: ORMExecuteState) -> Any:
    """Fence 2: each ORM statement asks for the session's tenant, whatever its author forgot."""
    if state.is_column_load or state.is_relationship_load:
        return None
    if session() is not state.session or state.session.info.get("tenant") != tenant_id():
        raise NoTenant("this session is not the open unit's, or has no tenant yet")
    lasts = state.execution_options.get(LASTING)
    state.statement = _fenced(state.statement) if lasts else state.statement.options(_ONLY)
    if not state.execution_options.get(ANEW):
        return None
    with planned_anew(state.session.connection(), added_up=state.execution_options.get(ADDED_UP, False)):
        return state.invoke_statement()


@event.listens_for(TenantScoped, "init", propagate=True)
def _name_row(_target: Any, _args: Any, kwargs: dict[str, Any]) -> None:
    """A new row knows its id and its tenant from birth, so that others can point to it before the flush."""
    kwargs.setdefault("id", uuid7())
    kwargs.setdefault("tenant_id", tenant_id())


@event.listens_for(FencedSession, "before_flush")
def _same_tenant(sess: Session, _context: Any, _instances: Any) -> None:
    """A row of another tenant in this session is a bug, caught before the database refuses it."""
    tenant = sess.info.get("tenant")
    for thing in (*sess.new, *sess.dirty, *sess.deleted):
        if isinstance(thing, TenantScoped) and thing.tenant_id != tenant:
            raise NoTenant(f"{type(thing).__name__} belongs to another tenant than this session")


def open_unit() -> Unit:
    """A new unit of work, without a tenant as yet. Whoever opens it ends it by `close_unit`."""
    if current_unit() is not None:
        raise RuntimeError("a unit of work is open already: one transaction, one tenant")
    unit = Unit(FencedSession(engine(), expire_on_commit=False))
    _unit.set(unit)
    return unit


def close_unit(unit: Unit, *, commit: bool) -> None:
    """End the unit: run what waited for its end, commit and run what waited for that, or roll back and forget it."""
    try:
        if commit:
            while unit.before:
                unit.before.pop(next(iter(unit.before)))()
            unit.session.commit()
        else:
            unit.session.rollback()
    finally:
        unit.session.close()
        _unit.set(None)
    if commit:
        for call in unit.after:
            try:
                call()
            except Exception:  # the work is committed; the sweeper makes up for a bell that did not ring
                log.exception("a call after the commit failed")


class Address(NamedTuple):
    """What an address stands for: the tenant, its state, and the reason of a suspension (shown at sign-in)."""

    id: UUID
    state: str
    reason: str


_RESOLVE = text("SELECT id, state, reason FROM resolve_tenant(:slug)")


def resolve(unit: Unit, slug: str) -> Address | None:
    """The tenant at that address, or None. The unit has no tenant yet; `enter` gives it one."""
    row = unit.session.connection().execute(_RESOLVE, {"slug": slug}).first()
    return Address(row.id, row.state, row.reason) if row else None


_ENTER = text("SELECT id, state, reason, set_config('app.tenant_id', id::text, true) FROM resolve_tenant(:slug)")


def enter_at(unit: Unit, slug: str) -> Address | None:
    """`resolve` and `enter` in one statement, for a request."""
    row = unit.session.connection().execute(_ENTER, {"slug": slug}).first()
    if row is None:
        return None
    _belong(unit, row.id)
    return Address(row.id, row.state, row.reason)


def _belong(unit: Unit, tenant: UUID) -> None:
    if unit.tenant is not None and unit.tenant != tenant:
        raise NoTenant("a unit of work belongs to one tenant for life")
    unit.tenant = tenant
    unit.session.info["tenant"] = tenant


def enter(unit: Unit, tenant: UUID) -> None:
    """The unit works for `tenant` from now on, and for no other."""
    _belong(unit, tenant)
    if unit.session.in_transaction():
        set_tenant(unit.session.connection(), tenant, unit.person)


def act_as(person: UUID | None, *, named: bool = False) -> None:
    """The open unit acts for `person` from now on: tables of parties show that person's rows only.

    `named` where the statement before has told the database already (`engine.names_person`).
    """
    unit = current_unit()
    if unit is None or unit.tenant is None:
        raise NoTenant("no unit of work is open for a tenant")
    unit.person = person
    if unit.session.in_transaction() and not named:
        unit.session.flush()
        set_tenant(unit.session.connection(), unit.tenant, person)


@contextmanager
def acting_for(person: UUID | None) -> Iterator[None]:
    """Within, the open unit acts for `person`, and afterwards for whom it did before. What is read within is not asked for
    again outside: it may not be visible there.
    """
    unit = current_unit()
    if unit is None or unit.tenant is None:
        raise NoTenant("no unit of work is open for a tenant")
    before = unit.person
    act_as(person)
    try:
        yield
        unit.session.flush()
    finally:  # also where it failed: a page that tells of it is read as before; a broken transaction reads nothing at all
        unit.person = before
        with suppress(DBAPIError):
            set_tenant(unit.session.connection(), unit.tenant, before)


@contextmanager
def transaction(tenant: UUID, person: UUID | None = None) -> Iterator[Session]:
    """One transaction for `tenant`, acting for `person`: committed at the end, rolled back on any error."""
    unit = open_unit()
    done = False
    try:
        unit.person = person
        enter(unit, tenant)
        yield unit.session
        done = True
    finally:
        close_unit(unit, commit=done)


def get(model: type[T], id_: UUID | None) -> T | None:
    """The row with this id in the current tenant, or None: the only way to load by id."""
    return None if id_ is None else session().get(model, (tenant_id(), id_))


def get_locked(model: type[T], id_: UUID) -> T | None:
    """The same, locked until the end of the transaction and read afresh. Not for record tables."""
    query = select(model).where(model.id == id_).with_for_update(of=model).execution_options(populate_existing=True)
    return session().scalars(query).one_or_none()
