"""The commands: `bin/flask tenant …`, `seed`, `check`, `routes`, and those by which structure and people are kept."""

from __future__ import annotations

from flask import Flask

from saas.cli import house, imports, library, structure, tenants

COMMANDS = (tenants.tenant, tenants.seed, house.check, *structure.COMMANDS, *imports.COMMANDS, *library.COMMANDS)


def install(app: Flask) -> None:
    """Register every command."""
    for command in COMMANDS:
        app.cli.add_command(command)
