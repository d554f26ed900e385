"""Files of people as tests write them, and an import of them as an admin makes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from sqlalchemy import select

from tenants import imports, people
from tenants.imports.models import ImportRow, PeopleImport
from tests.house_fixture import House

HEADS = ("Staff number", "Full name", "E-mail", "Company", "Unit", "Position", "Manager", "First day", "Last day")
FIELD, ENERGY = "Field Engineering", "Northlight Energy"


def sheet(*rows: Sequence[str], heads: Sequence[str] = HEADS, separator: str = ",", ends: str = "\r\n") -> bytes:
    """A CSV in UTF-8; short rows are filled up."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=ends)
    writer.writerow(heads)
    writer.writerows([*row, *[""] * (len(heads) - len(row))] for row in rows)
    return out.getvalue().encode()


def workbook(*rows: Sequence[Any], heads: Sequence[str] = HEADS) -> bytes:
    """The same as an Excel workbook."""
    book, out = Workbook(), io.BytesIO()
    for row in (heads, *rows):
        book.active.append(list(row))
    book.save(out)
    return out.getvalue()


def checked(house: House, content: bytes, *, by: str | None = "tova", columns: Sequence[str] | None = None) -> UUID:
    """The file was uploaded and compared; the id of its import."""
    slug = house.home_of(by or "tova")
    if by is None:
        with house.within(slug):
            return _checked(content, None, columns)
    with house.acting(by) as actor:
        made = _checked(content, actor, columns)
    house.run_jobs()
    return made


def _checked(content: bytes, by: Any, columns: Sequence[str] | None) -> UUID:
    made = imports.upload(content, "people.csv", by=by)
    imports.check(made, columns or made.columns, made.date_order, by=by)
    return made.id


def applied(house: House, import_id: UUID, *, by: str = "tova", **choices: Any) -> None:
    """Everything that can be taken over was taken over, new structure included."""
    with house.acting(by) as actor:
        thing = imports.people_import(import_id)
        assert thing is not None
        create = choices.pop("create", [each["code"] for each in thing.structure])
        imports.apply(thing, create=create, by=actor, **choices)
    house.run_jobs()


def undone(house: House, import_id: UUID, *, by: str = "tova") -> None:
    """It was taken back."""
    with house.acting(by) as actor:
        thing = imports.people_import(import_id)
        assert thing is not None
        imports.undo(thing, by=actor)
    house.run_jobs()


def state(house: House, import_id: UUID, slug: str = "northlight") -> PeopleImport:
    """The import as it stands."""
    with house.within(slug):
        found = imports.people_import(import_id)
        assert found is not None
        return found


def rows(house: House, import_id: UUID, slug: str = "northlight") -> dict[int, ImportRow]:
    """Its rows by number."""
    with house.within(slug) as session:
        query = select(ImportRow).where(ImportRow.import_id == import_id)
        return {row.number: row for row in session.scalars(query)}


def errors(house: House, import_id: UUID) -> dict[int, list[tuple[str, str]]]:
    """Where and why each row can't be taken, by row."""
    found = rows(house, import_id)
    return {n: [(where, code) for where, code, _ in row.errors] for n, row in sorted(found.items()) if row.errors}


def whoever(house: House, email: str, slug: str = "northlight") -> people.Person:
    """The person with that address."""
    with house.within(slug):
        found = people.by_email(email)
        assert found is not None, email
        return found


def everything(house: House, slug: str = "northlight") -> list[Any]:
    """Who is here, with place and manager, as one can compare it."""
    with house.within(slug):
        known = people.everybody()
    return [
        (p.email, p.name, p.called, p.external_id, p.state, p.leaves_on, p.unit_id, p.position_id, p.manager_id) for p in known
    ]
