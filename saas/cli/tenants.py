"""Commands of the platform operator: organisations come, rest and wake. None of them sees content."""

from __future__ import annotations

from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from coaching_library import library
from saas import demo
from saas.cli.inviting import SHOW_LINK, invite
from tenants import isolation, organisations, people
from tenants.isolation import steward
from tenants.law import Invalid, NotNow


@click.group("tenant")
def tenant() -> None:
    """Organisations: create, suspend, activate, list."""


@tenant.command("create")
@click.argument("slug")
@click.option("--name", help="What it is called on the screen (default: the address).")
@click.option("--language", default="en", show_default=True)
@click.option("--time-zone", default="UTC", show_default=True)
@click.option("--admin-name", help="Name of the first tenant admin.")
@click.option("--admin-email", help="Their e-mail address; the invitation goes there.")
@SHOW_LINK
@with_appcontext
def create(
    slug: str,
    name: str | None,
    language: str,
    time_zone: str,
    admin_name: str | None,
    admin_email: str | None,
    show_link: bool,
) -> None:
    """Make an organisation at the address SLUG, with its first admin invited. One that was begun and refused is begun again.

    Without a mail server the link of the invitation is shown instead, once.
    """
    if bool(admin_name) != bool(admin_email):
        raise click.UsageError("--admin-name and --admin-email go together")
    made = _begin(slug)
    try:
        with isolation.transaction(made) as session:
            if session.scalars(select(organisations.Organisation.slug)).first() is None:  # else only the last step was missing
                organisations.establish(slug=slug, name=name or slug, language=language, time_zone=time_zone)
                library.give_starter_set()
            if admin_name and admin_email:
                invite(_admin(admin_name, admin_email), show_link=show_link)
            nobody = not people.admins()
    except (Invalid, NotNow) as error:
        raise click.ClickException(str(error)) from None
    steward.set_state(slug, "active")
    click.echo(f"{slug} is active at {current_app.config['SETTINGS'].base_url}/o/{slug}/")
    if nobody:
        click.echo(_NOBODY.format(slug=slug))


_NOBODY = """It has no admin yet, so nobody can come in. Next:
  bin/flask person add {slug} EMAIL --name NAME
  bin/flask grant give {slug} EMAIL tenant_admin
  bin/flask person invite {slug} EMAIL"""


def _begin(slug: str) -> UUID:
    """The id of the organisation that is being made: a new one, or one that was begun here before."""
    begun = steward.resolve(slug)
    if begun is not None:
        if begun.state == "provisioning":
            return begun.id
        raise click.ClickException(
            f"the address “{slug}” is taken: an organisation is there, and {begun.state}. "
            "Choose another address; bin/flask tenant list shows all that are taken"
        )
    try:
        return steward.provision(slug)
    except steward.SlugNotAllowed as error:
        raise click.UsageError(str(error)) from None
    except ValueError as error:  # somebody else took it in this moment
        raise click.ClickException(str(error)) from None


def _admin(name: str, email: str) -> people.Person:
    """The first admin, who may be there from a beginning that was broken off."""
    found = people.by_email(email)
    if found is None:
        found = people.add(name=name, email=email, by=None)
        people.give(found, "tenant_admin", by=None)
    return found


def _move(slug: str, state: str, reason: str) -> None:
    begun = steward.resolve(slug)
    if begun and begun.state == "provisioning":
        raise click.ClickException(f"“{slug}” was begun and is not there yet: tenant create {slug} finishes it")
    try:
        before = steward.set_state(slug, state, reason)
    except steward.TenantStateRefused as error:
        raise click.ClickException(str(error)) from None
    if before is None:
        raise click.ClickException(f"no organisation at “{slug}”")
    click.echo(f"{slug}: {before} → {state}")


@tenant.command("suspend")
@click.argument("slug")
@click.option("--reason", required=True, help="Shown to its people at sign-in.")
@with_appcontext
def suspend(slug: str, reason: str) -> None:
    """Suspend an organisation: nobody gets in, its jobs rest."""
    _move(slug, "suspended", reason)


@tenant.command("activate")
@click.argument("slug")
@with_appcontext
def activate(slug: str) -> None:
    """Wake a suspended organisation."""
    _move(slug, "active", "")


@tenant.command("list")
@with_appcontext
def list_() -> None:
    """Organisations with their state and numbers; no content."""
    for row in steward.counts():
        line = "{slug}: {state}, {people} people, {jobs_waiting} jobs waiting, {jobs_dead} dead"
        click.echo(line.format(**row))


@click.command("seed")
@click.option("--scale", type=click.IntRange(10, 50_000), help="Make a large organisation of that many people for measuring.")
@click.option("--goals", type=click.IntRange(1, 20), default=5, show_default=True, help="Goals a person, with --scale.")
@with_appcontext
def seed(scale: int | None, goals: int) -> None:
    """Make the two demo organisations, Northlight and Tidewater; with --scale a large one."""
    try:
        for line in demo.seed_large(scale, goals) if scale else demo.seed():
            click.echo(line)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
