"""The letter of a morning: one a working day at eight where its reader is, with what waits and nothing that was written."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tenants import jobs, notices, organisations, people
from tenants.isolation import clock
from tenants.jobs import Job
from tenants.notices import Mail, Notice, digest
from tests.house_fixture import House, forms, text_of
from tests.tenants.notices.test_mail import post as post
from tests.tenants.notices.test_mail import settle

SHANGHAI = "Asia/Shanghai"


def monday() -> datetime:
    """The next Monday, shortly before eight in UTC."""
    day = clock.now().date() + timedelta(days=1)
    while day.isoweekday() != 1:
        day += timedelta(days=1)
    return datetime.combine(day, time(7, 30), UTC)


def tell(house: House, name: str = "amara", n: int = 2, mail: bool = False) -> None:
    with house.acting("bo") as bo:
        for each in range(n):
            params = {"cycle": f"Cycle {each}"}
            notices.tell(house.person(name), "plan.opened", on=bo.person, url="/plan/", params=params, by=bo, mail=mail)


def morning(house: House, now: datetime, zone: str = "UTC") -> int:
    """The chore lays the mornings, and the one of that zone comes; how many letters there are since."""
    with clock.at(now):
        before = len(letters(house))
        with house.within():
            digest.lay_mornings(100)
    with clock.at(now + timedelta(hours=1)), house.within() as session:
        job = session.scalars(select(Job).where(Job.kind == digest.KIND, Job.due_at <= clock.now())).all()
        days = [each.payload for each in job if each.payload["zone"] == zone]
    with house.app.app_context(), clock.at(now + timedelta(hours=1)):
        for payload in days:
            digest.gather(_Ticket(house, payload))  # type: ignore[arg-type]  # what a ticket of a job is asked for here
    return len(letters(house)) - before


class _Ticket:
    """A job's ticket, as far as the letter of a morning looks at it."""

    def __init__(self, house: House, payload: dict[str, Any]) -> None:
        self.tenant, self.payload = house.tenant("northlight"), payload

    def progress(self, _percent: int) -> None:
        """Nobody watches."""


def letters(house: House) -> list[Mail]:
    with house.within() as session:
        return list(session.scalars(select(Mail).where(Mail.kind == digest.KIND)))


def test_what_waits_comes_in_one_letter_to_a_real_server_and_holds_nothing_that_was_written(house: House, post: Any) -> None:
    settle(house, smtp_url=f"smtp://127.0.0.1:{post.port}")
    start = monday()
    with clock.at(start - timedelta(hours=2)):
        tell(house)
    assert morning(house, start) == 1
    with clock.at(start + timedelta(hours=2)):
        house.let_pass(timedelta())
    [raw] = post.taken
    letter = message_from_bytes(raw, policy=policy.default)
    assert str(letter["Subject"]) == "What waits for you at Northlight"
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for part in (plain, html):
        assert "what you want to reach in Cycle 0" in part
        assert "what you want to reach in Cycle 1" in part
        assert "http://localhost/o/northlight/notices/" in part
    assert "<li>" in html


def test_a_second_morning_tells_nothing_twice_and_nothing_new_is_no_letter(house: House) -> None:
    start = monday()
    with clock.at(start - timedelta(hours=2)):
        tell(house)
    assert morning(house, start) == 1
    assert morning(house, start + timedelta(days=1)) == 0
    with clock.at(start + timedelta(days=1, hours=3)):
        tell(house, n=1)
    assert morning(house, start + timedelta(days=2)) == 1


def test_what_was_read_meanwhile_stands_in_no_letter(house: House, post: Any) -> None:
    settle(house, smtp_url=f"smtp://127.0.0.1:{post.port}")
    start = monday()
    with clock.at(start - timedelta(hours=2)):
        tell(house)
    assert morning(house, start) == 1
    with house.acting("amara") as amara:
        notices.actions.read_all(by=amara)  # type: ignore[attr-defined]
    with clock.at(start + timedelta(hours=2)):
        house.let_pass(timedelta())
    assert post.taken == []
    assert [(each.state, each.trouble) for each in letters(house)] == [("failed", "moot")]


