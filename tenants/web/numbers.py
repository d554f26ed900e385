"""Numbers in the reader's language. Weights are basis points inside and percent outside."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.numbers import format_decimal, format_percent
from flask_babel import get_locale


def _locale() -> Locale:
    return get_locale() or Locale("en")


def number(value: Decimal | float | int | None, places: int = 2) -> str:
    """A number, rounded half up to at most `places`, without useless zeros. None is an empty string."""
    if value is None:
        return ""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "#" * places if places else "")
    return str(format_decimal(exact, pattern, locale=_locale()))


def percent(share: Decimal | float | None, places: int = 0) -> str:
    """A share of one as percent: 0.4 is 40%. None is an empty string."""
    if share is None:
        return ""
    exact = Decimal(str(share)).quantize(Decimal(1).scaleb(-places - 2), ROUND_HALF_UP)
    return str(format_percent(exact, "#,##0" + ("." + "#" * places if places else "") + "%", locale=_locale()))


def points(basis_points: int | None) -> str:
    """Basis points as percent: 4000 is 40%, 1250 is 12.5%. None is an empty string."""
    return percent(Decimal(basis_points) / 10000, 2) if basis_points is not None else ""
