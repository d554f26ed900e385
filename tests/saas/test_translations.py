"""The compiled words are those of the catalogue beside them, and a paper in Chinese speaks Chinese."""

from __future__ import annotations

import re
from gettext import GNUTranslations

import pytest
from babel.messages.pofile import read_po
from flask_babel import force_locale, gettext

from saas import catalogue
from saas.plan import words
from tests.conftest import ROOT
from tests.house_fixture import House

FOLDER = ROOT / "saas/translations/zh/LC_MESSAGES"


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with (FOLDER / "messages.po").open("rb") as written, (FOLDER / "messages.mo").open("rb") as compiled:
        words, machine = read_po(written, locale="zh"), GNUTranslations(compiled)
    checked = 0
    for message in words:
        if isinstance(message.id, str) and message.id and message.string:
            there = machine.pgettext(message.context, message.id) if message.context else machine.gettext(message.id)
            assert there == message.string
            checked += 1
    assert checked > 1400


@pytest.mark.parametrize("language", catalogue.languages())
def test_every_text_of_the_house_has_words_in_each_language(language: str) -> None:
    catalog = catalogue.written(language)
    known = {(message.context, message.id) for message in catalog if message.id}
    texts = {(message.context, message.id) for message in catalogue.extracted() if message.id}
    assert texts - known == set(), "python -m saas.catalogue brings these into the catalogue"
    assert known - texts == set(), "python -m saas.catalogue takes these out of it"
    assert catalogue.wordless(catalog) == []


@pytest.mark.parametrize("language", catalogue.languages())
def test_translated_words_have_the_places_and_the_tags_of_the_english_ones(language: str) -> None:
    def marks(said: str) -> tuple[set[str], int, list[str]]:
        return set(re.findall(r"%\(\w+\)[a-z]", said)), said.count("%%"), sorted(re.findall(r"<[^>]*>", said))

    wrong = []
    for message in catalogue.written(language):
        texts = message.id if message.pluralizable else (message.id,)
        said = message.string if message.pluralizable else (message.string,)
        wrong += [each for each in said if message.id and marks(each) not in [marks(text) for text in texts]]
    assert wrong == []


def test_chinese_addresses_its_reader_in_one_voice() -> None:
    """One person is 您 in this house, two are 你们; only what a colleague might say to another says 你."""
    said_by_a_colleague = "You let the customer finish. Then they told us what the first visit had missed."
    for message in catalogue.written("zh"):
        words = message.string if isinstance(message.string, str) else " ".join(message.string)
        if message.id and message.id != said_by_a_colleague:
            assert not re.search("你(?!们)", words), words


def test_chinese_is_found_where_the_application_looks(house: House) -> None:
    with house.app.test_request_context("/"), force_locale("zh"):
        assert gettext("Weight") == "权重"
    with house.app.test_request_context("/"), force_locale("en"):
        assert gettext("Weight") == "Weight"


def test_every_choice_that_a_plan_prints_has_chinese_words(house: House) -> None:
    choices = [*words.MEASURES.values(), *words.DIRECTIONS.values(), *words.KINDS.values(), *words.SUPPORT.values()]
    with house.app.test_request_context("/"), force_locale("en"):
        english = [str(each) for each in (*choices, *words.CHALLENGE.values())]
    with house.app.test_request_context("/"), force_locale("zh"):
        chinese = [str(each) for each in (*choices, *words.CHALLENGE.values())]
    assert [one for one, other in zip(english, chinese, strict=True) if one == other] == []
