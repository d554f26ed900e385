"""The commands by which structure and people are kept: `bin/flask company|unit|position|person|line|partner|grant …`.

Each takes the organisation's address first and works in one transaction as the operator: the journal says that no person
of the organisation acted. Companies and units go by name, people by e-mail address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext

from tenants import isolation, organisations, people
from tenants.isolation import steward
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.organisations import Company, Position, Unit
from tenants.people import Person

DAY = click.DateTime(formats=["%Y-%m-%d"])


@contextmanager
def within(slug: str) -> Iterator[None]:
    """One transaction in the organisation at `slug`; what the verbs refuse becomes one clear line and exit 1."""
    found = steward.resolve(slug)
    if found is None:
        raise click.ClickException(f"no organisation at “{slug}”")
    try:
        with isolation.transaction(found.id):
            yield
    except Invalid as no:
        raise click.ClickException("; ".join(f"{k}: {v}" if k else str(v) for k, v in no.errors.items())) from None
    except Stale:
        raise click.ClickException("somebody changed it in the same moment; try again") from None
    except (NotNow, Refused) as no:
        raise click.ClickException(str(no)) from None


def on(day: datetime | None) -> date | None:
    """The date of an option."""
    return day.date() if day else None


def one(found: list[Any], what: str, name: str) -> Any:
    """The only thing in `found`."""
    if len(found) != 1:
        raise click.ClickException(f"{'more than one' if found else 'no'} {what} “{name}”")
    return found[0]


def company(name: str) -> Company:
    """The company of this name."""
    wanted = organisations.folded(name)
    found: Company = one([c for c in organisations.companies() if organisations.folded(c.name) == wanted], "company", name)
    return found


def unit(name: str) -> Unit:
    """The unit of this name, or of this way from the top ("Field > Team 2")."""
    wanted = organisations.folded(name.replace(">", "›"))
    branches = organisations.flat(organisations.unit_tree())
    found: Unit = one(
        [b.unit for b in branches if wanted in (organisations.folded(b.unit.name), organisations.folded(b.label))], "unit", name
    )
    return found


def position(title: str) -> Position:
    """The position of this title."""
    wanted = organisations.folded(title)
    found: Position = one([p for p in organisations.positions() if organisations.folded(p.title) == wanted], "position", title)
    return found


def person(email: str) -> Person:
    """The person with this address."""
    found = people.by_email(email)
    if found is None:
        raise click.ClickException(f"nobody with the address “{email}”")
    return found


def group(name: str, words: str) -> click.Group:
    """A group of commands."""
    return click.Group(name, help=words)


def command(of: click.Group, name: str, *options: Callable[..., Any]) -> Callable[[Callable[..., None]], click.Command]:
    """`function(...)` is a command of the group, inside one transaction of the organisation SLUG."""

    def wrap(function: Callable[..., None]) -> click.Command:
        def inside(slug: str, **given: Any) -> None:
            with within(slug):
                function(**given)

        made: Any = with_appcontext(inside)
        for option in reversed(options):
            made = option(made)
        made = click.argument("slug")(made)
        return of.command(name, help=function.__doc__)(made)

    return wrap


companies = group("company", "Legal entities: list, add, close, reopen, holiday.")
units = group("unit", "Units of companies: list, add, rename, move, close, reopen.")
positions = group("position", "Positions: list, add, close, reopen.")
persons = group("person", "People: list, add, rename, place, leave, return.")
lines = group("line", "Who leads whom: set, end.")
partners = group("partner", "HR partners: list, assign, end.")
grants = group("grant", "Rights beside relations: list, give, end.")

COMMANDS = (companies, units, positions, persons, lines, partners, grants)
EMAIL, NAME = click.argument("email"), click.argument("name")
FROM = click.option("--from", "starts_on", type=DAY, help="First day (today).")


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
    """Add a position; its criteria are written in the browser."""
    organisations.make_position(title=title, words=words, by=None)
    click.echo(f"{title} is there")


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


@command(persons, "list", click.option("--unit", "of", help="Only this unit, with all below it."))
def _persons(of: str | None) -> None:
    """Everybody who is placed somewhere."""
    for placed in people.placed_in(unit_ids=[unit(of).id] if of else ()):
        click.echo(f"{placed.person.email}\t{placed.person.name}\t{placed.person.state}")


@command(
    persons,
    "add",
    EMAIL,
    click.option("--name", required=True),
    click.option("--called", default=""),
    click.option("--number", "external_id", default="", help="Of your HR system."),
    click.option("--unit", "of"),
    click.option("--position", "title"),
    click.option("--manager", help="Their e-mail address."),
    click.option("--language"),
    click.option("--time-zone"),
    FROM,
)
def _add_person(of: str | None, title: str | None, manager: str | None, starts_on: datetime | None, **given: Any) -> None:
    """Add a person, placed and led from a day on."""
    made = people.add(
        unit=unit(of) if of else None,
        position=position(title) if title else None,
        manager=person(manager) if manager else None,
        starts_on=on(starts_on),
        **given,
        by=None,
    )
    click.echo(f"{made.name} is there")


@command(persons, "rename", EMAIL, NAME)
def _rename_person(email: str, name: str) -> None:
    """Write a person's name differently."""
    found = person(email)
    people.change(found, name=name, called=found.called, external_id=found.external_id or "", by=None)
    click.echo(f"{email} is {name}")


