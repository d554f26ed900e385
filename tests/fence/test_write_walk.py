"""T2: every form and every route that writes, with another organisation's ids in each field, and with every column's name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import create_engine, text

from saas.launch.testbed import Services
from tenants import jobs
from tenants.isolation import clock
from tests.conftest import a_house
from tests.fence.walk import crawl, doors, legal, rows, writing
from tests.fence.walk.crawl import Seen, Trail
from tests.fence.walk.ground import Ground
from tests.fence.walk.trying import own
from tests.fence.walk.world import MINE, THEIRS
from tests.fence.walk.writing import Sheet, Writing
from tests.house_fixture import House

WRITERS = (
    "tova", "dara", "amara", "bo", "nia", "chen", "changing", "proposed", "renewed", "hugo", "shore1", "ingrid", "handed",
    "anonymous",
)  # fmt: skip
"""Who writes. A form that one of them could send is not tried again for the next, where it is the same."""

LAST = (
    "/sign-out", "/sign-out-everywhere", "/account/password", "/sign-in/sessions/<uuid:session_id>/endings",
    "/password-reset/<token>", "/invitations/<token>",
)  # fmt: skip
"""What may end somebody's session comes after all the rest where things are done for good."""


@dataclass
class Written:
    """What the walk did: the forms of each role, which of them were taken, which fields were tried, what is wrong."""

    trail: Trail
    forms: dict[str, list[Sheet]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[str, str] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    tried: set[tuple[str, str]] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def bare(walk: Writing, ground: Ground, done: set[str]) -> Iterator[Sheet]:
    """Routes that write and that no page of this role leads to, filled in all the same."""
    for rule in crawl.rules(walk.house):
        if "POST" in (rule.methods or ()) and rule.rule not in done:
            for values in [next(own(rule, ground))] if rule.rule not in legal.WITHOUT_A_FORM else own(rule, ground):
                yield Sheet(rule.endpoint, rule, crawl.path_of(walk.house, rule, values), legal.fields(rule.rule))


def try_all(walk: Writing, sheet: Sheet, written: Written) -> None:
    """One form with all that does not belong in it."""
    seen = walk.try_columns(sheet, written.trail)
    if walk.looked:  # else it was refused at the door, or there is nothing in it that could be another's
        written.tried |= {(sheet.rule.rule, name) for name in walk.try_keys(sheet, written.trail)}
    if taken(walk, sheet, seen, written):
        walk.try_files(sheet, seen)


def taken(walk: Writing, sheet: Sheet, seen: Seen, written: Written) -> bool:
    """Whether the form was taken as it stands; where it was not, that is kept, too."""
    if seen.status < 400 and not walk.turned_away(seen):
        written.taken.setdefault(sheet.rule.rule, walk.who.role)
        return True
    written.refused[sheet.rule.rule] = seen.status
    return False


def one_of_a_kind(walk: Writing, same: list[Sheet], written: Written) -> tuple[Sheet, bool]:
    """Of forms of one kind the first that is taken, and whether one was."""
    for sheet in same:
        if taken(walk, sheet, walk.send(sheet, change=False), written):
            return sheet, True
    return same[0], False


@pytest.fixture(scope="module")
def written(walked: House, ground: Ground) -> Written:
    """Everybody has sent everything, and every answer was rolled back.

    A form is tried with all that does not belong in it where it is taken, and once where nobody's is; a route without a form
    once for each way in which it is answered.
    """
    settled: set[object] = set()
    refused: set[object] = set()
    with crawl.watching(walked) as trail, clock.at(clock.now()):
        found = Written(trail)
        for role in WRITERS:
            walk = Writing(walked, ground, role)
            for kind, same in writing.gathered(walk, ground).items():
                found.forms[role] += same
                if kind in settled:
                    continue
                sheet, was_taken = one_of_a_kind(walk, same, found)
                if was_taken or kind not in refused:
                    try_all(walk, sheet, found)
                (settled if was_taken else refused).add(kind)
            for sheet in bare(walk, ground, {s.rule.rule for s in found.forms[role]}):
                seen = walk.send(sheet)
                way = (sheet.rule.rule, seen.status, walk.turned_away(seen))
                if way not in refused:
                    refused.add(way)
                    try_all(walk, sheet, found)
            found.wrong += walk.wrong
    return found


@pytest.mark.slow
def test_no_form_takes_another_organisations_ids_nor_columns_that_it_does_not_have(written: Written) -> None:
    assert sorted(set(written.wrong)) == [], "\n\n".join(sorted(set(written.wrong))[:20])
    assert sum(len(forms) for forms in written.forms.values()) > 150
    assert written.trail.requests > 1500


@pytest.mark.slow
def test_every_route_that_writes_was_written_through_by_somebody(written: Written, walked: House) -> None:
    """Else its fields would be refused together with the rest, and nothing said about the ids in them."""
    every = {r.rule for r in crawl.rules(walked) if "POST" in (r.methods or ())}
    assert every - set(written.taken) == set(), (
        "fill these in, in tests/fence/walk/legal.py, or let world.py make what opens them"
    )
    on_pages = {sheet.rule.rule for forms in written.forms.values() for sheet in forms}
    root = {r.rule for r in crawl.rules(walked) if crawl.is_root(walked, r)}
    assert every - on_pages - root == set(legal.WITHOUT_A_FORM), "a route that writes and that no page leads to"


@pytest.mark.slow
def test_every_field_that_names_a_row_was_tried(written: Written) -> None:
    looked_at = {
        (where.split(" ", 1)[1], name)
        for where, names in written.trail.fields.items()
        for name in names
        if where.startswith("POST ")
    }
    naming = {(rule, name) for rule, name in looked_at if doors.kind_of_field(name, rule)}
    assert naming - written.tried == set()
    assert {
        ("/settings/units", "parent"),
        ("/reports", "subject"),
        ("/cycle/", "units"),
        ("/settings/grants", "person"),
    } <= naming


@pytest.mark.slow
def test_routes_that_take_files_are_known(written: Written, walked: House) -> None:
    """One route takes files; each form that was taken was sent once more as multipart with one, and left it alone."""
    looking = {where.split(" ", 1)[1] for where in written.trail.files}
    assert looking == legal.TAKES_FILES, "send it real files here: of every kind, too long, and with another's name"
    assert {r.rule for r in crawl.rules(walked)} >= legal.TAKES_FILES


def for_good(house: House, ground: Ground, written: Written) -> tuple[int, int]:
    """Forms of each kind are sent and kept: with all of the other's ids at once, then as they are meant; both with every
    column's name. No more of a kind than one role has found of it.
    """
    sent = taken = 0
    walks = {role: Writing(house, ground, role) for role in written.forms}
    kept: Counter[object] = Counter()
    every = []
    for n in range(max(map(len, written.forms.values()))):
        for role, sheet in [(role, forms[n]) for role, forms in written.forms.items() if n < len(forms)]:
            if kept[sheet.kind] < writing.OF_A_KIND:
                kept[sheet.kind] += 1
                every.append((role, sheet))
    for role, sheet in sorted(every, key=lambda each: each[1].rule.rule in LAST):
        walk = walks[role]
        columns = walk.columns(sheet, written.trail)
        foreign = {k: v for _name, theirs, _nobodys in walk.foreign(sheet, written.trail) for k, v in theirs.items()}
        for more in (foreign, {}):
            with crawl.for_good():
                seen = walk.send(sheet, {**more, **columns}, change=False)
            sent, taken = sent + 1, taken + (seen.status < 400 and "/sign-in" not in str(seen.headers))
    assert [line for walk in walks.values() for line in walk.wrong] == []
    return sent, taken


@pytest.mark.slow
def test_after_everything_was_sent_for_good_no_row_of_the_other_organisation_differs(
    bed: Services, ground: Ground, written: Written
) -> None:
    with a_house(bed, ground.database) as house:
        before, own_before = rows.whole_hash(house, THEIRS), rows.whole_hash(house, MINE)
        with crawl.watching(house):
            sent, taken = for_good(house, ground, written)
        while jobs.run_one(house.tenant(MINE)) is not None:
            pass
        assert rows.whole_hash(house, THEIRS) == before
        assert rows.whole_hash(house, MINE) != own_before
    assert sent > 300
    assert taken > 100, "too little was taken for this to prove anything"


@pytest.mark.slow
def test_the_hash_sees_a_single_letter_in_each_table(bed: Services, ground: Ground) -> None:
    """The test of the test: one row touched in any table of the organisation gives another hash."""
    with a_house(bed, ground.database) as house:
        last = rows.whole_hash(house, THEIRS)
        engine = create_engine(bed.url("postgres", house.database))
        for table in rows.tables():
            with engine.begin() as connection:
                connection.execute(text("SET session_replication_role = replica"))
                one = f'SELECT id FROM "{table}" WHERE tenant_id = :t LIMIT 1'
                sql = f'UPDATE "{table}" SET id = gen_random_uuid() WHERE tenant_id = :t AND id = ({one})'
                assert connection.execute(text(sql), {"t": house.tenant(THEIRS)}).rowcount == 1
            now = rows.whole_hash(house, THEIRS)
            assert now != last, table
            last = now
        engine.dispose()
