"""Sixty questions as managers put them, written apart from the titles of the library: what helps is among the first three."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coaching_library import library
from tests.house_fixture import House

ASKS = json.loads((Path(__file__).resolve().parent.parent / "asks.json").read_text("utf-8"))
ENOUGH = 0.8


@pytest.mark.slow
def test_of_four_questions_in_five_what_helps_is_among_the_first_three(house: House) -> None:
    with house.within():
        library.give_starter_set()
    missed: dict[str, list[str]] = {"en": [], "zh": []}
    for each in ASKS:
        with house.acting("bo") as bo:
            found = [item.key for item in library.suggest(bo, each["ask"], at_most=3)]
        if not any(key.startswith(tuple(each["right"])) for key in found):
            missed[each["language"]].append(f"{each['ask']} → {found}")
    for language, asks in missed.items():
        of = sum(each["language"] == language for each in ASKS)
        assert of == 30
        assert len(asks) <= of * (1 - ENOUGH), asks
