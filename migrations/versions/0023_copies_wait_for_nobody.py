"""A copy of a question waits for nobody; and what is proposed of an article: its topic, its language, its readers."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op

from tenants.isolation.ddl import for_each_tenant

revision = "0023"
down_revision = "0022"

ENDINGS = "'silence', 'let_go', 'left', 'copied'"
ARTICLE = ("topic", "language", "written_for")
SETTLED = """
UPDATE question SET state = 'closed', ending = 'copied', version = version + 1
WHERE copy_of_id IS NOT NULL AND state IN ('open', 'waiting', 'answered')
"""
STILL = """
UPDATE question_clock SET first_at = NULL, first_minutes = NULL, since = NULL, due_at = NULL, closes_on = NULL,
  warns_on = NULL, warned_at = NULL, escalated_at = NULL
WHERE NOT counts
"""


def upgrade() -> None:
    op.drop_constraint("question_ending_ck", "question")
    op.create_check_constraint("question_ending_ck", "question", f"ending IN ('', {ENDINGS})")
    op.drop_constraint("question_clock_ending_ck", "question_clock")
    op.create_check_constraint("question_clock_ending_ck", "question_clock", f"ending IN ('', {ENDINGS}, 'duplicate')")
    for name in ARTICLE:
        op.add_column("question_widening", sa.Column(name, sa.Text(), nullable=False, server_default=""))
        op.alter_column("question_widening", name, server_default=None)
    for_each_tenant(op, _settle_copies)


def _settle_copies(operations: Any, tenant: UUID) -> None:
    """Copies that stood open or waited for a word are settled. The organisation itself is among the readers of each."""
    house = uuid5(UUID(str(tenant)), "the organisation itself")
    operations.get_bind().execute(sa.text("SELECT set_config('app.person_id', :p, true)"), {"p": str(house)})
    operations.execute(SETTLED)
    operations.execute(STILL)
    operations.get_bind().execute(sa.text("SELECT set_config('app.person_id', '', true)"))
