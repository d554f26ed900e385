"""How often people of a large organisation check in, in bulk."""

from __future__ import annotations

from datetime import timedelta

from saas.check_ins import CheckIn, CheckInRhythm
from tenants import organisations
from tenants.agreements import Agreement
from tenants.isolation import clock, session


def check_in(agreed: list[Agreement]) -> None:
    """Whoever has agreed checks in: some lately, some wait for an answer, some are silent."""
    day = organisations.today()
    rows = [
        CheckInRhythm(
            employee_id=each.first_id,
            manager_id=each.second_id,
            since=day - timedelta(days=60),
            next_on=day + timedelta(days=1 + n % 14),
            talked_on=(day - timedelta(days=3), None, None)[n % 3],
        )
        for n, each in enumerate(agreed)
    ]
    session().add_all(rows)
    session().flush()
    session().add_all(
        CheckIn(
            rhythm_id=each.id, employee_id=each.employee_id, manager_id=each.manager_id, due_on=day - timedelta(days=10),
            said_at=clock.now(), answer_due_on=day - timedelta(days=5), state="submitted", version=2,
        )
        for each in rows[1::9]
    )  # fmt: skip
    session().flush()
