from __future__ import annotations

import pytest

from saas.reports.papers import _page_counter, colours
from saas.reports.plan_paper import Letterhead
from saas.reports.spoken import direction, language, said, voiced
from tests.house_fixture import House


@pytest.mark.parametrize(
    ("text", "code", "way"),
    [
        ("Hello", None, "ltr"),
        ("李伟 signs", "zh-Hans", "ltr"),
        ("こんにちは世界", "ja", "ltr"),
        ("안녕", "ko", "ltr"),
        ("שלום", "he", "rtl"),
        ("12 مرحبا", "ar", "rtl"),
        ("🚀 12", None, "ltr"),
    ],
)
def test_the_script_of_a_text_tells_language_and_direction(text: str, code: str | None, way: str) -> None:
    assert (language(text), direction(text)) == (code, way)


def test_words_are_escaped_and_marked() -> None:
    assert said("<b>1 & 2</b>") == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"
    assert said("李伟") == '<bdi lang="zh-Hans">李伟</bdi>'
    assert voiced("One\ntwo\n\n<script>") == '<div class="voice"><p>One<br>two</p><p>&lt;script&gt;</p></div>'
    assert voiced("  ") == ""


def test_the_page_counter_is_css_whatever_the_language_says(house: House) -> None:
    with house.app.app_context():
        assert _page_counter() == '"Page " counter(page) " of " counter(pages)'


@pytest.mark.parametrize("hue", range(0, 360, 30))
def test_white_reads_on_the_colour_of_every_organisation(hue: int) -> None:
    found = colours(Letterhead("X", hue=hue, chroma=120))

    def luminance(code: str) -> float:
        parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for name in ("brand", "second"):
        assert 1.05 / (luminance(found[name]) + 0.05) >= 4.5, name
