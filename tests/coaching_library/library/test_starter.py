"""The starter set as it is packed: whole for each subject in both languages, nothing said twice, every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from coaching_library import library
from coaching_library.library import filing, packing, rules
from coaching_library.library.mending import links
from coaching_library.library.starting import files
from tests.coaching_library.library import made
from tests.house_fixture import House

SUBJECTS = 13
WANTED = ("guide", "template", "example", "exercise", "vignette-1", "vignette-2")
LEVELS = {f"l{n}" for n in range(1, 6)}
READ = [each for each in files() if each.content is not None]
BY = {(each.key, each.language): each.content for each in READ if each.content is not None}
KEYS = {key for key, _language in BY}
SUBJECT = re.compile(rf"(.+)-({'|'.join(WANTED)})\Z")


def texts(key: str, language: str) -> str:
    content = BY[key, language]
    return "\n\n".join((content.summary, content.body, content.after, content.wording))


def test_every_file_is_taken_and_nothing_is_to_be_said_of_any() -> None:
    assert [(each.path, each.notes) for each in files() if each.content is None or each.notes] == []


def test_each_subject_has_every_kind_in_both_languages() -> None:
    there: dict[str, set[str]] = defaultdict(set)
    for key in KEYS:
        found = SUBJECT.match(key)
        if found:
            there[found.group(1)].add(found.group(2))
    whole = {subject for subject, kinds in there.items() if kinds >= set(WANTED)}
    assert len(whole) == SUBJECTS, {subject: set(WANTED) - kinds for subject, kinds in there.items() if subject not in whole}


def test_both_languages_have_the_same_items_at_the_same_places() -> None:
    assert {key for key, language in BY if language == "en"} == {key for key, language in BY if language == "zh"}
    for key in KEYS:
        english, chinese = BY[key, "en"], BY[key, "zh"]
        for name in ("kind", "topic", "skill", "audience", "anchors", "level", "steps"):
            assert getattr(english, name) == getattr(chinese, name), (key, name)
        assert re.search("[\u4e00-\u9fff]", chinese.title), key
        assert not re.search("[\u4e00-\u9fff]", english.title + english.body), key


@pytest.mark.parametrize(("language", "least"), [("en", 250), ("zh", 400)])
def test_a_guide_is_long_enough_to_help(language: str, least: int) -> None:
    short = {}
    for (key, spoken), content in BY.items():
        if spoken == language and content.kind == "guide":
            count = len(content.body.split()) if language == "en" else len(re.findall("[\u4e00-\u9fff]", content.body))
            if count < least:
                short[key] = count
    assert not short


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_long_sentence_stands_in_two_items(language: str) -> None:
    where: dict[str, set[str]] = defaultdict(set)
    for key in KEYS:
        for sentence in re.split(r"(?<=[.!?。！？])\s*|\n+", texts(key, language)):
            plain = re.sub(r"[\W_]+", "", sentence).casefold()
            if len(plain) >= 40:
                where[plain].add(key)
    assert {sentence: keys for sentence, keys in where.items() if len(keys) > 1} == {}


def test_every_link_and_every_step_leads_somewhere() -> None:
    for (key, language), content in BY.items():
        assert links(content.body) | links(content.after) <= KEYS, (key, language)
        assert set(content.steps) <= KEYS, (key, language)
        assert key not in content.steps


def test_each_could_be_published_as_it_is() -> None:
    for (key, language), content in BY.items():
        assert rules.unready(content, LEVELS, KEYS) == {}, (key, language)
    twice = Counter((content.title, language) for (_key, language), content in BY.items())
    assert [title for title, many in twice.items() if many > 1] == []


def test_each_template_has_blanks_and_each_vignette_one_level() -> None:
    for (key, language), content in BY.items():
        assert bool(rules.blanks(content.body)) == (content.kind == "template"), (key, language)
    levels = Counter(
        content.level for (_key, language), content in BY.items() if content.kind == "vignette" and language == "en"
    )
    assert len(levels) >= 4, "practice shows more than the middle of the scale"


def test_what_is_written_out_of_the_set_is_read_as_the_same() -> None:
    came = [
        packing.came(each.path, filing.written(each.key, each.language, each.content).encode()) for each in READ if each.content
    ]
    again = filing.read_all(came, filing.Defaults("plan", "en"))
    assert [(each.key, each.content) for each in again] == [(each.key, each.content) for each in READ]


@pytest.mark.slow
def test_a_new_organisation_gets_it_once_and_keeps_what_it_made_of_it(house: House) -> None:
    with house.within():
        assert library.give_starter_set() == len(BY)
        assert library.give_starter_set() == 0
    with house.within() as system:
        query = select(library.LibraryItem.state, library.LibraryItem.origin, func.count())
        rows = system.execute(query.group_by(library.LibraryItem.state, library.LibraryItem.origin)).all()
        assert [tuple(row) for row in rows] == [("published", "starter", len(BY))]
        key = sorted(KEYS)[0]
        item = system.scalars(select(library.LibraryItem.id).where(library.LibraryItem.key == key)).first()
        assert item
    with house.acting("dara") as dara:
        it = made.found(item)
        library.change(it, replace(it.content, summary="As we see it here."), by=dara)
    with house.within() as system:
        assert library.give_starter_set() == 0
        assert made.found(item).summary == "As we see it here."
