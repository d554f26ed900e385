"""Who is asked to acknowledge, when it counts no more, who is late by whose calendar, and who is told how often."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Date, Integer, func, literal, select

from coaching_library import policies
from coaching_library.policies import PolicyAcknowledged, PolicyAcknowledgement, Status, Terms
from coaching_library.policies.queries.crowd import cutoffs, working_day
from saas import turns
from tenants import isolation, notices, organisations, people
from tenants.isolation import clock
from tenants.journal import JournalEntry
from tenants.law import NotNow, Stale
from tenants.organisations import Calendar, Company
from tenants.people import Person
from tests.coaching_library.policies import made
from tests.house_fixture import House, text_of

TALK_ANEW = replace(made.TALK, body="They talk **twice**.")
EVERYBODY = {"amara", "bo", "chen", "dara", "hugo", "ingrid", "liwei", "mira", "nia", "tova"}


def owing(house: House, policy_id: UUID) -> set[str]:
    """Who has not acknowledged, by the beginning of their address."""
    return {who for who, state in states(house, policy_id).items() if state != "acknowledged"}


def states(house: House, policy_id: UUID) -> dict[str, str]:
    """How far everybody is who is asked, as the head of HR sees it; the list and the numbers say the same."""
    with house.acting("dara") as by:
        sheet = made.found(policy_id)
        rows = isolation.session().execute(
            policies.queries.who_is_asked(sheet, by, policies.queries.Narrowed(), everybody=True)
        )
        found = {row.Person.email.partition("@")[0]: row.state for row in rows}
        told = policies.status(sheet, by)
        assert told is not None
        numbers = Counter(found.values())
        assert {name: getattr(told.whole, name) for name in ("overdue", "asked", "read", "acknowledged")} == {
            name: numbers[name] for name in ("overdue", "asked", "read", "acknowledged")
        }
        assert told.owing is not None
        assert len(told.owing) == told.whole.owing
        return found


def test_everybody_who_reads_it_is_asked_on_the_day_of_force(house: House) -> None:
    it = made.published(house, on=4)
    with house.acting("dara") as by:
        assert policies.status(made.found(it), by) is None
        assert policies.owed(by) == []
    with clock.at(clock.now() + timedelta(days=4)):
        assert owing(house, it) == EVERYBODY


def test_of_a_policy_for_managers_those_are_asked_who_lead_today_and_hr(house: House) -> None:
    it = made.published(house, audience="managers")
    asked = {"bo", "ingrid", "dara", "chen", "hugo"}
    assert owing(house, it) == asked
    with house.within():
        nia, amara = (people.by_email(f"{who}@northlight.example") for who in ("nia", "amara"))
        assert nia is not None
        assert amara is not None
        people.set_manager(amara, manager=nia, by=None)
    assert owing(house, it) == asked | {"nia"}, "from the day on which somebody leads"
    with house.acting("nia") as by:
        [one] = policies.owed(by)
        assert one.asked_on == organisations.today()


def test_of_a_policy_for_hr_hr_is_asked_and_nobody_else(house: House) -> None:
    assert owing(house, made.published(house, audience="hr")) == {"dara", "chen", "hugo"}


def test_acknowledging_counts_until_something_that_binds_has_changed(house: House) -> None:
    it = made.published(house)
    made.acknowledge(house, "amara", it)
    assert owing(house, it) == EVERYBODY - {"amara"}
    made.anew(house, it, replace(made.PURPOSE, body="It reads better."), made.TALK, made.FILE)
    assert owing(house, it) == EVERYBODY - {"amara"}, "what only explains has changed"
    made.acknowledge(house, "nia", it)
    with house.acting("nia"):
        assert last(house, "nia", it).no == 2
    made.anew(house, it, made.PURPOSE, TALK_ANEW, made.FILE)
    assert owing(house, it) == EVERYBODY, "what binds has changed: both are asked anew"
    made.acknowledge(house, "nia", it)
    made.anew(house, it, made.PURPOSE, TALK_ANEW, made.FILE, note="HR asks anyway.", asks=True)
    assert owing(house, it) == EVERYBODY
    with house.within() as session:
        kept = session.scalar(select(func.count()).select_from(PolicyAcknowledgement))
    assert kept == 3, "what somebody said stays, whether it counts or not"


def last(house: House, who: str, policy_id: UUID) -> PolicyAcknowledgement:
    mine = PolicyAcknowledgement.person_id == house.person(who), PolicyAcknowledgement.policy_id == policy_id
    newest = select(PolicyAcknowledgement).where(*mine).order_by(PolicyAcknowledgement.no.desc())
    return isolation.session().scalars(newest).first()  # type: ignore[return-value]  # the test says that there is one


def test_it_says_which_words_were_read_and_when(house: House) -> None:
    it = made.published(house)
    made.acknowledge(house, "amara", it)
    with house.acting("amara"):
        one, version = last(house, "amara", it), made.found(it).in_force
        assert version is not None
        assert (one.no, one.hash, one.version_id) == (1, version.hash, version.id)
        verbs = isolation.session().scalars(select(JournalEntry.verb).where(JournalEntry.actor_id == house.person("amara")))
        assert PolicyAcknowledged.verb in set(verbs)


def test_nobody_acknowledges_what_they_have_not_read(house: House) -> None:
    it = made.published(house)
    with house.acting("amara") as by:
        sheet = made.found(it)
        assert sheet.in_force is not None
        for no, digest in ((2, sheet.in_force.hash), (1, "0" * 64), (None, "")):
            with pytest.raises(Stale):
                policies.acknowledge(sheet, no, digest, by=by)
        old = sheet.in_force.hash
    made.anew(house, it, made.PURPOSE, TALK_ANEW)
    with house.acting("amara") as by:
        with pytest.raises(Stale):
            policies.acknowledge(made.found(it), 1, old, by=by)
        assert policies.owed(by)


def test_where_nobody_is_asked_nothing_is_acknowledged(house: House) -> None:
    it = made.published(house, on=5)
    with house.acting("amara") as by, pytest.raises(NotNow):
        policies.acknowledge(made.found(it), 1, "", by=by)


def test_two_clicks_acknowledge_once(house: House) -> None:
    it = made.published(house)
    assert made.acknowledge(house, "amara", it) == made.acknowledge(house, "amara", it)


def test_two_clicks_at_the_same_moment_acknowledge_once(house: House) -> None:
    it, found, trouble = made.published(house), [], []
    house.person("amara"), house.tenant("northlight")
    both = threading.Barrier(2)

    def press() -> None:
        try:
            with house.acting("amara") as by:
                sheet = made.found(it)
                version = sheet.in_force
                assert version is not None
                both.wait(10)
                found.append(policies.acknowledge(sheet, version.no, version.hash, by=by).id)
        except Exception as error:
            trouble.append(error)

    threads = [threading.Thread(target=press) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert trouble == []
    assert len(set(found)) == 1
    with house.within() as session:
        assert session.scalar(select(func.count()).select_from(PolicyAcknowledgement)) == 1


def test_who_opened_it_is_told_apart_from_who_did_not(house: House) -> None:
    it = made.published(house)
    with house.acting("amara") as by:
        assert policies.show(made.found(it), by=by) is not None
        assert policies.show(made.found(it), by=by) is None, "once is enough"
    found = states(house, it)
    assert (found["amara"], found["nia"]) == ("read", "asked")
    made.acknowledge(house, "nia", it)
    assert states(house, it)["nia"] == "acknowledged"
    made.anew(house, it, made.PURPOSE, TALK_ANEW)
    assert set(states(house, it).values()) == {"asked"}, "what was opened was another version"


def test_somebody_is_late_by_the_calendar_of_their_own_company(house: House) -> None:
    """Shanghai works six days a week; Energy has two holidays within the ten working days."""
    with house.within():
        asia, energy = (company(name) for name in ("Northlight Asia", "Northlight Energy"))
        today = organisations.today()
        organisations.change_company(asia, **facts_of(asia), working_days="123456", by=None)
        workdays = [today + timedelta(days=n) for n in range(1, 14) if (today + timedelta(days=n)).isoweekday() < 6]
        for day in workdays[:2]:
            organisations.add_holiday(energy, day=day, name="Off", by=None)
    it = made.published(house, days=10)
    with house.within():
        dues = {who: organisations.calendar(place).add(today, 10) for who, place in placed(house).items()}
    assert dues["liwei"] < dues["amara"]
    for who in ("liwei", "amara"):
        for day, state in ((dues[who], "asked"), (dues[who] + timedelta(days=1), "overdue")):
            with clock.at(noon(day)):
                assert states(house, it)[who] == state, (who, day)
                with house.acting(who) as by:
                    [one] = policies.owed(by)
                    assert (one.due_on, one.is_overdue) == (dues[who], state == "overdue")


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def company(name: str) -> Company:
    return isolation.session().scalars(select(Company).where(Company.name == name)).one()


def facts_of(one: Company) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("name", "legal_name", "letterhead", "language", "time_zone")}


def placed(house: House) -> dict[str, UUID]:
    ids = {house.person(who): who for who in ("liwei", "amara")}
    return {ids[key]: place.company_id for key, place in people.placements_of(list(ids)).items()}


CALENDARS = [
    ("12345", []),
    ("123456", [1, 2, 3]),
    ("1", [7, 14]),
    ("67", [0, 5, 6]),
    ("1234567", list(range(1, 30))),
]


@pytest.mark.parametrize("days", [1, 2, 10, 37])
def test_the_database_counts_working_days_as_the_calendar_does(house: House, days: int) -> None:
    start = date(2027, 3, 3)
    with house.within() as session:
        for n, (weekdays, off) in enumerate(CALENDARS):
            one = organisations.open_company(name=f"C{n}", legal_name=f"C{n} Limited", working_days=weekdays, by=None)
            for each in off:
                organisations.add_holiday(one, day=start + timedelta(days=each), name="Off", by=None)
        for one in organisations.companies():
            calendar = organisations.calendar(one.id)
            for shift in range(9):
                day = literal(start + timedelta(days=shift), Date)
                n = literal(days, Integer)
                ahead = select(working_day(Company.id, Company.working_days, day, n)).where(Company.id == one.id)
                assert session.scalar(ahead) == calendar.add(start + timedelta(days=shift), days), (one.name, shift)
                back = cutoffs(day, n)
                found = session.scalar(select(back.c.before).where(back.c.id == one.id))
                assert found == calendar.add(start + timedelta(days=shift), -days), (one.name, shift)


def test_a_newcomer_is_asked_from_their_first_day_and_not_late_by_last_years_policy(house: House) -> None:
    with clock.at(clock.now() - timedelta(days=60)):
        it = made.published(house)
        for who in EVERYBODY - {"nia"}:
            made.acknowledge(house, who, it)
    assert states(house, it)["nia"] == "overdue"
    first = join(house, "Ada Quill", timedelta(days=-3))
    coming = join(house, "Bea Rook", timedelta(days=5))
    found = states(house, it)
    assert found["ada.quill"] == "asked"
    assert "bea.rook" not in found, "whoever is not here yet is asked nothing"
    with clock.at(clock.now() + timedelta(days=5)):
        assert states(house, it)["bea.rook"] == "asked"
    assert first != coming


def join(house: House, name: str, when: timedelta) -> UUID:
    with house.within() as session:
        unit = session.scalars(select(organisations.Unit).where(organisations.Unit.name == "Field Engineering")).one()
        day = organisations.today() + when
        email = f"{name.lower().replace(' ', '.')}@northlight.example"
        return people.add(name=name, email=email, unit=unit, starts_on=day, by=None).id


def test_whoever_moves_to_another_unit_is_not_new_and_whoever_comes_back_is(house: House) -> None:
    with clock.at(clock.now() - timedelta(days=60)):
        it = made.published(house)
    with house.within() as session:
        shanghai = session.scalars(select(organisations.Unit).where(organisations.Unit.name == "Operations Shanghai")).one()
        nia = people.by_email("nia@northlight.example")
        assert nia is not None
        people.place(nia, unit=shanghai, by=None)
    assert states(house, it)["nia"] == "overdue"
    with house.within():
        mira = people.by_email("mira@northlight.example")
        assert mira is not None
        people.leave(mira, last_day=organisations.today() - timedelta(days=20), by=None)
    assert "mira" not in states(house, it), "whoever has left owes nothing"
    with house.within() as session:
        field = session.scalars(select(organisations.Unit).where(organisations.Unit.name == "Field Engineering")).one()
        mira = people.by_email("mira@northlight.example")
        assert mira is not None
        people.come_back(mira, by=None)
        people.place(mira, unit=field, by=None)
    assert states(house, it)["mira"] == "asked"


def told(house: House, who: str) -> list[tuple[str, bool]]:
    """What somebody was told about policies: the kind, and whether it is unread."""
    with house.within() as session:
        mine = notices.Notice.person_id == house.person(who), notices.Notice.kind.startswith("policies.")
        rows = session.scalars(select(notices.Notice).where(*mine).order_by(notices.Notice.id))
        return [(each.kind, each.read_at is None) for each in rows]


def test_those_who_owe_it_are_told_in_the_morning_and_again_once_in_three_days(house: House) -> None:
    it = made.published(house)
    house.run_jobs()
    assert told(house, "amara") == [("policies.asked", True)]
    with house.within() as session:
        sent = session.scalar(select(func.count()).select_from(notices.Mail).where(notices.Mail.kind.startswith("policies.")))
        assert sent == 0, "it waits for the morning's letter"
    house.let_pass(timedelta(days=1))
    house.let_pass(timedelta(days=2))
    assert told(house, "amara") == [("policies.asked", True)]
    house.let_pass(timedelta(days=4))
    assert told(house, "amara") == [("policies.asked", False), ("policies.reminded", True)], "one of them waits, not two"
    with clock.at(clock.now() + timedelta(days=4, hours=1)):
        made.acknowledge(house, "amara", it)
    assert [unread for _kind, unread in told(house, "amara")] == [False, False]
    house.let_pass(timedelta(days=8))
    assert len(told(house, "amara")) == 2, "whoever has read it is left in peace"
    assert len(told(house, "nia")) == 3
    house.let_pass(timedelta(days=90))
    assert len(told(house, "nia")) == 3, "and after two months everybody is"


def test_a_newcomer_is_told_by_the_chore(house: House) -> None:
    made.published(house)
    house.run_jobs()
    who = join(house, "Ada Quill", timedelta(0))
    house.let_pass(timedelta(days=1))
    with house.within() as session:
        mine = notices.Notice.person_id == who, notices.Notice.kind == "policies.asked"
        assert session.scalar(select(func.count()).select_from(notices.Notice).where(*mine)) == 1


def test_when_it_is_asked_anew_the_old_reminder_is_no_more(house: House) -> None:
    it = made.published(house)
    house.run_jobs()
    made.anew(house, it, made.PURPOSE, TALK_ANEW)
    house.run_jobs()
    assert told(house, "amara") == [("policies.asked", False), ("policies.asked", True)]


def test_publishers_are_told_of_a_review_and_the_author_of_what_came_of_it(house: House) -> None:
    it = made.draft(house)
    with house.acting("chen") as by:
        policies.propose(made.written(it), by=by)
    assert told(house, "dara") == [("policies.review_asked", True)]
    with house.acting("dara") as by:
        policies.give_back(made.written(it), "Say when.", by=by)
    assert told(house, "dara") == [("policies.review_asked", False)]
    assert told(house, "chen") == [("policies.given_back", True)]
    with house.acting("chen") as by:
        policies.propose(made.written(it), by=by)
    made.publish(house, it)
    assert told(house, "chen") == [("policies.given_back", False), ("policies.approved", True)]


def test_an_hr_partner_reads_the_names_of_those_they_accompany_and_an_admin_reads_none(house: House) -> None:
    it = made.published(house)
    found: dict[str, Status] = {}
    for who in ("dara", "chen", "hugo", "tova"):
        with house.acting(who) as by:
            told_ = policies.status(made.found(it), by)
            assert told_ is not None
            found[who] = told_
    names = {who: {each.name for each in told_.owing or ()} for who, told_ in found.items()}
    assert names["chen"] == {"Amara Diallo", "Bo Jensen", "Mira Haddad", "Nia Adeyemi"}
    assert names["hugo"] == {"李伟"}
    assert len(names["dara"]) == 10
    assert found["tova"].owing is None
    assert {who: told_.whole.people for who, told_ in found.items()} == dict.fromkeys(found, 10)
    assert [each.name for each in found["dara"].units] == ["Field Engineering", "Operations Shanghai", "People and Finance"]
    for who in ("chen", "tova"):
        assert [(each.name, each.is_rest, each.tally.people) for each in found[who].units] == [
            ("People and Finance", False, 5),
            ("", True, 5),
        ], "of one person in Shanghai nobody is told a number"


def test_the_page_of_who_has_shows_names_to_hr_and_numbers_to_the_admin(house: House) -> None:
    it = made.published(house)
    made.acknowledge(house, "amara", it)
    path = f"/policies/{it}/acknowledgements"
    dara, chen, tova = (text_of(house.browser(who).get(path)) for who in ("dara", "chen", "tova"))
    assert "李伟" in dara
    assert "Amara Diallo" in chen
    assert "李伟" not in chen
    assert not any(name in tova for name in ("Amara Diallo", "李伟", "Nia Adeyemi"))
    assert "10are asked1have acknowledged" in tova
    assert house.browser("bo").get(path).status_code == 403
    filtered = text_of(house.browser("dara").get(f"{path}?state=acknowledged"))
    assert "Amara Diallo" in filtered
    assert "Nia Adeyemi" not in filtered
    log = text_of(house.browser("tova").get("/settings/audit?kind=policies"))
    assert "Amara Diallo has read" not in log, "the log tells no more than the page"


def test_what_waits_is_offered_to_home_in_the_shape_it_asks_for(house: House) -> None:
    """What saas registers: the room's rows among those of others, in home's one statement."""

    def rows() -> list[Any]:
        mine = policies.owed_rows(turns.READER, turns.TODAY, turns.NOW).subquery()
        facts = {"since": mine.c.since, "due_on": mine.c.due_on, "words": mine.c.title}
        return [select(*turns.columns("policies.acknowledge", mine.c.policy_id, literal("asked"), mine.c.owner_id, **facts))]

    def item(row: Any, other: Person, _actor: Any) -> turns.Item:
        path = f"/policies/{row.id}/acknowledgement"
        return turns.Item("policy_acknowledge", path, other, row.since, row.due_on, True, name=row.words)

    it = made.published(house)
    gathered = turns.Rooms({"policies": turns.Room(rows, item)})
    with house.acting("amara") as by, house.counting() as sent:
        [waits] = gathered.gather(by)
        assert len(sent) <= 2
        [owed] = policies.owed(by)
        assert (waits.path, waits.due_on, waits.name) == (owed.path, owed.due_on, owed.title)
        assert waits.since <= clock.now()
        assert waits.person.id == house.person("chen")
    made.acknowledge(house, "amara", it)
    with house.acting("amara") as by:
        assert gathered.gather(by) == []


def test_a_policy_withdrawn_asks_nobody(house: House) -> None:
    it = made.published(house)
    house.run_jobs()
    with house.acting("dara") as by:
        policies.withdraw(made.one(made.found(it).versions[0].id), "The law has changed.", by=by)
        assert policies.owed(by) == []
        assert policies.status(made.found(it), by) is None
    assert told(house, "amara") == [("policies.asked", False)]


def test_a_calendar_without_a_company_is_monday_to_friday() -> None:
    assert Calendar().add(date(2027, 3, 5), 1) == date(2027, 3, 8)


def test_terms_say_nothing_by_themselves() -> None:
    assert (Terms(None).asks, Terms(None).days) == (False, None)
