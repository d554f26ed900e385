"""The ground: the list of tenants, closed to everybody, and the few functions that see across tenants."""

from __future__ import annotations

from alembic import op

from tenants.isolation.definers import create_statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table of tenants and the definer functions."""
    op.execute("""
        CREATE TABLE tenant (
          id uuid NOT NULL CONSTRAINT tenant_pk PRIMARY KEY,
          slug text NOT NULL CONSTRAINT tenant_slug_uq UNIQUE
            CONSTRAINT tenant_slug_ck CHECK (slug ~ '^[a-z0-9](-?[a-z0-9])*$' AND length(slug) BETWEEN 2 AND 40),
          state text NOT NULL CONSTRAINT tenant_state_ck
            CHECK (state IN ('provisioning', 'active', 'suspended', 'closing', 'erased')),
          reason text NOT NULL DEFAULT '',
          created_at timestamptz NOT NULL DEFAULT now(),
          changed_at timestamptz NOT NULL DEFAULT now())""")
    op.execute("ALTER TABLE tenant ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE tenant FORCE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY chores ON tenant TO chores USING (true)")
    op.execute("REVOKE ALL ON tenant FROM PUBLIC")
    op.execute("GRANT SELECT, INSERT, UPDATE ON tenant TO chores")
    op.execute("GRANT USAGE ON SCHEMA public TO chores")
    op.execute("GRANT SELECT ON alembic_version TO app")
    for line in create_statements():
        op.execute(line)
