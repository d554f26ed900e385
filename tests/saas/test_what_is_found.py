"""What the rooms of two tell the search: the two find their words, and nobody else does; with the line, being found ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from saas import feedback, performance_file
from tenants import find
from tests.house_fixture import House
from tests.saas.check_ins.pairs import a_pair
from tests.saas.feedback import made as said
from tests.saas.meetings.pairs import over
from tests.saas.performance_file import files
from tests.tenants.find.test_finding import seen

pytestmark = pytest.mark.pages

EVERYBODY_ELSE = ("chen", "dara", "tova", "mira", "hugo", "ingrid", "finn")


@dataclass
class Kept:
    """Something of Amara and Bo in which the word stands, and who finds it now and after Bo's last day."""

    path: str
    finds: tuple[str, ...]
    later: tuple[str, ...]


def _minutes(house: House) -> Kept:
    met = over(house)
    met.topic("amara", "Marmalade for the night shift.")
    met.write("bo", "We met.")
    assert met.path not in seen(house, "amara", "marmalade"), "what both still write is not found"
    met.confirm("amara")
    return Kept(met.path, ("amara", "bo"), ("amara",))


def _check_in(house: House) -> Kept:
    pair = a_pair(house)
    one = pair.open()
    pair.say(one, win="Marmalade for everybody.")
    return Kept(f"/check-ins/{one}", ("amara", "bo"), ("amara",))


def _answer(house: House) -> Kept:
    pair = a_pair(house)
    one = pair.open()
    pair.say(one)
    pair.answer(one, words="Marmalade would do.")
    return Kept(f"/check-ins/{one}", ("amara", "bo"), ("amara",))


def _entry_of_the_manager(house: House) -> Kept:
    entry = files.added(house, "bo", words="Marmalade was made in time.")
    return Kept(f"/performance-file/entries/{entry}", ("amara", "bo"), ("amara", "bo"))


def _entry_of_the_employee(house: House) -> Kept:
    entry = files.added(house, "amara", words="Marmalade was made in time.")
    return Kept(f"/performance-file/entries/{entry}", ("amara", "bo"), ("amara",))


def _feedback(house: House) -> Kept:
    one = said.give(house, said.draft(house), said={"did": "Marmalade, again."})
    assert f"/feedback/{one}" not in seen(house, "bo", "marmalade"), "it is not shared"
    said.shared(house, one)
    return Kept(f"/feedback/{one}", ("amara", "nia", "bo"), ("amara", "nia"))


def _feedback_for_the_manager(house: House) -> Kept:
    draft = said.accepted(house, said.asked(house, "bo", "nia", about="amara"))
    one = said.give(house, draft, said={"well": "Marmalade, again."})
    return Kept(f"/feedback/{one}", ("amara", "nia", "bo"), ("amara", "nia"))


WAYS = (_minutes, _check_in, _answer, _entry_of_the_manager, _entry_of_the_employee, _feedback, _feedback_for_the_manager)


@pytest.mark.parametrize("make", WAYS, ids=[each.__name__.strip("_") for each in WAYS])
def test_those_whose_it_is_find_it_and_nobody_else_does(house: House, make: Callable[[House], Kept]) -> None:
    kept = make(house)
    for who in kept.finds:
        assert kept.path in seen(house, who, "marmal"), who
    for who in {*EVERYBODY_ELSE, "nia"} - set(kept.finds):
        assert kept.path not in seen(house, who, "marmalade"), who


@pytest.mark.parametrize("make", WAYS, ids=[each.__name__.strip("_") for each in WAYS])
def test_on_the_day_on_which_the_line_ends_being_found_ends(house: House, make: Callable[[House], Kept]) -> None:
    kept = make(house)
    files.lead(house, "amara", "mira")
    for who in ("amara", "bo", "mira", "nia"):
        assert (kept.path in seen(house, who, "marmalade")) is (who in kept.later), who


NAMED = {
    "amara": {_minutes: ("bo jensen 1:1", "Bo 一对一"), _check_in: ("bo jensen check-in", "bo 进展"),
              _entry_of_the_manager: ("jensen achievement", "bo 成果"), _feedback: ("nia praise", "nia adeyemi 反馈")},
    "bo": {_minutes: ("amara", "1:1 amara diallo"), _check_in: ("amara check",), _entry_of_the_employee: ("amara file",),
           _feedback: ("nia amara", "adeyemi feedback")},
}  # fmt: skip
"""By whom and by what word of the product something is looked for, in either language."""


@pytest.mark.parametrize(("who", "make"), [(who, make) for who, row in NAMED.items() for make in row])
def test_records_are_found_by_the_names_of_the_two_and_by_what_they_are(
    house: House, who: str, make: Callable[[House], Kept]
) -> None:
    kept = make(house)
    for q in NAMED[who][make]:
        assert kept.path in seen(house, who, q), q
        for other in EVERYBODY_ELSE:
            assert kept.path not in seen(house, other, q), (other, q)


def test_what_is_found_says_with_whom_and_for_what_it_was(house: House) -> None:
    met = over(house, purpose="coaching")
    met.write("bo", "We met.")
    met.confirm("bo")
    with house.acting("amara") as by, house.app.test_request_context("/o/northlight/find"):
        [title] = [hit.title for group in find.search(by, "coaching jensen") for hit in group.hits if hit.url == met.path]
    assert title == "1:1 with Bo Jensen: Coaching 1:1"


def test_an_entry_is_found_by_how_it_reads_now_and_not_once_it_was_taken_back(house: House) -> None:
    entry = files.added(house, "bo", words="Marmalade was made in time.")
    path = f"/performance-file/entries/{entry}"
    files.edited(house, entry, words="Jam, to be exact.")
    assert path not in seen(house, "amara", "marmalade")
    assert path in seen(house, "amara", "jam")
    with house.acting("bo") as by:
        performance_file.withdraw(files.one(entry), by=by, seen=files.one(entry).entry.version)
    assert path not in seen(house, "amara", "jam")
    assert path not in seen(house, "bo", "jam")


def test_what_is_said_to_an_entry_tells_a_former_manager_nothing(house: House) -> None:
    entry = files.added(house, "bo", words="It was made in time.")
    files.lead(house, "amara", "mira")
    with house.acting("amara") as by:
        performance_file.respond(files.one(entry), "Marmalade it was.", by=by)
    assert f"/performance-file/entries/{entry}" not in seen(house, "bo", "marmalade")


def test_finding_feedback_does_not_open_it(house: House) -> None:
    one = said.give(house, said.draft(house), said={"did": "Marmalade, again."})
    assert f"/feedback/{one}" in seen(house, "amara", "marmalade")
    with house.within():
        found = feedback.sheet(one)
        assert found is not None
        assert found.feedback.state == "given"


def test_a_draft_of_an_entry_is_nobodys_to_find(house: House) -> None:
    files.draft(house, "bo")
    for who in ("amara", "bo"):
        assert not [path for path in seen(house, who, "night shift") if path.startswith("/performance-file/")], who
    files.added(house, "bo")
    assert [path for path in seen(house, "amara", "night shift") if path.startswith("/performance-file/")]
