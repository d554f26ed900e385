"""Every move of the table from every state, by who may and who may not, with its guard, a stale version, and two at once."""

import threading

import pytest

from saas import cycle
from saas.cycle import MACHINE, queries
from tenants import journal
from tenants.isolation import get
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.saas.cycle import cycles

SHARED = {
    "make_ready": (cycle.make_ready, "draft", "ready", {}, "cycle.made_ready"),
    "reopen_draft": (cycle.reopen_draft, "ready", "draft", {}, "cycle.reopened"),
    "open_planning": (cycle.open_planning, "ready", "planning", {}, "cycle.opened"),
    "start_work": (cycle.start_work, "planning", "working", {}, "cycle.work_started"),
    "cancel": (cycle.cancel, "draft", "cancelled", {"words": "We begin anew."}, "cycle.cancelled"),
}
OWN = {
    "ask": (cycle.ask, "draft", "asked", {}, "cycle.own_asked", "amara"),
    "take_back": (cycle.take_back, "asked", "draft", {}, "cycle.own_taken_back", "amara"),
    "answer_later": (cycle.answer_later, "asked", "draft", {"words": "After the audit."}, "cycle.own_answered_later", "bo"),
    "agree": (cycle.agree, "asked", "working", {}, "cycle.own_agreed", "bo"),
}


def make(house, state):
    if state == "cancelled":
        made = cycles.draft(house)
        with house.acting("dara") as dara:
            return cycle.cancel(made, words="No.", by=dara)
    return {"draft": cycles.draft, "ready": cycles.ready, "planning": cycles.opened, "working": cycles.working}[state](house)


def test_the_table_is_whole():
    assert set(MACHINE.moves) == set(SHARED) | set(OWN)


@pytest.mark.parametrize("who", ["dara", "tova"])
@pytest.mark.parametrize("verb", SHARED)
def test_a_move_by_who_may_leads_where_the_table_says_and_is_recorded(house, verb, who):
    act, source, target, given, recorded = SHARED[verb]
    made = make(house, source)
    with house.acting(who) as actor:
        act(made, by=actor, seen=made.version, **given)
    assert cycles.state_of(house, made) == (target, made.version + 1)
    assert recorded in cycles.verbs_recorded(house, made)


@pytest.mark.parametrize("who", ["amara", "bo", "chen", "hugo", "mira"])
@pytest.mark.parametrize("verb", SHARED)
def test_a_move_by_anybody_else_is_refused_and_changes_nothing(house, verb, who):
    act, source, _target, given, _ = SHARED[verb]
    made = make(house, source)
    before = cycles.state_of(house, made)
    with pytest.raises(Refused), house.acting(who) as actor:
        act(made, by=actor, **given)
    assert cycles.state_of(house, made) == before


@pytest.mark.parametrize("state", ["draft", "ready", "planning", "working", "cancelled"])
def test_a_move_that_the_table_does_not_list_is_not_now(house, state):
    made = make(house, state)
    before = cycles.state_of(house, made)
    for verb, (act, _s, _t, given, _r) in SHARED.items():
        if state not in MACHINE.moves[verb].sources:
            with pytest.raises(NotNow), house.acting("dara") as dara:
                act(made, by=dara, **given)
    assert cycles.state_of(house, made) == before


@pytest.mark.parametrize("verb", SHARED)
def test_a_move_seen_at_an_older_version_is_stale(house, verb):
    act, source, _t, given, _r = SHARED[verb]
    made = make(house, source)
    before = cycles.state_of(house, made)
    with pytest.raises(Stale), house.acting("dara") as dara:
        act(made, by=dara, seen=before[1] - 1, **given)
    assert cycles.state_of(house, made) == before


@pytest.mark.parametrize("verb", OWN)
def test_an_own_move_by_who_may_leads_where_the_table_says(house, verb):
    act, source, target, given, recorded, who = OWN[verb]
    made = cycles.own(house, state=source)
    with house.acting(who) as actor:
        act(made, by=actor, seen=made.version, **given)
    assert cycles.state_of(house, made)[0] == target
    assert recorded in cycles.verbs_recorded(house, made)