@command(persons, "place", EMAIL, click.option("--unit", "of", required=True), click.option("--position", "title"), FROM)
def _place(email: str, of: str, title: str | None, starts_on: datetime | None) -> None:
    """Place a person in a unit (and its company) from a day on."""
    people.place(person(email), unit=unit(of), position=position(title) if title else None, starts_on=on(starts_on), by=None)
    click.echo(f"{email} works in {of}")


@command(persons, "leave", EMAIL, click.option("--last-day", type=DAY, help="The last day (today)."))
def _leave(email: str, last_day: datetime | None) -> None:
    """Enter a person's last day: with it end account, lines, places, partnerships and rights."""
    found = people.leave(person(email), last_day=on(last_day), by=None)
    click.echo(f"{email} leaves: last day {found.left_on or found.leaves_on}")


@command(persons, "return", EMAIL)
def _return(email: str) -> None:
    """Bring somebody back who had left."""
    people.come_back(person(email), by=None)
    click.echo(f"{email} can be invited again")


@command(lines, "set", EMAIL, click.argument("manager"), FROM)
def _set_line(email: str, manager: str, starts_on: datetime | None) -> None:
    """MANAGER (an e-mail address) leads the person EMAIL from a day on."""
    people.set_manager(person(email), manager=person(manager), starts_on=on(starts_on), by=None)
    click.echo(f"{manager} leads {email}")


@command(lines, "end", EMAIL, FROM)
def _end_line(email: str, starts_on: datetime | None) -> None:
    """Nobody leads the person EMAIL from a day on."""
    people.set_manager(person(email), manager=None, starts_on=on(starts_on), by=None)
    click.echo(f"nobody leads {email}")


@command(partners, "list")
def _partners() -> None:
    """Who is HR partner of which unit or manager."""
    for found in people.assignments():
        of = found.unit or found.manager
        click.echo(f"{found.partner.email}\t{of.name if of else ''}\t{found.starts_on}")


OF_UNIT = click.option("--unit", "of", help="Name of the unit.")
OF_MANAGER = click.option("--manager", help="E-mail address of the manager.")


@command(partners, "assign", EMAIL, OF_UNIT, OF_MANAGER, FROM)
def _assign(email: str, of: str | None, manager: str | None, starts_on: datetime | None) -> None:
    """The person EMAIL is HR partner of a unit or of a manager."""
    people.assign_partner(
        person(email),
        unit=unit(of) if of else None,
        manager=person(manager) if manager else None,
        starts_on=on(starts_on),
        by=None,
    )
    click.echo(f"{email} accompanies {of or manager}")


@command(partners, "end", EMAIL, OF_UNIT, OF_MANAGER)
def _end_partner(email: str, of: str | None, manager: str | None) -> None:
    """The person EMAIL is no longer HR partner there."""
    wanted = unit(of).id if of else person(manager or "").id
    found = [a for a in people.assignments(partner_id=person(email).id) if wanted in (a.unit_id, a.manager_id)]
    people.end_partner(one(found, "assignment of", email), by=None)
    click.echo(f"{email} no longer accompanies {of or manager}")


@command(grants, "list")
def _grants() -> None:
    """Who holds which right."""
    for found in people.grants():
        click.echo(f"{found.kind}\t{found.person.email}\t{found.starts_on}")


KIND = click.argument("kind", type=click.Choice(people.GRANTS))


@command(grants, "give", EMAIL, KIND)
def _give(email: str, kind: str) -> None:
    """Give the right KIND to the person EMAIL."""
    people.give(person(email), kind, by=None)
    click.echo(f"{email} holds {kind}")


@command(grants, "end", EMAIL, KIND)
def _end_grant(email: str, kind: str) -> None:
    """End the right KIND of the person EMAIL."""
    found = [g for g in people.grants(person_id=person(email).id) if g.kind == kind]
    people.end_grant(one(found, "right", kind), by=None)
    click.echo(f"{email} no longer holds {kind}")
