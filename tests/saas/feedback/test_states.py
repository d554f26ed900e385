"""Every move of both tables from every state, by who may and who may not; two at once; leavers and lines; the days."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from saas import feedback
from saas.feedback import FEEDBACK, REQUEST, FeedbackAnswer, FeedbackDraft, FeedbackWording, queries
from tenants import isolation, notices, organisations, people
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.house_fixture import House
from tests.saas.feedback import made

STATES = ("asked", "accepted", "given", "declined", "expired")


def in_state(house: House, state: str, by: str = "amara", about: str | None = None) -> UUID:
    """Nia's request in that state."""
    request_id = made.asked(house, by, "nia", about)
    if state in ("accepted", "given"):
        drafted = made.accepted(house, request_id)
        if state == "given":
            made.give(house, drafted)
    if state == "declined":
        act(house, "decline", request_id)
    if state == "expired":
        act(house, "expire", request_id)
    return request_id


def act(house: House, verb: str, request_id: UUID, who: str = "nia", seen: int | None = None) -> None:
    if verb == "expire":
        with house.within():
            feedback.expire([request_id])
        return
    with house.acting(who) as actor:
        sheet = made.request(request_id)
        if verb == "accept":
            feedback.accept(sheet, by=actor)
        elif verb == "decline":
            feedback.decline(sheet, by=actor, seen=seen)
        else:
            drafted = isolation.session().scalars(select(FeedbackDraft).where(FeedbackDraft.request_id == request_id)).one()
            feedback.give(made.writing(drafted.id), {"well": "All of it."}, by=actor, seen=drafted.version)


def test_the_tables_are_whole() -> None:
    assert set(REQUEST.moves) == {"accept", "give", "decline", "expire"}
    assert set(REQUEST.states) == set(STATES)
    assert set(FEEDBACK.moves) == {"change", "show"}
    assert set(FEEDBACK.states) == {"given", "shown"}


@pytest.mark.parametrize(
    ("verb", "source"),
    [("accept", "asked"), ("give", "accepted"), ("decline", "asked"), ("decline", "accepted"), ("expire", "asked")],
)
def test_a_move_by_who_may_leads_where_the_table_says_and_is_recorded(house: House, verb: str, source: str) -> None:
    request_id = in_state(house, source)
    before = made.state(house, request_id)
    act(house, verb, request_id)
    assert made.state(house, request_id) == (REQUEST.moves[verb].target, before[1] + 1)
    said = {"accept": "feedback.accepted", "decline": "feedback.declined", "expire": "feedback.expired"}
    assert verb == "give" or made.verbs(house, request_id)[-1] == said[verb]


@pytest.mark.parametrize("verb", ["accept", "decline"])
@pytest.mark.parametrize("who", ["amara", "bo", "mira", "dara"])
def test_nobody_answers_a_request_but_the_one_who_is_asked(house: House, verb: str, who: str) -> None:
    request_id = in_state(house, "asked")
    with pytest.raises(Refused):
        act(house, verb, request_id, who)
    assert made.state(house, request_id) == ("asked", 1)


@pytest.mark.parametrize("state", ["given", "declined", "expired"])
def test_what_is_over_stays_over(house: House, state: str) -> None:
    request_id = in_state(house, state)
    before = made.state(house, request_id)
    with pytest.raises(NotNow):
        act(house, "accept", request_id)
    if state != "declined":  # declining twice changes nothing, and is no error
        with pytest.raises(NotNow):
            act(house, "decline", request_id)
    act(house, "expire", request_id)
    assert made.state(house, request_id) == before


def test_declining_at_an_older_version_is_stale(house: House) -> None:
    request_id = in_state(house, "accepted")
    with pytest.raises(Stale):
        act(house, "decline", request_id, seen=1)


def test_its_last_day_is_a_day_on_which_one_can_answer_and_the_next_is_not(house: House) -> None:
    request_id = in_state(house, "accepted")
    assert "chores" in house.let_pass(timedelta(days=14))
    assert made.state(house, request_id)[0] == "accepted"
    house.let_pass(timedelta(days=15, hours=1))
    assert made.state(house, request_id)[0] == "expired"


