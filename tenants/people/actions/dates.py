"""How dated relations begin and end: from a day on something else holds, and what was true before it stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from tenants import organisations
from tenants.isolation import session
from tenants.law import Invalid
from tenants.people import rules

DAY = timedelta(days=1)


def begin(rows: Sequence[Any], day: date, *, past_too: bool = False) -> None:
    """Make room in one person's `rows` for what begins on `day`.

    Raises Invalid where that would change the past; `past_too` allows it to the operator who enters a history.
    """
    today = organisations.today()
    if day > today + rules.AHEAD:
        raise Invalid({"starts_on": _("Choose a day within two years.")})
    planned = rules.plan_change(rows, day, min(day, today) if past_too else today)
    if planned is None:
        raise Invalid({"starts_on": _("What was true in the past stays as it was. Choose today or a later day.")})
    for row in rows:
        if row.id in planned.goes:
            session().delete(row)
        elif row.id in planned.ends:
            row.ends_on = day - DAY
    session().flush()


def end_after(row: Any, last: date) -> None:
    """The relation holds up to and with `last`; one that had not begun by then is gone (the journal keeps it)."""
    if row.starts_on > last:
        session().delete(row)
    elif row.ends_on is None or row.ends_on > last:
        row.ends_on = last


def end_now(row: Any) -> None:
    """The relation opens nothing any more, today included."""
    end_after(row, organisations.today() - DAY)
