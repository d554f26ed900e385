"""What the pages of a pair say: what waits for whom, how long ago they spoke, what each owes, and what a 1:1 is for."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

from saas import check_ins
from tenants.isolation import clock
from tests.house_fixture import House, forms, main_of, text_of
from tests.saas.check_ins.pairs import a_pair
from tests.saas.meetings import pairs


def test_a_held_1_1_waits_first_and_is_no_earlier_one(house: House) -> None:
    met = pairs.over(house)
    pairs.planned(house, at=clock.now() + timedelta(days=9))
    met.confirm("bo")
    amara, bo = house.browser("amara"), house.browser("bo")
    mine = amara.get(f"/meetings/with/{house.person('bo')}")
    html = mine.get_data(as_text=True)
    assert "waits for your confirmation" in text_of(mine)
    coming, past = html.split('id="coming"')[1].split('id="past"')
    assert coming.index(str(met.id)) < coming.index("Planned")
    assert "Waits for your confirmation" in coming
    assert str(met.id) not in past
    assert "Confirm the 1:1 of" in text_of(amara.get("/meetings/"))
    theirs = text_of(bo.get(f"/meetings/with/{house.person('amara')}"))
    assert "waits for your confirmation" not in theirs
    assert "Confirmed by one" in theirs
    met.confirm("amara")
    assert str(met.id) in amara.get(f"/meetings/with/{house.person('bo')}").get_data(as_text=True).split('id="past"')[1]
    assert "Confirm the 1:1 of" not in text_of(amara.get("/meetings/"))


def test_days_since_contact_and_what_each_owes_stand_on_the_page_of_a_pair_with_or_without_a_plan(house: House) -> None:
    amara = house.browser("amara")
    path = f"/meetings/with/{house.person('bo')}"
    assert "You have not yet" in text_of(amara.get(path))
    met = pairs.planned(house, at=clock.now() - timedelta(days=5))
    met.promise("bo", "I ask the grid company.", days=1)
    met.confirm("amara")
    says = text_of(amara.get(path))
    assert "Since you both last spoke 5 days." in says
    assert "What you owe Nothing." in says
    assert "owes 1 promise, 1 answer" in says


def test_a_1_1_counts_as_contact_for_the_pair_and_for_the_unit_beside_answered_check_ins(house: House) -> None:
    pair = a_pair(house)
    with pair.later(60):
        with house.acting("dara") as by:
            assert [each.numbers for each in check_ins.unit_tempo(by) if sum(each.numbers.values())] == [
                {"talking": 0, "waiting": 0, "silent": 1}
            ]
        met = pairs.planned(house, at=clock.now() - timedelta(days=2))
        met.confirm("amara")
        with house.acting("dara") as by:
            assert [each.numbers for each in check_ins.unit_tempo(by) if sum(each.numbers.values())] == [
                {"talking": 1, "waiting": 0, "silent": 0}
            ]
        assert "Since you both last spoke 2 days." in text_of(house.browser("amara").get(pair.path))
        assert "2 days ago" in text_of(house.browser("bo").get("/check-ins/"))


def test_what_was_said_becomes_a_topic_in_one_click_for_both_before_it_is_answered_and_says_where_it_is(house: House) -> None:
    pair = a_pair(house)
    one = pair.open()
    pair.say(one)
    for who, other in (("amara", "bo"), ("bo", "amara")):
        browser = house.browser(who)
        page = browser.get(f"/check-ins/{one}")
        assert main_of(page)["state"] == "submitted"
        after = browser.follow(browser.act(page, "check_ins.topic"))
        assert "none is planned yet" in text_of(after)
        assert "agenda of your next 1:1" not in text_of(after)
        assert "/check-ins/" in browser.get(f"/meetings/with/{house.person(other)}").get_data(as_text=True)
    pairs.planned(house)
    amara = house.browser("amara")
    page = amara.get(f"/check-ins/{one}")
    goal = page.get_data(as_text=True).split('name="about" value="')[2].split('"')[0]
    after = amara.follow(amara.act(page, "check_ins.topic", about=goal))
    assert "It is on the agenda of your next 1:1." in text_of(after)


def test_either_says_what_a_1_1_is_for_while_it_is_to_come(house: House) -> None:
    met = pairs.over(house)
    amara, bo = house.browser("amara"), house.browser("bo")
    amara.follow(amara.act(amara.get(met.path), "meeting.aim", purpose="coaching"))
    page = bo.get(met.path)
    assert "Coaching 1:1" in text_of(page)
    assert "facts" in forms(page)["meeting.minutes"].fields
    bo.follow(bo.act(page, "meeting.minutes", facts="Three of five depots."))
    late = bo.act(bo.get(met.path), "meeting.aim", purpose="regular")
    assert late.status_code == 409, "no word is confirmed that nobody sees"
    assert bo.act(bo.get(met.path), "meeting.aim", purpose="trial").status_code == 422
    met.confirm("bo")
    assert "meeting.aim" not in forms(bo.get(met.path))


def test_a_long_promise_is_refused_with_its_words_and_no_field_cuts_a_paste(house: House) -> None:
    met = pairs.over(house)
    bo = house.browser("bo")
    page = bo.get(met.path)
    assert not [each for each in page.get_data(as_text=True).split("<textarea")[1:] if "maxlength" in each.split(">")[0]]
    long = bo.act(page, "meeting.promise", whose="me", words="p" * 10_001)
    assert long.status_code == 422
    assert "p" * 10_001 in long.get_data(as_text=True)
    assert "At most 10000 characters" in text_of(long).replace(",", "")


def test_who_writes_a_past_1_1_down_is_not_told_of_an_invitation(house: House) -> None:
    bo = house.browser("bo")
    page = bo.get(f"/meetings/with/{house.person('amara')}/new")
    day = (clock.now() - timedelta(days=2)).date().isoformat()
    made = bo.follow(bo.act(page, "meeting.plan", day=day, time="10:00", minutes="30", purpose="regular"))
    assert "invitation" not in text_of(made).split("Calendar file")[0]


def test_what_was_typed_comes_back_with_a_404_and_tells_nothing_of_what_is_there(house: House) -> None:
    met = pairs.over(house)
    bo = house.browser("bo")
    form = forms(bo.get(met.path))["meeting.minutes"].fields
    met.lead("mira")
    sent = {**form, "words": "We talked of spring."}
    gone = bo.post(f"{met.path}/minutes", sent)
    nobodys = bo.post(f"/meetings/{uuid4()}/minutes", sent)
    assert (gone.status_code, nobodys.status_code) == (404, 404)
    assert "We talked of spring." in text_of(gone)

    def number(page: str) -> str:
        return re.sub(r"<code>\w+</code>", "", page)

    assert number(gone.get_data(as_text=True)) == number(nobodys.get_data(as_text=True))
