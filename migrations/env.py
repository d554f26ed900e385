"""How migrations run: as `owner`, one transaction, no tenant set; and how new tables come out fenced."""

from __future__ import annotations

from typing import Any

from alembic import context
from alembic.operations import ops
from sqlalchemy import create_engine, pool

from migrations.fencing import declared, fenced
from saas.migrate import models
from tenants.isolation.engine import database_url

metadata = models()


def run(connection: Any) -> None:
    """Run the migrations on `connection`."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=declared,
        process_revision_directives=fenced,
        compare_type=True,
        user_module_prefix="sa.",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(database_url(context.config.attributes["url"]), poolclass=pool.NullPool)
    with engine.connect() as made:
        run(made)
    engine.dispose()

__all__ = ["ops"]
