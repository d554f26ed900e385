"""Two people at one 1:1 in real browsers: both type at once, the connection goes, and each page is fit for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.conftest import Live, press, saved, state
from tests.saas.meetings import pairs

pytestmark = pytest.mark.browser
LOSS = ("net::ERR", "htmx:afterRequest", "htmx:sendError", "htmx:responseError", "Response Status Error")


def path(met: pairs.Met) -> str:
    return f"/o/northlight{met.path}"


def types(page: Any, field: str, text: str) -> None:
    """Typed behind what stands there, and saved by itself."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(field).focus()
        page.keyboard.press("Control+End")
        page.keyboard.type(text)
    saved(page)


def test_two_type_at_once_in_different_places_and_in_the_same_and_nothing_is_lost(live: Live) -> None:
    met = pairs.over(live.house)
    met.topic("amara", "The third depot.")
    note = "textarea[name^='topic/']"
    with live.person("amara") as amara, live.person("bo") as bo:
        amara.goto(path(met))
        bo.goto(path(met))
        types(amara, note, "In spring.")
        types(bo, "#words", "A good talk.")
        types(amara, note, " With Tomás.")
        types(bo, "#words", " Really.")
        amara.reload()
        assert amara.input_value(note) == "In spring. With Tomás."
        assert amara.input_value("#words") == "A good talk. Really."
        types(amara, "#words", " Says Amara.")
        types(bo, "#words", " Says Bo.")
        bo.wait_for_selector("form[data-act='meeting.merge']")
        both = bo.input_value("form[data-act='meeting.merge'] textarea")
        assert "Says Amara." in both
        assert "Says Bo." in both
        press(bo, "meeting.merge")
        bo.wait_for_selector("#minutes")
        assert bo.input_value("#words") == both
        press(bo, "meeting.confirm")
        bo.wait_for_selector("#frozen")
        assert state(bo) == "held"


def test_minutes_and_a_private_note_outlive_a_lost_connection(live: Live) -> None:
    met = pairs.over(live.house)
    with live.person("amara", expects=LOSS) as amara:
        amara.on("dialog", lambda dialog: dialog.accept())
        amara.goto(path(met))
        amara.route("**/meetings/**", lambda route: route.abort("connectionrefused"))
        amara.locator("#words").type("Typed while away.")
        amara.locator("#private-note").type("My own, too.")
        amara.wait_for_selector("#saved.failed")
        amara.wait_for_selector("#note-saved.failed")
        amara.unroute("**/meetings/**")
        amara.wait_for_selector("#saved:not(.failed)")
        amara.wait_for_selector("#note-saved:not(.failed)")
        amara.reload()
        assert amara.input_value("#words") == "Typed while away."
        assert amara.input_value("#private-note") == "My own, too."


