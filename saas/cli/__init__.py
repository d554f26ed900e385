"""The commands: `bin/flask tenant …`, `seed`, `check`, `routes`, and those by which structure and people are kept."""

from __future__ import annotations

from flask import Flask

from saas.cli import house, tenants


def install(app: Flask) -> None:
    """Register every command."""
    from saas.cli import imports, structure

    app.cli.add_command(tenants.tenant)
    app.cli.add_command(tenants.seed)
    app.cli.add_command(house.check)
    for command in (*structure.COMMANDS, *imports.COMMANDS):
        app.cli.add_command(command)
