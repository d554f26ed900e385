"""A check-in and its answer in a browser, with scripts and without; and the plug pulled while either of the two is typing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import pytest

from tests.house_fixture import House
from tests.journeys.conftest import Live, press, state
from tests.saas.check_ins.pairs import Pair, a_pair

pytestmark = pytest.mark.browser
LOSS = ("net::ERR", "htmx:afterRequest", "htmx:sendError", "htmx:responseError", "Response Status Error")


def a_page(house: House) -> tuple[Pair, str]:
    """A check-in of Amara's that is due, and its address."""
    pair = a_pair(house)
    return pair, f"/o/northlight/check-ins/{pair.open()}"


@contextmanager
def away(page: Any) -> Any:
    """Nothing reaches the server meanwhile."""
    page.route("**/draft/autosave", lambda route: route.abort("connectionrefused"))
    try:
        yield
    finally:
        page.unroute("**/draft/autosave")


def fill(page: Any) -> None:
    """Every goal is on track, and every confidence six."""
    for choice in page.locator('input[type=radio][value="on_track"]').all():
        choice.check(force=True)
    for field in page.locator('select[name$="/confidence"]').all():
        field.select_option("6")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_one_says_how_it_goes_and_the_other_answers(live: Live, scripts: bool) -> None:
    _pair, path = a_page(live.house)
    with live.person("amara", scripts=scripts) as amara, live.person("bo", scripts=scripts) as bo:
        amara.goto(path)
        assert state(amara) == "due"
        fill(amara)
        amara.fill("[name=win]", "A quiet night. 一个安静的夜晚。")
        press(amara, "check_ins.say")
        assert state(amara) == "submitted", amara.inner_text("main")[:600]
        bo.goto("/o/northlight/")
        bo.click("text=Answer the check-in of Amara")
        assert "一个安静的夜晚" in bo.inner_text("main")
        bo.fill("#words", "I was glad, too.")
        press(bo, "check_ins.answer")
        assert state(bo) == "answered", bo.inner_text("main")
        amara.reload()
        assert "I was glad, too." in amara.inner_text("main")


@pytest.mark.parametrize("who", ["amara", "bo"])
def test_what_is_typed_while_the_line_is_cut_is_said_kept_and_sent_by_itself(live: Live, who: str) -> None:
    pair, path = a_page(live.house)
    field = "[name=win]"
    if who == "bo":
        from uuid import UUID

        pair.say(UUID(path.rpartition("/")[2]))
        field = "#words"
    with live.person(who, expects=LOSS) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(path)
        with away(page):
            page.locator(field).focus()
            page.keyboard.type("While away.")
            page.wait_for_selector("#saved.failed")
            assert "Not saved" in page.inner_text("#saved")
            page.reload()
            assert page.input_value(field) == "While away."
        page.wait_for_selector("#saved:not(.failed):not(:empty)")
        page.reload()
        assert page.input_value(field) == "While away."
        assert page.locator(".restore").count() == 0, "what is kept needs nobody to put it back"
