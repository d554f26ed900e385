"""T1: every route, method and role, with every kind of id. Nothing tells another organisation's from nobody's."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import create_engine, text

from saas.launch.testbed import Services
from tenants.isolation import clock
from tests import turn
from tests.conftest import a_house
from tests.fence.walk import crawl, doors, markers, rows
from tests.fence.walk.crawl import Walker
from tests.fence.walk.ground import Ground
from tests.fence.walk.trying import Walk, between, own
from tests.fence.walk.world import BRIEFLY, MINE, ROLES, THEIRS
from tests.house_fixture import House

OPENED: set[tuple[str, str]] = set()
"""Doors through which the walk of some role came, in this run of the tests."""


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("own_ids", ["some", pytest.param("all", marks=pytest.mark.long)])
def test_no_door_tells_of_another_organisation(walked: House, ground: Ground, role: str, own_ids: str) -> None:
    """In each build every role tries every door with the other organisation's ids. With those of its own it tries a few, in
    turn, and what is the same for whoever asks is tried by a stranger and by one more, in turn; `bin/test long` does all.
    """
    wholly = set(ROLES) - set(BRIEFLY) if own_ids == "all" else {"anonymous", *turn.some(ROLES[1:], 1)}
    with crawl.watching(walked) as trail, clock.at(clock.now()):
        walk = Walk(walked, ground, role, briefly=role not in wholly, few=own_ids == "some")
        every = {(rule.rule, method): rule for rule in crawl.rules(walked) for method in sorted(rule.methods or ())}
        for (_, method), rule in sorted(every.items(), key=lambda each: each[0][1] != "GET"):
            walk.rule(rule, method)
        for rule in crawl.rules(walked):
            walk.queries(rule, trail.queries.get(f"GET {rule.rule}", set()))
    assert walk.wrong == [], "\n\n".join(walk.wrong[:12]) + f"\n{len(walk.wrong)} findings, day {turn.DAY}"
    OPENED.update(trail.opened)
    missed = {(rule, method) for rule, method in set(every) - trail.reached if method not in walk.methods_left_out()}
    assert missed == set(), "these doors were not reached: add what leads to them to tests/fence/walk/doors.py"
    given = frozenset(i for ids in ground.theirs.ids.values() for i in ids)
    assert ground.markers.found_in("\n".join(trail.logged), given) == []
    assert trail.requests > 600


def test_every_table_has_rows_in_both_organisations(walked: House, ground: Ground) -> None:
    """A new table that `world.py` does not fill is a table that the walk proves nothing about."""
    for slug in (MINE, THEIRS):
        held = {key.split(" ")[0] for key in rows.of_organisation(walked, slug, private=True)}
        assert set(rows.tables()) - held == set(), f"let world.py make rows of these for {slug}"


NOT_REACHED = {
    "agreement": {"superseded"},
    "cycle": {"appraising", "diagnosing", "closed", "archived"},
    "goal": {"reached", "partly_reached", "not_reached", "dropped"},
    "library_import": {"checking", "applying"},
    "people_import": {"checking", "applying", "undoing"},
}
"""States that no verb of the rooms leads to yet; a file is worked on for moments."""


def test_every_state_that_a_verb_reaches_is_there(walked: House, ground: Ground) -> None:
    engine = create_engine(walked.bed.url("postgres", walked.database))
    sql = (
        "SELECT c.relname, pg_get_constraintdef(k.oid) AS rule FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
        " WHERE k.contype = 'c' AND k.conname = c.relname || '_state_ck' AND c.relname <> 'tenant'"
    )
    missing: dict[str, set[str]] = {}
    with engine.connect() as connection:
        for table, rule in connection.execute(text(sql)).all():
            allowed = set(re.findall(r"'([a-z_]+)'", rule))
            found = {r[0] for r in connection.execute(text(f'SELECT DISTINCT state FROM "{table}" WHERE tenant_id = :t'),
                                                      {"t": walked.tenant(THEIRS)})}  # fmt: skip
            missing[table] = allowed - found
    engine.dispose()
    assert {table: states for table, states in missing.items() if states} == NOT_REACHED, "let world.py reach these states"


def test_every_text_of_the_other_organisation_is_a_marker(walked: House, ground: Ground) -> None:
    columns = {f"{table}.{column}" for table, column, _json in markers.text_columns()}
    assert set(markers.NOT_FILLED) <= columns, "these are no columns any more"
    left = columns - ground.markers.filled - set(markers.NOT_FILLED)
    engine = create_engine(walked.bed.url("postgres", walked.database))
    with engine.connect() as connection:
        listed = {
            f"{table}.{column}"
            for table, column in connection.execute(
                text(
                    "SELECT c.relname, a.attname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey) WHERE k.contype = 'c'"
                )
            )
        }
    engine.dispose()
    assert left <= listed, "no CHECK keeps these from being filled: why are they not?"


ONLY_WITH_FIELDS = {
    ("/performance-file/files", "POST"),
    *((f"/library/guides/<uuid:item_id>/{act}", "POST") for act in ("complaints", "dismissals", "recalls", "uses")),
}
"""Doors that no address opens by itself: the write walk goes through them with their fields filled in."""


@pytest.mark.slow
def test_every_door_is_opened_by_somebody_or_asks_for_more(walked: House, ground: Ground) -> None:
    """The walk would prove nothing of a door that everybody finds shut: each lets somebody in, to act or to be told how."""
    gated = [r for r in crawl.rules(walked) if hasattr(walked.app.view_functions[r.endpoint], "gate")]
    shut = {(r.rule, m): r for r in gated for m in (r.methods or set()) - {"HEAD", "OPTIONS"} if (r.rule, m) not in OPENED}
    with crawl.watching(walked), clock.at(clock.now()):
        for role in ("amara", "bo", "tova", "dara", "nia", "chen", "hugo", "shore1", "renewed", "proposed", "changing"):
            walk = Walk(walked, ground, role)
            for (path, method), rule in sorted(shut.items()):
                if any(walk.ask(method, rule, values).status not in (403, 404) for values in own(rule, ground)):
                    del shut[path, method]
            assert walk.wrong == []
    assert set(shut) == ONLY_WITH_FIELDS, "let world.py make what opens these"


@pytest.mark.slow
def test_a_cookie_of_one_organisation_is_worth_nothing_at_another(walked: House, ground: Ground) -> None:
    with crawl.watching(walked), clock.at(clock.now()):
        signed_in, stranger = Walker(walked, "tova"), Walker(walked, "anonymous", THEIRS)
        stranger.cookies, stranger.token = "sameboat=nothing", "nothing"
        wrong = []
        for rule in crawl.rules(walked):
            if "GET" not in (rule.methods or ()) or crawl.is_root(walked, rule):
                continue
            values = {
                a: (ground.theirs.of(k)[0] if (k := doors.kind_of_path(a)) else doors.WORDS[a][0]) for a in rule.arguments
            }
            path = crawl.path_of(walked, rule, values, THEIRS)
            one, other = (who.ask("GET", path, tuple(values.values())) for who in (signed_in, stranger))
            if one.same()[:3] != other.same()[:3]:
                wrong.append(f"GET {path}: {between(one, other)}")
    assert wrong == []


@pytest.mark.slow
def test_nothing_is_counted_that_lies_elsewhere(bed: Services, ground: Ground) -> None:
    """Every page reads the same, byte for byte and statement for statement, once the other organisation is gone."""
    with a_house(bed, ground.database) as house, crawl.watching(house), clock.at(clock.now()):
        walkers = [Walk(house, ground, role) for role in ("amara", "bo", "dara", "tova")]
        pages = [(w, rule, values) for w in walkers for rule in crawl.rules(house) if "GET" in (rule.methods or ())
                 and not crawl.is_root(house, rule) for values in list(own(rule, ground))[:2]]  # fmt: skip
        before = [walk.ask("GET", rule, values) for walk, rule, values in pages]
        engine = create_engine(bed.url("postgres", house.database))
        with engine.begin() as connection:
            connection.execute(text("SET session_replication_role = replica"))
            for table in rows.tables():
                connection.execute(text(f'DELETE FROM "{table}" WHERE tenant_id = :t'), {"t": house.tenant(THEIRS)})
        engine.dispose()
        wrong = []
        for (walk, rule, values), seen in zip(pages, before, strict=True):
            after = walk.ask("GET", rule, values)
            if seen.same() != after.same():
                wrong.append(f"{walk.who.role} GET {rule.rule} {values}: {between(seen, after)}")
    assert wrong == []
    assert len(before) > 120
