from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.people.rules import email_key, is_email, plan_change

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@dataclass
class Row:
    starts_on: date
    ends_on: date | None = None
    id: UUID = field(default_factory=uuid4)


@pytest.mark.parametrize("good", ["a@b.example", "anna.o'neil+x@post.münchen.example", "李伟@例子.测试", "A@B.EXAMPLE"])
def test_an_address_has_a_name_and_a_place(good: str) -> None:
    assert is_email(good)


@pytest.mark.parametrize(
    "bad", ["", "a", "a@b", "a b@c.example", "a@b@c.example", "a@.example", "a@b..example", "a@b.x", "<a@b.example>", "a" * 300]
)
def test_what_is_no_address_is_refused(bad: str) -> None:
    assert not is_email(bad)


def test_addresses_are_compared_in_lower_case_and_composed() -> None:
    assert email_key(" José@B.Example ") == email_key("jose\u0301@b.example")


def test_the_past_stays_and_what_was_planned_is_replaced() -> None:
    old, planned = Row(TODAY - 90 * DAY, TODAY + 9 * DAY), Row(TODAY + 10 * DAY)
    change = plan_change([old, planned], TODAY, TODAY)
    assert change is not None
    assert change.ends == (old.id,)
    assert change.goes == (planned.id,)
    assert plan_change([old, planned], TODAY - DAY, TODAY) is None
    assert plan_change([], TODAY - 900 * DAY, TODAY) is not None, "a history may be entered once"
    over = Row(TODAY - 90 * DAY, TODAY - 30 * DAY)
    filled = plan_change([over], TODAY - 29 * DAY, TODAY)
    assert filled is not None
    assert filled.ends == filled.goes == ()


DATES = st.integers(-50, 50).map(lambda n: TODAY + n * DAY)


@given(st.lists(DATES, max_size=6))
@settings(max_examples=200)
def test_however_often_something_changes_one_row_holds_on_each_day(days: list[date]) -> None:
    rows: list[Row] = []
    for day in sorted(days, key=lambda d: d.toordinal() % 7):
        change = plan_change(rows, day, TODAY)
        if change is None:
            continue
        for row in rows:
            if row.id in change.ends:
                row.ends_on = day - DAY
        rows = [row for row in rows if row.id not in change.goes] + [Row(day)]
        assert all(row.ends_on is None or row.starts_on <= row.ends_on for row in rows)
        for n in range(-60, 60):
            at = TODAY + n * DAY
            holds = [r for r in rows if r.starts_on <= at and (r.ends_on is None or at <= r.ends_on)]
            assert len(holds) <= 1
