"""Who comes in where: rows are people, columns are addresses, as a browser meets them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from saas.check_ins import policy, queries
from saas.check_ins.models import CheckIn, CheckInDraft
from tenants.isolation import session
from tenants.journal import Reading
from tests.factories import stands_in
from tests.house_fixture import House, forms, text_of
from tests.saas.check_ins.pairs import Pair, a_pair

GETS = ("{0}", "{0}/anew", "{0}/statements", "{1}")
POSTS = ("{0}/statements", "{0}/draft", "{0}/draft/autosave", "{0}/answers", "{0}/replies", "{1}/rhythms", "{1}/openings")

COMES_IN: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    # the check-in, its form anew, how it read before, the pair | say, draft, autosave, answer, reply, rhythm, open
    "amara": ((200, 200, 200, 200), (422, 303, 200, 403, 409, 422, 303)),
    "bo": ((200, 403, 200, 200), (403, 303, 200, 409, 409, 403, 403)),
    "mira": ((404,) * 4, (404,) * 7),
    "chen": ((404,) * 4, (404,) * 7),
    "dara": ((404,) * 4, (404,) * 7),
    "tova": ((404,) * 4, (404,) * 7),
    "hugo": ((404,) * 4, (404,) * 7),
    "nia": ((404,) * 4, (404,) * 7),
    "ingrid": ((404,) * 4, (404,) * 7),
    "eve": ((404,) * 4, (404,) * 7),
    "finn": ((404,) * 4, (404,) * 7),
}


@pytest.fixture
def said(house: House) -> tuple[Pair, UUID]:
    """A check-in that waits for Bo's answer."""

    def made() -> tuple[Pair, UUID]:
        pair = a_pair(house)
        one = pair.open()
        pair.say(one)
        return pair, one

    pair, one = house.scene("a check-in that waits", made)
    return replace(pair, house=house), one


def addresses(pair: Pair, one: UUID, of: tuple[str, ...]) -> list[str]:
    return [each.format(f"/check-ins/{one}", pair.path) for each in of]


@pytest.mark.parametrize("name", COMES_IN)
def test_the_two_come_in_and_nobody_else(said: tuple[Pair, UUID], name: str) -> None:
    pair, one = said
    browser = pair.house.browser(name)
    reads, acts = COMES_IN[name]
    assert tuple(browser.get(path).status_code for path in addresses(pair, one, GETS)) == reads
    found = []
    for path in addresses(pair, one, POSTS):
        sent = {"version": "9"} if path.endswith(("/statements", "/answers")) else {"draft_version": "0"}
        found.append(browser.post(path, sent).status_code)
    if name == "amara":  # an empty form is no form of the plan as it reads: it is shown anew
        assert found[0] in (409, 422)
        found[0], found[6] = 422, 303 if found[6] in (303, 409) else found[6]
    assert tuple(found) == acts


def test_ids_that_were_never_given_are_not_there(said: tuple[Pair, UUID]) -> None:
    pair, _one = said
    never = UUID("00000000-0000-7000-8000-000000000000")
    browser = pair.house.browser("amara")
    for path in [each.format(f"/check-ins/{never}", f"/check-ins/pairs/{never}") for each in GETS]:
        assert browser.get(path).status_code == 404
    assert browser.get(f"/check-ins/for/{pair.house.person('bo')}").status_code == 404


def test_on_the_day_the_line_ends_the_former_manager_reads_nothing_and_the_next_begins_empty(said: tuple[Pair, UUID]) -> None:
    pair, one = said
    pair.answer(one)
    bo = pair.house.browser("bo")
    assert bo.get(f"/check-ins/{one}").status_code == 200
    pair.lead("mira")
    mira = pair.house.browser("mira")
    for path in addresses(pair, one, GETS):
        assert (bo.get(path).status_code, mira.get(path).status_code) == (404, 404), path
    assert "Amara" not in text_of(bo.get("/check-ins/"))
    assert "Amara" in text_of(mira.get("/check-ins/"))
    amara = pair.house.browser("amara")
    assert amara.get(f"/check-ins/{one}").status_code == 200
    assert "check_ins.say" not in forms(amara.get(f"/check-ins/{one}"))


def test_a_deputy_of_the_manager_reads_and_answers_nothing(said: tuple[Pair, UUID]) -> None:
    pair, one = said
    stands_in(pair.house, "ingrid", "bo")
    ingrid = pair.house.browser("ingrid")
    page = ingrid.get(f"/check-ins/{one}")
    assert page.status_code == 200
    assert "check_ins.answer" not in forms(page)
    assert ingrid.post(f"/check-ins/{one}/answers", {"words": "For Bo."}).status_code == 403
    assert ingrid.post(f"/check-ins/{one}/replies", {"words": "For Bo."}).status_code == 403
    assert "Amara" in text_of(ingrid.get(f"/check-ins/for/{pair.house.person('bo')}"))
    with pair.house.within():
        [look] = session().scalars(select(Reading).where(Reading.object_kind == "check_in"))
        assert (look.reader_id, look.for_id) == (pair.house.person("ingrid"), pair.house.person("bo"))


