"""The pages of 1:1s by plain forms, scripts off, as the two use them; and two who write at once, by both ways."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saas import meetings
from tenants.isolation import clock
from tests.house_fixture import House, forms, main_of, text_of
from tests.saas.meetings import pairs

HTMX = {"HX-Request": "true"}


def test_two_people_plan_prepare_meet_and_confirm_with_scripts_off(house: House) -> None:
    amara, bo = house.browser("amara"), house.browser("bo")
    page = amara.get(f"/meetings/with/{house.person('bo')}/new")
    where = amara.act(page, "meeting.plan", day=clock.now().date().isoformat(), time="00:01", minutes="30", purpose="regular")
    met = where.headers["Location"].removeprefix("http://localhost").removeprefix("/o/northlight")
    amara.follow(amara.act(amara.get(met), "meeting.add_topic", words="The third depot."))
    seen = bo.get(met)
    assert "The third depot." in text_of(seen)
    assert main_of(seen)["state"] == "prepared"
    note = next(name for name in forms(seen)["meeting.minutes"].fields if name.startswith("topic/"))
    bo.follow(bo.act(seen, "meeting.minutes", **{note: "In spring.", "words": "A good talk."}))
    bo.follow(bo.act(bo.get(met), "meeting.promise", whose="me", words="I ask the grid company.", due_on=""))
    bo.follow(bo.act(bo.get(met), "meeting.confirm"))
    theirs = amara.get(met)
    assert "Your turn: Bo Jensen has confirmed" in text_of(theirs) or "Your turn: Bo has confirmed" in text_of(theirs)
    amara.follow(amara.act(theirs, "meeting.confirm"))
    for browser in (amara, bo):
        last = browser.get(met)
        assert main_of(last)["state"] == "confirmed"
        assert "In spring." in text_of(last)
        assert "meeting.minutes" not in forms(last)
        assert "meeting.confirm" not in forms(last)


def test_a_second_click_on_confirm_leads_to_the_same_page(house: House) -> None:
    met = pairs.over(house)
    bo = house.browser("bo")
    page = bo.get(met.path)
    bo.follow(bo.act(page, "meeting.confirm"))
    again = bo.follow(bo.act(page, "meeting.confirm"))
    assert main_of(again)["state"] == "held"


def test_an_old_page_confirms_nothing_and_says_so(house: House) -> None:
    met = pairs.over(house)
    bo = house.browser("bo")
    old = bo.get(met.path)
    met.write("amara", "Something newer.")
    late = bo.act(old, "meeting.confirm")
    assert late.status_code == 409
    assert "Read it as it stands now" in text_of(late)
    assert met.state() == "planned"


def test_the_button_confirms_what_stands_in_the_fields_and_nothing_that_one_has_not_read(house: House) -> None:
    met = pairs.over(house)
    bo, amara = house.browser("bo"), house.browser("amara")

    def presses(who: object, page: object, **typed: str) -> object:
        form = forms(page)["meeting.minutes"]  # type: ignore[arg-type]
        return who.post(f"{met.path}/confirmations", {**form.fields, **typed})  # type: ignore[attr-defined]

    old = bo.get(met.path)
    met.promise("amara", "I ask the grid company.")
    late = presses(bo, old, words="A good talk.")
    assert late.status_code == 409  # type: ignore[attr-defined]
    assert met.state() == "planned"
    assert forms(late)["meeting.minutes"].fields["words"] == "A good talk."  # type: ignore[arg-type]
    bo.follow(presses(bo, late))  # type: ignore[arg-type]
    assert met.state() == "held"
    bo.follow(presses(bo, late))  # type: ignore[arg-type]  # a second click
    theirs = amara.get(met.path)
    long = presses(amara, theirs, words="x" * 10_001)
    assert long.status_code == 422  # type: ignore[attr-defined]
    assert "x" * 10_001 in long.get_data(as_text=True)  # type: ignore[attr-defined]
    first = amara.follow(presses(amara, theirs, words="A short talk."))  # type: ignore[arg-type]
    assert "your version" in text_of(first)
    assert "A short talk." in text_of(bo.get(met.path))


def test_who_confirms_while_the_other_has_just_confirmed_other_words_reads_them_first(house: House) -> None:
    met = pairs.over(house)
    amara = house.browser("amara")
    form = forms(amara.get(met.path))["meeting.minutes"]
    met.confirm("bo")
    late = amara.post(f"{met.path}/confirmations", {**form.fields, "words": "We talked of spring."})
    assert late.status_code == 409
    assert met.state() == "held"
    assert "Confirm your version" in text_of(late)
    assert "No word was written down" in text_of(late)


def test_two_write_in_different_places_at_once_and_both_stand(house: House) -> None:
    met = pairs.over(house)
    met.topic("amara", "The third depot.")
    amara, bo = house.browser("amara"), house.browser("bo")
    one, two = amara.get(met.path), bo.get(met.path)
    note = next(name for name in forms(one)["meeting.minutes"].fields if name.startswith("topic/"))
    amara.follow(amara.act(one, "meeting.minutes", **{note: "In spring."}))
    bo.follow(bo.act(two, "meeting.minutes", words="A good talk."))
    page = forms(amara.get(met.path))["meeting.minutes"].fields
    assert (page[note], page["words"]) == ("In spring.", "A good talk.")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_two_write_in_the_same_place_at_once_and_neither_is_lost(house: House, headers: dict[str, str]) -> None:
    met = pairs.over(house)
    amara, bo = house.browser("amara"), house.browser("bo")
    one, two = amara.get(met.path), bo.get(met.path)
    amara.follow(amara.act(one, "meeting.minutes", words="Three depots in spring."))
    form = forms(two)["meeting.minutes"]
    late = bo.post(form.action, {**form.fields, "words": "The budget comes first."}, headers=headers)
    assert late.status_code == 409
    both = forms(late)["meeting.merge"].fields["words"]
    assert "Three depots in spring." in both
    assert "The budget comes first." in both
    bo.follow(bo.act(late, "meeting.merge"))
    assert forms(amara.get(met.path))["meeting.minutes"].fields["words"] == both


def test_autosave_goes_on_from_what_the_window_shows_while_the_other_writes_elsewhere(house: House) -> None:
    met = pairs.over(house)
    met.topic("amara", "The third depot.")
    amara, bo = house.browser("amara"), house.browser("bo")
    form = forms(amara.get(met.path))["meeting.minutes"]
    note = next(name for name in form.fields if name.startswith("topic/"))

    def types(words: str, seen: str) -> str:
        answer = amara.post(form.action, {**form.fields, "words": words, "draft_version": seen}, headers=HTMX)
        assert answer.status_code == 200, text_of(answer)
        return str(answer.get_data(as_text=True).split('id="minutes-version" value="')[1].split('"')[0])

    seen = types("A good", form.fields["draft_version"])
    bo.follow(bo.act(bo.get(met.path), "meeting.minutes", **{note: "In spring."}))
    seen = types("A good talk", seen)
    types("A good talk.", seen)
    page = forms(bo.get(met.path))["meeting.minutes"].fields
    assert (page[note], page["words"]) == ("In spring.", "A good talk.")


def test_two_windows_of_one_author_lose_nothing_of_a_private_note(house: House) -> None:
    met = pairs.over(house)
    amara = house.browser("amara")
    page = amara.get(met.path)
    amara.follow(amara.act(page, "meeting.note", note="The first window."))
    amara.follow(amara.act(page, "meeting.note", note="The first window. And on."))
    late = amara.act(page, "meeting.note", note="The second window.")
    assert late.status_code == 409
    amara.follow(amara.act(late, "meeting.merge_note"))
    kept = forms(amara.get(met.path))["meeting.note"].fields["note"]
    assert "The first window. And on." in kept
    assert "The second window." in kept


def test_what_is_too_long_is_refused_with_the_words_kept(house: House) -> None:
    met = pairs.over(house)
    amara = house.browser("amara")
    page = amara.get(met.path)
    long = "x" * 10_001
    for act, field in (("meeting.add_topic", "words"), ("meeting.minutes", "words"), ("meeting.note", "note")):
        answer = amara.act(page, act, **{field: long})
        assert answer.status_code == 422, act
        assert long in answer.get_data(as_text=True), act


def test_a_reason_is_asked_for_and_the_day_must_be_to_come(house: House) -> None:
    met = pairs.planned(house)
    bo = house.browser("bo")
    page = bo.get(met.path)
    assert "Say in a few words why it moves" in text_of(bo.act(page, "meeting.move", day="2030-01-01", time="10:00"))
    wrong = bo.act(page, "meeting.move", day="2020-01-01", time="10:00", why="Earlier.")
    assert wrong.status_code == 422
    assert "Earlier." in wrong.get_data(as_text=True)
    assert "Say in a few words why it is skipped" in text_of(bo.act(page, "meeting.skip"))
    day = (clock.now() + timedelta(days=2)).date().isoformat()
    moved = bo.follow(bo.act(page, "meeting.move", day=day, time="10:00", why="The grid company."))
    assert "The grid company." in text_of(moved)
    assert bo.act(page, "meeting.skip", why="An old page.").status_code == 409
    assert met.state() == "planned"


def test_starter_questions_become_topics_of_whoever_ticked_them_once(house: House) -> None:
    met = pairs.planned(house, purpose="coaching")
    amara = house.browser("amara")
    for _click in range(2):
        amara.follow(amara.act(amara.get(met.path), "meeting.start_with", starter=["first", "yours", "no such question"]))
    with house.acting("bo"):
        items = meetings.agenda(met.id)
    assert {each.words for each in items} == {"What would a small first step be?", "What of it lies in your hands?"}
    assert {each.topic.author_id for each in items} == {house.person("amara")}
    topic = items[0].topic.id
    edit = amara.get(f"/meetings/topics/{topic}")
    amara.follow(amara.act(edit, "topic.reword", words="In my own words."))
    assert "In my own words." in text_of(amara.get(met.path))


def test_a_rhythm_is_proposed_and_agreed_on_the_page_of_the_pair(house: House) -> None:
    amara, bo = house.browser("amara"), house.browser("bo")
    page = amara.get(f"/meetings/with/{house.person('bo')}")
    day = (clock.now() + timedelta(days=4)).date().isoformat()
    amara.follow(amara.act(page, "rhythm.propose", every_days="14", first_on=day, time="10:00", minutes="45", place="Outside"))
    theirs = bo.get(f"/meetings/with/{house.person('amara')}")
    assert "Your turn: Amara Diallo proposes" in text_of(theirs) or "Your turn: Amara proposes" in text_of(theirs)
    bo.follow(bo.act(theirs, "rhythm.agree"))
    again = bo.act(theirs, "rhythm.agree")
    assert again.status_code == 303, "a second click"
    assert "Your next 1:1 is" in text_of(amara.get(f"/meetings/with/{house.person('bo')}"))


def test_home_says_what_waits_for_each_of_the_two(house: House) -> None:
    met = pairs.over(house)
    promise = met.promise("bo", "I ask the grid company.", days=1)
    met.confirm("bo")
    amara, bo = house.browser("amara"), house.browser("bo")
    assert "Confirm your 1:1 with Bo" in text_of(amara.get("/"))
    assert "is to confirm your 1:1" in text_of(bo.get("/"))
    met.confirm("amara")
    assert "I ask the grid company." in text_of(bo.get("/"))
    met.say("bo", promise, "done")
    assert "Is it kept? I ask the grid company." in text_of(amara.get("/"))
    met.say("amara", promise, "keep")
    assert "grid company" not in text_of(amara.get("/")).replace("said that", "")


def test_a_promise_is_answered_on_the_page_of_the_pair(house: House) -> None:
    met = pairs.over(house)
    met.promise("bo", "I ask the grid company.")
    amara, bo = house.browser("amara"), house.browser("bo")
    hers, his = f"/meetings/with/{house.person('bo')}", f"/meetings/with/{house.person('amara')}"
    bo.follow(bo.act(bo.get(his), "promise.done"))
    wrong = amara.act(amara.get(hers), "promise.not_yet", words="")
    assert wrong.status_code == 422
    amara.follow(amara.act(amara.get(hers), "promise.not_yet", words="They have not called yet."))
    assert "They have not called yet." in text_of(bo.get(his))
    page = bo.get(his)
    bo.follow(bo.act(page, "promise.done"))
    assert bo.act(page, "promise.done").status_code == 409, "an old page"


def test_a_promise_that_is_late_says_so_until_its_owner_says_that_it_is_done(house: House) -> None:
    met = pairs.over(house)
    promise = met.promise("bo", "I ask the grid company.", days=3)
    hers = f"/meetings/with/{house.person('bo')}"
    with clock.at(clock.now() + timedelta(days=3)):
        assert "days late" not in text_of(house.browser("amara").get(hers))
    with clock.at(clock.now() + timedelta(days=5)):
        amara = house.browser("amara")
        assert "2 days late." in text_of(amara.get(hers))
        met.say("bo", promise, "done")
        assert "days late" not in text_of(amara.get(hers))


def test_a_meeting_of_another_organisation_is_not_there(house: House) -> None:
    met = pairs.over(house)
    eve = house.browser("eve")
    for path in ("", "/invitation.ics"):
        assert eve.get(met.path + path).status_code == 404
    for path in ("/minutes", "/topics", "/confirmations", "/notes", "/promises", "/skips", "/moves", "/starters"):
        assert eve.post(met.path + path, {"words": "x"}).status_code == 404