def test_it_waits_over_days_on_which_the_company_does_not_work(house: House) -> None:
    saturday = monday() - timedelta(days=2)
    with clock.at(saturday - timedelta(hours=2)):
        tell(house)
    assert morning(house, saturday) == 0
    assert morning(house, saturday + timedelta(days=1)) == 0
    with house.within():
        energy = next(each for each in organisations.companies() if each.name == "Northlight Energy")
        organisations.add_holiday(energy, day=monday().date(), name="Harbour day", by=None)
    assert morning(house, saturday + timedelta(days=2)) == 0
    assert morning(house, saturday + timedelta(days=3)) == 1


def test_it_is_eight_where_the_reader_is(house: House) -> None:
    start = monday()
    with clock.at(start - timedelta(hours=12)):
        tell(house, "liwei")
    assert morning(house, start) == 0
    eight = datetime.combine(start.date() + timedelta(days=1), digest.EIGHT, ZoneInfo(SHANGHAI)).astimezone(UTC)
    assert morning(house, eight - timedelta(minutes=30), SHANGHAI) == 1


@pytest.mark.parametrize(("hour", "ahead"), [(7, 0), (8, 1), (23, 1)])
def test_there_is_a_job_for_each_of_the_next_two_mornings_and_never_twice(house: House, hour: int, ahead: int) -> None:
    now = monday().replace(hour=hour)
    first = now.date() + timedelta(days=ahead)
    assert digest.mornings("UTC", now) == [first, first + timedelta(days=1)]
    with clock.at(now):
        for _twice in (1, 2):
            with house.within():
                digest.lay_mornings(100)
        with house.within() as session:
            laid = [each.payload for each in session.scalars(select(Job).where(Job.kind == digest.KIND))]
    found = sorted(each["day"] for each in laid if each["zone"] == "UTC")
    assert found == [first.isoformat(), (first + timedelta(days=1)).isoformat()]


def test_the_daily_chores_bring_it_by_themselves(house: House) -> None:
    tell(house, n=1)
    kinds = house.let_pass(timedelta(days=3))
    assert {"chores", digest.KIND} <= kinds


def test_what_had_a_letter_of_its_own_is_not_said_again(house: House) -> None:
    start = monday()
    with clock.at(start - timedelta(hours=2)):
        tell(house, mail=True)
    assert morning(house, start) == 0


def test_everybody_chooses_their_own_letters(house: House) -> None:
    amara = house.browser("amara")
    page = amara.get("/notices/choices")
    assert {"at_once", "in_the_morning"} <= forms(page)["notices.choose"].fields.keys()
    form = forms(page)["notices.choose"].fields
    amara.post("/notices/choices", {"version": form["version"]})
    start = monday()
    with clock.at(start - timedelta(hours=2)):
        tell(house)
        tell(house, mail=True)
        tell(house, "nia", n=1)
    assert morning(house, start) == 1
    with house.within() as session:
        assert house.person("amara") not in set(session.scalars(select(Mail.person_id)))
        assert len(list(session.scalars(select(Notice).where(Notice.person_id == house.person("amara"))))) == 4
    fresh = forms(amara.get("/notices/choices"))["notices.choose"].fields
    assert "at_once" not in fresh
    assert amara.post("/notices/choices", {"version": fresh["version"], "at_once": "y"}).status_code == 303
    behind = amara.post("/notices/choices", {"version": fresh["version"], "in_the_morning": "y"})
    assert behind.status_code == 409
    assert "another window" in text_of(behind)


def test_who_has_left_gets_none(house: House) -> None:
    tell(house)
    with house.within():
        found = people.person(house.person("amara"))
        assert found is not None
        people.leave(found, by=None)
    assert morning(house, monday()) == 0


def test_two_jobs_of_one_morning_write_one_letter(house: House) -> None:
    start = monday()
    with clock.at(start - timedelta(hours=2)):
        tell(house)
    payload = {"zone": "UTC", "day": start.date().isoformat()}
    with house.within():
        for _twice in (1, 2):
            jobs.ask(digest.KIND, payload, by=None)
    house.run_jobs()
    assert len(letters(house)) == 1
