"""Feedback in a browser: a draft saves itself, survives a lost connection, is given, and what is typed in answer is kept."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Live, saved, send
from tests.saas.feedback import made

pytestmark = pytest.mark.browser
LOSS = ("net::ERR", "htmx:afterRequest", "htmx:sendError", "htmx:responseError", "Response Status Error")
SAVES = "**/feedback/drafts/**"
DID = '[name="answers/did"]'


def test_a_draft_saves_itself_survives_a_lost_connection_and_is_given(live: Live) -> None:
    draft = made.draft(live.house)
    with live.person("nia", expects=LOSS) as nia:
        nia.goto(f"/o/northlight/feedback/drafts/{draft}")
        with nia.expect_response(lambda answer: "/drafts/" in answer.url and answer.request.method == "POST"):
            nia.locator(DID).press_sequentially("You asked first.")
        saved(nia)
        nia.route(SAVES, lambda route: route.abort("connectionrefused"))
        nia.locator(DID).press_sequentially(" Nobody else did.")
        nia.wait_for_selector("#saved.failed")
        nia.unroute(SAVES)
        nia.wait_for_selector("#saved:not(.failed)")
        nia.reload()
        assert nia.input_value(DID) == "You asked first. Nobody else did."
        send(nia, "feedback.give")
        nia.wait_for_selector("main[data-object=feedback]")
        assert "Nobody else did." in nia.inner_text("#said")
    with live.person("amara") as amara:
        amara.goto("/o/northlight/feedback/")
        amara.click(".said-list a.t")
        amara.wait_for_selector("main[data-object=feedback]")
        assert "Nobody else did." in amara.inner_text("#said")


def test_what_is_typed_in_answer_is_kept_in_the_tab(live: Live) -> None:
    one = made.given(live.house)
    with live.person("amara") as amara:
        amara.goto(f"/o/northlight/feedback/{one}")
        words = amara.locator('form[data-act="feedback.respond"] [name=words]')
        words.fill("I typed this for an hour.")
        amara.on("dialog", lambda dialog: dialog.accept())
        amara.goto("/o/northlight/feedback/")
        amara.goto(f"/o/northlight/feedback/{one}")
        amara.wait_for_selector(".restore")
        assert words.input_value() == "I typed this for an hour."
