"""What the commands on structure and people share: one transaction in the organisation, and things found by their names."""

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


EMAIL, NAME = click.argument("email"), click.argument("name")
FROM = click.option("--from", "starts_on", type=DAY, help="First day (today).")
