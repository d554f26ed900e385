"""Three windows of two people write different goals and the same line while web is killed and comes back."""

from __future__ import annotations

import copy
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Error

from tests.house_fixture import PASSWORD
from tests.journeys.conftest import press, state
from tests.launch.instance import Instance, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ONE, TWO, BO = " — first window 一号窗口", " — second window 二号窗口", " — Bo’s own words 他的话"
WRITTEN_ON = "Written on by hand while the server fell over and stood up again."
PLAN = """
SELECT plan.id, plan.agreement_id FROM plan JOIN person ON person.id = plan.person_id JOIN cycle ON cycle.id = plan.cycle_id
WHERE person.email = 'amara@northlight.example' AND cycle.kind = 'shared'
"""
DRAFT = """
SELECT d.content FROM agreement_draft d JOIN person ON person.id = d.author_id WHERE d.agreement_id = %s AND person.email = %s
"""
NEWEST = "SELECT no, content FROM agreement_version WHERE agreement_id = %s ORDER BY no DESC LIMIT 1"
SETTLED = """() => document.querySelector("#saved form") ||
[...document.querySelectorAll("form[data-autosave] :is(textarea, input[type=text])")].every(f => f.value === f.defaultValue)"""


def window(context: Any, address: str) -> Any:
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    return page


