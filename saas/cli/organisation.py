"""The commands by which the organisation itself is kept: its name, look, language and zone, and its settings."""

from __future__ import annotations

from typing import Any

import click

from saas.cli.common import command, group
from tenants import organisations

organisation = group("organisation", "The organisation itself: show, change, set.")

COMMANDS = (organisation,)


@command(organisation, "show")
def _show() -> None:
    """What the organisation is called, and each of its settings."""
    found = organisations.organisation()
    click.echo(f"{found.name}\t{found.language}\t{found.time_zone}\thue {found.brand_hue}\tstrength {found.brand_chroma}")
    for name in organisations.SETTINGS:
        click.echo(f"{name}\t{organisations.setting(name)}")


@command(
    organisation,
    "change",
    click.option("--name"),
    click.option("--language"),
    click.option("--time-zone"),
    click.option("--hue", "brand_hue", type=int, help="From 0 to 359."),
    click.option("--strength", "brand_chroma", type=int, help="From 0 (grey) to 120."),
)
def _change(**given: Any) -> None:
    """Change the organisation; what is not given stays as it is."""
    found = organisations.organisation()
    values = {key: getattr(found, key) if value is None else value for key, value in given.items()}
    changed = organisations.change_organisation(found, **values, by=None)
    click.echo(f"{changed.name}: {changed.language}, {changed.time_zone}")


@command(organisation, "set", click.argument("setting"), click.argument("number", type=int))
def _set(setting: str, number: int) -> None:
    """Give the setting SETTING (`show` lists them) the value NUMBER."""
    organisations.set_settings(organisations.organisation(), {setting: number}, by=None)
    click.echo(f"{setting} is {number}")
