"""Every component in every state is valid, readable, narrow enough, and works without scripts, in light and dark."""

import re
import threading
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from saas.styleguide import ERRORS, bp
from tenants.web import headers
from tenants.web.words import KINDS
from tests import markup
from tests.tenants.web.face import bare_app

PAGES = ["", "home", "agreement", "table", "sign-in", *(f"errors/{name}" for name in ERRORS)]
MAIN = PAGES[:5] + ["errors/409"]
AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"


@pytest.fixture(scope="module")
def app():
    made = bare_app()
    made.register_blueprint(bp)
    headers.install(made)
    return made


@pytest.fixture(scope="module")
def at(app):
    """The address of a running server with the style guide."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/styleguide/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sheet(chromium):
    """A page of a given width and theme whose console must stay silent."""
    contexts, said = [], []

    def opened(width=1280, scheme="light", scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_strict_html_with_one_heading_and_unique_ids(app, page):
    answer = app.test_client().get(f"/styleguide/{page}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert markup.mistakes(text) == []
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert sorted(ids) == sorted(set(ids))
    assert len(re.findall(r"<h1[ >]", text)) == 1
    assert 'style="' not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son\w+=", text)


def test_an_unknown_sample_is_a_404(app):
    assert app.test_client().get("/styleguide/errors/418").status_code == 404
    assert app.test_client().get("/styleguide/nothing").status_code == 404


def test_the_address_without_its_last_slash_leads_on(house):
    answer = house.app.test_client().get("/styleguide", follow_redirects=True)
    assert (answer.status_code, answer.request.path) == (200, "/styleguide/")


def test_no_style_is_kept_for_what_no_page_uses(app):
    css = Path(app.root_path, "static", "css", "components")
    drawn = {
        name for path in css.glob("*.css") for name in re.findall(r"\.([a-z][\w-]*)(?=[\s{:.,\[)>+~])", path.read_text("utf-8"))
    }
    written = "".join(path.read_text("utf-8") for path in Path(app.template_folder).glob("**/*.html"))
    written += Path(app.root_path, "static", "app.js").read_text("utf-8") + "on-bad c-bad htmx-request woff2 flips prose"
    used = set(re.findall(r"[a-z][\w-]*", written)) | {f"{part}-{kind}" for part in ("on", "c") for kind in KINDS}
    counted = re.compile(r"hue-\d+|w\d")
    assert {name for name in drawn - used if not counted.fullmatch(name)} == set()


def test_every_icon_that_a_template_names_is_there(app):
    icons = {path.stem for path in Path(app.root_path, "static", "icons").glob("*.svg")}
    written = "".join(path.read_text("utf-8") for path in Path(app.template_folder).glob("**/*.html"))
    named = set(re.findall(r'icon(?:_name)?(?:=|\()"([a-z0-9-]+)"', written))
    assert named - icons == set()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(at, sheet, scheme):
    page = sheet(scheme=scheme)
    for name in MAIN:
        page.goto(at + name)
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {runOnly: " + RULES + "})")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == [], name


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1360])
def test_nothing_needs_sideways_scrolling(at, sheet, width):
    page = sheet(width)
    for name in MAIN:
        page.goto(at + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.browser
def test_on_a_phone_the_menu_opens_without_scripts(at, sheet):
    page = sheet(390, scripts=False)
    page.goto(at + "home")
    link = page.get_by_role("link", name="My cycle")
    assert not link.is_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    link.click()
    assert page.url.endswith("/agreement")


@pytest.mark.browser
def test_on_a_desk_the_side_bar_stands_open(at, sheet):
    page = sheet(1280, scripts=False)
    page.goto(at + "home")
    assert page.get_by_role("link", name="My cycle").is_visible()
    assert not page.get_by_role("button", name="Menu", exact=True).is_visible()


@pytest.mark.browser
def test_an_error_summary_has_the_focus_leads_to_its_field_and_stands_in_the_title(at, sheet):
    page = sheet()
    page.goto(at)
    assert page.evaluate("document.activeElement.className") == "errsum"
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="Give the day it is due").click()
    assert page.evaluate("document.activeElement.name") == "wrong-due_on"


@pytest.mark.browser
def test_typed_words_survive_a_lost_page_and_can_be_let_go(at, sheet):
    page = sheet()
    page.goto(at)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#criterion").fill("Every word is kept 每个字")
    page.goto(at + "home")
    page.goto(at)
    assert page.locator("#criterion").input_value() == "Every word is kept 每个字"
    page.get_by_role("button", name="Let them go").click()
    assert page.locator("#criterion").input_value() == ""
    page.reload()
    assert page.locator("#criterion").input_value() == ""


@pytest.mark.browser
def test_leaving_with_unsaved_words_asks_first(at, sheet):
    page = sheet()
    page.goto(at)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#title").click()
    page.keyboard.type("Half a sentence")
    page.goto(at + "home")
    assert asked == ["beforeunload"]


@pytest.mark.browser
def test_the_sum_of_weights_follows_the_hand(at, sheet):
    page = sheet()
    page.goto(at)
    output = page.locator("[data-sum-of=sample]")
    assert output.get_attribute("data-ok") == "no"
    page.locator("#w2").fill("40")
    assert output.text_content() == "100 of 100 %"
    assert output.get_attribute("data-ok") == "yes"


@pytest.mark.browser
def test_the_theme_is_chosen_once_and_kept(at, sheet):
    page = sheet()
    page.goto(at + "home")
    page.locator(".me-menu summary").click()
    page.get_by_role("button", name="Light or dark").click()
    page.goto(at + "agreement")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


@pytest.mark.browser
def test_shortcuts_work_outside_fields_and_can_be_switched_off(at, sheet):
    page = sheet()
    page.goto(at + "table")
    page.locator("#find").focus()
    page.keyboard.type("?")
    assert not page.locator("#shortcuts").is_visible()
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#shortcuts").is_visible()
    page.get_by_label("Shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert not page.locator("#shortcuts").is_visible()


@pytest.mark.browser
def test_a_dialog_opens_from_its_link_and_closes_by_escape(at, sheet):
    page = sheet()
    page.goto(at)
    page.get_by_role("link", name="Ask in a dialog").click()
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#sample-dialog").is_visible()


@pytest.mark.browser
def test_targets_are_large_enough_for_a_thumb(at, sheet):
    page = sheet(390)
    page.goto(at)
    small = page.evaluate(
        "[...document.querySelectorAll('.btn, .nav a, .sheet a, summary.btn')].filter(e => e.checkVisibility())"
        ".map(e => [e.textContent.trim(), e.getBoundingClientRect().height]).filter(([, h]) => h < 36)"
    )
    assert small == []


@pytest.mark.browser
def test_printing_leaves_out_what_only_screens_need(at, sheet):
    page = sheet()
    page.goto(at + "agreement")
    page.emulate_media(media="print")
    assert not page.locator(".side").is_visible()
    assert not page.locator(".turn-line .btn").is_visible()
    assert page.locator("h1").is_visible()


@pytest.mark.browser
def test_lost_connection_says_that_the_words_are_kept(at, sheet):
    page = sheet()
    page.goto(at + "home")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:sendError', {detail: {elt: document.body}}))")
    assert page.get_by_text("Your words are kept in this tab").is_visible()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert page.get_by_text("Your words are kept in this tab").count() == 0


@pytest.mark.browser
def test_a_toast_is_text_and_never_markup(at, sheet):
    page = sheet()
    page.goto(at + "home")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('toast', {detail: {text: 'Saved <b>it</b>'}}))")
    assert page.locator("#toasts p").text_content() == "Saved <b>it</b>"
