"""Dates in sentences are spoken in the reader's language; the machine's form of a date is for machines."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from tenants.web.dates import long_day, long_moment
from tenants.web.direction import Tongues

ROOT = Path(__file__).resolve().parents[2]
SPOKEN = {"_", "_l", "ngettext", "gettext", "lazy_gettext"}


def machine_dates(source: str) -> Iterator[int]:
    """The lines on which a sentence is filled with the machine's form of a date."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SPOKEN:
            for filled in call.keywords:
                inside = ast.walk(filled.value)
                if any(isinstance(x, ast.Attribute) and x.attr in {"isoformat", "strftime"} for x in inside):
                    yield call.lineno


def test_no_sentence_is_filled_with_a_machine_s_date() -> None:
    files = [p for floor in ("tenants", "saas", "coaching_library") for p in sorted((ROOT / floor).rglob("*.py"))]
    assert len(files) > 100
    found = [f"{p.relative_to(ROOT)}:{line}" for p in files for line in machine_dates(p.read_text("utf-8"))]
    assert not found


def test_the_guard_sees_such_a_sentence() -> None:
    assert list(machine_dates("x = _('From %(day)s on.', day=on.isoformat())")) == [1]


@pytest.mark.parametrize(("locale", "said"), [("en", "5 March 2026"), ("zh", "2026年3月5日")])
def test_a_date_has_the_words_of_its_reader(locale: str, said: str) -> None:
    app = Flask(__name__)
    Tongues(app)
    with app.app_context(), force_locale(locale):
        assert long_day(date(2026, 3, 5)) == said
        moment = long_moment(datetime(2026, 3, 4, 23, 30, tzinfo=UTC), "Asia/Shanghai").replace("\u202f", " ")
        assert "3月5日" in moment or "5 Mar 2026" in moment
        assert "7:30" in moment
