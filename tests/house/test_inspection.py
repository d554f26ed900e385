"""Each page that a test fetches is inspected: what a browser would forgive is found."""

from __future__ import annotations

import pytest
from flask import Response

from tests.house_fixture import inspect

WELL = (
    '<!doctype html><html lang="en"><head><title>Plan</title></head><body><main><h1>Plan</h1>'
    '<form action="/x" method="post"><input type="hidden" name="csrf_token" value="a1">'
    '<label for="name">Name</label><input id="name" name="name" value="Amara">'
    '<p id="0b9f2c64-1d7e-4b5a-9c1e-2f0a6d3e8b71">It is &lt;hers&gt;.</p>'
    '<p id="5c0e7a12-9f3b-4d68-8a24-7be1c9d0f356">Two</p></form></main></body></html>'
)


def answered(html: str, policy: str = "default-src 'none'") -> Response:
    return Response(html, mimetype="text/html", headers={"Content-Security-Policy": policy})


FAULTS = {
    "an end tag that nothing began": ("Two</p>", "Two</p></section>"),
    "a mark that is no mark": ("Two", "Two &nosuch; three"),
    "a lone ampersand": ("Two", "R&D;"),
    "a sign that no page may hold": ("Two", "Two\x00"),
    "the same id twice": ("5c0e7a12-9f3b-4d68-8a24-7be1c9d0f356", "0b9f2c64-1d7e-4b5a-9c1e-2f0a6d3e8b71"),
    "a field without a label": ('for="name"', 'for="other"'),
    "a form without a token": ('name="csrf_token"', 'name="token"'),
    "a style": ("<p ", '<p style="color:red" '),
    "a handler": ("<p ", '<p onclick="x()" '),
    "a second heading of the page": ("<h1>Plan</h1>", "<h1>Plan</h1><h1>Two</h1>"),
    "no title": ("<title>Plan</title>", "<title></title>"),
    "an attribute that never ends": ('value="Amara"', 'value="Amara'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    inspect(answered(WELL))  # type: ignore[arg-type]  # has what is asked of a test's response
    before, after = FAULTS[fault]
    assert before in WELL
    with pytest.raises(AssertionError) as found:
        inspect(answered(WELL.replace(before, after, 1)))  # type: ignore[arg-type]
    assert str(found.value)


def test_a_page_that_lets_scripts_in_is_found() -> None:
    inspect(answered(WELL))  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        inspect(answered(WELL, "default-src 'none'; script-src 'unsafe-inline'"))  # type: ignore[arg-type]
