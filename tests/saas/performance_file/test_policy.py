"""The access table: rows are the cast, columns what they may do with the file of Amara and Bo, and an entry of Bo's in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from saas import performance_file
from saas.performance_file import policy
from tenants.law import Refused
from tests.factories import stands_in
from tests.house_fixture import House
from tests.saas.performance_file import files

TABLE = """
who     read write read-entry edit respond contest settle stand
amara   yes  yes   yes        no   yes     yes     yes    no
bo      yes  yes   yes        yes  yes     no      yes    yes
mira    no   no    no         no   no      no      no     no
nia     no   no    no         no   no      no      no     no
ingrid  no   no    no         no   no      no      no     no
chen    no   no    no         no   no      no      no     no
hugo    no   no    no         no   no      no      no     no
dara    no   no    no         no   no      no      no     no
tova    no   no    no         no   no      no      no     no
"""
DEPUTY = "hugo    yes  no    yes        no   no      no      no     no"
FORMER = """
amara   yes  no    yes        no   yes     yes     yes    no
bo      yes  no    yes        no   no      no      no     no
nia     no   no    no         no   no      no      no     no
mira    no   no    no         no   no      no      no     no
"""


def rows(table: str) -> list[tuple[str, dict[str, bool]]]:
    names = TABLE.strip().splitlines()[0].split()[1:]
    lines = [line.split() for line in table.strip().splitlines() if not line.startswith("who")]
    return [(line[0], dict(zip(names, [cell == "yes" for cell in line[1:]], strict=True))) for line in lines]


def found(house: House, who: str, file_id: UUID, entry_id: UUID) -> dict[str, bool]:
    with house.acting(who) as actor:
        sheet, one = files.sheet(file_id), files.one(entry_id)
        return {
            "read": policy.can_read(actor, sheet),
            "write": policy.can_write(actor, sheet),
            "read-entry": policy.can_read_entry(actor, one),
            "edit": policy.can_edit(actor, one),
            "respond": policy.can_respond(actor, one),
            "contest": policy.can_contest(actor, one),
            "settle": policy.can_settle(actor, one),
            "stand": policy.can_stand(actor, one),
        }


def test_who_may_do_what_with_a_file_and_an_entry(house: House) -> None:
    file_id, entry_id = files.begun(house), files.contested(house)
    for who, expected in rows(TABLE):
        assert found(house, who, file_id, entry_id) == expected, who


def test_a_deputy_reads_and_writes_nothing(house: House) -> None:
    file_id, entry_id = files.begun(house), files.contested(house)
    stands_in(house, "hugo", "bo")
    for who, expected in rows(DEPUTY):
        assert found(house, who, file_id, entry_id) == expected, who


def test_the_former_manager_keeps_what_they_wrote_and_nothing_else_from_the_same_day(house: House) -> None:
    file_id, entry_id = files.begun(house), files.contested(house)
    hers = files.added(house, "amara", file_id, words="I asked for help twice.")
    files.lead(house, "amara", "mira")
    for who, expected in rows(FORMER):
        assert found(house, who, file_id, entry_id) == expected, who
    with house.acting("bo") as bo:
        assert not policy.can_read_entry(bo, files.one(hers))


def test_a_former_manager_who_wrote_nothing_reads_nothing(house: House) -> None:
    file_id = files.begun(house)
    files.added(house, "amara", file_id)
    files.lead(house, "amara", "mira")
    with house.acting("bo") as bo:
        assert not policy.can_read(bo, files.sheet(file_id))


def test_the_new_manager_begins_an_empty_file(house: House) -> None:
    entry_id = files.added(house)
    files.lead(house, "amara", "mira")
    new = files.begun(house, "amara", "mira")
    with house.acting("mira") as mira:
        assert not policy.can_read_entry(mira, files.one(entry_id))
        assert policy.can_write(mira, files.sheet(new))


@pytest.mark.parametrize("who", ["nia", "mira", "chen", "dara", "tova"])
def test_a_contest_and_a_response_by_a_third_person_are_refused(house: House, who: str) -> None:
    entry_id = files.added(house)
    verbs: list[Any] = [performance_file.contest, performance_file.respond, performance_file.settle, performance_file.stand]
    for verb in verbs:
        with pytest.raises(Refused), house.acting(who) as actor:
            verb(files.one(entry_id), "I know better.", by=actor)
    with house.within():
        assert files.one(entry_id).sayings == ()


def test_nobody_opens_a_file_with_somebody_whom_they_do_not_work_with(house: House) -> None:
    for who, employee, manager in (("nia", "amara", "nia"), ("dara", "amara", "dara"), ("amara", "amara", "mira")):
        with pytest.raises(Refused), house.acting(who) as actor:
            performance_file.begin(house.person(employee), house.person(manager), by=actor)
