"""An organisation's colour. It chooses hue and chroma; lightness, and with it contrast, stays ours.

The same sums that the style sheet leaves to the browser are done here, for the preview page and for the test over all hues.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

MOST_CHROMA = 0.12
HUE, CHROMA = 172, 0.085
Rgb = tuple[float, float, float]


def _kept(hue: float, chroma: float) -> tuple[float, float]:
    return round(hue % 360, 1), round(min(max(chroma, 0.0), MOST_CHROMA), 3)


def brand_css(hue: float, chroma: float) -> str:
    """The style sheet of an organisation: two numbers, brought inside their bounds (hue 0 to 360, chroma 0 to 0.12)."""
    kept_hue, kept_chroma = _kept(hue, chroma)
    return f":root{{--brand-h:{kept_hue:g};--brand-c:{kept_chroma:g}}}\n"


def oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    """A colour as linear sRGB, cut at the edges of the screen's gamut as a browser may do."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return _cut(red), _cut(green), _cut(blue)


def _cut(part: float) -> float:
    return min(max(part, 0.0), 1.0)


def contrast(one: Rgb, other: Rgb) -> float:
    """The WCAG ratio of two colours, 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


WHITE: Rgb = (1.0, 1.0, 1.0)
LEAST = 4.5
"""What words and their ground must differ by (WCAG AA)."""


def hexed(colour: Rgb) -> str:
    """The colour as `#rrggbb`, for drawings and papers."""

    def byte(part: float) -> int:
        return round(255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{byte(part):02x}" for part in colour)


@dataclass(frozen=True)
class Shades:
    """The colours in which an organisation's brand meets words, in light or dark. The numbers are those of tokens.css."""

    brand: Rgb
    strong: Rgb
    on_brand: Rgb
    wash: Rgb
    page: Rgb
    sheet: Rgb
    sunken: Rgb
    ink: Rgb

    def pairs(self) -> dict[str, float]:
        """Every pair of words and ground, by its name, with its ratio."""
        return {
            "button": contrast(self.on_brand, self.brand),
            "pointed": contrast(self.on_brand, self.strong),
            "page": contrast(self.brand, self.page),
            "sheet": contrast(self.brand, self.sheet),
            "sunken": contrast(self.brand, self.sunken),
            "wash": contrast(self.brand, self.wash),
        }


def shades(hue: float, chroma: float) -> dict[str, Shades]:
    """Light and dark."""
    hue, chroma = _kept(hue, chroma)
    return {
        "light": Shades(
            brand=oklch(0.43, chroma, hue),
            strong=oklch(0.36, chroma, hue),
            on_brand=WHITE,
            wash=oklch(0.958, 0.02, hue),
            page=oklch(0.981, 0.0055, 85),
            sheet=WHITE,
            sunken=oklch(0.96, 0.007, 85),
            ink=oklch(0.24, 0.015, 60),
        ),
        "dark": Shades(
            brand=oklch(0.79, chroma, hue),
            strong=oklch(0.86, chroma, hue),
            on_brand=oklch(0.20, 0.03, hue),
            wash=oklch(0.28, 0.032, hue),
            page=oklch(0.185, 0.007, 75),
            sheet=oklch(0.222, 0.008, 75),
            sunken=oklch(0.165, 0.007, 75),
            ink=oklch(0.93, 0.008, 85),
        ),
    }


def contrasts(hue: float, chroma: float) -> dict[tuple[str, str], float]:
    """Every pair in which the brand's colour meets words, in light and dark, with its ratio."""
    return {(theme, pair): ratio for theme, each in shades(hue, chroma).items() for pair, ratio in each.pairs().items()}
