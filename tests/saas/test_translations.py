"""The compiled words are those of the catalogue beside them, and a paper in Chinese speaks Chinese."""

from __future__ import annotations

from gettext import GNUTranslations

from babel.messages.pofile import read_po
from flask_babel import force_locale, gettext

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
            assert machine.gettext(message.id) == message.string
            checked += 1
    assert checked > 80


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
