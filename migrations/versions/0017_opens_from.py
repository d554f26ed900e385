"""From when a right opens what was proposed, where somebody asked for it themselves."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from tenants.isolation.ddl import for_each_tenant

revision = "0017"
down_revision = "0016"

ASKED = """
UPDATE {table} r SET opens_from = w.decided_on::timestamptz FROM person_right_wish w
WHERE w.state = 'confirmed' AND w.tenant_id = r.tenant_id AND w.kind = {kind} AND w.person_id = r.{who}
AND r.starts_on = greatest(w.decided_on, coalesce(w.starts_on, w.decided_on)) {same}
"""
SAME = "AND w.unit_id IS NOT DISTINCT FROM r.unit_id AND w.manager_id IS NOT DISTINCT FROM r.manager_id"


def upgrade() -> None:
    for table in ("hr_assignment", "person_grant"):
        op.add_column(table, sa.Column("opens_from", sa.DateTime(timezone=True), nullable=True))
    for_each_tenant(op, _mark_what_was_asked_for)


def _mark_what_was_asked_for(operations: Any, _tenant: Any) -> None:
    """What a second person had confirmed opens from that day on."""
    operations.execute(ASKED.format(table="hr_assignment", kind="'hr_partner'", who="partner_id", same=SAME))
    operations.execute(ASKED.format(table="person_grant", kind="r.kind", who="person_id", same=""))
