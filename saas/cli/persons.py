"""The commands by which people are kept: entries, places, lines, HR partners and rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from saas.cli.common import DAY, EMAIL, FROM, NAME, command, company, group, on, one, person, position, unit
from saas.cli.inviting import SHOW_LINK, invite
from tenants import people

persons = group("person", "People: list, add, invite, change, rename, place, leave, return.")
lines = group("line", "Who leads whom: list, set, end.")
partners = group("partner", "HR partners: list, assign, end.")
grants = group("grant", "Rights beside relations: list, give, end.")

COMMANDS = (persons, lines, partners, grants)


@command(
    persons,
    "list",
    click.option("--company", "within", help="Only this company."),
    click.option("--unit", "of", help="Only this unit, with all below it."),
)
def _persons(within: str | None, of: str | None) -> None:
    """Everybody who has not left, also who is placed nowhere yet; of a company or a unit who is placed there."""
    if not within and not of:
        for known in people.everybody():
            if known.state != "left":
                click.echo(f"{known.email}\t{known.name}\t{known.state}")
        return
    chosen = company(within).id if within else None
    for placed in people.placed_in(company_ids=[chosen] if chosen and not of else (), unit_ids=[unit(of).id] if of else ()):
        if chosen in (None, placed.company_id):
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
    click.option("--invite", "invites", is_flag=True, help="Send them the invitation, too."),
    SHOW_LINK,
    FROM,
)
def _add_person(
    of: str | None,
    title: str | None,
    manager: str | None,
    invites: bool,
    show_link: bool,
    starts_on: datetime | None,
    **given: Any,
) -> None:
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
    if invites or show_link:
        invite(made, show_link=show_link)


@command(persons, "invite", EMAIL, SHOW_LINK)
def _invite_person(email: str, show_link: bool) -> None:
    """Send the invitation, or without a mail server show its link; an earlier one is worth nothing any more."""
    invite(person(email), show_link=show_link)


@command(
    persons,
    "change",
    EMAIL,
    click.option("--name"),
    click.option("--called"),
    click.option("--number", "external_id", help="Of your HR system."),
    click.option("--email", "new_email", help="Only until they have come in; later on a second person confirms it."),
)
def _change_person(email: str, new_email: str | None, **given: str | None) -> None:
    """Change a person's entries; what is not given stays as it is."""
    found = person(email)
    values: dict[str, Any] = {key: (getattr(found, key) or "") if value is None else value for key, value in given.items()}
    people.change(found, **values, email=new_email, by=None)
    click.echo(f"{found.email}: {found.name}")


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


@command(lines, "list", click.option("--manager", help="Only whom the person with this e-mail address leads."))
def _lines(manager: str | None) -> None:
    """Who is led by whom, now or from a later day on: person, manager, first day, and a last one where it is known."""
    leads = person(manager) if manager else None
    for found in people.lines_to_come():
        if leads is None or found.manager_id == leads.id:
            days = f"{found.starts_on}\t{found.ends_on or ''}".rstrip()
            click.echo(f"{found.person.email}\t{found.manager.email}\t{days}")


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
