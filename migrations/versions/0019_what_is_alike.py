"""What resembles a sentence is found: a fourth function of the search, and each document in the index bears its kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from tenants.isolation import definers, searching
from tenants.isolation.ddl import for_each_tenant

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """The functions are made anew, since a fresh database got today's already in 0010."""
    for signature in searching.STATEMENTS:
        op.execute(f"DROP FUNCTION IF EXISTS {signature}")
    for statement in definers.create_statements(searching.STATEMENTS):
        op.execute(statement)
    for_each_tenant(op, _bear_the_kind)


def _bear_the_kind(operations: Any, _tenant: UUID) -> None:
    operations.get_bind().execute(
        sa.text(
            "UPDATE search_doc SET tokens = (tokens::text || ' ' || quote_literal(right(tenant_id::text, 4) || '#' || kind))::tsvector"
        )
    )
