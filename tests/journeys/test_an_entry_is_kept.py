"""A draft of an entry in a browser: it saves itself, is kept while the connection is gone, and is saved before it is added."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.conftest import Live, saved
from tests.saas.performance_file import files

pytestmark = pytest.mark.browser
LOSS = ("net::ERR", "htmx:afterRequest", "htmx:sendError", "htmx:responseError", "Response Status Error")
SAVES = "**/performance-file/drafts/**"


def typed(page: Any, text: str) -> None:
    page.locator("[name=words]").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_an_entry_saves_itself_and_survives_a_lost_connection(live: Live) -> None:
    draft = files.draft(live.house, "bo")
    with live.person("bo", expects=LOSS) as bo:
        bo.goto(f"/o/northlight/performance-file/drafts/{draft}")
        with bo.expect_response(lambda answer: "/drafts/" in answer.url and answer.request.method == "POST"):
            typed(bo, " Saved.")
        saved(bo)
        bo.route(SAVES, lambda route: route.abort("connectionrefused"))
        typed(bo, " While away.")
        bo.wait_for_selector("#saved.failed")
        assert "Not saved" in bo.inner_text("#saved")
        bo.unroute(SAVES)
        bo.wait_for_selector("#saved:not(.failed)")
        bo.reload()
        assert bo.input_value("[name=words]").endswith("Saved. While away.")
        bo.click("text=Add it to the file")
        bo.wait_for_selector("main[data-object=file_entry]")
        assert "While away." in bo.inner_text("article")


def test_what_is_typed_as_a_response_is_kept_in_the_tab(live: Live) -> None:
    made = files.added(live.house)
    with live.person("amara") as amara:
        amara.goto(f"/o/northlight/performance-file/entries/{made}")
        amara.fill("#respond-words", "I typed this for an hour.")
        amara.on("dialog", lambda dialog: dialog.accept())
        amara.goto("/o/northlight/performance-file/")
        amara.goto(f"/o/northlight/performance-file/entries/{made}")
        amara.wait_for_selector(".restore")
        assert amara.input_value("#respond-words") == "I typed this for an hour."
