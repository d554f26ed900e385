"""An organisation may choose any colour and can't break contrast."""

import re
from pathlib import Path

import pytest

from tenants.web import brand

TOKENS = (Path(__file__).resolve().parents[3] / "saas" / "static" / "css" / "tokens.css").read_text("utf-8")


@pytest.mark.parametrize("hue", range(0, 360, 10))
def test_every_hue_keeps_its_contrast_in_light_and_dark(hue):
    for chroma in (0.0, brand.CHROMA, brand.MOST_CHROMA):
        weak = {pair: ratio for pair, ratio in brand.contrasts(hue, chroma).items() if ratio < 4.5}
        assert weak == {}, (hue, chroma)


def test_the_sheet_of_an_organisation_sets_two_numbers_and_nothing_else():
    assert brand.brand_css(205, 0.1) == ":root{--brand-h:205;--brand-c:0.1}\n"


@pytest.mark.parametrize(("hue", "chroma", "kept"), [(720 + 30, 0.4, (30, 0.12)), (-10, -1, (350, 0))])
def test_numbers_out_of_bounds_are_brought_inside(hue, chroma, kept):
    assert brand.brand_css(hue, chroma) == f":root{{--brand-h:{kept[0]};--brand-c:{kept[1]}}}\n"


def test_the_sums_use_the_lightness_of_the_tokens():
    assert "--brand: light-dark(oklch(43% var(--brand-c) var(--brand-h)), oklch(79% var(--brand-c) var(--brand-h)))" in TOKENS
    assert f"--brand-h: {brand.HUE};" in TOKENS
    assert re.search(r"--brand-c: \.085;", TOKENS)


def test_contrast_is_that_of_the_guideline():
    assert brand.contrast((1, 1, 1), (0, 0, 0)) == pytest.approx(21)
    assert brand.contrast((1, 1, 1), (1, 1, 1)) == pytest.approx(1)
    assert brand.contrast((0.2158605,) * 3, (1, 1, 1)) == pytest.approx(3.95, abs=0.01)


PAIRS = [("ink", "bg"), ("ink", "surface"), ("ink", "sunken"), ("ink-2", "bg"), ("ink-2", "surface"), ("ink-2", "sunken")]
PAIRS += [(kind, f"{kind}-wash") for kind in ("turn", "good", "bad", "wait")]
PAIRS += [(kind, "surface") for kind in ("turn", "good", "bad", "wait")] + [("ink", "turn-wash"), ("ink-2", "turn-wash")]
CONTROLS = [("line-strong", "surface"), ("line-strong", "bg"), ("focus", "surface"), ("focus", "bg")]


def colour(name: str, dark: bool) -> brand.Rgb:
    both = re.search(rf"--{name}: light-dark\((.+)\);", TOKENS)
    assert both, name
    sides = re.findall(r"#fff|oklch\([^)]+\)", both.group(1))
    if sides[dark] == "#fff":
        return brand.WHITE
    lightness, chroma, hue = re.findall(r"[\d.]+", sides[dark])[:3]
    return brand.oklch(float(lightness) / 100, float(chroma), float(hue))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), [(*p, 4.5) for p in PAIRS] + [(*p, 3.0) for p in CONTROLS])
def test_our_own_colours_keep_their_contrast(front, ground, least, dark):
    assert brand.contrast(colour(front, dark), colour(ground, dark)) >= least
