"""What templates may call: people's words, dates in the reader's zone, numbers, faces, problems of a form."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, fields, validators
from wtforms.fields import SelectChoice

from tenants.isolation import clock
from tenants.web import dates, named, numbers, rendering
from tests.tenants.web.face import bare_app

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday_noon():
    with clock.at(NOON):
        yield


@pytest.fixture
def reader():
    with bare_app().test_request_context():
        yield


@pytest.mark.usefixtures("reader")
class TestPeoplesWords:
    def test_a_persons_words_are_paragraphs_and_never_markup(self):
        said = '<div class="voice" dir="auto"><p>One &lt;b&gt;<br>two</p><p>Three</p></div>'
        assert rendering.voice("One <b>\ntwo\n\nThree") == said

    def test_words_carry_their_language_where_it_is_known(self):
        assert rendering.voice("你好", "zh-Hans") == '<div class="voice" dir="auto" lang="zh-Hans"><p>你好</p></div>'

    @pytest.mark.parametrize("nothing", ["", None, "  \n\n "])
    def test_nothing_written_gives_nothing(self, nothing):
        assert rendering.voice(nothing) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amara Okafor", "AO"),
        ("bo", "B"),
        ("Li Wei 李伟", "LW"),
        ("欧阳修文", "修文"),
        ("Åse van der Berg", "ÅB"),
        ("王", "王"),
    ],
)
def test_a_face_shows_the_letters_of_its_name(name, letters):
    assert rendering.initials(name) == letters


def test_a_person_has_one_colour_everywhere():
    assert rendering.hue("0190-a") == rendering.hue("0190-a")
    assert len({rendering.hue(number) for number in range(200)}) == rendering.HUES


def test_an_id_on_the_page_is_made_of_kind_id_and_part():
    @dataclass
    class KeyResult:
        id: int
        __tablename__ = "key_result"

    assert rendering.dom_id(KeyResult(17), "row") == "key-result-17-row"


@pytest.mark.parametrize(("heading", "made"), [("Your turn", "your-turn"), ("2026", "part-"), ("轮到你了", "part-")])
def test_a_heading_becomes_an_id_that_begins_with_a_letter(heading, made):
    assert rendering.slug(heading).startswith(made)


@pytest.mark.usefixtures("reader")
def test_an_icon_is_drawn_inline_and_hidden_from_reading():
    drawn = rendering.icon("house")
    assert drawn.startswith("<svg")
    assert 'aria-hidden="true"' in drawn
    assert "style" not in drawn
    with pytest.raises(FileNotFoundError):
        rendering.icon("no-such-thing")


def said(function, at, zone="Europe/Copenhagen", lang="en"):
    with bare_app(zone).test_request_context(f"/?lang={lang}"):
        return function(at)


def test_a_moment_is_told_in_the_readers_zone_and_kept_exact():
    at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert said(dates.moment, at) == (
        '<time datetime="2026-11-23T23:30Z" title="Tuesday, 24 November 2026 00:30 CET">24 Nov 2026, 00:30</time>'
    )
    assert "24 Nov 2026, 12:30" in said(dates.moment, at, "Pacific/Auckland")
    assert "23 Nov 2026, 13:30" in said(dates.moment, at, "Pacific/Honolulu")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOON, ">today, 13:00<"),
        (datetime(2026, 11, 22, 8, 0, tzinfo=UTC), ">yesterday, 09:00<"),
        (date(2026, 11, 24), ">tomorrow<"),
        (date(2026, 11, 19), ">Thursday<"),
        (date(2026, 11, 29), ">Sunday<"),
        (date(2026, 11, 30), ">30 Nov<"),
        (date(2026, 7, 9), ">9 Jul<"),
        (date(2025, 7, 9), ">9 Jul 2025<"),
    ],
)
def test_near_times_are_said_as_people_say_them(at, words):
    assert words in said(dates.when, at)


def test_a_day_without_an_hour_stays_that_day_in_every_zone():
    for zone in ("Pacific/Auckland", "Pacific/Honolulu"):
        assert said(dates.day, date(2026, 12, 11), zone).endswith(">11 December 2026</time>")


def test_chinese_readers_get_chinese_dates():
    assert ">2026年12月11日<" in said(dates.day, date(2026, 12, 11), lang="zh_Hans")


def test_papers_show_exact_times_in_utc():
    assert said(dates.utc, NOON) == '<time datetime="2026-11-23T12:00:00Z">2026-11-23 12:00 UTC</time>'


@pytest.mark.parametrize("function", [dates.day, dates.moment, dates.when, dates.utc])
def test_no_time_is_no_words(function):
    assert said(function, None) == ""


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("function", "value", "words"),
    [
        (numbers.points, 4000, "40%"),
        (numbers.points, 1250, "12.5%"),
        (numbers.points, 3333, "33.33%"),
        (numbers.points, None, ""),
        (numbers.percent, 0.125, "13%"),
        (numbers.number, Decimal("1234.500"), "1,234.5"),
        (numbers.number, Decimal("2.345"), "2.35"),
        (numbers.number, 7, "7"),
        (numbers.number, None, ""),
    ],
)
def test_numbers_are_rounded_half_up_once_for_the_reader(function, value, words):
    assert function(value) == words


class Line(Form):
    words = fields.StringField("Words", [validators.InputRequired("Write something")])


class Sheet(Form):
    title = fields.StringField("Title", [validators.InputRequired("Give a title")])
    one = fields.RadioField("One", choices=[SelectChoice("a", "A")])
    two = fields.SelectField("Two", choices=[SelectChoice("a", "A")])
    lines = fields.FieldList(fields.FormField(Line), "Line", min_entries=2)


def problems(**typed):
    form = Sheet(MultiDict({name.replace("_", "-"): value for name, value in typed.items()}))
    assert not form.validate()
    with bare_app().test_request_context():
        return rendering.form_problems(form)


def test_problems_of_a_form_come_in_order_with_the_place_to_jump_to():
    found = problems(one="a", two="a", lines_0_words="x")
    assert [id_ for id_, _message in found] == ["title", "lines-1-words"]


def test_each_problem_names_its_field_and_a_row_its_row():
    found = problems(one="a", two="a")
    assert [message for _id, message in found] == [
        "Title: Give a title",
        "Line 1 · Words: Write something",
        "Line 2 · Words: Write something",
    ]


@pytest.mark.parametrize(("field", "whole"), [("Title", "Title: Too long."), ("What is it?", "What is it? Too long.")])
def test_a_question_answers_for_itself(field, whole):
    with bare_app().test_request_context():
        assert named(field, "Too long.") == whole


def test_pages_of_a_list_keep_the_filters():
    @dataclass
    class Page:
        before: str | None
        after: str | None

    with bare_app().test_request_context("/people?unit=7&after=old"):
        assert rendering.page_urls(Page(None, "k")) == (None, "/people?unit=7&after=k")


def test_a_page_of_a_language_from_right_to_left_says_so():
    with bare_app().test_request_context("/?lang=ar"):
        assert (rendering.page_language(), rendering.page_direction()) == ("ar", "rtl")
