"""Which tenant, which person and which session the running code works for.

A *unit of work* is one transaction for one tenant. It is opened by the request, the job or the command, and every query
below finds it here. A unit belongs to one tenant for life: a second tenant needs a second unit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class NoTenant(RuntimeError):
    """Code asked for tenant data outside a unit of work, or before its tenant was known: an error, never "all"."""


class NoPerson(RuntimeError):
    """Code asked who acts where nobody does."""


@dataclass(slots=True)
class Unit:
    """One transaction of one tenant, on behalf of at most one person."""

    session: Session
    tenant: UUID | None = None
    person: UUID | None = None
    before: dict[Hashable, Callable[[], None]] = field(default_factory=dict)
    after: list[Callable[[], None]] = field(default_factory=list)


_unit: ContextVar[Unit | None] = ContextVar("unit", default=None)


def current_unit() -> Unit | None:
    """The unit of work that is open here, or None."""
    return _unit.get()


def tenant_id() -> UUID:
    """The tenant of the open unit. Raises NoTenant where there is none."""
    unit = _unit.get()
    if unit is None or unit.tenant is None:
        raise NoTenant("no tenant is set: open a unit of work for one first")
    return unit.tenant


def person_id() -> UUID:
    """The person for whom the open unit works. Raises NoPerson where there is none."""
    unit = _unit.get()
    if unit is None or unit.person is None:
        raise NoPerson("nobody acts in this unit of work")
    return unit.person


def session() -> Session:
    """The session of the open unit. Raises NoTenant where no unit is open or its tenant is not known yet."""
    unit = _unit.get()
    if unit is None or unit.tenant is None:
        raise NoTenant("no unit of work is open for a tenant")
    return unit.session


def before_commit(key: Hashable, call: Callable[[], None]) -> None:
    """`call` runs once at the end of the open unit, in its transaction, however often it is asked for with this `key`."""
    unit = _unit.get()
    if unit is None:
        raise NoTenant("no unit of work is open")
    unit.before.setdefault(key, call)


def after_commit(call: Callable[[], None]) -> None:
    """`call` runs once the open unit has been committed, and never if it is rolled back."""
    unit = _unit.get()
    if unit is None:
        raise NoTenant("no unit of work is open")
    unit.after.append(call)
