"""What the pages of this room say about readers, turns and days is so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from saas.performance_file.models import FileEntry
from tenants import isolation, organisations
from tenants.isolation import clock
from tenants.organisations import Organisation
from tests import markup
from tests.factories import stands_in
from tests.house_fixture import House, text_of
from tests.saas.feedback import made as feedbacks
from tests.saas.meetings import pairs
from tests.saas.performance_file import files

ROOM = "/performance-file"


def test_the_list_of_files_names_who_stands_in_for_the_manager(house: House) -> None:
    files.added(house)
    for who in ("amara", "bo"):
        assert "stands in for" not in text_of(house.browser(who).get(f"{ROOM}/")).replace("whoever stands in for", ""), who
    stands_in(house, "hugo", "bo")
    [file_id] = files.files_of(house, "amara")
    assert house.browser("hugo").get(f"{ROOM}/files/{file_id}").status_code == 200
    for who, says in (("amara", "stands in for Bo Jensen until"), ("bo", "stands in for you until")):
        page = text_of(house.browser(who).get(f"{ROOM}/"))
        assert says in page, who
        assert "nobody else" not in page, who


def test_a_turn_that_is_over_is_not_promised(house: House) -> None:
    made = files.added(house)
    amara = house.browser("amara")
    before = text_of(amara.get(f"{ROOM}/entries/{made}"))
    assert "Bo Jensen can still edit it.You can answer it, or say that it is not right." in before
    assert "Can be edited until" in before
    files.lead(house, "amara", "mira")
    for who in ("amara", "bo"):
        page = text_of(house.browser(who).get(f"{ROOM}/entries/{made}"))
        assert "can still edit" not in page, who
        assert "Can be edited until" not in page, who
        assert "the two no longer work together" in page, who
    after = amara.get(f"{ROOM}/entries/{made}")
    assert "You can answer it, or say that it is not right." in text_of(after)
    contested = text_of(amara.follow(amara.act(after, "file.contest", words="It was the day shift.")))
    assert "You can answer it." in contested
    assert "say that it is not right" not in contested
    assert "or say" not in text_of(house.browser("bo").get(f"{ROOM}/entries/{made}"))


def test_days_of_editing_that_are_over_are_over_before_the_chore_has_put_its_seal(house: House) -> None:
    made = files.added(house)
    with clock.at(clock.now() + timedelta(days=8)):
        page = text_of(house.browser("amara").get(f"{ROOM}/entries/{made}"))
    assert "can still edit" not in page
    assert "Can be edited until" not in page
    assert "Its days of editing are over." in page


def test_what_arrives_bears_the_day_on_the_organisation_s_wall(house: House) -> None:
    with house.within() as session:
        session.execute(update(Organisation).values(time_zone="Europe/Copenhagen"))
        night = datetime.combine(organisations.today() - timedelta(days=30), datetime.min.time(), UTC)
    half_past_eleven = night + timedelta(hours=23, minutes=30)
    with clock.at(half_past_eleven - timedelta(days=1)):
        met = pairs.planned(house, at=half_past_eleven)
    with clock.at(half_past_eleven + timedelta(hours=2)):
        met.write("amara", "We spoke by night.")
        met.confirm("amara")
        met.confirm("bo")
    with clock.at(half_past_eleven):
        feedbacks.given_to_manager(house)
    with house.within():
        days = {each.kind: each.happened_on for each in isolation.session().scalars(select(FileEntry))}
    assert days == dict.fromkeys(("meeting", "feedback"), (night + timedelta(days=1)).date()), "it was after midnight there"


@pytest.mark.slow
def test_each_kind_of_paper_says_who_reads_what_stands_on_it(house: House) -> None:
    files.added(house)
    amara = house.browser("amara")
    page = amara.follow(amara.post("/reports", {"kind": "file", "subject": str(house.person("amara"))}))
    assert "HR and the administrators see none of it." in text_of(page)
    (main,) = markup.tree(page.get_data(as_text=True)).iter("main")
    assert "HR partner" not in main.text_content()
