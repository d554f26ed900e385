"""The connection goes, another window writes, the session ends: what was typed is saved or on the page, and that is said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import delete

from tenants.sign_in.models import SignInSession
from tests.factories import Made, a_proposed_plan, an_open_plan, filled
from tests.house_fixture import PASSWORD
from tests.journeys.conftest import Live, press, saved, state

pytestmark = pytest.mark.browser
LOSS = ("net::ERR", "htmx:afterRequest", "htmx:sendError", "htmx:responseError", "Response Status Error")
SAVES = "**/draft/**"


def path(made: Made) -> str:
    return f"/o/northlight{made.path}"


def goal_page(page: Any, made: Made, no: int = 0) -> None:
    page.goto(f"{path(made)}/draft")
    page.click(f'main a[href*="/draft/goals/"] >> nth={no}')
    page.wait_for_selector("[name=title]")


def write_on(page: Any, field: str, text: str) -> None:
    """Typed behind what stands there, key by key."""
    page.locator(field).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def is_saved(page: Any, typing: Callable[[], None]) -> None:
    with page.expect_response(lambda answer: "/draft/" in answer.url and answer.request.method == "POST"):
        typing()
    saved(page)


@contextmanager
def away(page: Any, act: Callable[[Any], None] = lambda route: route.abort("connectionrefused")) -> Any:
    """No answer from the server comes through meanwhile; by default nothing gets there either."""
    page.route(SAVES, act)
    try:
        yield
    finally:
        page.unroute(SAVES)


def says_unsaved(page: Any) -> None:
    page.wait_for_selector("#saved.failed")
    assert "Not saved" in page.inner_text("#saved")
    assert "connection is lost" in page.inner_text(".restore")


def saved_again(page: Any) -> None:
    page.wait_for_selector("#saved:not(.failed)")
    assert page.locator(".restore", has_text="connection").count() == 0


@pytest.fixture
def made(live: Live) -> Made:
    """A plan with Amara's draft of three goals."""
    found = an_open_plan(live.house)
    found.write("amara", filled)
    return found


def test_what_is_typed_without_a_connection_is_kept_said_and_sent_by_itself(live: Live, made: Made) -> None:
    with live.person("amara", expects=LOSS) as amara:
        goal_page(amara, made)
        with away(amara):
            write_on(amara, "[name=words]", " While away.")
            says_unsaved(amara)
        saved_again(amara)
        assert made.content("amara").goals[0].words.endswith("missed. While away.")


def test_an_answer_that_got_lost_makes_no_riddle(live: Live, made: Made) -> None:
    def swallow(route: Any) -> None:
        route.fetch()
        route.abort("connectionreset")

    with live.person("amara", expects=LOSS) as amara:
        goal_page(amara, made)
        with away(amara, swallow):
            write_on(amara, "[name=words]", " Saved, but")
            says_unsaved(amara)
            write_on(amara, "[name=words]", " nobody said so.")
        saved_again(amara)
        assert amara.locator("form[data-act='plan.merge']").count() == 0
        assert made.content("amara").goals[0].words.endswith("missed. Saved, but nobody said so.")


def test_a_reload_without_a_connection_brings_everything_back(live: Live, made: Made) -> None:
    with live.person("amara", expects=LOSS) as amara:
        amara.on("dialog", lambda dialog: dialog.accept())
        goal_page(amara, made)
        with away(amara):
            write_on(amara, "[name=title]", " 重新加载")
            amara.check("[name=kind][value=development]", force=True)
            amara.fill("[name=weight]", "sixty")
            says_unsaved(amara)
        is_saved(amara, amara.reload)
        assert "back in their places" in amara.inner_text(".restore")
        assert amara.input_value("[name=title]").endswith("重新加载")
        assert amara.is_checked("[name=kind][value=development]")
        amara.wait_for_selector("#saved.failed")
        assert "Weight" in amara.inner_text("#saved")
        amara.reload()
        assert amara.input_value("[name=weight]") == "sixty", "what can't be read yet stays as it was typed"
    goal = made.content("amara").goals[0]
    assert (goal.title[-4:], goal.kind, goal.weight) == ("重新加载", "development", 6000)


