"""The index of what can be found. Nobody reads or writes it but four functions of the database (`isolation.searching`)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Date, Index, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, TenantScoped, kept
from tenants.isolation.searching import INDEX


class SearchDoc(TenantScoped, Base):
    """What one record is found by. Its words are those of the record, without their order; they go when it goes."""

    __tablename__ = "search_doc"
    __chores__ = "SELECT, INSERT, UPDATE, DELETE"
    __closed__ = True
    __table_args__ = (
        UniqueConstraint("tenant_id", "kind", "source_id"),
        Index(INDEX, "tokens", postgresql_using="gin"),
    )

    kind: Mapped[str] = mapped_column(Text, info=kept("none", "as its record"))
    source_id: Mapped[UUID] = mapped_column(
        Uuid, info=kept("pseudonymous", "as its record") | {"loose": "it points to the record of any room"}
    )
    shown_on: Mapped[date] = mapped_column(Date, info=kept("none", "as its record"))
    """By which day the newer of two comes first."""
    tokens: Mapped[str] = mapped_column(TSVECTOR, info=kept("sensitive", "as its record", exported=False, erased="row"))
    """Words and readers; see `isolation.searching`."""
