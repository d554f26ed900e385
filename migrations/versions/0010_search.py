"""The index of the search and its three functions; each organisation's records are indexed by a job."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.isolation import definers, searching, uuid7
from tenants.isolation.ddl import for_each_tenant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """The table is closed to everybody but the functions; whoever upgrades finds everything once the job has run."""
    op.create_table(
        "search_doc",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("tokens", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("search_doc_pk")),
        sa.UniqueConstraint("tenant_id", "kind", "source_id", name=op.f("search_doc_tenant_id_kind_source_id_uq")),
    )
    op.create_index("search_doc_tokens_ix", "search_doc", ["tokens"], unique=False, postgresql_using="gin")
    op.fence_table("search_doc", chores="SELECT, INSERT, UPDATE, DELETE", closed=True)
    op.tenant_key("search_doc", "tenant_id", "tenant", "search_doc_tenant_fk")
    for statement in definers.create_statements(searching.STATEMENTS):
        op.execute(statement)
    for_each_tenant(op, _index)


def _index(operations: Any, tenant: UUID) -> None:
    row = {"tenant": tenant, "id": uuid7()}
    operations.get_bind().execute(
        sa.text(
            "INSERT INTO job (tenant_id, id, kind, state, version, locale, payload, ask_hash, awaited, asked_at, due_at, attempt,"
            " progress, error) VALUES (:tenant, :id, 'find.rebuild', 'queued', 1, 'en', '{}', 'find.rebuild', false, now(), now(),"
            " 0, 0, '')"
        ),
        row,
    )
