"""A participant's own day on which work begins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("participation", sa.Column("work_on", sa.Date(), nullable=True))
    op.add_column("participation", sa.Column("day_reason", sa.Text(), server_default="", nullable=False))
    op.alter_column("participation", "day_reason", server_default=None)
    op.create_check_constraint(
        op.f("participation_own_day_with_a_reason_ck"), "participation", "(work_on IS NULL) = (day_reason = '')"
    )
