"""The autogenerator's second hand: a new table comes out fenced, its foreign keys come last, through the helper."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from alembic.operations import ops
from sqlalchemy import ForeignKeyConstraint

from tenants.isolation.ddl import FenceTableOp, TenantKeyOp
from tenants.isolation.fences import fences


def declared(_object: Any, name: str | None, type_: str, _reflected: bool, _other: Any) -> bool:
    """Whether models declare it: not the list of tenants, made by hand in 0001 so that no query reaches it, nor keys to it."""
    to_tenants = type_ == "foreign_key_constraint" and bool(name and name.endswith("_tenant_fk"))
    return not to_tenants and not (type_ == "table" and name in {"tenant", "alembic_version"})


def fenced(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Rewrite a generated migration: tables without foreign keys, then their fences, then the keys."""
    for script in directives:
        _rewrite(script.upgrade_ops)
        script.downgrade_ops = ops.DowngradeOps([])


def _rewrite(container: ops.OpContainer) -> None:
    known, made, keys = fences(), [], []
    for op in list(container.ops):
        if isinstance(op, ops.CreateTableOp):
            made.append(op.table_name)
            kept = []
            for item in op.columns:
                if isinstance(item, ForeignKeyConstraint):
                    keys.append(_key(op.table_name, item))
                else:
                    kept.append(item)
            op.columns = kept
        if isinstance(op, ops.ModifyTableOps):
            for inner in list(op.ops):
                if isinstance(inner, ops.CreateForeignKeyOp):
                    op.ops.remove(inner)
                    columns = inner.local_cols
                    keys.append(
                        TenantKeyOp(op.table_name, columns[-1], inner.referent_table, str(inner.constraint_name or "") or None)
                    )
    fences_ = [FenceTableOp(t, **asdict(known[t])) for t in made]
    tenants = [TenantKeyOp(t, "tenant_id", "tenant", f"{t}_tenant_fk") for t in made]
    container.ops.extend([*fences_, *tenants, *sorted(keys, key=lambda k: k.name)])


def _key(table: str, constraint: ForeignKeyConstraint) -> TenantKeyOp:
    columns = list(constraint.column_keys)
    if len(columns) != 2 or columns[0] != "tenant_id":
        raise ValueError(f"{table}: a foreign key must be (tenant_id, x_id), not {columns}")
    return TenantKeyOp(table, columns[1], constraint.elements[1].target_fullname.split(".")[0])
