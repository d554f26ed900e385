"""An organisation's colour. It chooses hue and chroma; lightness, and with it contrast, stays ours.

The same sums that the style sheet leaves to the browser are done here, for the preview page and for the test over all hues.
"""

from __future__ import annotations

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


def contrasts(hue: float, chroma: float) -> dict[str, float]:
    """Every pair in which the brand's colour meets text, with its ratio. The numbers are those of tokens.css."""
    hue, chroma = _kept(hue, chroma)
    light, dark = oklch(0.43, chroma, hue), oklch(0.79, chroma, hue)
    return {
        "light: white on the button": contrast(WHITE, light),
        "light: white on the button under the pointer": contrast(WHITE, oklch(0.36, chroma, hue)),
        "light: link on the page": contrast(light, oklch(0.981, 0.0055, 85)),
        "light: link on a sheet": contrast(light, WHITE),
        "light: link on the sunken ground": contrast(light, oklch(0.96, 0.007, 85)),
        "light: link on the brand's wash": contrast(light, oklch(0.958, 0.02, hue)),
        "dark: words on the button": contrast(oklch(0.20, 0.03, hue), dark),
        "dark: words on the button under the pointer": contrast(oklch(0.20, 0.03, hue), oklch(0.86, chroma, hue)),
        "dark: link on the page": contrast(dark, oklch(0.185, 0.007, 75)),
        "dark: link on a sheet": contrast(dark, oklch(0.222, 0.008, 75)),
        "dark: link on the brand's wash": contrast(dark, oklch(0.28, 0.032, hue)),
    }