def test_the_pages_are_fit_for_everybody_in_both_lights_and_on_a_phone(live: Live) -> None:
    met = pairs.over(live.house, purpose="coaching")
    met.topic("amara", "The third depot.")
    met.promise("bo", "I am there.", kind="help")
    other = live.house.person("bo")
    pages = (path(met), f"/o/northlight/meetings/with/{other}", f"/o/northlight/meetings/with/{other}/new")
    pages += ("/o/northlight/meetings/", "/o/northlight/meetings/calendar", "/o/northlight/meetings/notes")
    with live.person("amara", width=390) as amara:
        for each in pages:
            amara.goto(each)
            assert live.axe(amara) == [], each
            live.darkened(amara)
            assert live.axe(amara, "color-contrast") == [], each
            amara.emulate_media(color_scheme="light")
            wide = amara.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            assert not wide, each


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize("patience", [True, False], ids=["saved", "at-once"])
def test_what_one_types_is_confirmed_by_the_button_and_the_other_confirms_the_same_or_their_own(
    live: Live, scripts: bool, patience: bool
) -> None:
    met = pairs.over(live.house)
    met.topic("amara", "The third depot.")
    note = "textarea[name^='topic/']"
    with live.person("amara", scripts=scripts) as amara, live.person("bo", scripts=scripts) as bo:
        amara.goto(path(met))
        amara.locator(note).press_sequentially("In spring.")
        amara.locator("#words").press_sequentially("A good talk.")
        if scripts and patience:
            amara.wait_for_selector("#saved:not(:empty)")
            saved(amara)
        press(amara, "meeting.confirm")
        amara.wait_for_selector("#frozen")
        assert state(amara) == "held", amara.inner_text("main")
        assert "In spring." in amara.inner_text("#frozen")
        assert "A good talk." in amara.inner_text("#frozen")
        bo.goto(path(met))
        assert "Confirm the same words" in bo.inner_text("#confirm")
        bo.locator("#words").press("Control+End")
        bo.locator("#words").press_sequentially(" With Tomás.")
        if scripts and patience:
            bo.wait_for_selector("#confirm-label:has-text('Confirm your version')")
            assert "puts your words to Amara" in bo.inner_text("#confirm")
        press(bo, "meeting.confirm")
        bo.wait_for_selector("text=You have confirmed. Now it is for Amara")
        assert "Confirmed: your version" in bo.inner_text("body")
        amara.reload()
        assert "A good talk. With Tomás." in amara.inner_text("#frozen")
        press(amara, "meeting.confirm")
        amara.wait_for_selector("main[data-state=confirmed]")


def test_words_of_the_other_that_one_has_not_read_are_not_confirmed_and_one_s_own_stand_beside_them(live: Live) -> None:
    met = pairs.over(live.house)
    met.topic("amara", "The third depot.")
    with live.person("amara") as amara, live.person("bo") as bo:
        amara.goto(path(met))
        bo.goto(path(met))
        types(bo, "textarea[name^='topic/']", "Not before the budget.")
        amara.locator("#words").press_sequentially("A good talk.")
        press(amara, "meeting.confirm")
        amara.wait_for_selector("main[data-error='409']")
        assert met.state() == "prepared"
        assert "Nothing is confirmed yet" in amara.inner_text("main")
        assert amara.input_value("#words") == "A good talk."
        assert amara.input_value("textarea[name^='topic/']") == "Not before the budget."
        press(amara, "meeting.confirm")
        amara.wait_for_selector("#frozen")
        assert state(amara) == "held"


def test_words_that_find_no_place_any_more_are_said_to_be_unsaved_and_given_back(live: Live) -> None:
    met = pairs.over(live.house)
    with live.person("bo", expects=("htmx:responseError", "Response Status Error")) as bo:
        bo.on("dialog", lambda dialog: dialog.accept())
        bo.goto(path(met))
        types(bo, "#words", "A good talk.")
        met.lead("mira")
        bo.locator("#words").press_sequentially(" With Tomás.")
        bo.wait_for_selector("#saved.failed")
        assert "Not saved" in bo.inner_text("#saved")
        bo.click("#minutes .form-foot button")
        bo.wait_for_selector("main[data-error='404']")
        assert bo.input_value("main textarea") == "A good talk. With Tomás."


def test_after_a_collision_is_resolved_on_its_own_page_nothing_is_said_to_be_unsaved(live: Live) -> None:
    met = pairs.over(live.house)
    with live.person("amara", expects=LOSS) as amara:
        amara.route("**/htmx.min.*", lambda route: route.abort())  # only the page's own form
        amara.on("dialog", lambda dialog: dialog.accept())
        amara.goto(path(met))
        met.write("bo", "The budget comes first.")
        amara.fill("#words", "Three depots in spring.")
        amara.click("#minutes .form-foot button")
        amara.wait_for_selector("form[data-act='meeting.merge']")
        both = amara.input_value("form[data-act='meeting.merge'] textarea")
        press(amara, "meeting.merge")
        amara.wait_for_selector("#minutes")
        assert amara.input_value("#words") == both
        assert amara.locator(".restore").count() == 0
