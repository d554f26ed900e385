"""The test of the write walk: forms with faults of the kinds that happen are planted, and it finds each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Blueprint, request
from sqlalchemy import text
from werkzeug.routing import Rule

from saas.launch.testbed import Services
from tenants import isolation
from tenants.isolation import clock
from tenants.organisations import Position
from tenants.web import current, gate
from tenants.web.gates import anybody
from tests.conftest import a_house
from tests.fence.walk import crawl, rows
from tests.fence.walk.ground import Ground
from tests.fence.walk.world import MINE, THEIRS
from tests.fence.walk.writing import Sheet, Writing
from tests.house_fixture import House

pytestmark = pytest.mark.slow

PATH = "/planted"


@pytest.fixture
def bare(bed: Services, ground: Ground) -> Iterator[House]:
    """The house on the superuser's rights: what the program forgets, the database does not catch."""
    with a_house(bed, ground.database) as found:
        isolation.engine().dispose()
        isolation.bind(bed.url("postgres", found.database))
        yield found


def takes_columns() -> str:
    made = Position(title="Pilot", state="open")
    for name, value in request.form.items():
        if name in ("words", "sort_key", "title"):
            setattr(made, name, value)
    isolation.session().add(made)
    return "made"


def tells_of_a_unit() -> Any:
    sql = text("SELECT 1 FROM unit WHERE CAST(id AS text) = :i")
    there = isolation.session().execute(sql, {"i": request.form.get("unit", "")}).first()
    return ("it is taken", 422) if there else ("there is none", 422)


def renames_a_person() -> str:
    sql = text("UPDATE person SET called = 'Somebody' WHERE CAST(id AS text) = :i")
    isolation.session().execute(sql, {"i": request.form.get("person_id", "")})
    return "done"


def looks_for_what_nobody_mapped() -> str:
    return request.form.get("wherefore", "")


def takes_a_file() -> str:
    if request.files.get("file"):
        isolation.session().add(Position(title=current.actor().name, state="open"))
    return "done"


def walk(house: House, ground: Ground, view: Callable[[], Any], after: Callable[[Writing, Sheet, crawl.Trail], object]) -> str:
    """What the walk finds at that one form."""
    bp = Blueprint("planted", __name__)
    bp.add_url_rule(PATH, "planted", gate(None, anybody)(view), methods=["POST"])
    house.app.register_blueprint(bp)
    rule: Rule = next(r for r in crawl.rules(house) if r.rule == PATH)
    with crawl.watching(house) as trail, clock.at(clock.now()):
        found = Writing(house, ground, "amara")
        sheet = Sheet("planted", rule, f"/o/{MINE}{PATH}", {})
        found.send(sheet)
        after(found, sheet, trail)
    return "\n".join(found.wrong)


def test_a_form_that_takes_columns_is_found(bare: House, ground: Ground) -> None:
    assert "takes columns" in walk(bare, ground, takes_columns, Writing.try_columns)


def test_a_field_that_tells_of_another_organisations_row_is_found(bare: House, ground: Ground) -> None:
    assert "unit tells theirs from nobody's" in walk(bare, ground, tells_of_a_unit, Writing.try_keys)


def test_a_field_that_nobody_mapped_is_found(bare: House, ground: Ground) -> None:
    assert "“wherefore” is not mapped" in walk(bare, ground, looks_for_what_nobody_mapped, Writing.try_keys)


def test_a_form_that_takes_a_file_unasked_is_found(bare: House, ground: Ground) -> None:
    assert "takes a file unasked" in walk(
        bare, ground, takes_a_file, lambda found, sheet, _trail: found.try_files(sheet, found.send(sheet))
    )


@pytest.mark.parametrize("fenced", [True, False])
def test_a_write_into_another_organisation_shows_in_its_hash_unless_the_database_refuses_it(
    bed: Services, ground: Ground, fenced: bool
) -> None:
    def for_good(found: Writing, sheet: Sheet, _trail: crawl.Trail) -> None:
        with crawl.for_good():
            found.send(sheet, {"person_id": str(UUID(ground.theirs.of("person")[0]))}, change=False)

    with a_house(bed, ground.database) as house:
        if not fenced:
            isolation.engine().dispose()
            isolation.bind(bed.url("postgres", house.database))
        before = rows.whole_hash(house, THEIRS)
        assert walk(house, ground, renames_a_person, for_good) == ""
        assert (rows.whole_hash(house, THEIRS) == before) is fenced