@pytest.mark.parametrize("who", ["amara", "bo", "nia", "mira", "chen", "dara", "tova"])
@pytest.mark.parametrize("verb", OWN)
def test_an_own_move_by_anybody_else_is_refused(house, verb, who):
    act, source, _t, given, _r, allowed = OWN[verb]
    if who == allowed:
        return
    made = cycles.own(house, state=source)
    with pytest.raises(Refused), house.acting(who) as actor:
        act(made, by=actor, **given)
    assert cycles.state_of(house, made)[0] == source


@pytest.mark.parametrize("state", ["draft", "asked", "working"])
def test_an_own_move_that_the_table_does_not_list_is_not_now(house, state):
    made = cycles.own(house, state=state)
    for verb, (act, _s, _t, given, _r, who) in OWN.items():
        if state not in MACHINE.moves[verb].sources:
            with pytest.raises(NotNow), house.acting(who) as actor:
                act(made, by=actor, **given)
    assert cycles.state_of(house, made)[0] == state


@pytest.mark.parametrize("verb", OWN)
def test_an_own_move_seen_at_an_older_version_is_stale(house, verb):
    act, source, _t, given, _r, who = OWN[verb]
    made = cycles.own(house, state=source)
    with pytest.raises(Stale), house.acting(who) as actor:
        act(made, by=actor, seen=99, **given)
    assert cycles.state_of(house, made)[0] == source


def test_of_two_who_open_at_once_one_opens_and_the_other_is_told(house):
    made = cycles.ready(house)
    outcome = []

    def second():
        try:
            with house.acting("tova") as tova:
                cycle.open_planning(get(cycle.Cycle, made.id), by=tova, seen=made.version)
            outcome.append("opened")
        except (Stale, NotNow) as no:
            outcome.append(type(no).__name__)

    other = threading.Thread(target=second)
    with house.acting("dara") as dara:
        mine = get(cycle.Cycle, made.id)
        cycle.open_planning(mine, by=dara, seen=made.version)
        other.start()
    other.join(30)
    assert outcome == ["Stale"]
    assert cycles.taking_part(house, made) == {"amara", "bo", "mira", "nia"}


def test_of_taking_back_and_agreeing_at_once_only_one_happens(house):
    made = cycles.own(house)
    outcome = []

    def second():
        try:
            with house.acting("bo") as bo:
                cycle.agree(get(cycle.Cycle, made.id), by=bo)
            outcome.append("agreed")
        except NotNow:
            outcome.append("not now")

    other = threading.Thread(target=second)
    with house.acting("amara") as amara:
        cycle.take_back(get(cycle.Cycle, made.id), by=amara)
        other.start()
    other.join(30)
    assert outcome == ["not now"]
    assert cycles.state_of(house, made)[0] == "draft"


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_calling_off_needs_a_reason(house, words):
    made = cycles.draft(house)
    with pytest.raises(Invalid), house.acting("dara") as dara:
        cycle.cancel(made, words=words, by=dara)
    assert cycles.state_of(house, made)[0] == "draft"


def test_calling_off_asks_the_rooms_above_first(house, monkeypatch):
    made = cycles.opened(house)
    monkeypatch.setitem(journal.entries._consents, "cycle.cancel", [lambda *, cycle: [f"{cycle.name} holds signatures."]])
    with pytest.raises(Invalid, match="holds signatures"), house.acting("dara") as dara:
        cycle.cancel(made, words="Why not", by=dara)
    assert cycles.state_of(house, made)[0] == "planning"


def test_what_was_said_about_a_cancelled_cycle_is_kept(house):
    made = cycles.opened(house)
    with house.acting("dara") as dara:
        cycle.cancel(made, words="  公司重组 🙂  ", by=dara)
    with house.within():
        said = queries.answers(made)
        assert [(s.answer, s.words, s.author_id) for s in said] == [("cancelled", "公司重组 🙂", cycles.who("dara").id)]


def test_not_yet_needs_words(house):
    made = cycles.own(house)
    with pytest.raises(Invalid), house.acting("bo") as bo:
        cycle.answer_later(made, words=" ", by=bo)
    assert cycles.state_of(house, made)[0] == "asked"
