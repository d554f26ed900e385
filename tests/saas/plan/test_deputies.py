"""Who stands in for a manager or HR partner: reads and prepares, speaks for them and is marked so, and never agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from saas import plan
from tenants import agreements, people
from tenants.agreements import AgreementPreparation, LineComment
from tenants.isolation import clock, session
from tenants.journal import JournalEntry, Reading
from tenants.law import NotNow, Refused, Stale
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, filled, stands_in, weighing
from tests.house_fixture import House, forms, text_of

pytestmark = pytest.mark.pages


def prepared(made: Made, deputy: str = "hugo", percent: int = 55) -> None:
    """The deputy writes a counter-proposal and lays it before Bo."""
    made.write(deputy, weighing(percent, 100 - percent, 0))
    with made.house.acting(deputy) as by:
        plan.lay_before(made.sheet(), by=by)


def take(made: Made, who: str = "bo") -> bool:
    with made.house.acting(who) as by:
        (found,) = agreements.preparations(made.sheet().agreement.id)
        return plan.take_over(made.sheet(), found, by=by)[1]


def test_a_deputy_reads_what_the_manager_reads_while_they_stand_in(house: House) -> None:
    made = a_proposed_plan(house)
    made.ask("bo", 1, "", "Asked of Amara")
    hugo = house.browser("hugo")
    assert hugo.get(made.path).status_code == 404
    stands_in(house, "hugo", "bo", days=10)
    page = text_of(hugo.get(made.path))
    assert "You stand in for Bo Jensen." in page or "you stand in." in page
    assert "Asked of Amara" in page
    assert "Hugo Martins stands in for Bo Jensen until" in text_of(house.browser("amara").get(made.path))
    with clock.at(clock.now() + timedelta(days=11)):
        assert house.browser("hugo").get(made.path).status_code == 404
    with house.acting("bo") as by:
        (found,) = people.deputyships_of(by.id)
        people.end_deputyship(found, by=by)
    assert hugo.get(made.path).status_code == 404


def test_a_deputy_never_agrees_to_anything(house: House) -> None:
    made = a_proposed_plan(house)
    stands_in(house, "hugo", "bo")
    acts: tuple[Callable[[people.Actor], object], ...] = (
        lambda by: plan.sign(made.sheet(), 1, by=by),
        lambda by: plan.propose(made.sheet(), by=by),
        lambda by: plan.counter(made.sheet(), words="No.", by=by),
        lambda by: plan.withdraw(made.sheet(), by=by),
        lambda by: plan.amend(made.sheet(), by=by),
        lambda by: plan.discard(made.sheet(), by=by),
        lambda by: plan.call(made.sheet(), "Help.", by=by),
        lambda by: plan.adopt(made.sheet(), 1, by=by),
    )
    for act in acts:
        with pytest.raises((Refused, NotNow, Stale)), house.acting("hugo") as by:
            act(by)
    assert made.state() == "proposed"
    hugo = house.browser("hugo")
    assert not {"plan.sign", "plan.propose", "plan.counter", "plan.call"} & set(forms(hugo.get(made.path)))
    posts = ("proposals", "withdrawals", "counters", "mediations", "amendments", "discards", "versions/1/signatures")
    for path in (*posts, "versions/1/adoptions"):
        assert hugo.post(f"{made.path}/{path}", {"words": "x"}).status_code == 403, path


def test_a_deputy_opens_no_private_draft(house: House) -> None:
    made = an_open_plan(house)
    made.write("bo", lambda old: filled(old))
    stands_in(house, "hugo", "bo")
    hugo = house.browser("hugo")
    assert "Fewer faults" not in text_of(hugo.get(made.path))
    assert hugo.get(made.path + "/draft").status_code == 303
    with house.acting("hugo"):
        assert agreements.draft(made.sheet().agreement.id) is None


def test_what_a_deputy_says_is_marked_as_said_for_the_manager(house: House) -> None:
    made = a_proposed_plan(house)
    stands_in(house, "hugo", "bo")
    hugo = house.browser("hugo")
    page = hugo.get(made.path)
    assert "It is marked as said for Bo Jensen." in text_of(page)
    assert hugo.act(page, "plan.ask", words="By when?").status_code == 303
    said = text_of(house.browser("amara").get(made.path))
    assert "By when?" in said
    assert "for Bo Jensen" in said
    with house.within():
        comment = session().scalars(select(LineComment)).one()
        assert (comment.author_id, comment.for_id) == (house.person("hugo"), house.person("bo"))
        entry = session().scalars(select(JournalEntry).where(JournalEntry.verb == "agreement.line_asked")).one()
        assert entry.actor_id == house.person("hugo")
        assert entry.detail["for_id"] == str(house.person("bo"))
        read = session().scalars(select(Reading).where(Reading.reader_id == house.person("hugo"))).one()
        assert read.for_id == house.person("bo")


def test_what_is_prepared_is_taken_over_by_one_click_and_then_the_managers_own(house: House) -> None:
    made = a_proposed_plan(house)
    stands_in(house, "hugo", "bo")
    hugo, bo = house.browser("hugo"), house.browser("bo")
    draft = hugo.follow(hugo.act(hugo.get(made.path), "plan.draft"))
    assert "Only you, until you lay it before Bo Jensen." in text_of(draft)
    assert "plan.propose" not in forms(draft)
    made.write("hugo", weighing(55, 45, 0))
    assert hugo.act(hugo.get(made.path + "/draft"), "plan.lay_before").status_code == 303
    assert made.state() == "proposed", "nothing is proposed by it"
    assert "55%" not in text_of(house.browser("amara").get(made.path))
    page = bo.get(made.path)
    assert "Hugo Martins has prepared a draft for you" in text_of(page)
    answer = bo.act(page, "plan.take_over")
    assert answer.status_code == 303
    assert "It is in your draft now." in text_of(bo.follow(answer))
    assert [goal.weight for goal in made.content("bo").goals] == [5500, 4500, 0]
    with house.acting("bo"):
        assert session().scalars(select(AgreementPreparation)).all() == []
    assert made.propose("bo") == 2
    with house.acting("amara"):
        version = made.sheet().talk.open_version
        assert version is not None
        assert version.author_id == house.person("bo")


def test_the_managers_own_words_stay_where_both_wrote(house: House) -> None:
    made = a_proposed_plan(house)
    stands_in(house, "hugo", "bo")
    made.write("bo", lambda old: weighing(70, 30, 0)(old))
    made.write("hugo", lambda old: weighing(55, 45, 0)(old))
    with house.acting("hugo") as by:
        plan.lay_before(made.sheet(), by=by)
    assert take(made) is False
    assert [goal.weight for goal in made.content("bo").goals] == [7000, 3000, 0]
    with house.acting("bo"):
        assert len(session().scalars(select(AgreementPreparation)).all()) == 1, "what was prepared is not lost"


def test_what_was_prepared_waits_for_nobody_once_the_plan_is_agreed(house: House) -> None:
    made = a_proposed_plan(house)
    stands_in(house, "hugo", "bo")
    prepared(made)

    def kinds() -> list[str]:
        with house.acting("bo") as by:
            return [item.kind for item in plan.turn_items(by) if item.plan.id == made.id]

    assert sorted(kinds()) == ["answer", "prepared"]
    with house.acting("bo") as by:
        plan.sign(made.sheet(), 1, by=by)
    assert kinds() == []
    assert "has prepared a draft for you" in text_of(house.browser("bo").get(made.path)), "it is not lost"
    with house.acting("bo") as by:
        plan.amend(made.sheet(), by=by)
    assert "prepared" in kinds(), "an amendment may take it over"


def test_only_the_two_know_of_what_was_prepared(house: House) -> None:
    made = a_proposed_plan(house)
    stands_in(house, "hugo", "bo")
    prepared(made)
    for who in ("amara", "chen", "dara", "tova"):
        with house.acting(who):
            assert session().scalars(select(AgreementPreparation)).all() == []
    with house.acting("hugo"):
        (found,) = session().scalars(select(AgreementPreparation)).all()
    path = f"{made.path}/preparations/{found.id}"
    for who in ("amara", "hugo"):
        assert house.browser(who).post(path + "/takings").status_code in (403, 404)
    assert house.browser("amara").post(path + "/droppings").status_code == 404
    hugo = house.browser("hugo")
    assert hugo.act(hugo.get(made.path), "plan.set_aside").status_code == 303
    with house.acting("bo"):
        assert session().scalars(select(AgreementPreparation)).all() == []


def test_nobody_acts_as_a_deputy_on_their_own_plan(house: House) -> None:
    made = a_proposed_plan(house)
    with house.within():
        amara, bo = people.person(house.person("amara")), people.person(house.person("bo"))
        assert amara is not None
        assert bo is not None
        today = clock.today("UTC")
        people.set_manager(amara, manager=None, by=None)
        people.name_deputy(bo, amara, starts_on=today, ends_on=today + timedelta(days=5), by=None)
        people.set_manager(amara, manager=bo, by=None)
        assert [each.ends_on < today for each in people.deputyships_of(amara.id)] == []
    with house.acting("amara") as by:
        assert by.stands_in == ()
        with pytest.raises(NotNow):
            plan.sign(made.sheet(), 1, by=by)


def test_a_deputy_of_the_hr_partner_hears_the_mediation_for_them(house: House) -> None:
    made = a_proposed_plan(house)
    made.ask("bo", 1, "", "Before the call")
    made.call("amara")
    stands_in(house, "hugo", "chen")
    hugo = house.browser("hugo")
    page = hugo.get(made.path)
    assert "Before the call" not in text_of(page)
    assert hugo.act(page, "plan.ask", words="What about June?").status_code == 303
    said = text_of(house.browser("bo").get(made.path))
    assert "What about June?" in said
    assert "for Chen" in said
    with pytest.raises(Refused), house.acting("hugo") as by:
        plan.take_draft(made.sheet(), by=by)


def test_whoever_stands_in_finds_the_plans_of_that_team(house: House) -> None:
    made = an_agreed_plan(house)
    stands_in(house, "hugo", "bo")
    hugo = house.browser("hugo")
    assert "Bo Jensen" in text_of(hugo.get("/plan/"))
    page = hugo.get(f"/plan/for/{house.person('bo')}")
    assert "Amara Diallo" in text_of(page)
    assert made.path in page.get_data(as_text=True)
    for other in ("chen", "mira", "finn"):
        assert hugo.get(f"/plan/for/{house.person(other)}").status_code == 404
    assert house.browser("nia").get(f"/plan/for/{house.person('bo')}").status_code == 404
