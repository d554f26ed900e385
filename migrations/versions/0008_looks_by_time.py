"""What was read is looked through by time: the audit log tells the newest first."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """An index for the log."""
    op.create_index(op.f("journal_reading_tenant_id_at_ix"), "journal_reading", ["tenant_id", "at"])
