"""Every state has one word, and the same word says whose turn it is."""

import importlib

import pytest

from tenants.law import Machine
from tenants.web.words import KINDS, PHASES, WORDS, word
from tests.tenants.web.face import bare_app


@pytest.fixture(scope="module", autouse=True)
def request_of_a_reader():
    with bare_app().test_request_context():
        yield


@pytest.mark.parametrize("machine", sorted(WORDS))
def test_every_word_has_a_label_and_a_known_kind(machine):
    for state, found in WORDS[machine].items():
        assert str(found.label).strip(), state
        assert found.kind in KINDS


def test_amber_is_never_a_state_of_its_own():
    assert {found.kind for states in WORDS.values() for found in states.values()} <= KINDS - {"turn"}


def test_my_turn_is_amber_and_says_so():
    found = word("plan", "proposed", mine=True)
    assert (str(found.label), found.kind) == ("Proposed, your turn", "turn")


def test_the_other_sides_turn_names_them():
    found = word("plan", "proposed", mine=False, whom="Bo")
    assert (str(found.label), found.kind) == ("Proposed, waiting for Bo", "wait")


def test_a_state_without_a_word_is_refused():
    with pytest.raises(KeyError):
        word("plan", "vanished")


def test_the_five_components_come_in_their_order():
    assert [key for key, _name in PHASES] == ["plan", "talk", "file", "appraise", "improve"]


NAMES = {"agreement": "plan"}


@pytest.mark.parametrize(
    "room", ["saas.cycle.states", "tenants.agreements.states", "tenants.jobs.models", "tenants.organisations.states"]
)
def test_every_state_of_every_machine_has_its_word(room):
    machines = [value for value in vars(importlib.import_module(room)).values() if isinstance(value, Machine)]
    assert machines
    for machine in machines:
        assert set(machine.states) <= set(WORDS[NAMES.get(machine.kind, machine.kind)]), machine.kind
