"""The card beside a step: which one, how often, and what its reader does with it; with scripts off and in two statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import g, render_template
from sqlalchemy import select

from coaching_library import library
from coaching_library.library import Anchor
from coaching_library.topics import About, Phase, Signal, Skill, Task
from tenants.isolation import clock
from tests import markup
from tests.coaching_library.library import made
from tests.house_fixture import House, text_of

HERE = About(Task.PLAN_DRAFT, "Your plan", "/my/plan")
STEP = Anchor("plan.draft")


def card(house: House, who: str = "bo", about: About = HERE, **more: Any) -> str:
    """The title of the card, in brackets where it only waits; empty where there is none."""
    with house.acting(who) as actor:
        found = library.card_for(actor, about, **more)
        return "" if found is None else f"({found.title})" if found.is_away else found.title


def acts(house: House) -> list[str]:
    """What was kept, in order."""
    with house.within() as system:
        return list(system.scalars(select(library.LibraryEvent.act).order_by(library.LibraryEvent.id)))


def does(house: House, verb: str, item: UUID, who: str = "bo", task: Task = Task.PLAN_DRAFT) -> None:
    """The reader does something with the card."""
    with house.acting(who) as actor:
        getattr(library, verb)(made.found(item), task, by=actor)


def at(house: House, title: str, *anchors: Anchor, **changes: Any) -> UUID:
    """An item that is shown at these steps."""
    return made.published(house, title=title, anchors=anchors or (STEP,), **changes)


def test_a_sign_comes_before_the_phase_before_the_step_alone(house: House) -> None:
    at(house, "Alone")
    at(house, "In the phase", Anchor("plan.draft", "planning"))
    at(house, "At the sign", Anchor("plan.draft", "", "unanswered"))
    at(house, "At another step", Anchor("file.enter"))
    assert card(house) == "Alone"
    assert card(house, phase=Phase.PLANNING) == "In the phase"
    assert card(house, phase=Phase.WORKING) == "Alone"
    assert card(house, phase=Phase.PLANNING, signals={Signal.UNANSWERED}) == "At the sign"
    assert card(house, about=About(Task.FILE_ENTER, "", "")) == "At another step"
    assert card(house, about=About(None, "", "")) == ""
    assert card(house, about=About(Task.FILE_ANSWER, "", "")) == ""


def test_the_reader_sees_their_own_language_and_what_is_for_them(house: House) -> None:
    english = at(house, "For everyone", key="for-everyone")
    with house.acting("chen") as chen:
        chinese = library.translate(made.found(english), "zh", by=chen).id
    made.change(house, chinese, title="给大家的")
    made.publish(house, chinese)
    assert card(house, "liwei") == "给大家的"
    assert card(house, "amara") == "For everyone"
    at(house, "A first one for managers", audience="managers")
    at(house, "A first one for HR", audience="hr")
    assert card(house, "amara") == "For everyone"
    assert card(house, "bo", skill=None) == "A first one for managers"
    assert card(house, "chen") in ("A first one for HR", "A first one for managers")
    at(house, "Zulu, of the skill", skill="delegating")
    assert card(house, "bo", skill=Skill.DELEGATING) == "Zulu, of the skill"


def test_drafts_and_retired_items_are_shown_to_nobody(house: House) -> None:
    item = at(house, "The one")
    made.draft(house, title="A draft", anchors=(STEP,))
    with house.acting("dara") as dara:
        library.retire(made.found(item), by=dara)
    assert card(house, "dara") == ""


def test_what_people_read_is_what_the_card_says(house: House) -> None:
    item = at(house, "The one", wording="How would we see it?")
    made.change(house, item, title="Not yet", wording="Not yet.", anchors=(Anchor("file.enter"),))
    with house.acting("bo") as bo:
        found = library.card_for(bo, HERE)
        assert found
        assert (found.title, found.wording, found.key, found.kind) == ("The one", "How would we see it?", "the-one", "guide")
        assert (found.path, found.back, found.label, found.minutes) == (f"/library/items/{item}", "/my/plan", "Your plan", 1)


def test_it_is_kept_once_a_day_that_it_was_shown(house: House) -> None:
    at(house, "The one")
    for _ in range(3):
        card(house)
    assert acts(house) == ["shown"]
    with clock.at(clock.now() + timedelta(days=1)):
        card(house)
    assert acts(house) == ["shown"] * 2


def test_after_three_days_of_fourteen_it_waits_until_it_is_called_back(house: House) -> None:
    item = at(house, "The one")
    start = clock.now()
    for day, seen in enumerate(["The one"] * 3 + ["(The one)"] * 11 + ["The one"]):
        with clock.at(start + timedelta(days=day)):
            assert card(house) == seen, day
            assert card(house) == seen, "and so all day long"
    with clock.at(start + timedelta(days=16)):
        card(house)
    with clock.at(start + timedelta(days=17)):
        card(house)
    with clock.at(start + timedelta(days=18)):
        assert card(house) == "(The one)"
        does(house, "call_back", item)
        assert card(house) == "The one"
    with clock.at(start + timedelta(days=19)):
        assert card(house) == "The one", "for a fortnight"


def test_put_away_it_waits_at_this_step_and_is_shown_at_others(house: House) -> None:
    item = at(house, "The one", STEP, Anchor("file.enter"))
    at(house, "Another")
    does(house, "put_away", item)
    assert card(house) == "(The one)", "no other one takes its place"
    assert card(house, about=About(Task.FILE_ENTER, "", "")) == "The one"
    assert card(house, "amara") == "Another", "amara put nothing away"
    at(house, "At the sign", Anchor("plan.draft", "", "unanswered"))
    assert card(house, signals={Signal.UNANSWERED}) == "At the sign"
    does(house, "call_back", item)
    assert card(house) == "The one"


def test_what_did_not_help_is_never_shown_again_and_the_keepers_see_the_number(house: House) -> None:
    item = at(house, "The one", STEP, Anchor("file.enter"))
    does(house, "say_unhelpful", item)
    assert card(house) == ""
    assert card(house, about=About(Task.FILE_ENTER, "", "")) == ""
    assert card(house, "amara") == "The one"
    assert "0 helpful, 1 not" in text_of(house.browser("dara").get(f"/library/items/{item}"))


def test_two_statements_however_much_is_anchored_at_the_step(house: House) -> None:
    at(house, "The first")

    def asked() -> list[str]:
        with house.acting("bo") as bo:
            library.card_for(bo, About(Task.FILE_ENTER, "", ""))  # the organisation is known by now, as on every page
            with house.counting() as seen:
                assert library.card_for(bo, HERE, phase=Phase.PLANNING, signals=set(Signal))
        return seen

    few = asked()
    with house.acting("dara") as dara:
        for n in range(80):
            content = replace(made.GUIDE, title=f"Guide {n}", anchors=(STEP, Anchor("plan.draft", "planning")))
            library.publish(library.make(content, language="en", by=dara), by=dara)
    assert len(few) == len(asked()) == 2


def rendered(house: House, who: str, query: str = "", **more: Any) -> str:
    """The card as a page of the cycle has it."""
    with house.acting(who) as actor, house.app.test_request_context(f"/my/plan{query}"):
        g.csrf_token = "t"
        return render_template("library/_guide_card.html", guide_card=library.card_for(actor, HERE, **more))


def test_the_card_is_read_and_pressed_with_scripts_off(house: House) -> None:
    item = at(house, "The one", wording="How would we <see> it?")
    bo = house.browser("bo")
    html = rendered(house, "bo")
    tree = markup.tree(html)
    assert markup.mistakes(html) == []
    taker = next(each for each in tree.iter("button") if each.get("data-take"))
    assert (taker.get("type"), taker.get("data-take")) == ("button", "How would we <see> it?")
    found = {form.get("data-act"): form for form in tree.iter("form")}
    assert {"library.use", "library.unhelpful", "library.put_away"} <= set(found)
    form = found["library.use"]
    fields = {each.get("name"): each.get("value") for each in form.iter("input")}
    assert (fields["task"], fields["back"]) == ("plan.draft", "/my/plan")
    answer = bo.post(f"/library/guides/{item}/uses", {"task": "plan.draft", "back": "/my/plan?tab=2#goals"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/o/northlight/my/plan?tab=2&guide={item}#guide"
    assert "used" in acts(house)
    assert '<details class="guide-words" open>' in rendered(house, "bo", f"?guide={item}"), "the words lie open to be copied"


def test_put_away_one_quiet_line_calls_it_back(house: House) -> None:
    item = at(house, "The one")
    bo = house.browser("bo")
    answer = bo.post(f"/library/guides/{item}/dismissals", {"task": "plan.draft", "back": "/my/plan"})
    assert answer.headers["Location"] == "/o/northlight/my/plan"
    quiet = rendered(house, "bo")
    assert markup.mistakes(quiet) == []
    assert "Guide for this step" in quiet
    assert "The one" not in quiet
    bo.post(f"/library/guides/{item}/recalls", {"task": "plan.draft", "back": "/my/plan"})
    assert "The one" in rendered(house, "bo")


@pytest.mark.parametrize(("path", "says"), [("dismissals", "Guide for this step"), ("complaints", "Thank you"), ("uses", "")])
def test_with_scripts_only_the_part_comes(house: House, path: str, says: str) -> None:
    item = at(house, "The one")
    bo = house.browser("bo")
    fields = {"task": "plan.draft", "back": "/my/plan"}
    answer = bo.post(f"/library/guides/{item}/{path}", fields, headers={"HX-Request": "true"})
    assert answer.status_code == (200 if says else 204)
    assert says in answer.get_data(as_text=True)
    if says:
        assert markup.mistakes(answer.get_data(as_text=True)) == []
        assert "<html" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example/x",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "my/plan",
        "",
        "/my/plan\r\nX: y",
        "/" + "x" * 600,
        "/../../x",
        "\x00",
    ],
)
def test_back_leads_nowhere_but_into_the_organisation(house: House, back: str) -> None:
    item = at(house, "The one")
    answer = house.browser("bo").post(f"/library/guides/{item}/uses", {"task": "plan.draft", "back": back})
    where = answer.headers["Location"]
    assert answer.status_code == 303
    assert where.startswith("/o/northlight/"), where
    assert "evil" not in where
    assert "\n" not in where


@pytest.mark.parametrize("task", ["", "fly", "plan.draft\x00", "plan"])
def test_a_step_that_there_is_none_is_no_address(house: House, task: str) -> None:
    item = at(house, "The one")
    bo = house.browser("bo")
    for path in ("uses", "dismissals", "recalls", "complaints"):
        assert bo.post(f"/library/guides/{item}/{path}", {"task": task}).status_code == 404
    assert "used" not in acts(house)


def test_asking_leads_to_where_the_room_of_questions_says(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from coaching_library.library import asking

    item = at(house, "The one")
    bo = house.browser("bo")
    monkeypatch.setattr(asking, "_asked", [])
    assert "Ask my HR partner" not in text_of(bo.get(f"/library/items/{item}")), "as long as there is none"
    seen: list[About] = []

    def where(_actor: Any, it: Any, about: About) -> str:
        seen.append(about)
        return f"/questions/new?item={it.id}"

    library.ask_at(where, lambda actor: actor.is_manager)
    assert "Ask my HR partner" not in text_of(house.browser("amara").get(f"/library/items/{item}")), "who may not ask"
    assert "Ask my HR partner" in text_of(bo.get(f"/library/items/{item}"))
    assert "Ask my HR partner" in rendered(house, "bo")
    answer = bo.post(f"/library/items/{item}/questions", {"task": "plan.draft", "label": "Your plan", "back": "/my/plan"})
    assert answer.headers["Location"].endswith(f"/o/northlight/questions/new?item={item}")
    assert seen == [About(Task.PLAN_DRAFT, "Your plan", "/my/plan")]
    bo.post(f"/library/items/{item}/questions", {"task": "fly", "label": "x", "back": "//evil.example"})
    assert seen[-1] == About(None, "", "")
    assert acts(house).count("asked") == 2


def test_nobody_is_shown_another_houses_guide(house: House) -> None:
    at(house, "The one")
    assert card(house, "eve") == ""
