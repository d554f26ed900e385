"""Jobs that somebody waits for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Each job says whether somebody waits for it; of those that stand there nobody does."""
    op.add_column("job", sa.Column("awaited", sa.Boolean(), server_default=sa.text("false"), nullable=False))
