"""Who may do what with the library, verb by verb and person by person; and what lists and searches show of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from coaching_library import library
from coaching_library.library import queries
from coaching_library.library.filing import Defaults
from coaching_library.topics import Task
from tenants.isolation import session
from tenants.law import Refused
from tests.coaching_library.library import made
from tests.house_fixture import House, forms, text_of

EVERYONE = ("amara", "liwei", "bo", "ingrid", "tova", "chen", "hugo", "dara")
KEEPERS = {"chen", "hugo", "dara"}
DRAFTERS = KEEPERS | {"bo", "ingrid"}
"""Line managers write drafts of their own."""
Verb = Callable[[Any, Any], Any]

TABLE: dict[str, tuple[str, str, Verb, set[str]]] = {
    "make": ("", "", lambda _i, by: library.make(made.KINDS["script"], language="en", by=by), DRAFTERS),
    "change": ("draft", "chen", lambda i, by: library.change(i, made.KINDS["example"], by=by), KEEPERS),
    "propose": ("draft", "chen", lambda i, by: library.propose(i, by=by), KEEPERS),
    "take_back": ("in_review", "chen", lambda i, by: library.take_back(i, by=by), {"chen"}),
    "send_back": ("in_review", "chen", lambda i, by: library.send_back(i, "Shorter.", by=by), {"dara"}),
    "approve": ("in_review", "chen", lambda i, by: library.approve(i, by=by), {"dara"}),
    "publish": ("draft", "chen", lambda i, by: library.publish(i, by=by), {"dara"}),
    "verify": ("published", "dara", lambda i, by: library.verify(i, library_day(), by=by), {"dara"}),
    "keep": ("published", "dara", lambda i, by: library.keep(i, _of(by), library_day(), by=by), {"dara"}),
    "retire": ("published", "dara", lambda i, by: library.retire(i, by=by), {"dara", "tova"}),
    "reopen": ("retired", "dara", lambda i, by: library.reopen(i, by=by), KEEPERS),
    "translate": ("draft", "chen", lambda i, by: library.translate(i, "zh", by=by), KEEPERS),
    "set_tried": ("published", "dara", lambda i, by: library.set_tried(i, True, by=by), set(EVERYONE)),
    "set_verdict": ("published", "dara", lambda i, by: library.set_verdict(i, "helpful", by=by), set(EVERYONE)),
    "put_away": ("published", "dara", lambda i, by: library.put_away(i, Task.PLAN_DRAFT, by=by), set(EVERYONE)),
    "upload": ("", "", lambda _i, by: upload(by), {"dara"}),
}  # fmt: skip


def library_day() -> Any:
    from tenants import organisations

    return organisations.today() + made.YEAR


def _of(actor: Any) -> Any:
    from tenants import people

    return people.person(actor.id)


def upload(by: Any) -> Any:
    from coaching_library.library import packing

    return library.upload(packing.pack([("a.md", b"# A\n\nText.")]), "a.zip", defaults=Defaults("plan", "en"), by=by)


@pytest.mark.parametrize("verb", TABLE)
def test_each_verb_is_open_to_those_of_the_table_and_to_nobody_else(house: House, verb: str) -> None:
    state, _by, act, allowed = TABLE[verb]
    for who in EVERYONE:
        item_id = made.in_state(house, state) if state else None
        if who in allowed:
            with house.acting(who) as actor:
                act(made.found(item_id) if item_id else None, actor)
        else:
            with pytest.raises(Refused), house.acting(who) as actor:
                act(made.found(item_id) if item_id else None, actor)
            assert item_id is None or made.state(house, item_id)[0] == state


def test_the_right_to_publish_alone_is_enough_to_write_and_decide(house: House) -> None:
    made.may_publish(house, "amara")
    item = made.draft(house, "amara")
    assert made.publish(house, item, "amara") == 1
    with house.acting("amara") as amara:
        library.retire(made.found(item), by=amara)


def test_whoever_answers_for_an_item_verifies_it(house: House) -> None:
    item = made.proposed(house)
    with house.acting("dara") as dara:
        library.approve(made.found(item), by=dara)
    with house.acting("chen") as chen:
        assert library.verify(made.found(item), library_day(), by=chen).state == "published", "chen made it and answers for it"
    with pytest.raises(Refused), house.acting("hugo") as hugo:
        library.verify(made.found(item), library_day(), by=hugo)


def test_with_two_persons_nobody_approves_what_they_wrote_or_proposed(house: House) -> None:
    made.two_persons(house)
    made.may_publish(house, "chen")
    item = made.draft(house, "dara")
    with pytest.raises(Refused, match="two-person"), house.acting("dara") as dara:
        library.publish(made.found(item), by=dara)
    with house.acting("dara") as dara:
        library.propose(made.found(item), by=dara)
    with pytest.raises(Refused, match="yourself"), house.acting("dara") as dara:
        library.approve(made.found(item), by=dara)
    with house.acting("chen") as chen:
        assert library.approve(made.found(item), by=chen).approver_id == chen.id


def test_with_two_persons_proposing_the_words_of_another_makes_no_third(house: House) -> None:
    made.two_persons(house)
    made.may_publish(house, "chen")
    item = made.draft(house, "dara")
    made.change(house, item, "chen", summary="Chen wrote this sentence.")
    with house.acting("hugo") as hugo:
        library.propose(made.found(item), by=hugo)
    for who in ("dara", "chen"):
        with pytest.raises(Refused), house.acting(who) as actor:
            library.approve(made.found(item), by=actor)
    made.may_publish(house, "amara")
    with house.acting("amara") as amara:
        library.approve(made.found(item), by=amara)


READERS = {
    "everyone": set(EVERYONE),
    "managers": {"bo", "ingrid", "dara", "chen", "hugo"},
    "hr": KEEPERS,
}


@pytest.mark.parametrize("audience", READERS)
def test_lists_and_doors_agree_on_who_reads_an_item(house: House, audience: str) -> None:
    item = made.published(house, audience=audience)
    for who in EVERYONE:
        with house.acting(who) as actor:
            listed = {each.item_id for each in session().scalars(queries.read(actor))}
            by_key = library.best_of("agree-a-goal-in-one-talk", actor)
            suggested = {each.id for each in library.suggest(actor, "agree a goal in one talk")}
            topics = queries.counts(actor)
        answer = house.browser(who).get(f"/library/items/{item}")
        reads = who in READERS[audience]
        assert (item in listed, item in suggested, by_key is not None, bool(topics)) == (reads,) * 4, who
        assert answer.status_code == (200 if reads else 404), who


def test_a_draft_a_waiting_and_a_retired_item_are_keepers_alone(house: House) -> None:
    for state in ("draft", "in_review", "retired"):
        item = made.in_state(house, state)
        for who in ("amara", "bo", "tova"):
            assert house.browser(who).get(f"/library/items/{item}").status_code == 404, (state, who)
            with house.acting(who) as actor:
                assert not library.suggest(actor, "agree a goal in one talk")
                assert not list(session().scalars(queries.read(actor)))
        assert house.browser("hugo").get(f"/library/items/{item}").status_code == 200


def test_readers_find_what_is_published_and_not_what_is_being_written(house: House) -> None:
    item = made.published(house)
    made.change(house, item, title="Zebra crossing", body="Zebras everywhere.", summary="Of zebras.")
    bo = house.browser("bo")
    page = text_of(bo.get(f"/library/items/{item}"))
    assert "Agree a goal in one talk" in page
    assert "ebra" not in page
    assert "ebra" not in text_of(bo.get("/library/?all=1"))
    with house.acting("bo") as actor:
        assert not library.suggest(actor, "zebras crossing")
    for path in ("edit", "versions/2"):
        assert bo.get(f"/library/items/{item}/{path}").status_code in (403, 404)


def test_the_narrower_audience_of_an_older_version_stays_narrow(house: House) -> None:
    item = made.published(house, audience="hr", summary="Before the works council knows.")
    made.change(house, item, audience="everyone", summary="For all.")
    made.publish(house, item)
    amara = house.browser("amara")
    assert amara.get(f"/library/items/{item}/versions/1").status_code == 404
    answer = text_of(amara.get(f"/library/items/{item}/versions/2"))
    assert "works council" not in answer, "a redline would tell"


def test_what_somebody_wrote_for_themselves_no_row_shows_to_another(house: House) -> None:
    exercise = made.published(house, made.KINDS["exercise"])
    vignette = made.published(house, made.KINDS["vignette"])
    with house.acting("bo") as bo:
        library.answer_exercise(made.found(exercise), "Ahem, secretly.", no=1, by=bo)
        library.answer_exercise(made.found(exercise), "Ahem, and more.", no=2, by=bo)
        it = made.found(vignette)
        assert it.latest_id
        library.rate(it, it.latest_id, "l3", "Ahem, why.", by=bo)
    for model in (library.ExerciseAnswer, library.ExerciseNote, library.VignetteAnswer):
        assert len(made.rows(house, model, "bo")) == 1
        for who in ("ingrid", "dara", "tova", "chen"):
            assert made.rows(house, model, who) == []
        with pytest.raises(DBAPIError), house.within() as system:  # nor to the system, which is nobody
            system.scalars(select(model)).all()
    for who in ("dara", "chen"):
        for item in (exercise, vignette):
            assert "Ahem" not in text_of(house.browser(who).get(f"/library/items/{item}"))
    with house.within() as system:
        assert "Ahem" not in str(system.execute(text("SELECT detail FROM journal_entry")).all())


def test_another_organisation_finds_nothing(house: House) -> None:
    item = made.published(house, audience="everyone")
    answers = [
        house.browser("gus").get(f"/library/items/{item}"),
        house.browser("gus").get("/library/keys/agree-a-goal-in-one-talk"),
        house.browser("gus").post(f"/library/items/{item}/marks", {"op": "tried"}),
        house.browser("gus").post(f"/library/items/{item}/retirements"),
    ]
    assert [each.status_code for each in answers] == [404] * 4
    with house.acting("gus") as gus:
        assert library.item(item) is None
        assert not library.suggest(gus, "agree a goal in one talk")
        assert library.make(made.GUIDE, language="en", by=gus).key == "agree-a-goal-in-one-talk", "keys are each house's own"


@pytest.mark.parametrize("who", EVERYONE)
def test_a_page_offers_what_the_verbs_allow(house: House, who: str) -> None:
    item = made.published(house, audience="everyone")
    browser = house.browser(who)
    page = browser.get(f"/library/items/{item}")
    offered = {name for name in forms(page) if name.startswith("library.")}
    assert ("library.retire" in offered) == (who in ("dara", "tova"))
    assert ("library.verify" in offered) == (who == "dara")
    assert {"library.tried", "library.helpful", "library.not_helpful"} <= offered
    for act in sorted(offered - {"library.propose"}, key=lambda act: act == "library.retire"):
        found = forms(page)[act]
        if act in ("library.keep", "library.translate"):
            continue
        assert browser.post(found.action, {**found.fields, "review_on": ""}).status_code != 403, act
    for path, doors in (("/library/desk", KEEPERS), ("/library/new", DRAFTERS), ("/library/export", KEEPERS)):
        assert browser.get(path).status_code == (200 if who in doors else 404), path
    assert browser.get("/library/import").status_code == (200 if who == "dara" else 404)


def test_the_guide_stays_with_who_may_use_it(house: House) -> None:
    item = made.published(house, audience="hr")
    for path in ("uses", "dismissals", "recalls", "complaints"):
        answer = house.browser("bo").post(f"/library/guides/{item}/{path}", {"task": "plan.draft"})
        assert answer.status_code in (403, 404)
    with house.within() as system:
        assert not system.scalars(select(library.LibraryEvent)).all()


def test_uploads_are_for_those_who_may_publish(house: House) -> None:
    with house.acting("dara") as dara:
        one: UUID = upload(dara).id
    for who in ("chen", "bo", "tova"):
        assert house.browser(who).get(f"/library/imports/{one}").status_code in (403, 404)
        assert house.browser(who).post(f"/library/imports/{one}/applications").status_code in (403, 404)
