"""A right for oneself: asked, waiting, and confirmed, declined or taken back; never by the one who asked alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from tenants import isolation, notices, organisations, people
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.notices.models import Mail
from tenants.people import RightWish
from tests.house_fixture import House, forms, main_of, text_of
from tests.tenants.people.test_actions import unit_of, verbs_about, who

pytestmark = pytest.mark.pages

DAY = timedelta(days=1)


def wish() -> RightWish:
    return people.wishes_waiting()[0]


def test_a_right_that_an_admin_asks_for_holds_once_somebody_else_has_confirmed_it(house: House) -> None:
    with house.acting("tova") as tova:
        people.ask_grant("hr_head", by=tova)
        assert "grant.asked" in verbs_about(tova.person)
    with house.acting("tova") as tova:
        assert not tova.is_hr_head, "asking opens nothing"
        with pytest.raises(Refused, match="Somebody else"):
            people.confirm_right(wish(), by=tova)
        with pytest.raises(Refused, match="Somebody else"):
            people.decline_right(wish(), by=tova)
    with clock.at(clock.now() + 3 * DAY):
        with house.acting("dara") as dara:
            people.confirm_right(wish(), by=dara)
        with house.acting("tova") as tova:
            assert tova.is_hr_head
            held = next(grant for grant in people.grants(person_id=tova.id) if grant.kind == "hr_head")
            assert (held.given_by_id, held.starts_on) == (house.person("dara"), organisations.today())
            assert verbs_about(tova.person)[-2:] == ["grant.confirmed", "grant.given"]
            assert people.wishes_waiting() == []


def test_to_be_hr_partner_holds_from_the_day_asked_for_or_a_later_confirmation(house: House) -> None:
    with house.acting("tova") as tova:
        today = organisations.today()
        people.ask_partner(unit=unit_of("Operations Shanghai"), starts_on=today, by=tova)
        people.ask_partner(manager=who("bo"), starts_on=today + 30 * DAY, by=tova)
    with clock.at(clock.now() + 3 * DAY):
        with house.acting("tova") as tova:
            assert not tova.is_hr
        with house.acting("dara") as dara:
            for each in people.wishes_waiting():
                people.confirm_right(each, by=dara)
        with house.acting("tova") as tova:
            began = {one.manager_id: one.starts_on for one in people.assignments(partner_id=tova.id)}
            assert began == {None: today + 3 * DAY, who("bo").id: today + 30 * DAY}
            assert tova.partner_unit_ids
            assert not tova.partner_manager_ids


@pytest.mark.parametrize(("end", "by", "says"), [("decline", "dara", "declined"), ("let_be", "tova", "dropped")])
def test_a_right_that_is_declined_or_taken_back_opens_nothing_and_may_be_asked_for_again(
    house: House, end: str, by: str, says: str
) -> None:
    verb = people.decline_right if end == "decline" else people.let_right_be
    with house.acting("tova") as tova:
        people.ask_grant("publish", by=tova)
    with house.acting(by) as actor:
        asked = verb(wish(), by=actor)
        assert (asked.state, asked.decided_by_id) == (says, actor.id)
        for again in (people.confirm_right, people.decline_right) if by == "dara" else (people.let_right_be,):
            with pytest.raises(NotNow, match="decided already"):
                again(asked, by=actor)
    with house.acting("tova") as tova:
        assert "publish" not in tova.grants
        assert people.ask_grant("publish", by=tova).state == "waiting"


@pytest.mark.parametrize("name", ["amara", "bo", "chen", "dara", "hugo", "nia"])
def test_only_a_tenant_admin_asks(house: House, name: str) -> None:
    with house.acting(name) as actor:
        with pytest.raises(Refused):
            people.ask_grant("publish", by=actor)
        with pytest.raises(Refused):
            people.ask_partner(manager=who("liwei"), by=actor)


def test_what_is_held_or_asked_for_already_is_not_asked_for_again(house: House) -> None:
    with house.acting("tova") as tova:
        with pytest.raises(Invalid, match="holds this right already"):
            people.ask_grant("tenant_admin", by=tova)
        with pytest.raises(Invalid, match="own HR partner"):
            people.ask_partner(manager=tova.person, by=tova)
        with pytest.raises(Invalid, match="within two years"):
            people.ask_partner(manager=who("bo"), starts_on=organisations.today() - DAY, by=tova)
        people.ask_partner(manager=who("bo"), by=tova)
        people.ask_partner(unit=unit_of("Operations Shanghai"), by=tova)
        with pytest.raises(Invalid, match="asked for this already"):
            people.ask_partner(manager=who("bo"), by=tova)
        assert len(people.wishes_waiting()) == 2


def test_where_nobody_could_confirm_it_is_said_and_nothing_waits(house: House) -> None:
    with house.acting("tova") as tova:
        people.leave(who("dara"), by=tova)
        with pytest.raises(Invalid, match="Nobody is there to confirm it"):
            people.ask_grant("publish", by=tova)
        assert people.wishes_waiting() == []
    browser = house.browser("tova")
    for path in ("/settings/grants", "/settings/partners"):
        assert "nobody is there: no other tenant admin and no other head of HR" in text_of(browser.get(path))
    page = browser.act(browser.get("/settings/grants"), "grant.give", person="tova@northlight.example", kind="publish")
    assert page.status_code == 422
    assert "have the operator enter yours with a command" in text_of(page)
    with house.within():
        people.give(who("tova"), "publish", by=None)
        assert any(grant.kind == "publish" for grant in people.grants(person_id=who("tova").id))


def test_a_wish_ends_with_the_account_or_waits_in_vain_without_the_admins_right(house: House) -> None:
    with house.acting("tova") as tova:
        people.give(who("mira"), "tenant_admin", by=tova)
        people.ask_grant("publish", by=tova)
        people.ask_grant("panel", by=tova)
    with house.acting("mira") as mira:
        people.end_grant(next(g for g in people.grants(person_id=house.person("tova")) if g.kind == "tenant_admin"), by=mira)
        with pytest.raises(NotNow, match="not a tenant admin any more"):
            people.confirm_right(wish(), by=mira)
        people.leave(who("tova"), by=mira)
        left = list(isolation.session().scalars(select(RightWish)))
        assert [(each.state, each.decided_by_id) for each in left] == [("dropped", None)] * 2
        assert "grant.wish_dropped" in verbs_about(who("tova"))


def test_a_unit_that_closed_meanwhile_is_found_at_the_confirmation(house: House) -> None:
    with house.acting("tova") as tova:
        new = organisations.make_unit(organisations.companies()[0], name="Soon gone", by=tova)
        people.ask_partner(unit=new, by=tova)
        organisations.close_unit(new, by=tova)
    with house.acting("dara") as dara, pytest.raises(Invalid, match="closed"):
        people.confirm_right(wish(), by=dara)
    dara_ = house.browser("dara")
    with house.within():
        path = f"/settings/rights/{wish().id}"
    answer = dara_.act(dara_.get(path), "right.confirm")
    assert answer.status_code == 409
    assert "This unit is closed" in text_of(answer)


def _at_once(*acts: Callable[[], object]) -> list[str]:
    ready, outcome = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            ready.wait(5)
            act()
            outcome.append("done")
        except (NotNow, Stale, Invalid) as no:
            outcome.append(type(no).__name__)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return sorted(outcome)


def test_of_two_second_persons_at_once_one_decides(house: House) -> None:
    with house.acting("tova") as tova:
        people.give(who("mira"), "tenant_admin", by=tova)
        people.ask_grant("publish", by=tova)
        asked = wish().id
    tenant = house.tenant("northlight")

    def deciding(name: str, verb: Callable[..., object]) -> Callable[[], object]:
        me = house.person(name)

        def act() -> None:
            with isolation.transaction(tenant, me):
                person, found = isolation.get(people.Person, me), isolation.get(RightWish, asked)
                assert person is not None
                assert found is not None
                verb(found, by=people.load_actor(person, "UTC"))

        return act

    outcome = _at_once(deciding("dara", people.confirm_right), deciding("mira", people.decline_right))
    assert outcome == ["NotNow", "done"]
    with house.within():
        assert len([g for g in people.grants() if g.kind == "publish" and g.person_id == who("tova").id]) <= 1


def test_the_database_takes_no_confirmation_by_the_one_who_asked(house: House) -> None:
    with house.acting("tova") as tova:
        people.ask_grant("publish", by=tova)
        isolation.session().flush()
        change = "UPDATE person_right_wish SET state = 'confirmed', decided_by_id = person_id, decided_on = asked_on"
        with pytest.raises(IntegrityError, match="by_another"), isolation.session().begin_nested():
            isolation.session().execute(text(change))


def test_asking_and_confirming_in_the_browser(house: House) -> None:
    tova, dara = house.browser("tova"), house.browser("dara")
    page = tova.act(tova.get("/settings/grants"), "grant.give", person="tova@northlight.example", kind="hr_head")
    page = tova.follow(page)
    assert "Tova Berg asks for: Head of HR" in text_of(page)
    assert "until then it opens nothing" in text_of(page)
    assert {"right.confirm", "right.decline"}.isdisjoint(forms(page))
    assert "right.let_be" in forms(page)
    assert "A second person confirms your right: Head of HR" in text_of(tova.get("/")), "what others owe her"
    assert tova.get("/settings/people").status_code == 200
    home = dara.get("/")
    assert "Confirm or decline a right for Tova" in text_of(home)
    with house.acting("dara") as actor:
        notice = notices.latest(actor.id, "UTC")[0]
        assert notice.url.startswith("/settings/rights/")
        letter = isolation.session().scalars(select(Mail).where(Mail.person_id == actor.id).order_by(Mail.id.desc())).first()
        assert letter is not None
        assert letter.kind == "wish.asked.right.hr_head"
    page = dara.get(notice.url)
    assert main_of(page)["state"] == "waiting"
    assert "right.let_be" not in forms(page)
    first = dara.act(page, "right.confirm")
    assert first.status_code == 303
    assert dara.act(page, "right.confirm").status_code == 409, "the second click"
    assert dara.act(page, "right.decline").status_code == 409
    page = dara.follow(first)
    assert main_of(page)["state"] == "confirmed"
    assert "Dara Novak decided it" in text_of(page) or "decided it on" in text_of(page)
    assert "Confirm or decline a right" not in text_of(dara.get("/"))
    page = tova.get("/settings/grants")
    assert "asks for" not in text_of(page)
    log = text_of(tova.get("/settings/audit?kind=rights"))
    assert "asked for a right for themselves: Head of HR" in log
    assert "confirmed a right that Tova Berg had asked for: Head of HR" in log


def test_an_hr_partnership_is_asked_for_on_its_page_and_declined(house: House) -> None:
    tova, dara = house.browser("tova"), house.browser("dara")
    page = tova.act(
        tova.get("/settings/partners"), "partner.assign", partner="tova@northlight.example", manager="bo@northlight.example"
    )
    page = tova.follow(page)
    assert "Tova Berg asks for: HR partner of Bo Jensen" in text_of(page)
    again = tova.act(page, "partner.assign", partner="tova@northlight.example", manager="bo@northlight.example")
    assert again.status_code == 422
    with house.within():
        path = f"/settings/rights/{wish().id}"
    page = dara.follow(dara.act(dara.get(path), "right.decline"))
    assert main_of(page)["state"] == "declined"
    with house.acting("tova") as actor:
        assert "wish.declined.partner_you" in [notice.kind for notice in notices.latest(actor.id, "UTC")]
    assert "declined that Tova Berg be HR partner of Bo Jensen" in text_of(tova.get("/settings/audit?kind=rights"))
    assert tova.get("/settings/people").status_code == 200


def test_a_wish_is_seen_by_those_who_look_after_rights_and_by_nobody_else(house: House) -> None:
    tova = house.browser("tova")
    tova.act(tova.get("/settings/grants"), "grant.give", person="tova@northlight.example", kind="publish")
    with house.within():
        path = f"/settings/rights/{wish().id}"
    for name in ("amara", "bo", "chen", "hugo", "nia"):
        browser = house.browser(name)
        assert browser.get(path).status_code == 404, name
        for part in ("confirmations", "refusals", "droppings"):
            assert browser.post(f"{path}/{part}", {"version": 1}).status_code == 404, (name, part)
    assert tova.post(f"{path}/confirmations", {"version": 1}).status_code == 403
    assert tova.post(f"{path}/refusals", {"version": 1}).status_code == 403
    assert house.browser("dara").post(f"{path}/droppings", {"version": 1}).status_code == 403
    eve = house.browser("ivy")
    for unknown in (path, f"/settings/rights/{uuid4()}"):
        assert eve.get(unknown).status_code == 404
        assert eve.post(f"{unknown}/confirmations", {"version": 1}).status_code == 404
