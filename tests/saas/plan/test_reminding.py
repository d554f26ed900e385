"""A reminder to whoever a plan waits for: one a day for each person, from those who may."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from saas import cycle, home, plan
from tenants import people
from tenants.isolation import clock, session
from tenants.journal import JournalEntry
from tenants.law import NotNow, Refused
from tenants.notices import Mail, Notice
from tests.factories import a_proposed_plan, an_open_plan, filled
from tests.house_fixture import House, forms, text_of

pytestmark = pytest.mark.pages


REMINDED = ("plan.reminded", "plan.reminded_own")


def sent(house: House, who: str) -> tuple[int, int, int]:
    """Notices, mails and journal entries of reminders to `who`."""
    with house.within():
        person = people.by_email(f"{who}@northlight.example")
        assert person is not None
        notices = select(func.count()).select_from(Notice).where(Notice.kind.in_(REMINDED), Notice.person_id == person.id)
        mails = select(func.count()).select_from(Mail).where(Mail.kind.in_(REMINDED), Mail.person_id == person.id)
        entries = select(func.count()).select_from(JournalEntry).where(JournalEntry.verb == "plan.reminded")
        return session().scalar(notices) or 0, session().scalar(mails) or 0, session().scalar(entries) or 0


@pytest.mark.parametrize("who", ["amara", "chen", "dara"])
def test_the_other_side_and_hr_remind_once_in_three_days(house: House, who: str) -> None:
    made = a_proposed_plan(house)
    for _click in range(2):
        with house.acting(who) as by:
            plan.remind(made.sheet(), by=by)
    assert sent(house, "bo") == (1, 1, 1)
    for days, then in ((1, 1), (2, 1), (3, 2)):
        with clock.at(clock.now() + timedelta(days=days)), house.acting(who) as by:
            plan.remind(made.sheet(), by=by)
        assert sent(house, "bo") == (then, then, then), days


def test_another_plan_waits_a_day_and_not_three(house: House) -> None:
    made = a_proposed_plan(house)
    with house.acting("amara") as by:
        assert plan.remind(made.sheet(), by=by) is not None
    with clock.at(clock.now() + timedelta(days=1)), house.acting("dara") as by:
        lately = plan.in_cycle(made.cycle_id, [house.person("amara")])[1]
        assert lately.plans == {made.id}
        assert lately.people == frozenset()
        own = plan.running_plans([house.person("bo")])
        assert house.person("bo") in {each.id for each in plan.remind_all(own, by=by)}


def test_a_person_has_one_reminder_a_day_however_many_remind(house: House) -> None:
    made = a_proposed_plan(house)
    with house.acting("amara") as by:
        assert plan.remind(made.sheet(), by=by) is not None
    with house.acting("dara") as by:
        assert plan.remind(made.sheet(), by=by) is None
    assert sent(house, "bo") == (1, 1, 1)


def test_before_any_proposal_the_manager_reminds_the_employee(house: House) -> None:
    made = an_open_plan(house)
    with house.acting("bo") as by:
        reminded = plan.remind(made.sheet(), by=by)
    assert reminded is not None
    assert sent(house, "amara") == (1, 1, 1)


def test_nobody_reminds_themselves_nor_about_what_is_signed(house: House) -> None:
    made = a_proposed_plan(house)
    with pytest.raises(NotNow, match="your own turn"), house.acting("bo") as by:
        plan.remind(made.sheet(), by=by)
    made.sign("bo", 1)
    with pytest.raises(NotNow, match="nobody"), house.acting("amara") as by:
        plan.remind(made.sheet(), by=by)


@pytest.mark.parametrize("who", ["tova", "nia", "mira", "hugo"])
def test_admins_colleagues_and_hr_of_others_remind_nobody(house: House, who: str) -> None:
    made = a_proposed_plan(house)
    with pytest.raises(Refused), house.acting(who) as by:
        plan.remind(made.sheet(), by=by)
    assert house.browser(who).post(f"{made.path}/reminders").status_code == 404
    assert sent(house, "bo") == (0, 0, 0)


def test_hr_reminds_from_the_progress_page_and_stays_there(house: House) -> None:
    made = a_proposed_plan(house)
    dara = house.browser("dara")
    path = f"/desk/cycles/{made.cycle_id}"
    page = dara.get(f"{path}?part=open")
    answer = dara.act(page, "plan.remind")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"{path}?part=open")
    page = dara.follow(answer)
    assert "has a reminder" in text_of(page)
    assert "Reminded lately" in text_of(page)
    assert "plan.remind" not in forms(page)
    again = dara.post(f"{made.path}/reminders", {"back": path})
    assert "reminded lately" in text_of(dara.follow(again))
    assert sent(house, "bo") == (1, 1, 1)
    assert "plan.remind" not in forms(house.browser("tova").get(path))


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/desk/cycles/../../x", "/team/\nX: y"])
def test_a_reminder_leads_back_to_our_own_lists_only(house: House, back: str) -> None:
    made = a_proposed_plan(house)
    answer = house.browser("amara").post(f"{made.path}/reminders", {"back": back})
    assert answer.headers["Location"].endswith(made.path)


def test_the_plan_and_the_team_page_offer_a_reminder_where_the_other_side_is_awaited(house: House) -> None:
    made = a_proposed_plan(house, by="bo")
    bo = house.browser("bo")
    assert "plan.remind" in forms(bo.get(made.path))
    assert "plan.remind" in forms(bo.get("/team/"))
    assert "plan.remind" not in forms(house.browser("amara").get(made.path))
    page = bo.follow(bo.act(bo.get("/team/"), "plan.remind"))
    assert "Reminded lately" in text_of(page)
    assert f"{made.path}/reminders" not in page.text, "one reminder a day: the button is gone until tomorrow"


def several(house: House) -> UUID:
    """A cycle in which amara, nia and others have a plan that waits for them, and bo one to answer."""
    return a_proposed_plan(house).cycle_id


def test_hr_reminds_everybody_who_is_awaited_in_one_act_and_once(house: House) -> None:
    cycle_id = several(house)
    dara = house.browser("dara")
    path = f"/desk/cycles/{cycle_id}"
    answer = dara.act(dara.get(f"{path}/chase"), "cycle.remind")
    assert answer.status_code == 303
    page = dara.follow(answer)
    assert "people have" in text_of(page)
    assert "plan.remind" not in forms(page), "everybody on the list has had one"
    assert sent(house, "bo")[:2] == (1, 1), "one of each, though he is awaited in one plan and drafts another"
    assert sent(house, "nia")[:2] == (1, 1)
    assert sent(house, "amara")[:2] == (0, 0), "nothing waits for her: bo is to answer"
    before = sent(house, "nia")[2]
    again = dara.follow(dara.post(f"{path}/reminders"))
    assert "Nobody is left to remind" in text_of(again)
    assert sent(house, "nia")[2] == before
    with clock.at(clock.now() + timedelta(days=3)):
        later = house.browser("dara")
        later.post(f"{path}/reminders")
        assert sent(house, "nia")[:2] == (2, 2)


def test_a_reminder_to_everybody_keeps_to_the_filter(house: House) -> None:
    cycle_id = several(house)
    dara = house.browser("dara")
    path = f"/desk/cycles/{cycle_id}"
    answer = dara.act(dara.get(f"{path}/chase?reason=answer"), "cycle.remind")
    assert answer.headers["Location"].endswith(f"{path}/chase?reason=answer")
    assert "1 person has a reminder" in text_of(dara.follow(answer))
    assert sent(house, "bo")[:2] == (1, 1)
    assert sent(house, "nia")[:2] == (0, 0)
    assert "cycle.remind" not in forms(dara.get(f"{path}/chase?reason=later"))


def test_a_reminder_from_the_chase_list_leads_back_to_it(house: House) -> None:
    path = f"/desk/cycles/{several(house)}/chase?reason=drafting"
    dara = house.browser("dara")
    answer = dara.act(dara.get(path), "plan.remind")
    assert answer.headers["Location"].endswith(path)
    assert "Reminded lately" in text_of(dara.follow(answer))


def test_an_hr_partner_reminds_only_those_they_accompany(house: House) -> None:
    cycle_id = several(house)
    hugo = house.browser("hugo")
    hugo.post(f"/desk/cycles/{cycle_id}/reminders")
    assert sent(house, "bo")[:2] == sent(house, "nia")[:2] == (0, 0)
    house.browser("chen").post(f"/desk/cycles/{cycle_id}/reminders")
    assert sent(house, "nia")[:2] == (1, 1)
    assert sent(house, "chen")[:2] == (0, 0), "nobody reminds themselves"


@pytest.mark.parametrize(("who", "status"), [("tova", 403), ("bo", 404), ("amara", 404), ("gus", 404)])
def test_others_remind_nobody_in_one_act(house: House, who: str, status: int) -> None:
    cycle_id = several(house)
    assert house.browser(who).post(f"/desk/cycles/{cycle_id}/reminders").status_code == status
    assert sent(house, "bo") == (0, 0, 0)


def test_reminding_everybody_takes_as_many_statements_for_many_as_for_few(house: House) -> None:
    cycle_id = several(house)
    with house.acting("dara") as by:
        thing = cycle.cycle(cycle_id)
        assert thing is not None
        few = home.queries.chased_plans(thing, by, reason="answer")
        assert len(few) == 1
        with house.counting() as of_few:
            plan.remind_all(few, by=by)
    with clock.at(clock.now() + timedelta(days=1)), house.acting("dara") as by:
        thing = cycle.cycle(cycle_id)
        assert thing is not None
        many = home.queries.chased_plans(thing, by)
        assert len(many) >= 4
        with house.counting() as of_many:
            assert len(plan.remind_all(many, by=by)) >= 3
    assert len(of_many) == len(of_few)


def test_ones_own_plan_is_called_so_and_what_is_to_be_adopted_waits_for_who_leads_now(house: House) -> None:
    made = an_open_plan(house)
    with house.acting("bo") as by:
        plan.remind(made.sheet(), by=by)
    assert "Bo Jensen reminds you: your plan for H2 waits for you." in text_of(house.browser("amara").get("/notices/"))
    made.propose("amara", filled)
    made.sign("bo", 1)
    made.lead("mira")
    with clock.at(clock.now() + timedelta(days=4)), house.acting("dara") as by:
        assert plan.remind(made.sheet(), by=by) is not None
    assert sent(house, "mira")[:2] == (1, 1)
