"""The access table: rows are the cast, columns what they may do. A reader should be able to check it by eye."""

import pytest

from saas import cycle
from saas.cycle import policy, queries
from tenants import people
from tests.saas.cycle import cycles

SHARED = """
who     design read-draft read-open manage people excuse-amara
amara   no     no         yes       no     no     no
bo      no     no         yes       no     yes    no
mira    no     no         yes       no     no     no
nia     no     no         yes       no     no     no
chen    no     no         yes       no     yes    no
hugo    no     no         yes       no     yes    no
dara    yes    yes        yes       yes    yes    yes
tova    yes    yes        yes       yes    yes    yes
"""

OWN = """
who     read-draft read-asked ask answer
amara   yes        yes        yes no
bo      no         yes        no  yes
mira    no         no         no  no
nia     no         no         no  no
chen    no         yes        no  no
hugo    no         no         no  no
dara    no         yes        no  no
tova    no         no         no  no
"""


def table(text):
    head, *rows = [line.split() for line in text.strip().splitlines()]
    return [(row[0], dict(zip(head[1:], [cell == "yes" for cell in row[1:]], strict=True))) for row in rows]


def seen(house, who, made):
    with house.acting(who) as actor:
        frame = queries.frame(made.id)
        seat = queries.seat(made.id, cycles.who("amara").id)
        return actor, frame, seat


def test_who_may_do_what_with_hrs_cycle(house):
    drafted, opened = cycles.draft(house, name="Next"), cycles.opened(house)
    for who, expected in table(SHARED):
        actor, frame, seat = seen(house, who, opened)
        _, draft, _ = seen(house, who, drafted)
        found = {
            "design": policy.can_design(actor),
            "read-draft": policy.can_read(actor, draft),
            "read-open": policy.can_read(actor, frame),
            "manage": policy.can_manage(actor, frame),
            "people": policy.can_see_participants(actor, frame),
            "excuse-amara": policy.can_place_seat(actor, seat),
        }
        assert found == expected, who


def test_who_may_do_what_with_an_own_cycle(house):
    drafted, asked = cycles.own(house, state="draft"), cycles.own(house)
    for who, expected in table(OWN):
        actor, frame, _ = seen(house, who, asked)
        _, draft, _ = seen(house, who, drafted)
        found = {
            "read-draft": policy.can_read(actor, draft),
            "read-asked": policy.can_read(actor, frame),
            "ask": policy.can_ask(actor, frame),
            "answer": policy.can_answer(actor, frame),
        }
        assert found == expected, who


def test_an_hr_partner_with_cycle_design_is_bound_to_their_units(house):
    with house.acting("tova") as tova:
        people.give(cycles.who("chen"), "cycle_design", by=tova)
    ours, theirs = cycles.draft(house, name="Ours"), cycles.draft(house, name="Theirs", scope="Operations")
    empty = cycles.draft(house, name="Empty", scope="")
    with house.acting("chen") as chen:
        assert policy.can_design(chen)
        assert policy.can_manage(chen, queries.frame(ours.id))
        assert policy.can_place_seat(chen, queries.seat(ours.id, cycles.who("amara").id))
        assert not policy.can_manage(chen, queries.frame(theirs.id))
        assert not policy.can_manage(chen, queries.frame(empty.id)), "an empty scope is nobody's"
        visible = {each.id for each in cycles.isolation.session().scalars(cycle.shared_cycles(chen))}
        assert visible == {ours.id}


def test_cycle_design_without_a_unit_gives_nothing(house):
    with house.acting("tova") as tova:
        people.give(cycles.who("nia"), "cycle_design", by=tova)
    with house.acting("nia") as nia:
        assert not policy.can_design(nia)


@pytest.mark.parametrize("who", ["amara", "bo", "mira", "nia", "chen", "hugo", "dara", "tova"])
def test_lists_hold_exactly_what_may_be_read(house, who):
    over = [cycles.draft(house, name="Never open"), cycles.opened(house, name="Called off")]
    for each in over:
        with house.acting("dara") as by:
            cycle.cancel(each, words="We begin anew.", by=by)
    made = [cycles.draft(house, name="Next"), cycles.opened(house), cycles.own(house), cycles.own(house, "nia", state="draft")]
    made += [cycles.own(house, "nia"), *over]
    with house.acting(who) as actor:
        session = cycles.isolation.session()
        listed = {each.id for query in (cycle.shared_cycles(actor), cycle.own_cycles(actor)) for each in session.scalars(query)}
        readable = {each.id for each in made if policy.can_read(actor, queries.frame(each.id))}
        seen_over = {each.name: each.id in listed for each in over}
    assert listed == readable
    assert seen_over == {"Never open": who in ("dara", "tova"), "Called off": True}


def test_nobody_excuses_or_adds_themselves(house):
    with house.acting("tova") as tova:
        made = cycle.draft(
            name="All", phases=cycles.phases(), company_ids=[c.id for c in cycles.organisations.companies()], by=tova
        )
        assert not policy.can_place_seat(tova, queries.seat(made.id, tova.id))
        assert policy.can_place_seat(tova, queries.seat(made.id, cycles.who("dara").id))
