"""The database's way from one version of the program to the next.

`python -m saas.migrate upgrade` (as DATABASE_OWNER_URL), `… check` (one head, numbered, models match), `… make WORDS`.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, inspect, pool, text

from tenants.isolation.base import Base
from tenants.isolation.engine import database_url

HERE = Path(__file__).resolve().parent.parent / "migrations"
Standing = Literal["empty", "current", "behind", "newer"]


def models() -> MetaData:
    """The metadata with every room's tables in it."""
    from saas import rooms

    rooms.load_models()
    return Base.metadata


def _config(url: str | None = None) -> Config:
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    if url:
        config.attributes["url"] = url
    return config


def _connect(url: str) -> Any:
    return create_engine(database_url(url), poolclass=pool.NullPool, connect_args={"connect_timeout": 5}).connect()


def upgrade(owner_url: str) -> list[str]:
    """Bring the database to this program's version; returns the findings of the catalog rules afterwards."""
    from tenants.isolation.catalog import findings

    models()
    with _connect(owner_url) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
        return findings(connection)


def standing(owner_url: str) -> Standing:
    """Where the database stands towards this program: empty, current, behind, or newer than we know."""
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    with _connect(owner_url) as connection:
        if "alembic_version" not in inspect(connection).get_table_names():
            return "empty"
        rows = [r[0] for r in connection.execute(text("SELECT version_num FROM alembic_version"))]
    if not rows:
        return "empty"
    if any(row not in known for row in rows):
        return "newer"
    return "current" if rows == ScriptDirectory.from_config(_config()).get_heads() else "behind"


def differences(connection: Connection) -> list[str]:
    """What the models declare and the database does not have, or the other way round."""
    from migrations.fencing import declared, fenced

    options = {"include_object": declared, "compare_type": True, "process_revision_directives": fenced}
    return [str(d) for d in compare_metadata(MigrationContext.configure(connection, opts=options), models())]


def check_numbers() -> list[str]:
    """One head, and numbers without a gap: what is wrong with the migration files themselves."""
    scripts = list(ScriptDirectory.from_config(_config()).walk_revisions())
    wrong = []
    if len(ScriptDirectory.from_config(_config()).get_heads()) != 1:
        wrong.append("there is more than one last migration")
    numbers = sorted(s.revision for s in scripts)
    if numbers != [f"{n:04d}" for n in range(1, len(numbers) + 1)]:
        wrong.append(f"migrations are not numbered without a gap: {numbers}")
    return wrong


def make(url: str, message: str) -> str:
    """Write the next migration from the difference between the models and the (current) database at `url`."""
    number = len(list((HERE / "versions").glob("[0-9]*.py"))) + 1
    command.revision(_config(url), message=message, autogenerate=True, rev_id=f"{number:04d}")
    return f"{number:04d}"


def main(arguments: list[str]) -> int:
    """The command line; returns the exit status."""
    url = os.environ.get("DATABASE_OWNER_URL", "")
    match arguments:
        case ["upgrade"]:
            wrong = upgrade(url)
        case ["check"]:
            wrong = check_numbers()
            if url:
                with _connect(url) as connection:
                    wrong += differences(connection)
        case ["make", *words] if words:
            print(make(url, " ".join(words)))
            return 0
        case _:
            print("usage: python -m saas.migrate upgrade | check | make WORDS", file=sys.stderr)
            return 2
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
