"""The commands by which structure and people are kept: `bin/flask company|unit|position …`, and beside
this file `organisation`, `person`, `line`, `partner` and `grant`.

Each takes the organisation's address first and works in one transaction as the operator: the journal says that no person
of the organisation acted. Companies and units go by name, people by e-mail address.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from saas.cli import organisation, persons
from saas.cli.common import DAY, NAME, command, company, group, on, position, unit
from tenants import organisations

companies = group("company", "Legal entities: list, add, change, close, reopen, holidays, holiday, workday.")
units = group("unit", "Units of companies: list, add, rename, move, close, reopen.")
positions = group("position", "Positions: list, add, change, close, reopen.")

COMMANDS = (*organisation.COMMANDS, companies, units, positions, *persons.COMMANDS)


@command(companies, "list")
def _companies() -> None:
    """All companies."""
    for found in organisations.companies():
        click.echo(f"{found.name}\t{found.legal_name}\t{found.time_zone}\t{found.state}")


@command(
    companies,
    "add",
    NAME,
    click.option("--legal-name", help="As papers bear it (default: NAME)."),
    click.option("--letterhead", default=""),
    click.option("--language"),
    click.option("--time-zone"),
    click.option("--working-days", default="12345", show_default=True, help="ISO weekdays, Monday = 1."),
)
def _add_company(name: str, legal_name: str | None, **given: Any) -> None:
    """Add a company."""
    made = organisations.open_company(name=name, legal_name=legal_name or name, **given, by=None)
    click.echo(f"{made.name} is open")


@command(
    companies,
    "change",
    NAME,
    click.option("--name", "new_name", help="As people call it."),
    click.option("--legal-name", help="As papers bear it."),
    click.option("--letterhead"),
    click.option("--language"),
    click.option("--time-zone"),
    click.option("--working-days", help="ISO weekdays, Monday = 1: 12345."),
)
def _change_company(name: str, new_name: str | None, **given: str | None) -> None:
    """Change a company; what is not given stays as it is."""
    found = company(name)
    said = {"name": new_name, **given}
    values: dict[str, Any] = {key: getattr(found, key) if value is None else value for key, value in said.items()}
    organisations.change_company(found, **values, by=None)
    click.echo(f"{values['name']}: {found.legal_name}, {found.language}, {found.time_zone}, {found.working_days}")


@command(companies, "workday", NAME, click.argument("day", type=DAY))
def _workday(name: str, day: datetime) -> None:
    """Take a day back on which a company was not to work."""
    found = next((each for each in organisations.holidays(company(name).id) if each.day == day.date()), None)
    if found is None:
        raise click.ClickException(f"{name} works on {day.date()} already")
    organisations.remove_holiday(found, by=None)
    click.echo(f"{name} works on {day.date()} as on others of its weekday")


@command(companies, "close", NAME, click.option("--on", "day", type=DAY, help="Closed as of (today)."))
def _close_company(name: str, day: datetime | None) -> None:
    """Close a company in which nobody is placed."""
    organisations.close_company(company(name), closed_on=on(day), by=None)
    click.echo(f"{name} is closed")


@command(companies, "reopen", NAME)
def _reopen_company(name: str) -> None:
    """Open a closed company again."""
    organisations.reopen_company(company(name), by=None)
    click.echo(f"{name} is open")


@command(companies, "holidays", NAME)
def _holidays(name: str) -> None:
    """The days on which a company does not work beside its weekly ones."""
    for found in organisations.holidays(company(name).id):
        click.echo(f"{found.day}\t{found.name}".rstrip())


@command(companies, "holiday", NAME, click.argument("day", type=DAY), click.option("--name", "title", default=""))
def _holiday(name: str, day: datetime, title: str) -> None:
    """Add a day on which a company does not work."""
    organisations.add_holiday(company(name), day=day.date(), name=title, by=None)
    click.echo(f"{name} does not work on {day.date()}")


@command(units, "list")
def _units() -> None:
    """All units, by company."""
    for found in organisations.companies():
        click.echo(found.name)
        for branch in organisations.flat(organisations.unit_tree(found.id)):
            click.echo(f"{'  ' * (branch.depth + 1)}{branch.unit.name}\t{branch.unit.state}")


@command(
    units, "add", NAME, click.option("--company", "of", required=True), click.option("--below", help="Name of the unit above.")
)
def _add_unit(name: str, of: str, below: str | None) -> None:
    """Add a unit."""
    organisations.make_unit(company(of), name=name, parent=unit(below) if below else None, by=None)
    click.echo(f"{name} stands in {of}")


@command(units, "rename", NAME, click.argument("new_name"))
def _rename_unit(name: str, new_name: str) -> None:
    """Give a unit another name."""
    organisations.rename_unit(unit(name), name=new_name, by=None)
    click.echo(f"{name} is {new_name}")


@command(units, "move", NAME, click.option("--below", help="Name of the unit above; without it, to the top."))
def _move_unit(name: str, below: str | None) -> None:
    """Put a unit elsewhere in its company."""
    organisations.move_unit(unit(name), parent=unit(below) if below else None, by=None)
    click.echo(f"{name} lies below {below or 'nothing'}")


@command(units, "close", NAME)
def _close_unit(name: str) -> None:
    """Close a unit in which nobody is placed."""
    organisations.close_unit(unit(name), by=None)
    click.echo(f"{name} is closed")


@command(units, "reopen", NAME)
def _reopen_unit(name: str) -> None:
    """Open a closed unit again."""
    organisations.reopen_unit(unit(name), by=None)
    click.echo(f"{name} is open")


@command(positions, "list")
def _positions() -> None:
    """All positions."""
    for found in organisations.positions():
        click.echo(f"{found.title}\t{len(found.criteria)} criteria\t{found.state}")


@command(positions, "add", click.argument("title"), click.option("--words", default=""))
def _add_position(title: str, words: str) -> None:
    """Add a position; `position change` gives it criteria."""
    organisations.make_position(title=title, words=words, by=None)
    click.echo(f"{title} is there")


@command(
    positions,
    "change",
    click.argument("title"),
    click.option("--title", "new_title"),
    click.option("--words", help="What the position is for."),
    click.option("--criterion", help="What is looked at; one of that name gets these words, else it is new."),
    click.option("--level", "levels", nargs=2, multiple=True, help="A level of the scale (l1, l2 …) and what it looks like."),
    click.option("--drop", help="A criterion that is looked at no more."),
)
def _change_position(
    title: str,
    new_title: str | None,
    words: str | None,
    criterion: str | None,
    levels: tuple[tuple[str, str], ...],
    drop: str | None,
) -> None:
    """Change a position, one criterion at a time; what is not given stays as it is."""
    found = position(title)
    criteria: dict[str, dict[str, Any]] = {each["title"]: dict(each) for each in found.criteria}
    if drop is not None and criteria.pop(drop, None) is None:
        raise click.ClickException(f"{title} has no criterion “{drop}”")
    if criterion is not None:
        looked_at = criteria.setdefault(criterion, {"key": None, "title": criterion, "words": {}})
        looked_at["words"] = looked_at["words"] | dict(levels)
    kept = list(criteria.values())
    said = found.words if words is None else words
    organisations.change_position(found, title=new_title or found.title, words=said, criteria=kept, by=None)
    click.echo(f"{found.title}: {len(found.criteria)} criteria")


@command(positions, "close", click.argument("title"))
def _close_position(title: str) -> None:
    """Close a position."""
    organisations.close_position(position(title), by=None)
    click.echo(f"{title} is closed")


@command(positions, "reopen", click.argument("title"))
def _reopen_position(title: str) -> None:
    """Open a closed position again."""
    organisations.reopen_position(position(title), by=None)
    click.echo(f"{title} is open")
