"""What two people share leaves no line in the log for HR or the tenant admin: not that it was done, read, or knocked at."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from saas.audit import queries, rules
from tenants import isolation
from tenants.journal import JournalEntry, Reading, Refusal
from tests.house_fixture import House
from tests.saas.check_ins.pairs import a_pair
from tests.saas.feedback import made as said
from tests.saas.meetings.pairs import confirmed
from tests.saas.performance_file import files

pytestmark = pytest.mark.pages

BEGINS = tuple(dict.fromkeys(each.rstrip("s.") for each in rules.OF_TWO))


@pytest.fixture
def shared(house: House) -> tuple[str, ...]:
    """Something of each kind that Amara and Bo share, and their addresses; each was read by both."""
    met, pair = confirmed(house), a_pair(house)
    one = pair.open()
    pair.say(one)
    pair.answer(one)
    given = said.given(house)
    said.shared(house, given)
    entry = files.added(house)
    paths = (met.path, f"/check-ins/{one}", f"/feedback/{given}", f"/performance-file/entries/{entry}")
    for who in ("amara", "bo"):
        for path in paths:
            assert house.browser(who).get(path).status_code == 200, (who, path)
    return paths


def lines(house: House, who: str) -> dict[str, set[str]]:
    """The beginnings of what somebody finds of it: acts, looks, refusals."""
    with house.acting(who) as actor:
        session = isolation.session()
        acts = session.scalars(select(JournalEntry.verb).where(queries.acts_seen_by(actor)))
        looks = session.scalars(select(Reading.object_kind).where(queries.looks_seen_by(actor)))
        tried = session.scalars(select(Refusal.object_kind).where(queries.refusals_seen_by(actor)))
        found = {"acts": set(acts), "looks": set(looks), "refused": {each or "" for each in tried}}
    return {name: {each for each in of if each.startswith(BEGINS)} for name, of in found.items()}


def test_neither_hr_nor_an_administrator_finds_a_line_of_it(house: House, shared: tuple[str, ...]) -> None:
    for who in ("chen", "dara", "hugo"):
        for path in shared:
            assert house.browser(who).get(path).status_code == 404, (who, path)
    for who in ("chen", "dara", "tova", "hugo", "nia", "mira"):
        own = {"feedback.given", "feedback"} if who == "nia" else set()
        found = lines(house, who)
        assert {kind for of in found.values() for kind in of} - own == set(), who


def test_the_two_find_what_was_done(house: House, shared: tuple[str, ...]) -> None:
    for who in ("amara", "bo"):
        found = lines(house, who)["acts"]
        assert {each.split(".")[0] for each in found} >= {"meetings", "check_ins", "file_entry"}, who
    assert "feedback.given" in lines(house, "amara")["acts"]


def test_an_administrator_who_leads_somebody_finds_what_every_manager_does(house: House) -> None:
    files.lead(house, "nia", "tova")
    entry = files.added(house, "tova", files.begun(house, "nia", "tova"))
    files.edited(house, entry, "tova")
    assert lines(house, "tova")["acts"] == {"file_entry.added", "file_entry.reworded"}
    assert lines(house, "dara")["acts"] == set()