def test_nothing_is_given_by_silence(house: House) -> None:
    request_id = in_state(house, "accepted")
    house.let_pass(timedelta(days=40))
    with house.within() as session:
        assert list(session.scalars(select(feedback.Feedback))) == []
    assert made.state(house, request_id)[0] == "expired"
    assert made.count(house, FeedbackDraft, "nia") == 1


def test_after_its_day_words_are_kept_and_can_be_given_as_ones_own_which_the_asker_does_not_read(house: House) -> None:
    request_id = in_state(house, "accepted", "bo", "amara")
    with house.acting("nia"):
        drafted = isolation.session().scalars(select(FeedbackDraft.id)).one()
    act(house, "expire", request_id)
    with pytest.raises(NotNow):
        made.give(house, drafted)
    given = made.give(house, drafted, own=True)
    with house.acting("bo") as bo:
        assert not feedback.policy.can_read(bo, made.sheet(given))
    with house.acting("amara") as amara:
        assert feedback.policy.can_read(amara, made.sheet(given))


@pytest.mark.parametrize("leaver", ["amara", "nia"])
def test_who_leaves_is_asked_nothing_any_more_and_nothing_is_asked_about_them(house: House, leaver: str) -> None:
    request_id = in_state(house, "asked", "bo", "amara")
    with house.within():
        people.leave(made.who(leaver), by=None)
    assert made.state(house, request_id)[0] == "expired"


def test_what_a_manager_asked_is_over_on_the_day_on_which_somebody_else_leads(house: House) -> None:
    about, own = in_state(house, "asked", "bo", "amara"), made.asked(house, "amara", "nia")
    made.led_by(house, "amara", "mira")
    assert made.state(house, about)[0] == "expired"
    assert made.state(house, own)[0] == "asked"


