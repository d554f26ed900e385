"""The steward's few words: for the sweeper and the command line, which alone hold its address.

Each opens a short connection of its own and calls one definer function; none of them sees content.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from tenants.isolation.base import uuid7
from tenants.isolation.engine import make_engine
from tenants.isolation.units import Address

_steward: Engine | None = None


class TenantStateRefused(RuntimeError):
    """The move asked for is not in the tenant's table of states."""


class SlugNotAllowed(ValueError):
    """No organisation can have this address: it is not spelled as one."""


def bind_steward(database: str | Engine) -> None:
    """The steward's functions are called on this address, or on an engine that was made before, from now on."""
    global _steward
    if _steward is not None and _steward is not database:
        _steward.dispose()
    _steward = make_engine(database, pool=2, tenant_fence=False) if isinstance(database, str) else database


def _call(statement: str, **values: Any) -> list[Any]:
    if _steward is None:
        raise RuntimeError("this process holds no steward's address (DATABASE_STEWARD_URL)")
    with _steward.begin() as connection:
        return list(connection.execute(text(statement), values))


@contextmanager
def alone(what: str) -> Iterator[bool]:
    """Whether nobody else does `what` at this moment. Who is told so is alone with it until the end, or until they are gone."""
    if _steward is None:
        raise RuntimeError("this process holds no steward's address (DATABASE_STEWARD_URL)")
    with _steward.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        lock = {"what": f"sameboat {what}"}
        mine = bool(connection.execute(text("SELECT pg_try_advisory_lock(hashtextextended(:what, 0))"), lock).scalar())
        try:
            yield mine
        finally:
            if mine:
                connection.execute(text("SELECT pg_advisory_unlock(hashtextextended(:what, 0))"), lock)


def due_tenants(at_most: int = 200) -> list[UUID]:
    """Active tenants with a job that is due, longest waiting first, then those whose last chores are a day old."""
    return [row[0] for row in _call("SELECT due_tenants(:n)", n=at_most)]


def provision(slug: str) -> UUID:
    """A new tenant in state *provisioning* at that address. Raises ValueError where the address is taken,
    SlugNotAllowed where none can be like it.
    """
    try:
        return UUID(str(_call("SELECT provision(:id, :slug)", id=uuid7(), slug=slug)[0][0]))
    except DBAPIError as error:
        match getattr(error.orig, "sqlstate", ""):
            case "23505":
                raise ValueError(f"the address “{slug}” is taken") from None
            case "23514":
                raise SlugNotAllowed(
                    f"the address “{slug}” is not allowed: 2 to 40 small letters a to z and digits, with single hyphens between"
                ) from None
        raise


def set_state(slug: str, state: str, reason: str = "") -> str | None:
    """The tenant moves to `state`; returns the state before, None where no such tenant is. Raises TenantStateRefused."""
    try:
        rows = _call("SELECT set_state(:slug, :state, :why)", slug=slug, state=state, why=reason)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") == "P0001":
            raise TenantStateRefused(f"“{slug}” cannot become {state} from where it is") from None
        raise
    return rows[0][0] if rows else None


def resolve(slug: str) -> Address | None:
    """The tenant at an address, or None."""
    rows = _call("SELECT id, state, reason FROM resolve_tenant(:slug)", slug=slug)
    return Address(*rows[0]) if rows else None


def counts() -> list[dict[str, Any]]:
    """Per tenant: slug, state, people, jobs waiting and dead. Numbers, no content."""
    return [dict(row._mapping) for row in _call("SELECT * FROM counts()")]
