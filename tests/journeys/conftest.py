"""A real browser against the real application, served in this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.conftest import ROOT
from tests.house_fixture import PASSWORD, House

AXE = (ROOT / "tests/vendor/axe.min.js").read_text(encoding="utf-8")


def state(page: Any) -> str:
    """Where the thing of a page stands."""
    return str(page.get_attribute("main", "data-state"))


def saved(page: Any) -> None:
    """Nothing is on its way to be saved. (The page's own policy refuses a string of JavaScript that is asked twice.)"""
    page.wait_for_selector("form[data-autosave] [aria-busy]", state="detached")


def press(page: Any, act: str) -> None:
    """Press the first button of an act: one that sends this form, else one in it that sends another."""
    form, button = f'form[data-act="{act}"]', "button[type=submit]"
    own = f"{button}:not([form])"
    page.click(f"{form} {own}, {form}:not(:has({own})) {button} >> nth=0")


def send(page: Any, act: str, nth: int = 0, **fields: Any) -> None:
    """Fill in the form of an act, the `nth` of them, and send it by the button that it is for."""
    form = page.locator(f'form[data-act="{act}"]').nth(nth)
    for name, value in fields.items():
        field = form.locator(f'[name="{name}"]')
        kind = field.first.get_attribute("type")
        if kind == "radio":
            form.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        elif kind == "checkbox":
            form.get_by_label(value).check(force=True)
        elif field.evaluate("field => field.localName") == "select":
            field.select_option(field.locator("option", has_text=value).first.get_attribute("value"))
        else:
            field.fill(value)
    form.locator("button[type=submit]:not([name]), button:not([type]):not([name])").first.click()


class Live:
    """The application at an address, and people who open it in a browser."""

    def __init__(self, house: House, address: str, chromium: Any) -> None:
        self.house, self.address, self.chromium = house, address, chromium

    @contextmanager
    def person(
        self,
        name: str,
        *,
        slug: str = "",
        scripts: bool = True,
        width: int = 1280,
        dark: bool = False,
        expects: tuple[str, ...] = (),
    ) -> Iterator[Any]:
        """A page of the person, signed in; at the end no error stands in the console but those with words of `expects`.

        `anonymous` is not signed in. `slug` is the organisation, where it is not the one of the cast.
        """
        context = self.chromium.new_context(
            base_url=self.address,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        if name != "anonymous":
            self.sign_in(page, name, slug or self.house.home_of(name))
        try:
            yield page
        finally:
            context.close()
        # The browser's console names every page of refusal that a journey asks for.
        known = ("status of 404", "status of 409", "status of 410", "status of 422", *expects)
        unexpected = [line for line in trouble if not any(each in line for each in known)]
        assert unexpected == [], unexpected

    def sign_in(self, page: Any, name: str, slug: str, password: str = PASSWORD) -> None:
        """Through the form."""
        page.goto(f"/o/{slug}/sign-in")
        page.fill("[name=email]", f"{name}@{slug}.example")
        page.fill("[name=password]", password)
        page.click("main button[type=submit]")

    def darkened(self, page: Any) -> None:
        """The page as it stands, with the lights off and every colour at its end."""
        page.emulate_media(color_scheme="dark")
        page.evaluate("() => { for (let on; (on = document.getAnimations()).length;) on.forEach(each => each.finish()) }")

    def axe(self, page: Any, *only: str) -> list[str]:
        """What axe finds wrong on a page; with names of its rules, by those only."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        options = {"runOnly": list(only) or tags, "resultTypes": ["violations"], "elementRef": False}
        found = page.evaluate("options => axe.run(document, options)", options)
        return [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in found["violations"]]


@pytest.fixture
def live(house: House, chromium: Any) -> Iterator[Live]:
    """The house, served."""
    with served(house, chromium) as found:
        yield found


@contextmanager
def served(house: House, chromium: Any) -> Iterator[Live]:
    """A house at an address, until the end."""
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Live(house, f"http://127.0.0.1:{server.server_port}", chromium)
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
