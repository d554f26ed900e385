"""An item from its draft to its end: every move of the table, and what stays true whoever comes second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from coaching_library import library
from coaching_library.library import queries
from coaching_library.topics import Task
from tenants import find, notices, organisations, people
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.coaching_library.library import made
from tests.house_fixture import House

STATES = ("draft", "in_review", "published", "needs_review", "retired")


def do(verb: str, item: library.LibraryItem, by: Any) -> Any:
    """A verb as the page calls it."""
    day = organisations.today() + made.YEAR
    calls: dict[str, Callable[[], Any]] = {
        "write": lambda: library.change(item, replace(item.content, summary="Something else."), by=by),
        "propose": lambda: library.propose(item, by=by),
        "take_back": lambda: library.take_back(item, by=by),
        "send_back": lambda: library.send_back(item, "Shorter.", by=by),
        "approve": lambda: library.approve(item, by=by),
        "publish": lambda: library.publish(item, by=by),
        "verify": lambda: library.verify(item, day, by=by),
        "retire": lambda: library.retire(item, by=by),
        "reopen": lambda: library.reopen(item, by=by),
    }
    return calls[verb]()


AFTER: dict[str, dict[str, str]] = {
    "draft": {"write": "draft", "propose": "in_review", "publish": "published", "retire": "retired"},
    "in_review": {"take_back": "draft", "send_back": "draft", "approve": "published", "retire": "retired"},
    "published": {"write": "published", "verify": "published", "retire": "retired"},
    "needs_review": {"write": "needs_review", "verify": "published", "retire": "retired"},
    "retired": {"reopen": "draft"},
}
"""What each verb leads to, without anything having been changed before; every other verb is refused and changes nothing."""


@pytest.mark.parametrize("state", STATES)
def test_from_each_state_the_table_is_kept_and_nothing_else_happens(house: House, state: str) -> None:
    for verb in ("write", "propose", "take_back", "send_back", "approve", "publish", "verify", "retire", "reopen"):
        item = made.in_state(house, state)
        if state == "in_review" and verb == "take_back":
            with house.acting("chen") as chen:
                do(verb, made.found(item), chen)
            assert made.state(house, item)[0] == "draft"
            continue
        before = made.state(house, item)
        if verb in AFTER[state]:
            with house.acting("dara") as dara:
                do(verb, made.found(item), dara)
            assert made.state(house, item)[0] == AFTER[state][verb], verb
            assert made.state(house, item)[1] > before[1], verb
            assert state in library.MACHINE.moves[_move(verb, state)].sources
        else:
            with pytest.raises((NotNow, Refused)), house.acting("dara") as dara:
                do(verb, made.found(item), dara)
            assert made.state(house, item) == before, verb


def _move(verb: str, state: str) -> str:
    return {"published": "change", "needs_review": "revise"}.get(state, "renew") if verb == "write" else verb


def test_what_people_read_stays_until_the_next_version(house: House) -> None:
    item = made.published(house)
    made.change(house, item, title="Another title", anchors=(library.Anchor("file.enter"),))
    with house.within():
        it = made.found(item)
        assert it.state == "published"
        assert it.latest
        assert it.latest.title == "Agree a goal in one talk"
        assert it.title == "Another title"
        assert anchors() == [("plan.draft", "planning")]
    assert made.publish(house, item) == 2
    with house.within():
        it = made.found(item)
        assert it.latest
        assert (it.latest.no, it.latest.title) == (2, "Another title")
        assert anchors() == [("file.enter", "")]
        assert set(queries.numbered(item, [1, 2])) == {1, 2}


def anchors() -> list[tuple[str, str]]:
    rows = session().execute(select(library.LibraryAnchor.task, library.LibraryAnchor.phase))
    return sorted((row[0], row[1]) for row in rows)


def test_a_changed_item_goes_through_approval_while_the_old_version_is_read(house: House) -> None:
    item = made.published(house)
    made.change(house, item, "chen", summary="Better said.")
    with house.acting("chen") as chen:
        library.propose(made.found(item), by=chen)
    with house.acting("amara") as amara:
        assert [each.item_id for each in session().scalars(queries.read(amara))] == [item]
        card = library.card_for(amara, _about(), phase=None)
        assert card is None, "it is anchored in the phase of planning alone"
    with house.acting("dara") as dara:
        library.send_back(made.found(item), "Say it as before.", by=dara)
        assert made.found(item).state == "draft"
        assert made.found(item).latest_id, "what people read has stayed"
    with house.within():
        remarks = queries.remarks(item)
        assert [(each.act, each.words) for each in remarks] == [("send_back", "Say it as before.")]


def _about() -> Any:
    from coaching_library.topics import About

    return About(Task.PLAN_DRAFT, "", "")


def test_retired_nobody_reads_it_and_taken_up_again_it_goes_on_counting(house: House) -> None:
    item = made.published(house)
    with house.acting("dara") as dara:
        library.retire(made.found(item), by=dara)
    with house.within():
        it = made.found(item)
        assert it.latest_id is None
        assert not anchors()
    with house.acting("chen") as chen:
        library.reopen(made.found(item), by=chen)
    assert made.publish(house, item) == 2
    assert made.verbs(house, item) == [
        "library_item.made", "library_item.published", "library_item.retired", "library_item.reopened",
        "library_item.published",
    ]  # fmt: skip


def test_a_version_is_never_changed_or_removed(house: House) -> None:
    made.published(house)
    for statement in ("UPDATE library_version SET title = 'x'", "DELETE FROM library_version"):
        with pytest.raises(DBAPIError) as no, house.within() as system:
            system.execute(text(statement))
        assert isinstance(no.value.orig, psycopg.errors.InsufficientPrivilege), statement


def test_its_day_comes_and_it_needs_review_until_somebody_looks(house: House) -> None:
    item = made.published(house, by="dara")
    house.let_pass(timedelta(days=364))
    assert made.state(house, item)[0] == "published"
    house.let_pass(timedelta(days=366))
    with house.within():
        it = made.found(item)
        assert (it.state, it.reason) == ("needs_review", "day")
        assert it.unverified_since
        assert it.latest_id, "it is read all the same, with a mark"
        told = session().scalars(select(notices.Notice).where(notices.Notice.kind == "library.needs_review")).all()
        assert [each.person_id for each in told] == [house.person("dara")], "whoever answers for it"
    with house.acting("dara") as dara:
        library.verify(made.found(item), organisations.today() + timedelta(days=400), by=dara)
    with house.within():
        it = made.found(item)
        assert (it.state, it.reason, it.unverified_since) == ("published", "", None)
        assert it.review_on == organisations.today() + timedelta(days=400)


def test_a_new_version_is_looked_at_too(house: House) -> None:
    item = made.in_state(house, "needs_review")
    made.change(house, item, summary="As it is now.")
    assert made.state(house, item)[0] == "needs_review"
    assert made.publish(house, item) == 2
    with house.within():
        assert made.found(item).reason == ""


def test_other_rooms_say_that_it_needs_review_once(house: House) -> None:
    item = made.published(house)
    with house.within():
        it = made.found(item)
        assert library.needs_review(it, "policy")
        assert not library.needs_review(it, "policy"), "it does already"
        with pytest.raises(ValueError, match="because"):
            library.needs_review(it, "a whim")
    draft = made.draft(house, title="Only a draft")
    with house.within():
        assert not library.needs_review(made.found(draft), "asked"), "nobody reads it"
    assert made.verbs(house, item).count("library_item.fell_due") == 1


def test_the_starter_set_is_owned_by_nobody_until_somebody_of_hr_takes_it(house: House) -> None:
    with house.within():
        made_id = _starter()
        assert made.found(made_id).owner_id is None
    day = None
    with house.acting("hugo") as hugo:
        day = organisations.today() + timedelta(days=30)
        library.keep(made.found(made_id), people.person(hugo.id), day, by=hugo)
    with house.within():
        it = made.found(made_id)
        assert (it.owner_id, it.review_on) == (house.person("hugo"), day)
    with pytest.raises(Invalid) as no, house.acting("hugo") as hugo:
        library.keep(made.found(made_id), people.person(house.person("amara")), day, by=hugo)
    assert set(no.value.errors) == {"owner"}, "amara keeps nothing"


def _starter() -> UUID:
    from coaching_library.library.actions import importing
    from coaching_library.library.filing import Read

    importing.bring_in([Read("a.md", "a-guide", "en", made.GUIDE)], origin="starter", publishes=True)
    return session().scalars(select(library.LibraryItem.id).where(library.LibraryItem.key == "a-guide")).one()


@pytest.mark.parametrize("days", [None, 0, -1, 5 * 366 + 1])
def test_a_day_of_review_lies_ahead_and_within_five_years(house: House, days: int | None) -> None:
    item = made.published(house)
    with house.within():
        day = None if days is None else organisations.today() + timedelta(days=days)
    with pytest.raises(Invalid) as no, house.acting("dara") as dara:
        library.verify(made.found(item), day, by=dara)
    assert set(no.value.errors) == {"review_on"}


def test_nothing_half_filled_is_proposed_or_published(house: House) -> None:
    item = made.draft(house, "dara", title="Half filled", summary="", body="")
    for verb in ("propose", "publish"):
        with pytest.raises(Invalid) as no, house.acting("dara") as dara:
            do(verb, made.found(item), dara)
        assert set(no.value.errors) == {"summary", "body"}
    path = made.draft(house, "dara", made.KINDS["path"])
    with pytest.raises(Invalid), house.acting("dara") as dara:
        library.publish(made.found(path), by=dara)
    made.published(house)
    assert made.publish(house, path) == 1, "now it leads somewhere"


def test_nothing_differs_and_so_nothing_is_published(house: House) -> None:
    item = made.published(house)
    for verb in ("publish", "propose"):
        with pytest.raises(NotNow, match="Nothing differs"), house.acting("dara") as dara:
            do(verb, made.found(item), dara)
    before = made.state(house, item)
    made.change(house, item, title="Agree a goal in one talk")
    assert made.state(house, item) == before, "the same words are no change"


def test_what_was_published_keeps_its_kind(house: House) -> None:
    item = made.published(house)
    with pytest.raises(Invalid) as no, house.acting("dara") as dara:
        library.change(made.found(item), made.KINDS["script"], by=dara)
    assert set(no.value.errors) == {"kind"}


def test_two_keepers_write_at_once_and_the_second_is_told(house: House) -> None:
    item = made.draft(house)
    with house.within():
        seen = made.found(item).version
    made.change(house, item, "dara", summary="Dara was first.")
    with pytest.raises(Stale), house.acting("dara") as dara:
        library.change(made.found(item), made.KINDS["script"], by=dara, seen=seen)
    for verb in ("propose", "publish", "retire"):
        with pytest.raises(Stale), house.acting("dara") as dara:
            getattr(library, verb)(made.found(item), by=dara, seen=seen)
    with house.within():
        assert made.found(item).summary == "Dara was first."


@pytest.mark.parametrize("verb", ["approve", "publish"])
def test_two_clicks_at_the_same_moment_make_one_version(house: House, verb: str) -> None:
    item = made.proposed(house) if verb == "approve" else made.draft(house, "dara")
    with house.within():
        seen = made.found(item).version
    went = list[str]()

    def click() -> None:
        try:
            with house.acting("dara") as dara:
                it = made.found(item)
                start.wait(5)
                getattr(library, verb)(it, by=dara, seen=seen)
            went.append("done")
        except (Stale, NotNow) as no:
            went.append(type(no).__name__)

    start = threading.Barrier(2)
    both = [threading.Thread(target=click) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(20)
    assert sorted(went) == ["Stale", "done"]
    with house.within() as system:
        assert system.scalar(select(func.count()).select_from(library.LibraryVersion)) == 1


def test_the_same_form_sent_twice_makes_one_item_and_a_taken_key_gets_a_number(house: House) -> None:
    seed = uuid4()
    ids = set()
    for _ in range(2):
        with house.acting("chen") as chen:
            ids.add(library.make(made.GUIDE, language="en", by=chen, seed=seed).id)
    assert ids == {seed}
    with house.acting("chen") as chen:
        assert library.make(made.GUIDE, language="en", by=chen).key == "agree-a-goal-in-one-talk-2"
        assert library.make(replace(made.GUIDE, title="先说结果"), language="zh", by=chen).key == "guide"


def test_another_language_is_a_draft_of_the_same_key(house: House) -> None:
    item = made.published(house)
    with house.acting("chen") as chen:
        chinese = library.translate(made.found(item), "zh", by=chen)
        assert (chinese.key, chinese.language, chinese.state) == ("agree-a-goal-in-one-talk", "zh", "draft")
        assert library.translate(made.found(item), "zh", by=chen).id == chinese.id
        with pytest.raises(Invalid):
            library.translate(made.found(item), "fr", by=chen)
        chinese_id = chinese.id
    made.change(house, chinese_id, title="一次谈话定下一个目标", body="先问结果。", summary="从愿望到一句话。")
    made.publish(house, chinese_id)
    for who, reads in (("liwei", chinese_id), ("amara", item)):
        with house.acting(who) as actor:
            best = library.best_of("agree-a-goal-in-one-talk", actor)
            assert best
            assert best.id == reads
            assert [each.item_id for each in session().scalars(queries.read(actor))] == [reads]


def test_a_vignette_is_rated_once_for_each_version_and_counted_without_a_name(house: House) -> None:
    item = made.published(house, made.KINDS["vignette"])
    for who, level in (("bo", "l3"), ("ingrid", "l3"), ("chen", "l2")):
        with house.acting(who) as actor:
            it = made.found(item)
            assert it.latest
            library.rate(it, it.latest.id, level, "Because.", by=actor)
            shown = queries.spread(it.latest, queries.same_case(it))
    assert (shown.counts, shown.alike, shown.is_shown) == ({"l2": 1, "l3": 2}, 1, True)
    with house.within():
        old = made.found(item).latest_id
        assert old
    with pytest.raises(NotNow, match="already"), house.acting("bo") as bo:
        library.rate(made.found(item), old, "l2", "On second thought.", by=bo)
    with house.within():
        assert [(row[0].item_id, row[1], row[2]) for row in queries.misread(3)] == [(item, 3, 1)]
    made.change(house, item, body="Ten of ten lorries were loaded.")
    made.publish(house, item)
    with pytest.raises(NotNow, match="rewritten"), house.acting("bo") as bo:
        library.rate(made.found(item), old, "l2", "Read before.", by=bo)
    with house.acting("bo") as bo:
        it = made.found(item)
        assert it.latest
        library.rate(it, it.latest.id, "l2", "Anew.", by=bo)
        assert queries.misread(3) == []


def test_a_case_in_two_languages_is_rated_once_and_counted_together(house: House) -> None:
    english = made.published(house, made.KINDS["vignette"])
    with house.acting("dara") as dara:
        chinese = library.translate(made.found(english), "zh", by=dara).id
    made.publish(house, chinese)
    for who, item in (("bo", english), ("ingrid", chinese), ("chen", chinese)):
        with house.acting(who) as actor:
            it = made.found(item)
            assert it.latest
            library.rate(it, it.latest.id, "l3", "Because.", by=actor)
    with house.acting("bo") as bo:
        for item in (english, chinese):
            it = made.found(item)
            assert it.latest
            cases = queries.same_case(it)
            assert queries.spread(it.latest, cases).counts == {"l3": 3}
            mine = queries.own_rating(cases)
            assert mine
            assert mine.words == "Because."
        assert [(row[0].item_id, row[1], row[2]) for row in queries.misread(3)] == [(english, 3, 0)]
        with pytest.raises(NotNow, match="already"):
            library.rate(it, it.latest.id, "l2", "Once more.", by=bo)
    made.change(house, chinese, level="l3")
    made.publish(house, chinese)
    with house.acting("bo"):
        it = made.found(english)
        assert it.latest
        assert queries.same_case(it) == [it.latest.id], "with another level it is another case"


def test_two_windows_do_not_write_over_each_other_in_an_exercise(house: House) -> None:
    item = made.published(house, made.KINDS["exercise"])
    for _ in range(2):
        with house.acting("bo") as bo:
            library.answer_exercise(made.found(item), "My first try.", no=1, by=bo)
    with pytest.raises(NotNow, match="another window"), house.acting("bo") as bo:
        library.answer_exercise(made.found(item), "From the other window.", no=1, by=bo)
    with house.acting("bo") as bo:
        library.answer_exercise(made.found(item), "From the other window.", no=2, by=bo)
        assert [(each.no, each.words) for each in queries.own_answers(item)] == [(1, "My first try.")]
        assert [(each.times, each.no, each.words) for each in queries.own_notes(item)] == [(1, 1, "From the other window.")]


def test_what_is_added_before_the_day_neither_counts_nor_moves_it(house: House) -> None:
    item = made.published(house, made.KINDS["exercise"])
    began = clock.now()
    for hour, words in enumerate(("First.", "Second thought.", "Third thought.", "Third thought.")):
        with clock.at(began + timedelta(hours=hour)), house.acting("bo") as bo:
            library.answer_exercise(made.found(item), words, no=min(hour, 1) + 1, by=bo)
    with clock.at(began + timedelta(days=1)), house.acting("bo") as bo:
        library.answer_exercise(made.found(item), "The day after.", no=2, by=bo)
        assert library.due_exercises(bo.id) == []
    with clock.at(began + timedelta(days=2)), house.acting("bo") as bo:
        assert [(each.times, each.before) for each in library.due_exercises(bo.id)] == [(1, "First.")]
        assert [each.words for each in queries.own_notes(item)] == ["Second thought.", "Third thought.", "The day after."]
        library.answer_exercise(made.found(item), "On its day.", no=2, by=bo)
        library.answer_exercise(made.found(item), "Later that day.", no=3, by=bo)
    with clock.at(began + timedelta(days=9)), house.acting("bo") as bo:
        assert [(each.times, each.before) for each in library.due_exercises(bo.id)] == [(2, "On its day.")]


@pytest.mark.parametrize("kind", ["guide", "path"])
def test_only_an_exercise_is_answered_and_only_a_vignette_rated(house: House, kind: str) -> None:
    made.published(house)
    item = made.published(house, made.KINDS[kind], title="Another one")
    with house.acting("bo") as bo:
        it = made.found(item)
        assert it.latest
        with pytest.raises(NotNow):
            library.answer_exercise(it, "Something.", no=1, by=bo)
        with pytest.raises(NotNow):
            library.rate(it, it.latest.id, "l2", "Something.", by=bo)


def test_what_was_tried_stands_for_the_hr_partner_and_can_be_taken_back(house: House) -> None:
    item = made.published(house)
    with house.acting("bo") as bo:
        library.set_tried(made.found(item), True, by=bo)
        library.set_verdict(made.found(item), "helpful", by=bo)
    with house.within():
        tried = library.tried_by([house.person("bo"), house.person("amara")])
        assert [(it.id, mark.verdict, mark.no) for it, mark in tried[house.person("bo")]] == [(item, "helpful", 1)]
        assert house.person("amara") not in tried
        assert queries.helped(item) == (1, 1, 0)
    with house.acting("bo") as bo:
        library.set_tried(made.found(item), False, by=bo)
        library.set_verdict(made.found(item), "", by=bo)
        with pytest.raises(Invalid):
            library.set_verdict(made.found(item), "wonderful", by=bo)
    with house.within():
        assert queries.helped(item) == (0, 0, 0)


def test_those_who_may_publish_are_told_and_the_author_hears_back(house: House) -> None:
    item = made.proposed(house)
    with house.within():
        assert told() == [("library.proposed", house.person("dara"))]
    with house.acting("dara") as dara:
        library.send_back(made.found(item), "Shorter.", by=dara)
    with house.within():
        assert ("library.sent_back", house.person("chen")) in told()
    with house.acting("chen") as chen:
        library.propose(made.found(item), by=chen)
    with house.acting("dara") as dara:
        library.approve(made.found(item), by=dara)
    with house.within():
        assert ("library.published", house.person("chen")) in told()


def told() -> list[tuple[str, UUID]]:
    rows = session().scalars(select(notices.Notice).where(notices.Notice.kind.startswith("library.")))
    return sorted({(each.kind, each.person_id) for each in rows}, key=str)


def test_the_search_finds_what_people_read_by_its_title_and_by_other_words(house: House) -> None:
    item = made.published(house, also=("objective", "OKR"))
    house.run_jobs()
    with house.acting("bo") as bo:
        assert find is not None
        for asked in ("objective", "okr", "agree a goal", "last day counts"):
            assert item in {each.id for each in library.suggest(bo, asked)}, asked
    with house.acting("dara") as dara:
        library.retire(made.found(item), by=dara)
    house.run_jobs()
    with house.acting("bo") as bo:
        assert library.suggest(bo, "objective") == []