def signed_in(chromium: Any, instance: Instance, who: str) -> Any:
    context = chromium.new_context(base_url=f"http://127.0.0.1:{instance.port}")
    page = window(context, "/o/northlight/sign-in")
    page.fill("[name=email]", f"{who}@northlight.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_selector("[data-person]")
    page.close()
    return context


def kill_web(instance: Instance) -> None:
    for process in instance.processes("gunicorn"):
        process.kill()


@contextmanager
def web_is_down(instance: Instance) -> Iterator[None]:
    """Web is killed, and nobody starts it again until the end: its supervisor stands still."""
    (supervisor,) = instance.processes("supervisor.supervisord")
    os.kill(supervisor.pid, signal.SIGSTOP)
    kill_web(instance)
    try:
        until(lambda: instance.ask("/healthz")[0] == 0, what="web is down")
        yield
    finally:
        os.kill(supervisor.pid, signal.SIGCONT)


def type_in_turns(texts: list[tuple[Any, str, str]], at: dict[int, Any]) -> None:
    """Each window gets a key in turn, so that all of them write at once. `at` (key → what to do) happens in the midst."""
    for page, field, _text in texts:
        page.locator(field).focus()
        page.keyboard.press("Control+End")
    for key in range(max(len(text) for _page, _field, text in texts)):
        at.get(key, lambda: None)()
        for page, _field, text in texts:
            if key < len(text):
                page.keyboard.type(text[key])


def settled(*pages: Any) -> None:
    """Each window has saved all that stands in it, or asks about a line."""
    for page in pages:
        page.wait_for_function(SETTLED, polling=100)


def goal(content: Any, no: int) -> Any:
    return content["goals"][no]


def test_every_typed_character_is_kept_and_the_version_is_the_choice_line_by_line(instance: Instance, chromium: Any) -> None:
    plan, agreement = instance.rows(PLAN)[0]
    path = f"/o/northlight/plan/plans/{plan}"
    amara, bo = signed_in(chromium, instance, "amara"), signed_in(chromium, instance, "bo")

    def draft_of(who: str) -> Any:
        return instance.rows(DRAFT, agreement, f"{who}@northlight.example")[0][0]

    three = window(bo, path)
    press(three, "plan.withdraw")
    one = window(amara, path)
    press(one, "plan.draft")
    one.wait_for_selector("main[data-object=draft]")
    base = instance.rows(NEWEST, agreement)[0][1]
    address = f"{path}/draft/goals/{goal(base, 0)['key']}"
    two = window(amara, address)
    one.goto(address)
    three.goto(address)

    # The same line, three times. Web is killed in the midst, and one of the windows is loaded again while it is away.
    with web_is_down_from(instance, 6) as down:
        type_in_turns([(one, "[name=title]", ONE), (two, "[name=title]", TWO), (three, "[name=title]", BO)], down)
        for page in (one, two, three):
            page.wait_for_selector("#saved.failed")
            assert "Not saved" in page.inner_text("#saved")
            assert "connection is lost" in page.inner_text(".restore")
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            three.reload()
    until(instance.is_ready, what="web is back")
    three.goto(address)
    assert three.input_value("[name=title]") == goal(base, 0)["title"] + BO
    settled(one, two, three)
    asked = [page for page in (one, two) if page.locator("#saved form").count()]
    assert len(asked) == 1, "of two windows of one person, the later is asked"
    assert goal(draft_of("bo"), 0)["title"] == goal(base, 0)["title"] + BO
    asked[0].check('[name^="choice/"][value=both]')
    press(asked[0], "plan.merge")
    asked[0].wait_for_url("**/draft")
    title = goal(draft_of("amara"), 0)["title"]
    assert ONE in title
    assert TWO in title

    # Different goals, and one line of both people. Web is killed twice, and its supervisor starts it again at once.
    one.goto(address)
    assert one.locator(".restore").count() == 0, "what was chosen is not offered again"
    two.goto(f"{path}/draft/goals/{goal(base, 1)['key']}")
    texts = [(page, "[name=words]", f" {who} — {WRITTEN_ON}") for page, who in ((one, "One"), (two, "Two"), (three, "Bo"))]
    type_in_turns(texts, {12: lambda: kill_web(instance), 40: lambda: kill_web(instance)})
    settled(one, two, three)
    three.goto(f"{path}/draft/goals/{goal(base, 2)['key']}")
    type_in_turns([(three, "[name=title]", BO)], {})
    settled(three)
    until(instance.is_ready, what="web is back")
    mine, theirs = draft_of("amara"), draft_of("bo")
    for content, no, who in ((mine, 0, "One"), (mine, 1, "Two"), (theirs, 0, "Bo")):
        assert goal(content, no)["words"] == f"{goal(base, no)['words']} {who} — {WRITTEN_ON}"
    for page, text in ((one, "One"), (two, "Two")):
        page.reload()
        assert page.input_value("[name=words]").endswith(f"{text} — {WRITTEN_ON}")

    # Amara proposes; Bo chooses line by line, and what he proposes is exactly that.
    one.goto(f"{path}/draft")
    press(one, "plan.propose")
    one.wait_for_selector("main[data-state=proposed]")
    no, proposed = instance.rows(NEWEST, agreement)[0]
    assert (goal(proposed, 0), goal(proposed, 1)) == (goal(mine, 0), goal(mine, 1))
    three.goto(f"{path}/draft")
    three.click("a[href$='/draft/merge']")
    key = goal(base, 0)["key"]
    assert {each.get_attribute("name") for each in three.locator("[name^='choice/'][value=theirs]").all()} == {
        f"choice/goals/{key}/title",
        f"choice/goals/{key}/words",
    }
    three.check(f'[name="choice/goals/{key}/title"][value=theirs]')
    three.check(f'[name="choice/goals/{key}/words"][value=both]')
    kill_web(instance)
    until(instance.is_ready, what="web is back")
    press(three, "plan.merge")
    three.wait_for_url("**/draft")
    press(three, "plan.propose")
    three.wait_for_selector("main[data-state=proposed]")
    chosen = copy.deepcopy(proposed)
    goal(chosen, 0)["words"] = f"{goal(theirs, 0)['words']}\n\n{goal(mine, 0)['words']}"
    goal(chosen, 2)["title"] = goal(base, 2)["title"] + BO
    newest, version = instance.rows(NEWEST, agreement)[0]
    assert newest == no + 1
    assert version["goals"] == chosen["goals"]
    assert state(three) == "proposed"
    amara.close()
    bo.close()


@contextmanager
def web_is_down_from(instance: Instance, key: int) -> Iterator[dict[int, Any]]:
    """Web is killed at that key, and comes back at the end."""
    down = web_is_down(instance)
    began: list[bool] = []

    def begin() -> None:
        down.__enter__()
        began.append(True)

    try:
        yield {key: begin}
    finally:
        if began:
            down.__exit__(None, None, None)
