"""Three questions alike say that a policy or form needs work: one card at a time for the same cause, taken up or dismissed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from coaching_library import policies, threads
from coaching_library.threads import CARD, queries
from coaching_library.threads.models import QuestionCard
from coaching_library.topics import About, Task
from tenants import isolation
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.notices import Notice
from tests.coaching_library.policies import made as policy
from tests.coaching_library.threads import made
from tests.house_fixture import House, main_of, text_of

STEP = About(Task.PLAN_COUNTER)
ALIKE = (
    "May I change the weight of a goal in my counter-proposal?",
    "Is the weight of a goal something a counter-proposal may change?",
    "Changing the weight of goals in a counter-proposal, is that fine?",
)
ASKERS = ("bo", "nia", "mira")


def cards(house: House, state: str = "") -> list[QuestionCard]:
    """The cards that there are, the newest first."""
    with house.acting("chen"):
        return list(isolation.session().scalars(queries.cards(state).order_by(QuestionCard.id.desc())))


def questions(house: House, card: QuestionCard) -> list[UUID]:
    """The questions that raised a card, in the order in which they came."""
    with house.acting("chen"):
        return queries.items_of([card.id])[card.id]


def ask_alike(house: House, askers: tuple[str, ...] = ASKERS, **more: Any) -> list[UUID]:
    """These people ask the same at the same step, each in other words; what is looked at afterwards is done."""
    facts: dict[str, Any] = {"about": STEP, "audience": "team", "words": ""} | more
    found = [made.asked(house, who, title=title, **facts) for who, title in zip(askers, ALIKE, strict=False)]
    house.run_jobs()
    return found


def cite(house: House, section: UUID, *askers: str) -> list[UUID]:
    """Each of them asks something else, and is answered officially by the same section."""
    found = []
    for who in askers:
        question_id = made.asked(house, who, "team", title=f"What {who} wants to know")
        made.official(house, question_id, made.answered(house, question_id), section)
        found.append(question_id)
    return found


def section(house: House) -> UUID:
    """A section in force."""
    policy_id = policy.published(house)
    with house.acting("dara") as dara:
        return next(each.id for each in policies.choices_to_cite(dara) if each.policy_id == policy_id)


def test_three_answers_that_cite_the_same_section_raise_one_card(house: House) -> None:
    cited = section(house)
    first = cite(house, cited, "bo", "nia")
    assert cards(house) == []
    first += cite(house, cited, "mira")
    [card] = cards(house)
    assert (card.state, card.section_id, card.task) == ("open", cited, "")
    assert questions(house, card) == first
    assert made.verbs(house, card.id) == ["question_card.raised"]
    assert made.told(house, "dara")[-1] == "question.card"
    more = cite(house, cited, "amara")
    [card] = cards(house)
    assert questions(house, card) == first + more, "the one that is open takes up what comes later"


def test_three_alike_at_the_same_step_raise_one_card(house: House) -> None:
    asked = ask_alike(house)
    [card] = cards(house)
    assert (card.state, card.section_id, card.task) == ("open", None, "plan.counter")
    assert sorted(questions(house, card)) == sorted(asked)


def test_three_alike_at_no_step_raise_one_card_too(house: House) -> None:
    asked = ask_alike(house, about=About(None, "Policies", "/policies/"))
    [card] = cards(house)
    assert (card.state, card.section_id, card.task) == ("open", None, "")
    assert sorted(questions(house, card)) == sorted(asked)
    for path in ("/threads/cards", f"/threads/cards/{card.id}"):
        assert "Questions alike, asked at no step" in text_of(house.browser("chen").get(path))


def test_without_a_head_of_hr_those_who_own_the_questions_are_told(house: House) -> None:
    made.no_head(house)
    ask_alike(house)
    assert len(cards(house)) == 1
    assert "question.card" in made.told(house, "chen")
    assert "question.card" not in made.told(house, "hugo")


FAR: dict[str, dict[str, Any]] = {
    "at another step": {"about": About(Task.PLAN_DRAFT)},
    "at no step": {"about": About()},
    "about something else": {"title": "Who keeps the minutes when one of us is away?"},
}


@pytest.mark.parametrize("facts", FAR.values(), ids=FAR)
def test_what_is_asked_otherwise_is_not_alike(house: House, facts: dict[str, Any]) -> None:
    ask_alike(house, ("bo", "nia"))
    last: dict[str, Any] = {"title": ALIKE[2], "about": STEP, "words": ""} | facts
    made.asked(house, "mira", "team", **last)
    house.run_jobs()
    assert cards(house) == []


def test_what_is_older_than_ninety_days_counts_no_more(house: House) -> None:
    with clock.at(clock.now() - timedelta(days=91)):
        ask_alike(house, ("bo", "nia"))
    made.asked(house, "mira", "team", title=ALIKE[2], about=STEP, words="")
    house.run_jobs()
    assert cards(house) == []


def test_a_private_question_to_one_partner_counts_where_that_partner_reads_the_others(house: House) -> None:
    asked = ask_alike(house, ("bo", "nia"), audience="team")
    asked.append(made.asked(house, "mira", "partner", title=ALIKE[2], about=STEP, words=""))
    house.run_jobs()
    [card] = cards(house)
    assert set(questions(house, card)) == set(asked)
    for name, told in (("chen", 0), ("dara", 1)):
        page = text_of(house.browser(name).get(f"/threads/cards/{card.id}"))
        assert ("1 more is read by its own HR partner only." in page) == bool(told), name
        assert (ALIKE[2] in page) == (not told), name


def decided(house: House, verb: Any, *args: Any, by: str = "chen", **more: Any) -> None:
    """Somebody decides the newest card."""
    [card, *_older] = cards(house)
    with house.acting(by) as actor:
        found = queries.card(card.id)
        verb(found, *args, by=actor, **more)


def test_taken_up_it_is_no_longer_open_and_what_comes_later_raises_a_card_of_its_own(house: House) -> None:
    cited = section(house)
    cite(house, cited, "bo", "nia", "mira")
    decided(house, threads.take_up)
    [card] = cards(house)
    assert (card.state, card.decided_by_id) == ("taken_up", house.person("chen"))
    cite(house, cited, "amara", "ingrid")
    assert len(cards(house)) == 1, "those that raised one raise no second one"
    cite(house, cited, "liwei")
    assert [each.state for each in cards(house)] == ["open", "taken_up"]
    assert len(questions(house, cards(house)[0])) == 3


def test_dismissed_with_a_reason_that_all_of_hr_reads(house: House) -> None:
    cite(house, section(house), "bo", "nia", "mira")
    with pytest.raises(Invalid) as no:
        decided(house, threads.dismiss, "  ")
    assert set(no.value.errors) == {"reason"}
    decided(house, threads.dismiss, "It says so in its second sentence.", by="hugo")
    [card] = cards(house, "dismissed")
    for name in ("chen", "dara"):
        assert "It says so in its second sentence." in text_of(house.browser(name).get(f"/threads/cards/{card.id}"))
    with house.within() as session:
        query = select(Notice).where(Notice.kind == "question.card", Notice.read_at.is_(None))
        assert session.scalars(query).all() == [], "nobody is asked any more to look at it"


def test_it_is_decided_once(house: House) -> None:
    cite(house, section(house), "bo", "nia", "mira")
    with pytest.raises(Stale):
        decided(house, threads.take_up, seen=7)
    decided(house, threads.take_up)
    for verb, args in ((threads.take_up, ()), (threads.dismiss, ("No.",))):
        with pytest.raises(NotNow):
            decided(house, verb, *args)
    assert {move.verb for move in CARD.moves.values()} == {"take_up", "dismiss"}


def test_only_hr_decides_and_reads_them(house: House) -> None:
    cite(house, section(house), "bo", "nia", "mira")
    [card] = cards(house)
    for name in ("amara", "bo", "ingrid", "mira", "tova"):
        with pytest.raises(Refused):
            decided(house, threads.take_up, by=name)
        browser = house.browser(name)
        assert {browser.get(path).status_code for path in ("/threads/cards", f"/threads/cards/{card.id}")} <= {403, 404}, name


def test_by_pages(house: House) -> None:
    cite(house, section(house), "bo", "nia", "mira")
    hugo = house.browser("hugo")
    page = hugo.get("/threads/cards")
    assert "3 questions" in text_of(page)
    [card] = cards(house)
    page = hugo.get(f"/threads/cards/{card.id}")
    refused = hugo.act(page, "threads.dismiss", reason=" ")
    assert refused.status_code == 422
    assert "Write why nothing needs work." in text_of(refused)
    done = hugo.follow(hugo.act(page, "threads.take_up"))
    assert main_of(done)["state"] == "taken_up"
    late = hugo.act(page, "threads.dismiss", reason="I had looked at it before.")
    assert late.status_code == 409
    assert main_of(late)["state"] == "taken_up"
    assert "Nothing needs work" in text_of(hugo.get("/threads/cards?which=nonsense"))
    assert "Taken up" in text_of(hugo.get("/threads/cards?which=taken_up"))
