"""A large cycle opens in steps: everybody gets exactly one plan, whoever is killed or calls it off in between."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select

from saas import cycle, plan
from saas.plan import opening
from tenants import jobs
from tenants.isolation import session
from tenants.jobs.work import Lost
from tenants.notices import Notice
from tests.house_fixture import House, text_of
from tests.saas.cycle import cycles


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four people are many."""
    monkeypatch.setattr(opening, "BATCH", 1)


def planned(house: House, made: cycle.Cycle) -> list[UUID]:
    with house.within():
        return sorted(session().scalars(select(plan.Plan.person_id).where(plan.Plan.cycle_id == made.id)))


def told(house: House, made: cycle.Cycle) -> int:
    with house.within():
        query = select(func.count()).select_from(Notice).where(Notice.kind == "plan.opened", Notice.object_id == made.id)
        return session().scalar(query) or 0


def everybody(house: House, made: cycle.Cycle) -> list[UUID]:
    with house.within():
        found = cycle.cycle(made.id)
        assert found is not None
        return sorted(cycle.participant_ids(found))


def test_the_first_have_theirs_at_once_and_the_others_by_a_job(house: House) -> None:
    made = cycles.opened(house)
    assert everybody(house, made)
    assert len(planned(house, made)) == 1
    dara = house.browser("dara")
    path = f"/desk/cycles/{made.id}"
    assert "being opened: 0 %" in text_of(dara.get(path))
    assert "being opened: 0 %" in text_of(dara.get(f"{path}/chase"))
    house.run_jobs()
    assert planned(house, made) == everybody(house, made)
    assert told(house, made) == len(everybody(house, made))
    assert "being opened" not in text_of(dara.get(path))


def test_whoever_was_killed_in_between_is_followed_by_one_who_opens_the_others(house: House) -> None:
    made = cycles.opened(house)
    with house.within():
        asked = session().scalars(select(jobs.Job).where(jobs.Job.kind == opening.KIND)).one()
        found = cycle.cycle(made.id)
        assert found is not None
        after = UUID(asked.payload["after"])
        opening.open_plans(found, cycle.participant_ids(found, limit=1, after=after), by=None)  # and then it was killed
    assert len(planned(house, made)) == 2
    house.run_jobs()
    assert planned(house, made) == everybody(house, made)
    payload = dict(asked.payload)
    again = jobs.Ticket(house.tenant("northlight"), asked.id, opening.KIND, 2, asked.requester_id, "en", payload)
    with pytest.raises(Lost), house.app.app_context():
        opening.open_others(again)
    assert planned(house, made) == everybody(house, made)
    assert told(house, made) == len(everybody(house, made))


def test_a_cycle_that_is_called_off_meanwhile_gets_no_more(house: House) -> None:
    made = cycles.opened(house)
    with house.acting("dara") as dara:
        cycle.cancel(made, words="It came too early.", by=dara)
    house.run_jobs()
    assert len(planned(house, made)) == 1


def test_a_small_cycle_needs_no_job(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BATCH", 500)
    made = cycles.opened(house)
    assert planned(house, made) == everybody(house, made)
    with house.within():
        assert session().scalars(select(jobs.Job).where(jobs.Job.kind == opening.KIND)).all() == []
