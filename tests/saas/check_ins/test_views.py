"""Check-ins through the pages, with plain forms: what is typed is said, comes back where it can't be, and is never lost."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from saas import check_ins
from saas.check_ins import actions, queries
from saas.check_ins.models import CheckIn
from tenants.isolation import session
from tests.factories import with_goal
from tests.house_fixture import Browser, House, forms, main_of, text_of
from tests.saas.check_ins.pairs import Pair, a_pair, typed


@pytest.fixture
def pair(house: House) -> Pair:
    return replace(house.scene("a pair that checks in", lambda: a_pair(house)), house=house)


def fields(pair: Pair, one: UUID, **other: str) -> dict[str, str]:
    with pair.house.acting("amara"):
        return typed(actions.goals_asked(pair.at(one)), **other)


def test_a_fortnight_of_the_two_with_scripts_off(pair: Pair) -> None:
    with pair.later(14):
        pair.turn()
        amara = pair.house.browser("amara")
        assert "Check in with Bo" in text_of(amara.get("/"))
        with pair.house.within():
            one = session().scalars(select(CheckIn.id)).one()
        page = amara.get(f"/check-ins/{one}")
        assert main_of(page)["state"] == "due"
        done = amara.follow(amara.act(page, "check_ins.say", **fields(pair, one)))
        assert main_of(done)["state"] == "submitted"
        assert "Waiting for Bo" in text_of(done)

        bo = pair.house.browser("bo")
        assert "Answer the check-in of Amara" in text_of(bo.get("/"))
        page = bo.get(f"/check-ins/{one}")
        empty = bo.act(page, "check_ins.answer")
        assert empty.status_code == 422
        assert "Answer at least one point" in text_of(empty)
        done = bo.follow(bo.act(page, "check_ins.answer", words="I call the grid company myself."))
        assert main_of(done)["state"] == "answered"

        page = amara.get(f"/check-ins/{one}")
        assert "I call the grid company myself." in text_of(page)
        done = amara.follow(amara.act(page, "check_ins.reply", words="Thank you."))
        assert "Thank you." in text_of(done)
        line = amara.get(pair.path)
        assert "<title id=" in line.get_data(as_text=True)
        assert "As a table" in text_of(line)
        assert "Today." in text_of(line)
    assert "Every two weeks" in text_of(amara.get("/check-ins/"))


def test_what_is_missing_is_named_and_what_was_typed_stays(pair: Pair) -> None:
    one = pair.open()
    amara = pair.house.browser("amara")
    page = amara.get(f"/check-ins/{one}")
    answer = amara.act(page, "check_ins.say", win="A quiet night.")
    assert answer.status_code == 422
    assert "Say how sure you are, from 0 to 10." in text_of(answer)
    assert "A quiet night." in answer.get_data(as_text=True)
    assert pair.state(one) == "due"


def test_a_paste_of_three_hundred_pages_is_refused_and_kept(pair: Pair) -> None:
    one = pair.open()
    amara = pair.house.browser("amara")
    long = "word " * 20_000
    answer = amara.act(amara.get(f"/check-ins/{one}"), "check_ins.say", **fields(pair, one, win=long))
    assert answer.status_code == 422
    assert "At most 10000 characters fit" in text_of(answer).replace(",", "")
    assert long.strip() in answer.get_data(as_text=True)


def test_an_amendment_between_due_and_said_shows_the_plan_as_it_reads_and_keeps_the_words(pair: Pair) -> None:
    one = pair.open()
    amara = pair.house.browser("amara")
    page = amara.get(f"/check-ins/{one}")
    sent = fields(pair, one, win="Kept through the change.")
    pair.plan.amend("bo")
    pair.plan.sign("amara", pair.plan.propose("bo", with_goal(0, title="Fewer faults, and sooner")))
    answer = amara.act(page, "check_ins.say", **sent)
    assert answer.status_code == 409
    assert "signed a change of the plan meanwhile" in text_of(answer)
    assert "Fewer faults, and sooner" in text_of(answer)
    again = amara.act(answer, "check_ins.say")
    assert again.status_code == 303
    assert "Kept through the change." in text_of(amara.get(f"/check-ins/{one}"))


def test_words_for_a_goal_that_left_the_plan_are_shown(pair: Pair) -> None:
    one = pair.open()
    amara = pair.house.browser("amara")
    page = amara.get(f"/check-ins/{one}")
    with pair.house.acting("amara"):
        last = actions.goals_asked(pair.at(one))[-1]
    sent = fields(pair, one) | {f"said/{last.key}/progress": "Nobody else knows this."}
    pair.plan.amend("bo")
    pair.plan.sign("amara", pair.plan.propose("bo", lambda old: replace(old, goals=old.goals[:-1])))
    answer = amara.act(page, "check_ins.say", **sent)
    assert answer.status_code == 409
    assert "Nobody else knows this." in text_of(answer)


def test_it_is_said_anew_and_read_as_it_was(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    amara = pair.house.browser("amara")
    page = amara.get(f"/check-ins/{one}/anew")
    assert "A quiet night." in page.get_data(as_text=True)
    amara.follow(amara.act(page, "check_ins.say", win="Two quiet nights."))
    before = text_of(amara.get(f"/check-ins/{one}/statements"))
    assert "A quiet night." in before
    assert "Two quiet nights." in before


def test_the_manager_who_answers_words_that_were_said_anew_is_shown_them(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    bo = pair.house.browser("bo")
    page = bo.get(f"/check-ins/{one}")
    pair.say(one, win="Two quiet nights.")
    answer = bo.act(page, "check_ins.answer", words="I see one.")
    assert answer.status_code == 409
    assert "Two quiet nights." in text_of(answer)
    assert "I see one." in answer.get_data(as_text=True)
    assert pair.state(one) == "submitted"


def test_what_is_typed_is_kept_while_one_types_and_gone_once_it_is_said(pair: Pair) -> None:
    one = pair.open()
    amara = pair.house.browser("amara")
    amara.get(f"/check-ins/{one}")
    part = amara.post(
        f"/check-ins/{one}/draft/autosave", {"win": "Half a", "draft_version": "0"}, headers={"HX-Request": "true"}
    )
    assert part.status_code == 200
    assert 'id="saved"' in part.get_data(as_text=True)
    page = amara.get(f"/check-ins/{one}")
    assert "Half a" in page.get_data(as_text=True)
    amara.act(page, "check_ins.say", **fields(pair, one))
    with pair.house.acting("amara"):
        assert queries.draft(one) is None


def test_while_one_types_all_is_kept_as_it_is_but_the_button_refuses_what_no_draft_can_hold(pair: Pair) -> None:
    one = pair.open()
    with pair.house.acting("amara"):
        results = [result for goal in actions.goals_asked(pair.at(one)) for result in goal.words.key_results]
    value = next(f"said/{result.key}/value" for result in results if result.is_numeric)
    amara = pair.house.browser("amara")
    amara.get(f"/check-ins/{one}")
    for name, text in ((value, "NaN"), ("win", "A long night. " * 1000)):
        refused = amara.post(f"/check-ins/{one}/draft", {name: text, "draft_version": "0"})
        assert refused.status_code == 422
        page = refused.get_data(as_text=True)
        assert text.strip() in page
        assert page.count('class="errsum"') == 1
        assert f'href="#{name}"' in page
        assert f'id="{name}-error"' in page
    sent = {value: "NaN", "win": "Half\x00 a night ", "draft_version": "0"}
    kept = amara.post(f"/check-ins/{one}/draft/autosave", sent, headers={"HX-Request": "true"})
    assert kept.status_code == 200
    with pair.house.acting("amara"):
        draft = queries.draft(one)
        assert draft is not None
        assert draft.content == {value: "NaN", "win": "Half a night "}


def test_a_refused_reply_is_named_where_it_was_typed(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    pair.answer(one)
    amara = pair.house.browser("amara")
    page = amara.get(f"/check-ins/{one}")
    with pair.house.acting("amara"):
        key = actions.goals_asked(pair.at(one))[0].key
    for about, id_ in ((key, f"reply-{key}"), ("win", "reply-win"), ("nothing", "reply-whole")):
        refused = amara.act(page, "check_ins.reply", about=about, words="")
        assert refused.status_code == 422
        html = refused.get_data(as_text=True)
        assert html.count('class="errsum"') == 1
        assert f'<a href="#{id_}">Your reply: Write what you want to say to it.</a>' in html
        assert f'id="{id_}-error"' in html


def test_a_fall_without_numbers_is_not_told(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    with pair.house.within():
        pair.at(one).check_in.fell_title = "Something of old"
        session().flush()
        assert not pair.at(one).check_in.has_fallen
    bo = pair.house.browser("bo")
    for path in ("/check-ins/", "/", pair.path, f"/check-ins/{one}"):
        page = bo.get(path).get_data(as_text=True)
        assert "None" not in page
        assert "<time" not in page.partition("<title>")[2].partition("</title>")[0]


def test_two_windows_of_one_person_lose_nothing(pair: Pair) -> None:
    one = pair.open()
    with pair.house.acting("amara") as by:
        sheet = pair.at(one)
        goal = actions.goals_asked(sheet)[0].key
        progress, blocker = f"said/{goal}/progress", f"said/{goal}/blocker"
        left = actions.save_draft(sheet, {"win": "", progress: "It moves", blocker: ""}, by=by, seen=0)
        # the other window has shown the empty form, and writes elsewhere: both stay
        right = actions.save_draft(sheet, {"win": "A night", progress: "", blocker: ""}, by=by, seen=0)
        assert not right.left_out
        # the first goes on in its own field
        left = actions.save_draft(sheet, {"win": "", progress: "It moves on", blocker: ""}, by=by, seen=left.version)
        assert not left.left_out
        draft = queries.draft(one)
        assert draft is not None
        assert (draft.content["win"], draft.content[progress]) == ("A night", "It moves on")
        # and the other writes something else there: it is told, and what is stored stays
        right = actions.save_draft(sheet, {"win": "A night", progress: "It stands still"}, by=by, seen=right.version)
        assert right.left_out == {progress: "It moves on"}
        assert draft.content[progress] == "It moves on"


def test_what_was_begun_and_missed_begins_the_next_one(pair: Pair) -> None:
    one = pair.open()
    amara = pair.house.browser("amara")
    amara.get(f"/check-ins/{one}")
    amara.post(f"/check-ins/{one}/draft", {"win": "Begun in time", "draft_version": "0"})
    with pair.later(14):
        pair.turn()
        amara = pair.house.browser("amara")
        missed = amara.get(f"/check-ins/{one}")
        assert main_of(missed)["state"] == "missed"
        assert "Begun in time" in text_of(missed)
        with pair.house.within():
            two = session().scalars(select(CheckIn.id).where(CheckIn.state == "due")).one()
        page = amara.get(f"/check-ins/{two}")
        assert "Begun in time" in page.get_data(as_text=True)
        assert amara.act(page, "check_ins.say", **fields(pair, two, win="Begun in time")).status_code == 303
        assert "What you had begun" not in text_of(amara.get(f"/check-ins/{one}"))


def test_a_check_in_before_its_day_and_only_one_a_day(pair: Pair) -> None:
    amara = pair.house.browser("amara")
    page = amara.get(pair.path)
    form = amara.follow(amara.act(page, "check_ins.open"))
    one = UUID(main_of(form)["id"])
    amara.act(form, "check_ins.say", **fields(pair, one))
    pair.answer(one)
    again = amara.act(amara.get(pair.path), "check_ins.open")
    assert again.status_code == 409
    assert "You have checked in today" in text_of(again)


def test_the_rhythm_is_set_on_the_page_of_the_two(pair: Pair) -> None:
    amara = pair.house.browser("amara")
    page = amara.follow(amara.act(amara.get(pair.path), "check_ins.rhythm", every_days="7"))
    assert "Every week" in text_of(page)
    assert "check_ins.rhythm" not in forms(pair.house.browser("bo").get(pair.path))


def test_without_a_plan_the_page_says_how_check_ins_begin(house: House) -> None:
    assert "Check-ins begin with an agreed plan" in text_of(house.browser("nia").get("/check-ins/"))


def test_my_cycle_and_home_know_of_it(pair: Pair) -> None:
    one = pair.open()
    amara = pair.house.browser("amara")
    assert "one is due since" in text_of(amara.get("/me/"))
    pair.say(one)
    assert "an answer is due on" in text_of(amara.get("/me/"))
    assert "Bo" in text_of(amara.get("/"))


def test_no_page_of_check_ins_sends_more_statements_than_it_may(pair: Pair) -> None:
    one = pair.open()
    amara, bo = pair.house.browser("amara"), pair.house.browser("bo")
    costs = {}

    def cost(name: str, browser: Browser, path: str) -> None:
        browser.get(path)  # a reading is noted once a day
        with pair.house.counting() as seen:
            assert browser.get(path).status_code == 200
        costs[name] = len(seen)

    cost("form", amara, f"/check-ins/{one}")
    pair.say(one)
    cost("answer", bo, f"/check-ins/{one}")
    cost("anew", amara, f"/check-ins/{one}/anew")
    pair.answer(one)
    cost("answered", bo, f"/check-ins/{one}")
    cost("statements", bo, f"/check-ins/{one}/statements")
    cost("pair", bo, pair.path)
    cost("index", bo, "/check-ins/")
    cost("home", bo, "/")
    cost("me", amara, "/me/")
    assert {name: n for name, n in costs.items() if n > 12} == {}, costs


def test_saying_it_anew_keeps_what_was_said_of_a_commitment_and_can_correct_it(house: House) -> None:
    pair = a_pair(house)
    first = pair.open()
    with house.acting("amara"):
        support = actions.goals_asked(pair.at(first))[0].words.support[0]
    kept = {"support": {support.key: check_ins.SupportSaid("kept", "Every Friday.")}}
    pair.say(first, first=kept)
    pair.answer(first)
    with pair.later(14):
        pair.turn()
        second = pair.open()
        pair.say(second, first=kept)
        amara = house.browser("amara")
        page = amara.get(f"/check-ins/{second}/anew")
        fields = forms(page)["check_ins.say"].fields
        assert fields[f"support/{support.key}/kept"] == "kept"
        assert fields[f"support/{support.key}/words"] == "Every Friday."
        amara.follow(amara.act(page, "check_ins.say", win="Another night."))
        assert "Every Friday." in text_of(amara.get(f"/check-ins/{second}"))
        anew = amara.get(f"/check-ins/{second}/anew")
        amara.follow(amara.act(anew, "check_ins.say", **{f"support/{support.key}/kept": "not_yet"}))
        with house.within():
            spoken = check_ins.spoken(second)
            assert spoken is not None
            assert spoken.goals[0].support[support.key].said == "not_yet"
        pair.answer(second)
    with pair.later(28):
        pair.turn()
        third = pair.open()
        fields = forms(house.browser("amara").get(f"/check-ins/{third}"))["check_ins.say"].fields
        assert fields[f"support/{support.key}/kept"] == "", "a new check-in asks anew and puts nothing in one's mouth"
