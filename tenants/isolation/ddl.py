"""What a migration must do to a table so that it is fenced. Migrations call these as `op.…`; nobody writes policies by hand.

Operations: `op.fence_table(table, …)`, what of `Fence` is not usual, and `op.tenant_key(…)` (a foreign key, see `TenantKeyOp`).
`fences.fences()` tells from the models what each table needs; the autogenerator and the catalog rules both read it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alembic.autogenerate import renderers
from alembic.operations import MigrateOperation, Operations
from sqlalchemy import text

from tenants.isolation.fences import Fence

TENANT = "tenant_id = current_setting('app.tenant_id')::uuid"


def fence_statements(table: str, fence: Fence) -> list[str]:
    """The statements that close `table`: row security forced, its policies, and what `app` may do."""
    rights = "SELECT, INSERT" if fence.record else "SELECT, INSERT, UPDATE, DELETE"
    if fence.moves:
        rights += f", UPDATE ({', '.join(fence.moves)})"
    lines = [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY tenant_isolation ON "{table}" USING ({TENANT}) WITH CHECK ({TENANT})',
        f'REVOKE ALL ON "{table}" FROM PUBLIC',
    ]
    if not fence.closed:
        lines.append(f'GRANT {rights} ON "{table}" TO app')
    if fence.parties:
        lines.append(
            f'CREATE POLICY parties_only ON "{table}" AS RESTRICTIVE USING ({fence.parties}) WITH CHECK ({fence.parties})'
        )
    if fence.chores:
        lines.append(f'CREATE POLICY chores ON "{table}" TO chores USING (true)')
        lines.append(f'GRANT {fence.chores} ON "{table}" TO chores')
    return lines


@Operations.register_operation("fence_table")
class FenceTableOp(MigrateOperation):
    """Close a new table (see `fence_statements`)."""

    def __init__(
        self,
        table: str,
        record: bool = False,
        parties: str | None = None,
        chores: str | None = None,
        closed: bool = False,
        moves: tuple[str, ...] = (),
    ) -> None:
        self.table, self.fence = table, Fence(record, parties, chores, closed, tuple(moves))

    @classmethod
    def fence_table(
        cls,
        operations: Operations,
        table: str,
        record: bool = False,
        parties: str | None = None,
        chores: str | None = None,
        closed: bool = False,
        moves: tuple[str, ...] = (),
    ) -> None:
        """As `op.fence_table(…)` in a migration."""
        operations.invoke(cls(table, record, parties, chores, closed, moves))


@Operations.implementation_for(FenceTableOp)
def _fence(operations: Operations, op: FenceTableOp) -> None:
    for line in fence_statements(op.table, op.fence):
        operations.execute(line)


@Operations.register_operation("tenant_key")
class TenantKeyOp(MigrateOperation):
    """A foreign key inside the tenant, validated with row security out of the way.

    Under FORCE the check of existing rows errors without a tenant, and with one set it calls the key valid while an
    orphan stands in another tenant. So force is lifted, the key added, force set again: in one transaction, no tenant set.
    """

    def __init__(self, table: str, column: str, target: str, name: str | None = None) -> None:
        self.table, self.column, self.target = table, column, target
        self.name = name or f"{table}_{column}_fk"

    @classmethod
    def tenant_key(cls, operations: Operations, table: str, column: str, target: str, name: str | None = None) -> None:
        """As `op.tenant_key("plan", "person_id", "person")` in a migration."""
        operations.invoke(cls(table, column, target, name))


@Operations.implementation_for(TenantKeyOp)
def _tenant_key(operations: Operations, op: TenantKeyOp) -> None:
    for line in tenant_key_statements(op.table, op.column, op.target, op.name):
        operations.execute(line)


NO_TENANT_SET = (
    "DO $$ BEGIN IF coalesce(current_setting('app.tenant_id', true), '') <> '' THEN"
    " RAISE EXCEPTION 'foreign keys are added without a tenant'; END IF; END $$"
)


def tenant_key_statements(table: str, column: str, target: str, name: str) -> list[str]:
    """The statements behind `op.tenant_key`; refuse to run them with a tenant set (`no_tenant_set`)."""
    add = f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" '
    if column == "tenant_id":
        add += f'FOREIGN KEY (tenant_id) REFERENCES "{target}" (id)'
        return [f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY', add, f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY']
    add += f'FOREIGN KEY (tenant_id, "{column}") REFERENCES "{target}" (tenant_id, id)'
    both = sorted({table, target})
    return [
        NO_TENANT_SET,
        *(f'ALTER TABLE "{t}" NO FORCE ROW LEVEL SECURITY' for t in both),
        add,
        *(f'ALTER TABLE "{t}" FORCE ROW LEVEL SECURITY' for t in both),
    ]


@renderers.dispatch_for(FenceTableOp)
def _render_fence(_context: Any, op: FenceTableOp) -> str:
    parts = [repr(op.table)]
    if op.fence.record:
        parts.append("record=True")
    if op.fence.closed:
        parts.append("closed=True")
    told = (("parties", op.fence.parties), ("chores", op.fence.chores), ("moves", op.fence.moves))
    parts += [f"{k}={v!r}" for k, v in told if v]
    return f"op.fence_table({', '.join(parts)})"


@renderers.dispatch_for(TenantKeyOp)
def _render_key(_context: Any, op: TenantKeyOp) -> str:
    return f"op.tenant_key({op.table!r}, {op.column!r}, {op.target!r}, {op.name!r})"


def for_each_tenant(operations: Operations, work: Callable[[Operations, Any], None]) -> None:
    """Run a data migration tenant by tenant, each with its setting, so that forced row security applies to it."""
    connection = operations.get_bind()
    for tenant in _tenants(connection):
        connection.execute(text("SELECT set_config('app.tenant_id', :t, true)"), {"t": str(tenant)})
        work(operations, tenant)
    connection.execute(text("SELECT set_config('app.tenant_id', '', true)"))


def _tenants(connection: Any) -> list[Any]:
    """All of them. The table is closed to its owner as well, who would find none: it is opened for this one question, in the
    migration's transaction, in which nobody else can read it.
    """
    connection.execute(text("ALTER TABLE tenant NO FORCE ROW LEVEL SECURITY"))
    found = list(connection.scalars(text("SELECT id FROM tenant ORDER BY id")))
    connection.execute(text("ALTER TABLE tenant FORCE ROW LEVEL SECURITY"))
    return found
