"""The test of the tests: faults of the kinds that happen are planted in the house, and the walk finds each of them.

What the catalog finds (a definer function open to PUBLIC, a CASCADE into records, a fence left out) stands in
`test_catalog.py`, planted and found in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Blueprint, make_response
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from saas import plan
from saas.launch.testbed import Services
from tenants import isolation
from tenants.isolation import clock
from tenants.isolation.ddl import tenant_key_statements
from tenants.people import Person
from tenants.web import current, gate
from tenants.web.gates import anybody
from tests.conftest import a_house
from tests.fence.walk import crawl, doors, trying
from tests.fence.walk.ground import Ground
from tests.fence.walk.trying import Walk
from tests.fence.walk.world import MINE, THEIRS
from tests.house_fixture import House

pytestmark = pytest.mark.slow

View = Callable[[UUID], Any]


@pytest.fixture
def bare(bed: Services, ground: Ground) -> Iterator[House]:
    """The house on the superuser's rights: the database's fence is down, the other one stands alone."""
    with a_house(bed, ground.database, database_url=bed.url("postgres", ground.database)) as found:
        isolation.engine().dispose()
        isolation.bind(bed.url("postgres", found.database))
        yield found


def planted(house: House, view: View, rule: str = "/planted/<uuid:person_id>", method: str = "GET") -> None:
    """A route with that view, behind a gate that lets everybody in."""
    bp = Blueprint(f"planted{len(house.app.blueprints)}", __name__)
    bp.add_url_rule(rule, "planted", gate(None, anybody)(view), methods=[method])
    house.app.register_blueprint(bp)


def walk(house: House, ground: Ground, part: str, role: str = "amara") -> list[str]:
    """What a walk through the doors that begin like this finds."""
    with crawl.watching(house), clock.at(clock.now()):
        found = Walk(house, ground, role)
        chosen: list[Rule] = [r for r in crawl.rules(house) if r.rule.startswith(part)]
        assert chosen, part
        for rule in chosen:
            found.rule(rule, "GET")
    return found.wrong


def raw_get(person_id: UUID) -> Any:
    with Session(isolation.engine()) as bare_session:
        found = bare_session.scalars(select(Person).where(Person.id == person_id)).one_or_none()
    return (found.name, 200) if found else ("nobody", 404)


def unfenced_text(person_id: UUID) -> Any:
    row = isolation.session().execute(text("SELECT name FROM person WHERE id = :i"), {"i": person_id}).first()
    return (row.name, 200) if row else ("nobody", 404)


def in_a_header(person_id: UUID) -> Any:
    row = isolation.session().execute(text("SELECT email FROM person WHERE id = :i"), {"i": person_id}).first()
    response = make_response("ok")
    response.headers["X-Known"] = row.email if row else "no"
    return response


def an_oracle(person_id: UUID) -> Any:
    there = isolation.session().execute(text("SELECT 1 FROM person WHERE id = :i"), {"i": person_id}).first()
    return ("not yours" if there else "not there", 404)


def another_statement(person_id: UUID) -> Any:
    if isolation.session().execute(text("SELECT 1 FROM person WHERE id = :i"), {"i": person_id}).first():
        isolation.session().execute(text("SELECT 2"))
    return ("nobody", 404)


FAULTS: dict[str, tuple[View, str]] = {
    "a raw get without a tenant": (raw_get, "shows the other organisation"),
    "text() without the fence": (unfenced_text, "shows the other organisation"),
    "an address in a header": (in_a_header, "shows the other organisation"),
    "another 404 for what exists": (an_oracle, "tells another organisation's id from nobody's"),
    "one statement more for what exists": (another_statement, "tells another organisation's id from nobody's"),
}


def found_of_each(house: House, ground: Ground) -> dict[str, list[str]]:
    """What a walk finds of each of these faults. They are planted in one house: to raise it takes longer than to walk there."""
    for no, (view, _words) in enumerate(FAULTS.values()):
        planted(house, view, f"/planted/{no}/<uuid:person_id>")
    return {fault: walk(house, ground, f"/planted/{no}/") for no, fault in enumerate(FAULTS)}


def test_each_planted_fault_is_found_by_the_walk(bare: House, ground: Ground) -> None:
    found = found_of_each(bare, ground)
    assert [fault for fault, (_view, words) in FAULTS.items() if not any(words in line for line in found[fault])] == []


def a_forbidden_plan_is_told(plan_id: UUID) -> Any:
    there = plan.sheet(plan_id)
    return ("not yours", 404) if there and there.plan.person_id != current.actor().person.id else ("taken", 200)


def a_plan_of_ones_own_breaks_it(plan_id: UUID) -> Any:
    there = plan.sheet(plan_id)
    return ("broken", 500) if there and there.plan.person_id == current.actor().person.id else ("not there", 404)


@pytest.mark.parametrize(
    ("view", "words"),
    [(a_forbidden_plan_is_told, "hidden differs from missing"), (a_plan_of_ones_own_breaks_it, "answers 500")],
)
def test_a_door_that_writes_is_tried_with_an_id_of_each_sort_though_not_with_all(
    bed: Services, ground: Ground, view: View, words: str
) -> None:
    with a_house(bed, ground.database) as house:
        planted(house, view, "/planted/<uuid:plan_id>", "POST")
        with crawl.watching(house), clock.at(clock.now()):
            found = Walk(house, ground, "amara")
            for rule in crawl.rules(house):
                if rule.rule == "/plan/plans/<uuid:plan_id>":
                    found.rule(rule, "GET")
            found.rule(next(r for r in crawl.rules(house) if r.rule.startswith("/planted/")), "POST")
    assert any(words in line for line in found.wrong)


def test_the_databases_fence_alone_holds_against_the_same_faults(bed: Services, ground: Ground) -> None:
    """With the role `app`, what the program forgot is refused by row security: nothing is shown, told or counted."""
    with a_house(bed, ground.database) as house:
        found = found_of_each(house, ground)
    shown = [line for lines in found.values() for line in lines if "shows" in line or "tells" in line]
    assert shown == []


def test_the_programs_fence_alone_holds_where_the_databases_is_down(bare: House, ground: Ground) -> None:
    for role, part in (("tova", "/settings/"), ("bo", "/plan/"), ("dara", "/cycle/"), ("amara", "/reports"), ("nia", "/n")):
        assert walk(bare, ground, part, role) == []


def test_a_route_that_nobody_mapped_fails_and_says_what_to_add(bare: House, ground: Ground) -> None:
    planted(bare, raw_get, "/planted/<uuid:secret_id>")
    with pytest.raises(doors.Unmapped, match=r"secret_id.*PATHS"):
        walk(bare, ground, "/planted/")


def test_a_field_that_nobody_mapped_fails_and_says_what_to_add(bare: House, ground: Ground) -> None:
    def view(person_id: UUID) -> Any:
        from flask import request

        return request.args.get("wherefore", "")

    planted(bare, view)
    with crawl.watching(bare) as trail:
        found = Walk(bare, ground, "amara")
        rule = next(r for r in crawl.rules(bare) if r.rule.startswith("/planted/"))
        found.ask("GET", rule, next(trying.own(rule, ground)))
        found.queries(rule, trail.queries[f"GET {rule.rule}"])
    assert any("“wherefore” is not mapped" in line for line in found.wrong)


def test_a_table_that_nobody_fills_fails() -> None:
    empty = doors.Keys("somewhere", {"person": []})
    with pytest.raises(AssertionError, match=r"let world\.py make one"):
        empty.of("person")


def run(connection: Connection, lines: list[str]) -> None:
    for line in lines:
        connection.exec_driver_sql(line)


def orphan(house: House) -> None:
    """A plan of the other organisation points to nobody, and its foreign key is gone: as after a bad import."""
    engine = create_engine(house.bed.url("postgres", house.database))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE plan DROP CONSTRAINT plan_person_id_fk"))
        one = "SELECT tenant_id, id FROM plan WHERE tenant_id = :t LIMIT 1"
        sql = f"UPDATE plan SET person_id = :n WHERE (tenant_id, id) = ({one})"
        assert connection.execute(text(sql), {"n": uuid4(), "t": house.tenant(THEIRS)}).rowcount == 1
    engine.dispose()


def test_a_foreign_key_validated_under_one_tenant_is_a_trap_that_the_migration_helper_does_not_walk_into(
    bed: Services, ground: Ground
) -> None:
    with a_house(bed, ground.database) as house:
        orphan(house)
        owner = create_engine(bed.url("owner", house.database))
        add = (
            "ALTER TABLE plan ADD CONSTRAINT plan_person_id_fk FOREIGN KEY (tenant_id, person_id)"
            " REFERENCES person (tenant_id, id)"
        )
        with owner.connect() as connection:
            connection.execute(text("SELECT set_config('app.tenant_id', :t, true)"), {"t": str(house.tenant(MINE))})
            connection.execute(text(add))
            valid = connection.execute(text("SELECT convalidated FROM pg_constraint WHERE conname = 'plan_person_id_fk'"))
            assert valid.scalar() is True, "by hand, with a tenant set: called valid with the orphan in place"
            connection.rollback()
        lines = tenant_key_statements("plan", "person_id", "person", "plan_person_id_fk")
        with owner.connect() as connection, pytest.raises(IntegrityError, match="is not present in table"):
            run(connection, lines)
        with owner.connect() as connection:
            connection.execute(text("SELECT set_config('app.tenant_id', :t, true)"), {"t": str(house.tenant(MINE))})
            with pytest.raises(DBAPIError, match="without a tenant"):
                run(connection, lines[:1])
        owner.dispose()