def test_a_line_that_ended_without_anybody_noticing_is_noticed_when_one_writes(house: House) -> None:
    request_id = in_state(house, "asked", "bo", "amara")
    with house.within() as session:
        line = session.scalars(
            select(people.ReportingLine).where(
                people.ReportingLine.person_id == house.person("amara"), people.ReportingLine.ends_on.is_(None)
            )
        ).one()
        line.ends_on = organisations.today()
    with clock.at(clock.now() + timedelta(days=1)), pytest.raises(NotNow):
        act(house, "accept", request_id)


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "oneself": ({"giver": "amara"}, "giver"),
    "today": ({"due_on": 0}, "due_on"),
    "far ahead": ({"due_on": 93}, "due_on"),
    "no such topic": ({"topic": "praise"}, "topic"),
    "a book": ({"words": "x" * 10_001}, "words"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_request_that_is_wrong_is_refused_at_its_field(house: House, what: str) -> None:
    changes, field = WRONG[what]
    if isinstance(changes.get("due_on"), int):
        with house.within():
            changes = {"due_on": organisations.today() + timedelta(days=int(str(changes["due_on"])))}
    with pytest.raises(Invalid) as no:
        made.asked(house, **changes)  # type: ignore[arg-type]  # words and days by their names
    assert field in no.value.errors


def test_nobody_asks_a_report_about_themselves_or_one_person_twice(house: House) -> None:
    with pytest.raises(Invalid) as no:
        made.asked(house, "bo", "amara", about="amara")
    assert "giver" in no.value.errors
    with house.acting("amara") as actor:
        nia, until = made.who("nia"), organisations.today() + timedelta(days=5)
        with pytest.raises(Invalid) as no:
            feedback.ask([nia, nia], actor.person, topic="work", due_on=until, by=actor)
    assert "second_giver" in no.value.errors


def test_the_same_form_sent_twice_asks_once_and_another_one_is_told(house: House) -> None:
    first = made.asked(house)
    assert made.asked(house) == first
    with pytest.raises(Invalid):
        made.asked(house, words="Something else?")


def test_feedback_to_oneself_is_refused_also_by_the_database(house: House) -> None:
    with pytest.raises(Invalid):
        made.draft(house, "nia", "nia")
    given = made.given(house)
    change = update(feedback.Feedback).where(feedback.Feedback.id == given).values(subject_id=house.person("nia"))
    with pytest.raises(IntegrityError), house.within() as session:
        session.execute(change)


def test_it_is_written_anew_until_somebody_opens_it_and_every_wording_is_kept(house: House) -> None:
    given = made.given(house)
    with house.acting("nia") as nia:
        feedback.change(made.sheet(given), {"did": "You asked the customer first."}, by=nia, seen=1)
    with house.acting("nia") as nia:
        with pytest.raises(Stale):
            feedback.change(made.sheet(given), {"did": "Otherwise."}, by=nia, seen=1)
        assert queries.wording(given).said == {"did": "You asked the customer first."}
        assert [each.said for each in queries.earlier_wordings(given)] == [made.SAID]
    made.shown(house, given)
    with house.acting("nia") as nia, pytest.raises(NotNow):
        feedback.change(made.sheet(given), {"did": "Never mind."}, by=nia)


@pytest.mark.parametrize("who", ["amara", "bo", "dara"])
def test_nobody_else_writes_it_anew(house: House, who: str) -> None:
    given = made.given_to_manager(house)
    with house.acting(who) as actor, pytest.raises(Refused):
        feedback.change(made.sheet(given), {"well": "Otherwise."}, by=actor)


def test_opening_it_oneself_does_not_settle_it_and_the_manager_who_asked_does(house: House) -> None:
    given = made.given_to_manager(house)
    made.shown(house, given, "nia")
    with house.within():
        assert made.sheet(given).feedback.state == "given"
    made.shown(house, given, "bo")
    made.shown(house, given, "amara")
    with house.within():
        assert made.sheet(given).feedback.state == "shown"
    assert made.verbs(house, given).count("feedback.opened") == 1


def test_the_subject_responds_as_often_as_they_like_and_the_same_words_stand_once(house: House) -> None:
    given = made.given(house)
    for words in ("I see it so.", "I see it so.", "And one thing more."):
        with house.acting("amara") as amara:
            feedback.respond(made.sheet(given), words, by=amara)
    with house.within():
        assert [each.words for each in queries.answers_to(given)] == ["I see it so.", "And one thing more."]
    with house.acting("bo") as bo, pytest.raises(Refused):
        feedback.respond(made.sheet(given), "Me, too.", by=bo)
    for words in ("", "x" * 10_001):
        with house.acting("amara") as amara, pytest.raises(Invalid):
            feedback.respond(made.sheet(given), words, by=amara)


def test_whoever_gave_it_answers_each_response_once_and_says_nothing_before(house: House) -> None:
    given = made.given(house)
    with house.acting("nia") as nia, pytest.raises(NotNow):
        feedback.respond(made.sheet(given), "One thing more.", by=nia)
    said = [("amara", "You were not there."), ("nia", "I was, until nine."), ("amara", "Then I was wrong.")]
    for who, words in said:
        for _twice in (1, 2):
            with house.acting(who) as actor:
                feedback.respond(made.sheet(given), words, by=actor)
        if who == "nia":
            with house.acting(who) as actor, pytest.raises(NotNow):
                feedback.respond(made.sheet(given), "And besides.", by=actor)
    with house.within():
        assert [(each.author_id, each.words) for each in queries.answers_to(given)] == [
            (house.person(who), words) for who, words in said
        ]
    assert made.verbs(house, given).count("feedback.answered") == 1
    assert "feedback.answered" in told(house, "amara")


def test_thanks_and_sharing_stand_once(house: House) -> None:
    given = made.given(house)
    for _twice in (1, 2):
        with house.acting("amara") as amara:
            feedback.thank(made.sheet(given), by=amara)
            feedback.share(made.sheet(given), by=amara)
    assert made.verbs(house, given).count("feedback.thanked") == 1
    assert made.verbs(house, given).count("feedback.shared") == 1


def test_it_is_shared_with_the_manager_whom_the_page_named_or_not_at_all(house: House) -> None:
    given, bos = made.given(house), house.person("bo")
    made.led_by(house, "amara", "mira")
    with house.acting("amara") as amara, pytest.raises(NotNow):
        feedback.share(made.sheet(given), by=amara, with_id=bos)
    made.led_by(house, "amara", None)
    with house.acting("amara") as amara, pytest.raises(NotNow):
        feedback.share(made.sheet(given), by=amara)


@pytest.mark.parametrize("giver", ["bo", "nia"])
def test_it_is_not_shared_with_who_reads_it_anyway(house: House, giver: str) -> None:
    given = made.given(house, "bo", "amara") if giver == "bo" else made.given_to_manager(house)
    with house.acting("amara") as amara, pytest.raises(NotNow):
        feedback.share(made.sheet(given), by=amara)


def test_what_was_said_is_not_changed_by_hand_either(house: House) -> None:
    given = made.given(house)
    with house.acting("amara") as amara:
        feedback.respond(made.sheet(given), "I see it so.", by=amara)
    for model in (FeedbackWording, FeedbackAnswer):
        for by_hand in (delete(model), update(model).values(at=clock.now())):
            with pytest.raises(ProgrammingError), house.within() as session:
                session.execute(by_hand)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What came of acts that begin in the same moment."""
    began, outcome = threading.Barrier(len(acts)), []

    def run(one: Callable[[], object]) -> None:
        began.wait(10)
        try:
            one()
            outcome.append("done")
        except (NotNow, Stale, Invalid) as no:
            outcome.append(type(no).__name__)

    threads = [threading.Thread(target=run, args=(each,)) for each in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    return sorted(outcome)


def test_of_two_clicks_on_give_one_gives(house: House) -> None:
    drafted = made.draft(house)
    assert at_once(*[lambda: made.give(house, drafted, said=made.SAID)] * 2) in (["NotNow", "done"], ["done", "done"])
    with house.within() as session:
        assert len(list(session.scalars(select(feedback.Feedback)))) == 1


def test_of_two_who_begin_at_once_both_have_the_same_draft(house: House) -> None:
    assert at_once(*[lambda: made.draft(house)] * 2) == ["done", "done"]
    assert made.count(house, FeedbackDraft, "nia") == 1


def test_of_declining_and_writing_at_once_the_later_one_learns_of_the_first(house: House) -> None:
    request_id = in_state(house, "asked")
    found = at_once(lambda: act(house, "decline", request_id, seen=1), lambda: act(house, "accept", request_id))
    assert found in (["NotNow", "done"], ["Stale", "done"])


def test_of_changing_and_opening_at_once_what_was_opened_stands(house: House) -> None:
    given = made.given(house)

    def change() -> None:
        with house.acting("nia") as nia:
            feedback.change(made.sheet(given), {"did": "Otherwise."}, by=nia, seen=1)

    at_once(change, lambda: made.shown(house, given))
    with house.within():
        before = queries.wording(given).said
    with house.acting("nia") as nia, pytest.raises(NotNow):
        feedback.change(made.sheet(given), {"did": "And again."}, by=nia)
    with house.within():
        assert queries.wording(given).said == before


def told(house: House, who: str) -> list[str]:
    """The kinds of notices that wait for somebody."""
    with house.acting(who) as actor:
        return sorted(each.kind for each in notices.latest(actor.id, "UTC", 20) if each.kind.startswith("feedback."))


def test_the_subject_is_told_in_the_moment_in_which_somebody_asks_about_them(house: House) -> None:
    made.asked(house, "bo", "nia", about="amara")
    assert told(house, "amara") == ["feedback.asked_about_you"]
    assert told(house, "nia") == ["feedback.asked_about"]


def test_those_concerned_are_told_and_no_notice_holds_what_was_written(house: House) -> None:
    given = made.given_to_manager(house)
    with house.acting("amara") as amara:
        feedback.respond(made.sheet(given), "A sentence of hers.", by=amara)
    assert told(house, "bo") == ["feedback.given_to_asker", "feedback.responded_to_asker"]
    assert told(house, "nia") == ["feedback.responded"]
    with house.within() as session:
        held = [str(each.params) for each in session.scalars(select(notices.Notice))]
    assert not any("sentence" in each or "It went well" in each or "missing" in each for each in held)
