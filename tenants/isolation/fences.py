"""How each table is closed, as its model declares it. Apart from what migrations do with it: the web reads this at every start,
and has no use for alembic, a tenth of its memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tenants.isolation.base import Base, Record, TenantScoped


@dataclass(frozen=True)
class Fence:
    """How a table is closed: `record` can only grow, but for the columns that may be moved (`moves`); `parties` restricts by
    person, `chores` opens to the few functions, and what is `closed` opens to nobody else.
    """

    record: bool = False
    parties: str | None = None
    chores: str | None = None
    closed: bool = False
    moves: tuple[str, ...] = ()


def fences() -> dict[str, Fence]:
    """The fence of each tenant table, by table name, as its model declares it."""
    found = {}
    for mapper in Base.registry.mappers:
        model: Any = mapper.class_
        if issubclass(model, TenantScoped):
            found[model.__tablename__] = Fence(
                issubclass(model, Record), model.__parties__, model.__chores__, model.__closed__, model.__moves__
            )
    return found
