"""The access table of templates: rows are the cast, columns what they may do with one of the whole organisation and one of
Field Engineering. Chen, who accompanies the field, may design cycles; Hugo, who accompanies Shanghai, may not.
"""

from __future__ import annotations

import pytest

from saas import plan_template
from saas.plan_template import Facts, policy
from tenants.law import Refused
from tests.house_fixture import House
from tests.saas.plan_template import made

TABLE = """
who     list read keep-all keep-field make-all make-field
amara   no   no   no       no         no       no
bo      no   no   no       no         no       no
nia     no   no   no       no         no       no
chen    yes  yes  no       yes        no       yes
hugo    no   no   no       no         no       no
dara    yes  yes  yes      yes        yes      yes
tova    yes  yes  yes      yes        yes      yes
"""


def test_who_may_do_what_with_templates(house: House) -> None:
    made.may_design(house)
    of_all, of_field = made.published(house), made.draft(house, title="Of the field", at="Field Engineering")
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    for who, *cells in rows:
        with house.acting(who) as by:
            field = made.unit("Field Engineering").id
            found = {
                "list": policy.can_list(by),
                "read": policy.can_read(by, made.found(of_all)),
                "keep-all": policy.can_keep(by, made.found(of_all)),
                "keep-field": policy.can_keep(by, made.found(of_field)),
                "make-all": policy.may_keep(by, None),
                "make-field": policy.may_keep(by, field),
            }
        assert found == dict(zip(head[1:], [cell == "yes" for cell in cells], strict=True)), who


def test_verbs_refuse_whom_the_table_refuses(house: House) -> None:
    made.may_design(house)
    of_all = made.published(house)
    for who in ("amara", "bo", "chen", "hugo"):
        with house.acting(who) as by:
            it = made.found(of_all)
            for verb in (plan_template.publish, plan_template.retire, plan_template.reopen):
                with pytest.raises(Refused):
                    verb(it, by=by)
            with pytest.raises(Refused):
                plan_template.write_goals(it, (), by=by)
            with pytest.raises(Refused):
                plan_template.change(it, Facts("Mine"), by=by)
            with pytest.raises(Refused):
                plan_template.make(Facts("Mine"), by=by)


def test_a_partner_moves_no_template_out_of_their_units(house: House) -> None:
    made.may_design(house)
    of_field = made.draft(house, "chen", at="Field Engineering")
    with house.acting("chen") as by:
        it = made.found(of_field)
        with pytest.raises(Refused):
            plan_template.change(it, Facts(it.title, unit_id=None), by=by)
        with pytest.raises(Refused):
            plan_template.change(it, Facts(it.title, unit_id=made.unit("Operations Shanghai").id), by=by)
