"""Static files: names that change with their content, compressed once, and nothing that others changed unseen."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from tenants.web import assets
from tests.tenants.web.face import bare_app

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "saas" / "static"


@pytest.fixture(scope="module")
def app() -> Flask:
    return bare_app()


def test_a_file_is_served_under_a_name_that_carries_its_content(app):
    with app.test_request_context():
        url = assets.asset("house.css")
    answer = app.test_client().get(url)
    assert re.fullmatch(r"/static/house\.[0-9a-f]{12}\.css", url)
    assert answer.status_code == 200
    assert answer.content_type == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]


def test_text_travels_compressed_and_says_so(app):
    with app.test_request_context():
        url = assets.asset("house.css")
    plain = app.test_client().get(url, headers={"Accept-Encoding": "identity"})
    small = app.test_client().get(url, headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < 17_000


def test_an_unchanged_file_is_not_sent_again(app):
    with app.test_request_context():
        url = assets.asset("app.js")
    first = app.test_client().get(url)
    again = app.test_client().get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["house.css", "house.000000000000.css", "vendor.txt", "..%2Fconfig.py", "tokens.css"])
def test_only_fingerprinted_names_exist(app, name):
    assert app.test_client().get(f"/static/{name}").status_code == 404


def test_a_misspelt_name_fails_in_the_template_and_not_at_the_reader(app):
    with app.test_request_context(), pytest.raises(KeyError):
        assets.asset("hause.css")


def test_the_bundle_opens_with_the_order_of_the_layers_and_holds_every_file(app):
    css = assets.bundle(STATIC / "css")
    assert css.startswith("@layer reset, tokens, base, layout, components, utilities, print;")
    for path in STATIC.glob("css/**/*.css"):
        assert f"@layer {'components' if path.parent.name == 'components' else path.stem.removeprefix('browser_')}" in css
    assert css.count("{") == css.count("}")


def test_the_typefaces_in_the_bundle_point_to_served_files(app):
    with app.test_request_context():
        url = assets.asset("house.css")
    css = app.test_client().get(url).get_data(as_text=True)
    found = re.findall(r'url\("([^"]+)"\)', css)
    assert len(found) == 4
    assert [app.test_client().get(font).content_type for font in found] == ["font/woff2"] * 4


@pytest.mark.parametrize("path", sorted(STATIC.glob("css/**/*.css")), ids=lambda p: p.stem)
def test_style_sheets_use_logical_directions_and_bounded_media(path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    sides = "left|right|top|bottom"
    banned = rf"(margin|padding|border)-({sides})|text-align:\s*({sides})|[{{;]\s*({sides}|width|height):"
    assert not re.search(banned, css)
    assert not re.search(r"@media\s*\(\s*(max|min)-width", css), "bare widths also bind on paper: write `screen and`"
    if path.stem != "tokens":
        colours = re.findall(r"#[0-9a-f]{3,8}\b(?!\w)", re.sub(r'url\("[^"]*"\)', "", css))
        assert set(colours) <= {"#fff"}, "colours come from tokens"


def test_grid_tracks_can_always_shrink():
    css = assets.bundle(STATIC / "css")
    tracks = re.findall(r"grid-template-columns:([^;}]+)", css)
    loose = [
        track for track in tracks if re.search(r"(?<!, )\b1fr", re.sub(r"minmax\([^()]*(\([^()]*\))?[^()]*1fr\)", "", track))
    ]
    assert len(tracks) > 10
    assert loose == []


def vendored() -> list[list[str]]:
    lines = (STATIC / "vendor.txt").read_text("utf-8").splitlines()
    return [line.split(" | ") for line in lines if line and not line.startswith("#")]


def test_files_of_others_are_what_their_list_says():
    for path, _name, _licence, text, total in vendored():
        assert sha256((ROOT / path).read_bytes()).hexdigest() == total, path
        assert (ROOT / text).read_text("utf-8").strip(), text


def test_every_file_of_others_is_on_the_list():
    listed = {path for path, *_rest in vendored()}
    files = [
        *STATIC.glob("fonts/*"),
        *STATIC.glob("icons/*"),
        *STATIC.glob("*.min.js"),
        *(ROOT / "tests" / "vendor").glob("*.js"),
    ]
    assert {str(path.relative_to(ROOT)) for path in files} == listed


def test_htmx_is_the_pinned_version():
    assert [name for path, name, *_rest in vendored() if path.endswith("htmx.min.js")] == ["htmx.org 2.0.11"]
    assert b'version:"2.0.11"' in (STATIC / "htmx.min.js").read_bytes()


@pytest.mark.parametrize("name", ["app.js", "writing.js", "theme.js"])
def test_our_scripts_never_build_code_from_text(name):
    script = (STATIC / name).read_text("utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|document\.write|setTimeout\(\s*[\"'`]", script)
    assert len(script.splitlines()) <= 300
