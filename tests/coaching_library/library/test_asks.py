"""Sixty questions as managers put them, written apart from the titles of the library: what helps is among the first three."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coaching_library import library
from coaching_library.threads import queries
from tenants.people import Actor
from tests.house_fixture import House

ASKS = json.loads((Path(__file__).resolve().parent.parent / "asks.json").read_text("utf-8"))
ENOUGH = 0.8


HELP = ("guide", "script", "path")
"""What helps with a question; a case to be rated or a form to be filled in does not answer one."""


def by_the_library(actor: Actor, ask: str) -> list[UUID]:
    return [item.id for item in library.suggest(actor, ask, at_most=3)]


def by_the_form_of_a_question(actor: Actor, ask: str) -> list[UUID]:
    return [each.id for each in queries.suggest(actor, ask)][:3]


@pytest.mark.slow
@pytest.mark.parametrize("suggested", [by_the_library, by_the_form_of_a_question])
def test_of_four_questions_in_five_what_helps_is_among_the_first_three(house: House, suggested: Any) -> None:
    with house.within():
        library.give_starter_set()
    missed: dict[str, list[str]] = {"en": [], "zh": []}
    for each in ASKS:
        with house.acting("bo") as bo:
            found = library.items_by(suggested(bo, each["ask"])).values()
            helps = [item.key for item in found if item.latest and item.latest.kind in HELP]
            assert len(found) == len({item.key for item in found}), "one item in two languages"
        if not any(key.startswith(tuple(each["right"])) for key in helps):
            missed[each["language"]].append(f"{each['ask']} → {helps}")
    for language, asks in missed.items():
        of = sum(each["language"] == language for each in ASKS)
        assert of == 30
        assert len(asks) <= of * (1 - ENOUGH), asks


@pytest.mark.parametrize("nothing", ["xylophone parking permits", "ab", "权"])
def test_what_nothing_helps_with_has_no_suggestion(house: House, nothing: str) -> None:
    with house.within():
        library.give_starter_set()
    with house.acting("bo") as bo:
        assert queries.suggest(bo, nothing) == []


@pytest.mark.parametrize(("typed", "language"), [("sick leave", "en"), ("salary", "en"), ("weights", "en"), ("权重", "zh")])
def test_what_is_suggested_while_one_types_is_in_the_language_of_what_is_typed(house: House, typed: str, language: str) -> None:
    with house.within():
        library.give_starter_set()
    with house.acting("bo") as bo:
        found = library.items_by(each.id for each in queries.suggest(bo, typed)).values()
        assert {item.language for item in found} == {language}
        assert "vignette" not in {item.latest.kind for item in found if item.latest is not None}
