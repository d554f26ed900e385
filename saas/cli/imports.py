"""`bin/flask people import FILE --tenant SLUG`: the same check as on the page, and with --apply the same taking over."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click
from flask.cli import with_appcontext

from saas.cli.common import group
from tenants import imports, isolation
from tenants.imports import applying, queries, words
from tenants.imports.rules import KINDS, ORDERS
from tenants.isolation import steward
from tenants.law import Invalid, NotNow

people = group("people", "People from files: import.")

COMMANDS = (people,)


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tenant", "slug", required=True, help="The organisation's address.")
@click.option("--apply", "applies", is_flag=True, help="Take the rows over; without it nothing changes.")
@click.option("--create", is_flag=True, help="Make new companies, units and positions, and open closed ones again.")
@click.option("--skip-errors", is_flag=True, help="Take good rows over although others can't be.")
@click.option("--dates", type=click.Choice(ORDERS), help="How days are written, where it can't be told.")
@with_appcontext
def import_people(file: Path, slug: str, applies: bool, create: bool, skip_errors: bool, dates: str | None) -> None:
    """Compare the people of FILE (CSV or .xlsx) with those who are here, and say what would change.

    Columns are known by their headings. Exit 1 where a row can't be taken over.
    """
    found = steward.resolve(slug)
    if found is None:
        raise click.ClickException(f"no organisation at “{slug}”")
    try:
        wrong = _run(found.id, file, dates, applies=applies, create=create, skip_errors=skip_errors)
    except Invalid as no:
        raise click.ClickException(" ".join(no.errors.values())) from None
    except NotNow as no:
        raise click.ClickException(str(no)) from None
    if wrong:
        raise SystemExit(1)


def _run(tenant: UUID, file: Path, dates: str | None, *, applies: bool, create: bool, skip_errors: bool) -> int:
    with isolation.transaction(tenant):
        made = imports.upload(file.read_bytes(), file.name, by=None)
        imports.check(made, made.columns, dates or made.date_order, by=None)
        if made.trouble:
            raise Invalid({"": words.say(words.FILES, made.trouble, {"most": "20,000", "found": "too many"})})
        wrong = _tell(made)
        if not applies:
            imports.drop(made, by=None)
            return wrong
        codes = [each["code"] for each in made.structure] if create else []
        lacking = 0 if create else len(made.structure)
        if (wrong or lacking) and not skip_errors:
            imports.drop(made, by=None)
            click.echo("Nothing was taken over: correct the file, or choose --create or --skip-errors.")
            return wrong or lacking
        imports.apply(made, create=codes, by=None)
        import_id = made.id
    return wrong + _take_over(tenant, import_id)


def _take_over(tenant: UUID, import_id: UUID) -> int:
    while True:
        with isolation.transaction(tenant):
            if not applying.some(queries.locked(import_id), None):
                break
    with isolation.transaction(tenant):
        thing = queries.locked(import_id)
        applying.finish(thing, None)
        click.echo(f"{thing.counts['done']} rows taken over, {thing.counts['refused']} left out")
        _tell_rows(import_id, refused=True)
        return int(thing.counts["refused"])


def _tell(thing: imports.PeopleImport) -> int:
    """The summary of the check; returns how many rows can't be taken."""
    for n, heading in enumerate(thing.headings):
        field = thing.columns[n]
        click.echo(f"{heading or f'column {n + 1}'}: {words.FIELDS[field] if field else 'left out'}")
    for kind in KINDS:
        if thing.counts.get(kind):
            click.echo(f"{words.KINDS[kind]}: {thing.counts[kind]}")
    for new in thing.structure:
        click.echo(f"{'closed' if new.get('opens') else 'new'} {new['kind']}: {new['label']}")
    _tell_rows(thing.id)
    return int(thing.counts.get("error", 0))


def _tell_rows(import_id: UUID, *, refused: bool = False) -> None:
    for row in queries.troubled(import_id):
        if refused and row.outcome != "refused":
            continue
        said = [
            f"{where} “{row.cells.get(error[0], '')}”: {text}" for error in row.errors for where, text in [words.trouble(error)]
        ]
        click.echo(f"row {row.number}: {' '.join([*said, row.reason]).strip()}", err=True)
