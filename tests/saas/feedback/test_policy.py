"""The access table of feedback: rows are the cast, columns what they may do; and lists that agree with the doors."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from saas import feedback
from saas.feedback import policy, queries
from tenants import isolation, organisations, people
from tenants.law import Refused
from tests.house_fixture import House
from tests.saas.feedback import made

# Nia gave it to Amara, whom Bo leads; Mira led her before. "shared" is after Amara shared it, "asked" is what Bo asked Nia for.
TABLE = """
who     plain shared asked change respond thank share
amara   yes   yes    yes   no     yes     yes   yes
bo      no    yes    yes   no     no      yes   no
mira    no    no     no    no     no      no    no
nia     yes   yes    yes   yes    yes     no    no
ingrid  no    no     no    no     no      no    no
chen    no    no     no    no     no      no    no
hugo    no    no     no    no     no      no    no
dara    no    no     no    no     no      no    no
tova    no    no     no    no     no      no    no
"""


def read_table() -> list[tuple[str, dict[str, bool]]]:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return [(row[0], dict(zip(head[1:], [cell == "yes" for cell in row[1:]], strict=True))) for row in rows]


@pytest.mark.parametrize(("who", "may"), read_table(), ids=lambda each: each if isinstance(each, str) else "")
def test_who_may_do_what_with_feedback(house: House, who: str, may: dict[str, bool]) -> None:
    plain, asked = made.given(house), made.given_to_manager(house)
    with house.acting(who) as actor:
        sheet, about = made.sheet(plain), made.sheet(asked)
        found = {
            "plain": policy.can_read(actor, sheet),
            "asked": policy.can_read(actor, about),
            "change": policy.can_change(actor, about),
            "respond": policy.can_respond(actor, about),
            "thank": policy.can_thank(actor, about),
            "share": policy.can_share(actor, about),
        }
    made.shared(house, plain)
    with house.acting(who) as actor:
        found["shared"] = policy.can_read(actor, made.sheet(plain))
    assert found == may


REQUESTS = {"amara": (True, False), "bo": (True, False), "nia": (True, True), "mira": (False, False), "dara": (False, False)}


@pytest.mark.parametrize("who", [*REQUESTS, "chen", "tova", "hugo", "ingrid"])
def test_a_request_is_read_by_the_three_and_answered_by_the_one_who_is_asked(house: House, who: str) -> None:
    request_id = house.scene("asked about a report", lambda: made.asked(house, "bo", "nia", about="amara"))
    with house.acting(who) as actor:
        sheet = made.request(request_id)
        found = policy.can_read_request(actor, sheet), policy.can_answer_request(actor, sheet)
    assert found == REQUESTS.get(who, (False, False))


@pytest.mark.parametrize("who", ["mira", "nia", "chen", "dara", "tova", "ingrid"])
def test_only_who_leads_somebody_asks_about_them(house: House, who: str) -> None:
    with pytest.raises(Refused):
        made.asked(house, who, "hugo", about="amara")


def test_what_was_shared_ends_with_the_line_on_the_same_day_and_the_next_manager_begins_with_nothing(house: House) -> None:
    plain, asked = made.given(house), made.given_to_manager(house)
    made.shared(house, plain)
    made.led_by(house, "amara", "mira")
    for who in ("bo", "mira"):
        with house.acting(who) as actor:
            assert not policy.can_read(actor, made.sheet(plain))
            assert not policy.can_read(actor, made.sheet(asked))
            assert list(isolation.session().scalars(queries.shared_with(actor))) == []
    assert house.browser("bo").get(f"/feedback/{plain}").status_code == 404
    with house.acting("nia") as actor:
        assert policy.can_read(actor, made.sheet(asked))


def test_a_deputy_of_the_manager_reads_along_and_says_nothing_in_anybodys_name(house: House) -> None:
    plain = made.given(house)
    made.shared(house, plain)
    with house.acting("bo") as bo:
        today = organisations.today()
        people.name_deputy(bo.person, made.who("mira"), starts_on=today, ends_on=today + timedelta(days=3), by=bo)
    with house.acting("mira") as deputy:
        sheet = made.sheet(plain)
        found = policy.ground(deputy, sheet)
        assert found is not None
        assert (found.kind, found.for_id) == ("deputy", house.person("bo"))
        assert not any(
            can(deputy, sheet) for can in (policy.can_thank, policy.can_respond, policy.can_share, policy.can_change)
        )
        assert [each.id for each in isolation.session().scalars(queries.shared_with(deputy))] == [plain]


@pytest.mark.parametrize("who", ["amara", "bo", "nia", "mira", "chen", "dara", "tova", "ingrid"])
def test_lists_show_exactly_what_the_doors_open(house: House, who: str) -> None:
    ids = [made.given(house), made.given_to_manager(house), made.given(house, "amara", "bo")]
    made.shared(house, ids[0])
    with house.acting(who) as actor:
        listed: set[UUID] = set()
        for query in (queries.received(actor), queries.given(actor), queries.shared_with(actor)):
            listed |= {each.id for each in isolation.session().scalars(query)}
        assert listed == {each for each in ids if policy.can_read(actor, made.sheet(each))}


def test_drafts_are_invisible_to_everybody_but_their_author(house: House) -> None:
    drafted = made.draft(house)
    assert made.count(house, feedback.FeedbackDraft, "nia") == 1
    for who in ("amara", "bo", "dara", "tova"):
        assert made.count(house, feedback.FeedbackDraft, who) == 0
        assert house.browser(who).get(f"/feedback/drafts/{drafted}").status_code == 404


def test_another_organisation_finds_nothing(house: House) -> None:
    given, request_id, drafted = made.given(house), made.asked(house), made.draft(house, topic="observation")
    eve = house.browser("eve")
    for path in (f"/feedback/{given}", f"/feedback/requests/{request_id}", f"/feedback/drafts/{drafted}"):
        assert eve.get(path).status_code == 404
    answer = eve.post("/feedback/drafts", {"person": "amara@northlight.example", "topic": "praise"})
    assert answer.status_code == 422
