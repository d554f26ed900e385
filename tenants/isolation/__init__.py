"""Isolation: no row of one tenant is ever seen, counted or guessed at by another.

Two fences, either of which would do: the database's forced row security on `app.tenant_id`, named at the begin of each
transaction, and the ORM's criteria on the session's tenant. A missing tenant is an error, never "all".
"""

from tenants.isolation import clock, searching
from tenants.isolation.base import Base, Record, TenantScoped, kept, pointing_at, ref, tenant_fk, uuid4, uuid7
from tenants.isolation.context import (
    NoPerson,
    NoTenant,
    after_commit,
    before_commit,
    current_unit,
    person_id,
    session,
    tenant_id,
)
from tenants.isolation.engine import bind, engine, names_person
from tenants.isolation.many import rewrite_rows, write_new, write_rows
from tenants.isolation.statements import LASTING, added_up, among, anew, first_of, ids, lasting
from tenants.isolation.units import (
    act_as,
    acting_for,
    close_unit,
    enter,
    enter_at,
    get,
    get_locked,
    open_unit,
    resolve,
    transaction,
)

__all__ = [
    "LASTING",
    "Base",
    "NoPerson",
    "NoTenant",
    "Record",
    "TenantScoped",
    "act_as",
    "acting_for",
    "added_up",
    "after_commit",
    "among",
    "anew",
    "before_commit",
    "bind",
    "clock",
    "close_unit",
    "current_unit",
    "engine",
    "enter",
    "enter_at",
    "first_of",
    "get",
    "get_locked",
    "ids",
    "kept",
    "lasting",
    "names_person",
    "open_unit",
    "person_id",
    "pointing_at",
    "ref",
    "resolve",
    "rewrite_rows",
    "searching",
    "session",
    "tenant_fk",
    "tenant_id",
    "transaction",
    "uuid4",
    "uuid7",
    "write_new",
    "write_rows",
]  # fmt: skip
