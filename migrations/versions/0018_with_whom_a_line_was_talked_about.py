"""With whom a line was talked about: what was said beside it stays between these two, also when another one leads."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from tenants.isolation.ddl import for_each_tenant

revision = "0018"
down_revision = "0017"

WITH = """
UPDATE agreement_line_comment c SET with_id = CASE
  WHEN coalesce(c.for_id, c.author_id) = a.first_id OR m.partner_id IN (c.author_id, c.for_id) THEN a.second_id
  ELSE coalesce(c.for_id, c.author_id) END
FROM agreement a LEFT JOIN agreement_mediation m ON m.tenant_id = a.tenant_id AND m.agreement_id = a.id
WHERE a.tenant_id = c.tenant_id AND a.id = c.agreement_id AND (c.mediation_id IS NULL OR m.id = c.mediation_id)
"""


def upgrade() -> None:
    op.add_column("agreement_line_comment", sa.Column("with_id", sa.Uuid(), nullable=True))
    for_each_tenant(op, _name_the_other_one)
    op.alter_column("agreement_line_comment", "with_id", nullable=False)
    op.tenant_key("agreement_line_comment", "with_id", "person", "agreement_line_comment_with_id_fk")


def _name_the_other_one(operations: Any, _tenant: Any) -> None:
    """Who spoke for the second side, else who sits there today."""
    operations.execute(WITH)
