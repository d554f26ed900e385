from __future__ import annotations

import pytest

from saas.reports import printer
from saas.reports.typefaces import NoTypeface, doubtful, legible


def test_plain_words_ask_nothing_and_chinese_asks_little() -> None:
    assert doubtful("Plain words, “quoted” – with é, ł and an arrow → here…") == frozenset()
    assert len(doubtful("把平均交付周期从三周缩短到十二天")) == 3


def test_what_has_no_form_is_called_by_its_name() -> None:
    assert legible("Up 🚀!", lambda signs: signs) == "Up [rocket]!"
    assert legible("Up 🚀!", lambda _signs: frozenset()) == "Up 🚀!"
    assert legible("By 👩🏽!", lambda signs: signs) == "By [woman]!", "the shade of an emoji is no word"


def test_a_script_that_is_missing_is_a_reason_not_to_print() -> None:
    thai = "".join(chr(n) for n in range(0x0E01, 0x0E2E))
    with pytest.raises(NoTypeface):
        legible(thai, lambda signs: signs)
    with pytest.raises(NoTypeface):
        legible("李", lambda signs: signs)


def test_the_printer_knows_what_this_machine_can_draw() -> None:
    assert printer.missing(frozenset("中文мש→")) == frozenset()
    assert printer.missing(frozenset("\U0001fae8中a")) <= {"\U0001fae8"}
