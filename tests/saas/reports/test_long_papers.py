"""A plan as long and as strange as one may write it: nothing is cut off, nothing runs off the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask_babel import force_locale
from pypdf import PdfReader

from saas.plan.content import Goal, KeyResult, Period, Plan, Support, new_key
from saas.plan.levels import Scale
from saas.reports import papers as paper_maker
from saas.reports import printer
from saas.reports.plan_paper import Letterhead, Party, PlanPaper
from tests.house_fixture import House
from tests.saas.reports import papers

pytestmark = pytest.mark.slow

SCALE = Scale.from_json([{"key": f"l{n}", "label": f"Level {n}", "words": ""} for n in range(1, 6)])
AT = datetime(2026, 11, 23, 9, 14, 7, tzinfo=UTC)
STRANGE = "🚀 emoji, مرحبا بالعالم, שלום, 你好, こんにちは, 안녕, e\u0301, \u200d, &amp; <script>alert(1)</script>"


def goal(n: int) -> Goal:
    return Goal(
        key=new_key(),
        kind="development" if n > 15 else "work",
        title=(f"T{n}begin " + ("x" * 200 if n % 2 else "a long title " * 20))[:190] + f" T{n}end",
        words=f"W{n}begin {STRANGE}\n\n" + "Some words about it. " * 60 + f"\n\nمرحبا بالعالم\n\nW{n}end",
        weight=500,
        due_on=date(2027, 9, 30),
        challenge=3,
        outlives=True,
        criteria={f"l{level}": f"C{n}l{level}begin " + "words " * 60 + f"C{n}l{level}end" for level in range(1, 6)},
        key_results=tuple(
            KeyResult(new_key(), f"R{n}k{k} " + "y" * 100, start=Decimal("0.000001"), target=Decimal("9" * 14), unit="u" * 40)
            for k in range(3)
        ),
        support=(Support(new_key(), "other", f"S{n}begin " + "help " * 300 + f"S{n}end", date(2027, 2, 1)),),
    )


def paper(content: Plan) -> PlanPaper:
    return PlanPaper(
        head=Letterhead("A company with a name that is much longer than any letterhead " * 2, ("Street " * 20,) * 6),
        cycle="A cycle " * 12,
        starts_on=content.period.starts_on,
        ends_on=content.period.ends_on,
        no=12,
        digest="0123456789abcdef" * 4,
        content=content,
        scale=SCALE,
        employee=Party("Wolfeschlegelsteinhausenbergerdorff " * 3, "Employee", "Place " * 20, AT),
        manager=Party("محمد عبد الله", "Manager", "", AT),
        author="محمد عبد الله",
        proposed_at=AT,
        standing="superseded",
        now_no=13,
    )


def printed(house: House, content: Plan, locale: str = "en") -> bytes:
    with house.app.app_context(), force_locale(locale):
        html = paper_maker.html("reports/plan.html", paper(content), AT)
    return printer.print_pdf(html, identifier=b"x" * 16)


@pytest.mark.slow
def test_twenty_goals_of_any_length_and_script_are_printed_whole(house: House) -> None:
    content = Plan(Period(date(2027, 1, 1), date(2027, 12, 31)), tuple(goal(n) for n in range(20)), "N0begin " + STRANGE)
    pdf = printed(house, content)
    words = papers.text(pdf)
    for n in range(20):
        marks = [f"{kind}{n}{end}" for kind in "TWS" for end in ("begin", "end")]
        marks += [f"C{n}l{level}{end}" for level in range(1, 6) for end in ("begin", "end")] + [f"R{n}k{k}" for k in range(3)]
        assert [mark for mark in marks if mark not in words] == []
    for expected in ("Version 12", "Superseded by version 13", "0123456789abcdef" * 4, "2026-11-23 09:14:07 UTC", "N0begin"):
        assert expected in words
    assert "[rocket]" in words or "🚀" in words
    assert words.count("<script>") >= 20, "what looks like markup is words"
    assert widest(pdf) <= (210 - 21) * 96 / 25.4


def widest(pdf: bytes) -> float:
    """The furthest to the right at which a piece of text begins, in the printer's pixels (96 an inch)."""
    found = [0.0]

    def look(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            found.append(tm[4])

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=look)
    return max(found)


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_smallest_plan_is_a_paper_too(house: House, locale: str) -> None:
    bare = replace(goal(1), words="", due_on=None, challenge=None, criteria={}, key_results=(), support=(), weight=0)
    pdf = printed(house, Plan(Period(date(2027, 1, 1), date(2027, 12, 31)), (bare,)), locale)
    assert "0123456789abcdef" * 4 in papers.text(pdf)
