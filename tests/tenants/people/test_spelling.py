"""By which words people are found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.people.spelling import words_of, words_wanted


def fits(search: str, name: str, called: str = "", email: str = "someone@else.example") -> bool:
    words = words_of(name, called, email)
    return all(f" {word}" in words for word in words_wanted(search))


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("dia", "Amara Diallo"),
        ("DIALLO amara", "Amara Diallo"),
        ("Diallo, Amara", "Amara Diallo"),
        ("jose garcia", "José María García Núñez"),
        ("JOSÉ", "Jose Maria"),
        ("luc", "Jean-Luc Godin"),
        ("jeanluc", "Jean-Luc Godin"),
        ("jean-l", "Jean-Luc Godin"),
        ("neill", "Sean O’Neill"),
        ("o'neill", "Sean O’Neill"),
        ("oneill", "Sean O'Neill"),
        ("strasse", "Eva Straße"),
        ("lodz", "Ewa Łódź"),
        ("chenyi", "Chen Yifan 陈一帆"),
        ("陈", "Chen Yifan 陈一帆"),
        ("一帆", "Chen Yifan 陈一帆"),
        ("帆", "Chen Yifan 陈一帆"),
        ("一帆 chen", "Chen Yifan 陈一帆"),
        ("娜娜", "欧阳 娜娜"),
        ("欧阳娜娜", "欧阳 娜娜"),
        ("欧阳 娜", "欧阳娜娜"),
        ("ＡＭＡＲＡ", "Amara Diallo"),
        ("길동", "홍길동"),
    ],
)
def test_any_word_s_beginning_and_any_part_of_a_chinese_name_finds_a_person(search: str, name: str) -> None:
    assert fits(search, name)


@pytest.mark.parametrize("search", ["ama", "ama.", "ama.d", "diallo", "ama.diallo@northlight.example"])
def test_a_person_is_found_by_what_they_are_called_and_by_their_address(search: str) -> None:
    assert fits(search, "Zoë Quist", "Ama", "ama.diallo@northlight.example")


@pytest.mark.parametrize("search", ["iallo", "amara bo", "north", "example", "帆陈", "mara", "a%m", "a_a", "a\\m"])
def test_the_middle_of_a_word_or_one_word_that_does_not_fit_finds_nobody(search: str) -> None:
    assert not fits(search, "Amara Diallo", "", "ama.d@northlight.example")


def test_a_search_of_signs_alone_has_no_words_and_a_long_one_is_cut() -> None:
    assert words_wanted(" ,  “” ") == []
    assert len(words_wanted("a " * 500)) == 8


@given(st.text(st.characters(categories=["L", "N", "Zs", "P", "Cc"]), min_size=1, max_size=30))
@settings(max_examples=300)
def test_a_name_as_it_is_written_finds_its_owner(name: str) -> None:
    assert fits(name, name)
