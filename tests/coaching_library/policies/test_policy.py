"""The access table of policies: rows are the cast, columns what they may do with one for everybody, one for line managers, one
for HR, and with a draft. Dara is head of HR and publishes; Chen and Hugo are HR partners; Tova is tenant admin and no more.
"""

from __future__ import annotations

import pytest

from coaching_library import policies
from coaching_library.policies import Facts, PolicySheet, Terms, policy
from tenants import people
from tenants.law import Refused
from tenants.people import Actor
from tests.coaching_library.policies import made
from tests.house_fixture import House

TABLE = """
who     keeps publishes all managers hr  draft change status names
amara   no    no        yes no       no  no    no     no     no
bo      no    no        yes yes      no  no    no     no     no
nia     no    no        yes no       no  no    no     no     no
mira    no    no        yes no       no  no    no     no     no
ingrid  no    no        yes yes      no  no    no     no     no
chen    yes   no        yes yes      yes yes   no     yes    yes
hugo    yes   no        yes yes      yes yes   no     yes    yes
dara    yes   yes       yes yes      yes yes   yes    yes    yes
tova    no    no        yes no       no  no    no     yes    no
"""


def test_who_may_do_what_with_policies(house: House) -> None:
    everyone = made.published(house)
    managers = made.published(house, title="For managers", audience="managers")
    hr = made.published(house, title="For HR", audience="hr")
    draft = made.draft(house, title="Not yet")
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    for who, *cells in rows:
        with house.acting(who) as by:
            found = {
                "keeps": policy.keeps(by),
                "publishes": policy.publishes(by),
                "all": reads(by, made.found(everyone)),
                "managers": reads(by, made.found(managers)),
                "hr": reads(by, made.found(hr)),
                "draft": policy.can_read_version(by, made.written(draft)),
                "change": policy.can_change(by, made.found(everyone)),
                "status": policy.can_see_status(by, made.found(everyone)),
                "names": policy.sees_names(by),
            }
        assert found == dict(zip(head[1:], [cell == "yes" for cell in cells], strict=True)), who


def reads(by: Actor, sheet: PolicySheet) -> bool:
    """Whoever reads a policy is asked to acknowledge it, and finds its sections to cite; nobody else is or does."""
    found = policy.can_read(by, sheet)
    assert policy.can_acknowledge(by, sheet) is found
    assert (sheet.id in {each.policy_id for each in policies.owed(by)}) is found
    assert (sheet.id in {each.policy_id for each in policies.choices_to_cite(by)}) is found
    return found


def test_verbs_refuse_whom_the_table_refuses(house: House) -> None:
    it, draft = made.published(house), made.draft(house, title="Not yet")
    hr = made.published(house, title="For HR", audience="hr")
    for who in ("amara", "bo", "tova"):
        with house.acting(who) as by:
            one, sheet, here = made.written(draft), made.found(it), made.found(it).versions[0].id
            for refused in (
                lambda by=by: policies.make(Facts("Mine", "talk", "everyone", by.id), by=by),
                lambda by=by, one=one: policies.write(one, (), "", by=by),
                lambda by=by, one=one: policies.propose(one, by=by),
                lambda by=by, one=one: policies.drop(one, by=by),
                lambda by=by, one=one: policies.publish(one, Terms(made.day(0)), by=by),
                lambda by=by, sheet=sheet: policies.begin(sheet, by=by),
                lambda by=by, sheet=sheet: policies.make_counterpart(sheet, "zh", "先谈后写", by=by),
                lambda by=by, sheet=sheet: policies.change(sheet, Facts("Mine", "talk", "everyone", by.id), by=by),
                lambda by=by, sheet=sheet: policies.look_again(sheet, None, by=by),
                lambda by=by, here=here: policies.withdraw(made.one(here), "Why not.", by=by),
                lambda by=by: policies.acknowledge(made.found(hr), 1, "", by=by),
            ):
                with pytest.raises(Refused):
                    refused()


def test_an_hr_partner_decides_nothing_about_what_comes_into_force(house: House) -> None:
    draft = made.draft(house)
    made_ = made.published(house, title="In force")
    coming = made.published(house, title="Coming", on=9)
    with house.acting("chen") as by:
        policies.propose(made.written(draft), by=by)
        for refused in (
            lambda: policies.publish(made.written(draft), Terms(made.day(0)), by=by),
            lambda: policies.give_back(made.written(draft), "Say when.", by=by),
            lambda: policies.take_back(made.one(made.found(coming).versions[0].id), by=by),
            lambda: policies.withdraw(made.one(made.found(made_).versions[0].id), "Why not.", by=by),
        ):
            with pytest.raises(Refused):
                refused()


def test_the_right_to_publish_is_a_publishers_without_being_hr(house: House) -> None:
    with house.acting("tova") as tova:
        found = people.by_email("nia@northlight.example")
        assert found is not None
        people.give(found, "publish", by=tova)
    it = made.draft(house, audience="hr")
    made.publish(house, it, by="nia")
    with house.acting("nia") as by:
        assert reads(by, made.found(it))
        status = policies.status(made.found(it), by)
        assert status is not None
        assert status.is_all