def test_the_note_saves_itself_and_goes_with_the_proposal(live: Live, made: Made) -> None:
    with live.person("amara", expects=LOSS) as amara:
        amara.goto(f"{path(made)}/draft")
        is_saved(amara, lambda: write_on(amara, "[name=words]", " Then this."))
        assert made.content("amara").words == "My first thoughts. Then this."
        with away(amara):
            write_on(amara, "[name=words]", " While away.")
            says_unsaved(amara)
            amara.reload()
            assert amara.input_value("[name=words]").endswith("While away.")
        is_saved(amara, lambda: write_on(amara, "[name=words]", " Back."))
        write_on(amara, "[name=words]", " At the last moment.")
        press(amara, "plan.propose")
        amara.wait_for_selector("main[data-state=proposed]")
        assert "Then this. While away. Back. At the last moment." in amara.inner_text("main")


def test_an_answer_outlives_a_failed_sending_and_a_walk_elsewhere(live: Live) -> None:
    made = a_proposed_plan(live.house)
    with live.person("bo", expects=LOSS) as bo:
        bo.goto(path(made))
        words = 'form[data-act="plan.counter"] [name=words]'
        write_on(bo, words, "At most ten would be honest.")
        bo.route("**/counters", lambda route: route.abort("connectionrefused"))
        bo.evaluate("document.querySelector('form[data-act=\"plan.counter\"] button').click()")
        bo.wait_for_event("requestfailed")
        bo.unroute("**/counters")
        bo.goto("/o/northlight/me/")
        bo.goto(path(made))
        assert bo.input_value(words) == "At most ten would be honest."
        press(bo, "plan.counter")
        bo.goto(path(made))
        assert state(bo) == "countered"
        assert bo.inner_text("#talk").count("At most ten would be honest.") == 1
        assert bo.locator(".restore").count() == 0, "what was sent does not come back"


def test_a_question_that_was_sent_does_not_come_back(live: Live) -> None:
    made = a_proposed_plan(live.house)
    with live.person("bo") as bo:
        bo.goto(path(made))
        write_on(bo, "#ask-words-", "Which sites?")
        press(bo, "plan.ask")
        bo.wait_for_selector("#talk .thread")
        assert bo.input_value("#ask-words-") == ""


def test_a_window_that_writes_on_leaves_the_other_windows_lines_alone(live: Live, made: Made) -> None:
    with live.person("amara") as one:
        goal_page(one, made)
        two = one.context.new_page()
        two.set_default_timeout(15_000)
        goal_page(two, made)
        is_saved(one, lambda: write_on(one, "[name=title]", " (one)"))
        is_saved(two, lambda: write_on(two, "[name=words]", " Two."))
        is_saved(two, lambda: write_on(two, "[name=words]", " And two."))
        goal = made.content("amara").goals[0]
        assert (goal.title[-6:], goal.words[-13:]) == (" (one)", "Two. And two.")
        is_saved(two, lambda: two.fill("[name=title]", "Another title"))
        assert "Another window wrote the same lines" in two.inner_text("#saved"), "the title is asked about"
        two.on("dialog", lambda dialog: dialog.accept())
        two.reload()
        assert "not saved" in two.inner_text(".restore")
        two.click(".restore button >> nth=0")
        assert two.input_value("[name=title]") == "Another title", "what was not chosen yet is still there"


def test_whoever_was_signed_out_meanwhile_finds_their_words_again(live: Live, made: Made) -> None:
    with live.person("amara", expects=LOSS) as amara:
        goal_page(amara, made)
        with live.house.within() as session:
            session.execute(delete(SignInSession))
        is_saved(amara, lambda: write_on(amara, "[name=words]", " Too late?"))
        amara.click(".restore button")
        amara.wait_for_selector("[name=password]")
        amara.fill("[name=email]", "amara@northlight.example")
        amara.fill("[name=password]", PASSWORD)
        is_saved(amara, lambda: amara.click("main button[type=submit]"))
        assert made.content("amara").goals[0].words.endswith("missed. Too late?")
