"""What can be taken home: a sample to fill in, and what could not be taken over."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response
from flask_babel import gettext as _

from tenants import files, organisations
from tenants.imports import policy, queries, words
from tenants.imports.cells import escaped
from tenants.imports.models import PeopleImport
from tenants.imports.rules import BEYOND, FIELDS
from tenants.imports.views.common import bp
from tenants.web import gate

SAMPLE = [name for name in FIELDS if name not in ("first_name", "last_name")]


def _csv(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """A file that spreadsheets open as it is meant: with the mark of UTF-8, and no cell a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([escaped(str(cell)) for cell in row])
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = files.disposition(name)
    return response


@bp.get("/sample.csv")
@gate(None, policy.can_import)
def sample() -> Any:
    """A file with the columns that are read, and two people who might work here."""
    companies = organisations.companies(open_only=True)
    choices = organisations.unit_choices(companies[0].id) if companies else []
    titles = [position.title for position in organisations.positions(open_only=True)]
    company = companies[0].name if companies else _("Example Limited")
    unit = choices[0][1] if choices else _("Example unit")
    title = titles[0] if titles else _("Engineer")
    zone, language = organisations.organisation().time_zone, organisations.organisation().language
    first = organisations.today().replace(day=1).isoformat()
    rows = [
        ("1001", "Maria Example", "Maria", "maria@example.com", company, unit, title, "", first, "", language, zone),
        ("1002", "Jun Example", "", "jun@example.com", company, unit, title, "maria@example.com", first, "", language, zone),
    ]
    return _csv("people.csv", [[_heading(name) for name in SAMPLE], *rows])


def _heading(name: str) -> str:
    return str(words.SHORT[name])


@bp.get("/<uuid:import_id>/errors.csv")
@gate(queries.people_import, policy.can_import)
def errors(thing: PeopleImport) -> Any:
    """Every row that can't be or was not taken over, with why."""
    mapped = [(n, field) for n, field in enumerate(thing.columns) if field]
    heads = [_("Row"), _("What is wrong"), *(thing.headings[n] or words.SHORT[field] for n, field in mapped)]
    rows = [
        [row.number if row.number < BEYOND else "", what(row), *(row.cells.get(field, "") for _n, field in mapped)]
        for row in queries.troubled(thing.id)
    ]
    return _csv(_("errors.csv"), [heads, *rows])


def what(row: Any) -> str:
    """Everything that is wrong with a row, in one cell."""
    said = [f"{where}: {text}" for where, text in map(words.trouble, row.errors)]
    return " ".join([*said, row.reason] if row.reason else said)
