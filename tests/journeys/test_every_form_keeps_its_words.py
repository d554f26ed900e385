"""The plug is pulled while somebody sends a form: what they typed is in its place on the next opening, and arrives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.factories import an_agreed_plan
from tests.house_fixture import House
from tests.journeys.conftest import Live, saved
from tests.saas.check_ins.pairs import a_pair
from tests.saas.feedback import made as feedbacks
from tests.saas.meetings import pairs
from tests.saas.performance_file import files

pytestmark = pytest.mark.browser
LOSS = ("net::ERR", "htmx:afterRequest", "htmx:sendError", "htmx:responseError", "Response Status Error")
NIA = "nia@northlight.example"
TYPED = "An hour of thought, 重要的话, typed while the train was in the tunnel."


@dataclass
class Form:
    """A form on a page: who fills it in, by what it is found, where the words go, and what else it wants."""

    who: str
    page: str
    form: str
    words: str = "[name=words]"
    more: dict[str, str] = field(default_factory=dict)
    """Choices that are made before the words are typed, by the names of their fields."""
    whom: str = ""
    """The name of a field in which a person is looked for: it is filled in at each sending."""


def _contest(house: House) -> Form:
    return Form("amara", f"/performance-file/entries/{files.added(house)}", "#contest-form")


def _settle(house: House) -> Form:
    return Form("bo", f"/performance-file/entries/{files.contested(house)}", "#settle-form")


def _stand(house: House) -> Form:
    return Form("bo", f"/performance-file/entries/{files.contested(house)}", "#stand-form")


def _response(house: House) -> Form:
    return Form("amara", f"/performance-file/entries/{files.added(house)}", "#respond-form")


def _asking(house: House) -> Form:
    return Form("amara", "/feedback/requests/new", "#ask-form", more={"topic": "work"}, whom="giver")


def _response_to_feedback(house: House) -> Form:
    return Form("amara", f"/feedback/{feedbacks.given(house)}", "#response-form")


def _feedback_anew(house: House) -> Form:
    return Form("nia", f"/feedback/{feedbacks.given(house)}/edit", "#change-form", '[name="answers/did"]')


def _topic(house: House) -> Form:
    return Form("amara", pairs.planned(house).path, "#topic-form")


def _promise(house: House) -> Form:
    return Form("amara", pairs.over(house).path, "#promise-form")


def _move(house: House) -> Form:
    return Form("bo", pairs.planned(house).path, "#move-form", "[name=why]")


def _skip(house: House) -> Form:
    return Form("bo", pairs.planned(house).path, "#skip-form", "[name=why]")


def _reply(house: House) -> Form:
    pair = a_pair(house)
    one = pair.open()
    pair.say(one)
    pair.answer(one)
    return Form("amara", f"/check-ins/{one}", "#whole form[data-act='check_ins.reply']")


def _handover(house: House) -> Form:
    from saas import plan

    an_agreed_plan(house).lead("mira")
    with house.acting("bo") as bo:
        [asked] = [each for each in plan.turn_items(bo) if each.kind == "handover"]
    return Form("bo", asked.path, "form[data-act='plan.hand_over']", "[name=standing]")


SENT = (
    _contest, _settle, _stand, _response, _asking, _response_to_feedback, _feedback_anew, _topic, _promise, _move, _skip,
    _reply, _handover,
)  # fmt: skip


def opened(page: Any, one: Form) -> Any:
    """The form on its page, unfolded where it is folded away."""
    page.goto(f"/o/northlight{one.page}")
    there = page.locator(one.form)
    there.evaluate("form => { const fold = form.closest('details'); if (fold) fold.open = true; }")
    return there


def named(form: Any, one: Form) -> None:
    """The person is named whom the form wants to know."""
    if one.whom:
        form.locator(f"[name={one.whom}]").fill(NIA)


@pytest.mark.parametrize("make", SENT, ids=[each.__name__.strip("_") for each in SENT])
def test_what_was_typed_into_a_form_outlives_a_sending_that_failed(live: Live, make: Callable[[House], Form]) -> None:
    one = make(live.house)
    with live.person(one.who, expects=LOSS) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        form = opened(page, one)
        named(form, one)
        for name, value in one.more.items():
            form.locator(f"[name={name}][value={value}]").check(force=True)
        form.locator(one.words).fill(TYPED)
        page.route("**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
        with page.expect_event("requestfailed"):
            form.locator(".form-foot button[type=submit]").first.evaluate("button => { setTimeout(() => button.click()); }")
        page.unroute("**")
        page.goto("/o/northlight/me/")
        form = opened(page, one)
        assert form.locator(one.words).input_value() == TYPED
        for name, value in one.more.items():
            assert form.locator(f"[name={name}]:checked").input_value() == value, name
        if one.whom:
            assert form.locator(f"[name={one.whom}]").input_value() == NIA, "to look somebody up saves nothing"
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            form.locator(".form-foot button[type=submit]").first.click()
        assert answer.value.status == 303
        page.wait_for_selector("main")
        again = page.locator(one.form).locator(one.words)
        page.goto(f"/o/northlight{one.page}")
        assert again.count() == 0 or again.input_value() in ("", TYPED), "what was sent does not come back"
        assert page.locator(".restore").count() == 0


def _correction(house: House) -> Form:
    from saas import performance_file

    made = files.sealed(house)
    with house.acting("bo") as bo:
        it = files.one(made)
        draft = performance_file.take_draft(it.sheet, by=bo, corrects=it)
        return Form("bo", f"/performance-file/drafts/{draft.id}", "#entry-form")


def _private_note(house: House) -> Form:
    from saas import performance_file

    with house.acting("amara") as amara:
        return Form("amara", f"/performance-file/notes/{performance_file.make_note(by=amara).id}", "#note-form")


@pytest.mark.parametrize("make", [_correction, _private_note], ids=["correction", "private note"])
def test_what_saves_itself_is_saved_once_the_connection_is_back(live: Live, make: Callable[[House], Form]) -> None:
    one = make(live.house)
    with live.person(one.who, expects=LOSS) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        form = opened(page, one)
        page.route("**/performance-file/**", lambda route: route.abort("connectionrefused"))
        form.locator(one.words).press_sequentially(TYPED[:20])
        page.wait_for_selector("#saved.failed")
        page.unroute("**/performance-file/**")
        page.reload()
        assert form.locator(one.words).input_value() == TYPED[:20]
        form.locator(one.words).press_sequentially("!")
        page.wait_for_selector("#saved:not(.failed)")
        saved(page)
        page.goto("/o/northlight/me/")
        opened(page, one)
        assert form.locator(one.words).input_value() == f"{TYPED[:20]}!"


def test_a_paste_of_three_hundred_pages_is_said_to_be_too_long_and_stays_whole(live: Live) -> None:
    book = "page " * 120_000
    draft = files.draft(live.house, "bo")
    with live.person("bo") as bo:
        bo.on("dialog", lambda dialog: dialog.accept())
        bo.goto(f"/o/northlight/performance-file/drafts/{draft}")
        words = bo.locator("#entry-form [name=words]")
        words.fill("")
        with bo.expect_response(lambda answer: answer.request.method == "POST"):
            bo.evaluate(
                "text => { const at = document.querySelector('#entry-form [name=words]'); at.focus();"
                " document.execCommand('insertText', false, text); }",
                book,
            )
        bo.wait_for_selector("#saved.failed")
        assert "At most 10000 characters fit; these are 599999" in bo.inner_text("#saved")
        assert words.input_value() == book
        bo.click("text=Add it to the file")
        bo.wait_for_selector(".errsum")
        assert words.input_value().strip() == book.strip()
        bo.goto("/o/northlight/me/")
        bo.goto(f"/o/northlight/performance-file/drafts/{draft}")
        bo.wait_for_selector(".restore")
        bo.wait_for_load_state()
        assert len(words.input_value().strip()) == len(book.strip())
