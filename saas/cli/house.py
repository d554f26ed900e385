"""Commands about the house itself."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from tenants import isolation
from tenants.isolation.catalog import findings


@click.command("check")
@with_appcontext
def check() -> None:
    """Ask the database's catalog whether the fences stand; exit 1 on a finding."""
    with isolation.engine().connect() as connection:
        found = findings(connection)
    for line in found:
        click.echo(line, err=True)
    if found:
        raise SystemExit(1)
    click.echo("The fences stand: no finding.")