def test_who_did_the_work_is_for_the_two_alone_and_no_deputy_reads_it(house: House) -> None:
    pair = a_pair(house)
    one = pair.open()
    pair.say(one, first={"work": "own"})
    pair.answer(one, work="manager", words="We see.")
    stands_in(house, "ingrid", "bo")
    page = text_of(house.browser("ingrid").get(f"/check-ins/{one}"))
    assert "It moves." in page
    for words in ("You see differently", "Only the two of you see this", "Who did the work:"):
        assert words not in page
    for who in ("amara", "bo"):
        assert "Only the two of you see this" in text_of(house.browser(who).get(f"/check-ins/{one}"))


def test_every_page_names_the_deputy_who_reads_it(said: tuple[Pair, UUID]) -> None:
    pair, one = said
    pages = ["/check-ins/", pair.path, f"/check-ins/{one}", f"/check-ins/{one}/statements"]
    amara, bo = pair.house.browser("amara"), pair.house.browser("bo")
    assert all("Ingrid" not in text_of(who.get(path)) for who in (amara, bo) for path in pages)
    stands_in(pair.house, "ingrid", "bo")
    name = "Ingrid"
    for path in pages:
        for who in (amara, bo):
            assert name in text_of(who.get(path)), path
    ingrid = pair.house.browser("ingrid")
    for path in (*pages[1:], f"/check-ins/for/{pair.house.person('bo')}"):
        words = text_of(ingrid.get(path)).replace("no other colleagues", "").replace("other colleagues", "")
        assert "no colleagues" not in words, path
        assert "or colleagues" not in words, path
        assert "nobody else" not in words, path


def test_the_manager_does_not_see_who_did_the_work_before_they_have_said_it_themselves(house: House) -> None:
    pair = a_pair(house)
    one = pair.open()
    pair.say(one, first={"work": "own"})
    bo = house.browser("bo")
    assert "on their own" not in text_of(bo.get(f"/check-ins/{one}")).replace("They did it on their own", "")
    pair.answer(one, work="manager", words="We see.")
    for who in ("amara", "bo"):
        assert "You see differently who did the work" in text_of(house.browser(who).get(f"/check-ins/{one}"))


def test_nobody_reads_anothers_draft_not_even_in_the_database(said: tuple[Pair, UUID]) -> None:
    pair, one = said
    bo = pair.house.browser("bo")
    assert bo.post(f"/check-ins/{one}/draft", {"words": "What I am about to say."}).status_code == 303
    assert "What I am about to say." in bo.get(f"/check-ins/{one}").get_data(as_text=True)
    assert "What I am about to say." not in pair.house.browser("amara").get(f"/check-ins/{one}").get_data(as_text=True)
    with pair.house.acting("amara"):
        assert list(session().scalars(select(CheckInDraft.id))) == []


def test_the_pages_list_what_the_policy_lets_one_read(said: tuple[Pair, UUID]) -> None:
    pair, one = said
    for name in ("amara", "bo", "mira", "chen", "dara", "tova", "nia"):
        with pair.house.acting(name) as by:
            sheet = queries.sheet(one)
            assert sheet is not None
            listed = {rhythm.id for _person, rhythm in session().execute(queries.team(by.id))}
            listed |= {rhythm.id for rhythm, _last in queries.own_pairs(by.id)}
            assert (pair.id in listed) == policy.can_read(by, sheet), name


def test_the_log_tells_the_two_and_not_hr(said: tuple[Pair, UUID]) -> None:
    pair, one = said
    pair.answer(one)
    for who, sees in (("amara", True), ("bo", True), ("chen", False), ("dara", False), ("nia", False), ("mira", False)):
        page = text_of(pair.house.browser(who).get("/settings/audit?kind=talks"))
        assert ("answered the check-in of Amara" in page) == sees, who


def test_hr_sees_numbers_of_a_unit_from_three_pairs_up_and_no_name(said: tuple[Pair, UUID]) -> None:
    pair, one = said
    for who in ("chen", "dara"):
        page = text_of(pair.house.browser(who).get("/desk/"))
        assert "fewer than 3 pairs are not shown" in page
        assert "in their rhythm" not in page
    with pair.house.within():
        assert session().get(CheckIn, (pair.house.tenant("northlight"), one)) is not None
