"""A reminder to whoever a plan waits for: one a day for each person, from those who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from saas import plan
from tenants import people
from tenants.isolation import clock, session
from tenants.journal import JournalEntry
from tenants.law import NotNow, Refused
from tenants.notices import Mail, Notice
from tests.factories import a_proposed_plan, an_open_plan
from tests.house_fixture import House, forms, text_of


def sent(house: House, who: str) -> tuple[int, int, int]:
    """Notices, mails and journal entries of reminders to `who`."""
    with house.within():
        person = people.by_email(f"{who}@northlight.example")
        assert person is not None
        notices = select(func.count()).select_from(Notice).where(Notice.kind == "plan.reminded", Notice.person_id == person.id)
        mails = select(func.count()).select_from(Mail).where(Mail.kind == "plan.reminded", Mail.person_id == person.id)
        entries = select(func.count()).select_from(JournalEntry).where(JournalEntry.verb == "plan.reminded")
        return session().scalar(notices) or 0, session().scalar(mails) or 0, session().scalar(entries) or 0


@pytest.mark.parametrize("who", ["amara", "chen", "dara"])
def test_the_other_side_and_hr_remind_once_a_day_and_again_tomorrow(house: House, who: str) -> None:
    made = a_proposed_plan(house)
    for _click in range(2):
        with house.acting(who) as by:
            plan.remind(made.sheet(), by=by)
    assert sent(house, "bo") == (1, 1, 1)
    with clock.at(clock.now() + timedelta(days=1)), house.acting(who) as by:
        assert plan.remind(made.sheet(), by=by) is not None
    assert sent(house, "bo") == (2, 2, 2)


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
    assert "Reminded today" in text_of(page)
    assert "plan.remind" not in forms(page)
    again = dara.post(f"{made.path}/reminders", {"back": path})
    assert "reminded today already" in text_of(dara.follow(again))
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
