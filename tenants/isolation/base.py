"""What every table has in common: the tenant in its key, a classified purpose for each column, references inside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import DateTime, ForeignKeyConstraint, MetaData, Uuid, and_
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, foreign, mapped_column, relationship, remote
from uuid_utils.compat import uuid4, uuid7

from tenants.isolation.context import tenant_id as _current_tenant

__all__ = ["Base", "Record", "TenantScoped", "kept", "pointing_at", "ref", "tenant_fk", "uuid4", "uuid7"]

Class = Literal["none", "pseudonymous", "personal", "sensitive"]

NAMES = {
    "pk": "%(table_name)s_pk",
    "uq": "%(table_name)s_%(column_0_N_name)s_uq",
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
    "fk": "%(table_name)s_%(column_1_name)s_fk",
    "ck": "%(table_name)s_%(constraint_name)s_ck",
}


def kept(class_: Class, how_long: str = "tenancy", *, exported: bool = True, erased: str = "keep") -> dict[str, Any]:
    """The classification of a column, for its `info`.

    `class_` says what it is under data protection, `how_long` when it goes, `exported` whether the tenant's export holds
    it, `erased` what the erasure of a person makes of it ("keep", "null", "pseudonym", "tombstone", "row").
    """
    return {"class": class_, "kept": how_long, "exported": exported, "erased": erased}


class _Ref:
    """A many-to-one that waits for its class to be known (see `ref`)."""

    def __init__(self, target: str, column: str, options: dict[str, Any]) -> None:
        self.target, self.column, self.options = target, column, options

    def bind(self, owner: type[Any]) -> Any:
        """The relationship: only the named column is written, the tenant always comes from the context."""

        def join() -> Any:
            there = owner.registry._class_registry[self.target]
            return and_(remote(there.tenant_id) == owner.tenant_id, foreign(getattr(owner, self.column)) == remote(there.id))

        return relationship(self.target, primaryjoin=join, **self.options)


def ref(target: str, column: str, **options: Any) -> Any:
    """Declare a many-to-one inside the tenant; `column` holds the id, the tenant comes from the context."""
    return _Ref(target, column, options)


def tenant_fk(column: str, table: str, *, back: bool = False) -> ForeignKeyConstraint:
    """A foreign key from (tenant_id, column) to the table's (tenant_id, id): a reference into another tenant is refused.

    `back` marks the one that closes a ring of tables, so that they can be put in an order without it.
    """
    return ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"], use_alter=back)


class Base(DeclarativeBase):
    """The common base: names of constraints, and references that know their class."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: DateTime(timezone=True), UUID: Uuid}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        for name, value in list(vars(cls).items()):
            if isinstance(value, _Ref):
                setattr(cls, name, value.bind(cls))
        super().__init_subclass__(**kwargs)


class TenantScoped:
    """A table whose rows belong to one tenant: key `(tenant_id, id)`, fenced by row security (migration helper).

    `__parties__` names the SQL condition of a RESTRICTIVE policy on `app.person_id` where only the parties may even
    know of a row; `__chores__` the commands that the definer functions' owner may run across tenants. A table that is
    `__closed__` is reached by those functions alone: `app` holds no right to it. `__moves__` names the columns of a record
    that say who may read it, and that `app` may change, while what the record says stays as it was.
    """

    __parties__: str | None = None
    __moves__: tuple[str, ...] = ()
    __chores__: str | None = None
    __closed__: bool = False

    @declared_attr
    @classmethod
    def tenant_id(cls) -> Mapped[UUID]:
        """The owner of the row; filled from the context, checked by the database."""
        return mapped_column(Uuid, primary_key=True, default=_current_tenant, sort_order=-2, info=kept("none", erased="keep"))

    @declared_attr
    @classmethod
    def id(cls) -> Mapped[UUID]:
        """A UUID v7 made in Python: orders by creation, is no secret."""
        return mapped_column(Uuid, primary_key=True, default=uuid7, sort_order=-1, info=kept("pseudonymous"))


def pointing_at(model: type[TenantScoped]) -> list[Any]:
    """The columns of every other table that refer to a row of `model`, as attributes of their classes."""
    target: Any = model
    return [
        mapper.attrs[column.key].class_attribute
        for mapper in Base.registry.mappers
        for key in mapper.local_table.foreign_key_constraints  # type: ignore[attr-defined]  # every mapper has a Table
        if key.referred_table is target.__table__
        for column in key.columns
        if column.key != "tenant_id"
    ]


class Record(TenantScoped):
    """What must never change again: `app` may insert and read such rows, nothing else (granted by the helper)."""
