"""Topics: put down by both, carried until they were talked about, and changed by their author alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from saas.meetings import policy, queries
from saas.meetings.events import TopicAdded, TopicMoved, TopicReworded
from saas.meetings.models import UPCOMING, Meeting, MeetingLine, MeetingTopic, MeetingTopicWording
from saas.meetings.rules import TOPICS, WORDS, tidy, written
from saas.meetings.sheets import MeetingSheet, Pair, TopicSheet
from saas.meetings.states import LINE, MEETING, TOPIC
from saas.meetings.telling import path_of
from saas.meetings.writings import MeetingMinutes
from tenants import notices
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor, Person


def sound(words: str, field: str = "words", *, needed: str = "") -> str:
    """The text in its one spelling; Invalid where it is too long, or missing and `needed` says what to write."""
    text = tidy(words)
    if not text and needed:
        raise Invalid({field: needed})
    if len(text) > WORDS:
        raise Invalid({field: _("At most %(most)s characters fit; these are %(length)s.", most=WORDS, length=len(text))})
    return text


def add_topic(
    pair: Pair, words: str, *, by: Actor, about: tuple[str, str] = ("", ""), meeting: Meeting | None = None
) -> MeetingTopic:
    """A topic of the actor's stands on the agenda of `meeting`, else of the pair's next 1:1, or waits for one to be planned.

    `about` (label, path below the organisation) says what it is about. The two may, and a deputy for the manager, which the
    topic says. The same words twice, by a second click say, are one topic while it is open. Invalid where it says nothing or is
    too long, NotNow where the agenda is full.
    """
    require(policy.can_add_topic(by, pair))
    text = sound(words, needed=_("Write down what you want to talk about."))
    on = meeting if meeting is not None else queries.next_of(pair.employee_id, pair.manager_id)
    on = get_locked(Meeting, on.id) if on is not None else None
    if meeting is not None and (on is None or not on.is_upcoming):
        raise NotNow(_("This 1:1 takes no more topics. Put it down for the next one."))
    get_locked(Person, by.id)
    there = _same(pair, text, by)
    if there is not None:
        return there
    made = put_down(pair, text, by=by, about=about)
    if on is not None:
        place(on, [made], is_carried=False)
        notices.settle(by.id, on=on)  # who was asked to put a topic down has done so
    _tell_of_deputy(pair, made, on, by)
    return made


def _same(pair: Pair, text: str, by: Actor) -> MeetingTopic | None:
    """The open topic of the actor's that reads so, where there is one."""
    query = select(MeetingTopic).join(MeetingTopicWording, queries.READS).where(MeetingTopicWording.words == text)
    query = query.where(MeetingTopic.employee_id == pair.employee_id, MeetingTopic.manager_id == pair.manager_id)
    return session().scalars(query.where(MeetingTopic.author_id == by.id, MeetingTopic.state == "open").limit(1)).first()


def put_down(pair: Pair, text: str, *, by: Actor, about: tuple[str, str] = ("", "")) -> MeetingTopic:
    """The topic with its first wording, on no agenda yet."""
    made = MeetingTopic(
        employee_id=pair.employee_id,
        manager_id=pair.manager_id,
        author_id=by.id,
        for_id=policy.stands_for(by, pair),
        about_label=about[0][:WORDS],
        about_url=about[1],
        made_at=clock.now(),
    )
    session().add(made)
    session().flush()
    session().add(MeetingTopicWording(topic_id=made.id, no=1, words=text, at=clock.now()))
    session().flush()
    record(TopicAdded(made.for_id), by=by, on=made, about=pair.employee_id)
    return made


def _tell_of_deputy(pair: Pair, topic: MeetingTopic, meeting: Meeting | None, by: Actor) -> None:
    """The manager learns what was put down for them."""
    if topic.for_id is None:
        return
    url = path_of(meeting) if meeting is not None else f"/meetings/with/{pair.employee_id}"
    words = {"who": by.person, "name": pair.employee}
    notices.tell(topic.for_id, "meetings.prepared", on=topic, url=url, params=words, by=by)


def place(meeting: Meeting, topics: Collection[MeetingTopic], *, is_carried: bool) -> None:
    """These topics stand on the agenda, which is prepared from the first one on. NotNow where it would be too long.

    The caller holds the lock of the meeting.
    """
    if not topics:
        return
    there = session().scalar(select(func.count()).where(MeetingLine.meeting_id == meeting.id)) or 0
    if not is_carried and there + len(topics) > TOPICS:
        raise NotNow(_("%(most)s topics are enough for one 1:1. Talk about some of them first.", most=TOPICS))
    session().add_all(MeetingLine(meeting_id=meeting.id, topic_id=each.id, is_carried=is_carried) for each in topics)
    if MEETING.may(meeting, "prepare"):
        MEETING.move(meeting, "prepare")
    session().flush()


def gather(pair: Pair, meeting: Meeting) -> None:
    """What waited for a 1:1 stands on the agenda of this one; what was on an earlier agenda is marked as carried."""
    waiting = [topic for topic, _words in queries.waiting_topics(pair)]
    seen = set(session().scalars(select(MeetingLine.topic_id).where(MeetingLine.topic_id.in_([each.id for each in waiting]))))
    place(meeting, [each for each in waiting if each.id in seen], is_carried=True)
    place(meeting, [each for each in waiting if each.id not in seen], is_carried=False)


def start_with(sheet: MeetingSheet, words: Iterable[str], *, by: Actor) -> int:
    """These starter topics stand on the agenda as the actor's own; returns how many. Those that stand there already do not
    come twice.
    """
    require(policy.can_add_topic(by, sheet))
    there = {item.words for item in queries.agenda(sheet.id)}
    new = [each for each in dict.fromkeys(words) if each not in there]
    for each in new:
        add_topic(sheet.pair, each, by=by, meeting=sheet.meeting)
    return len(new)


def _locked(sheet: TopicSheet) -> tuple[MeetingTopic, MeetingLine | None]:
    """The topic and its line, fresh, behind the lock of the 1:1 on whose agenda it stands."""
    if sheet.meeting is not None:
        meeting = get_locked(Meeting, sheet.meeting.id)
        if meeting is None or meeting.state not in UPCOMING:
            raise NotNow(_("The 1:1 has been held or skipped meanwhile: its agenda changes no more."))
    topic = get_locked(MeetingTopic, sheet.id)
    assert topic is not None, "a topic is never deleted"
    return topic, get_locked(MeetingLine, sheet.line.id) if sheet.line is not None else None


def reword_topic(sheet: TopicSheet, words: str, *, by: Actor, seen: int | None = None) -> None:
    """Its author puts a topic otherwise: one more wording, and the earlier ones are kept. Nobody else can."""
    require(policy.can_reword(by, sheet))
    text = sound(words, needed=_("Write down what you want to talk about."))
    topic, _line = _locked(sheet)
    if text == sheet.words:
        return
    TOPIC.move(topic, "reword", seen=seen)
    topic.wording += 1
    session().add(MeetingTopicWording(topic_id=topic.id, no=topic.wording, words=text, at=clock.now()))
    session().flush()
    record(TopicReworded(topic.wording), by=by, on=topic, about=topic.employee_id)


def drop_topic(sheet: TopicSheet, *, by: Actor, seen: int | None = None) -> None:
    """Its author takes a topic off the agenda: it was never talked about. NotNow where the minutes note something beside it."""
    require(policy.can_reword(by, sheet))
    _topic, line = _locked(sheet)
    if line is not None and str(line.id) in _noted(line.meeting_id):
        raise NotNow(_("Something is noted beside this topic in the minutes. Take the note out first."))
    _move(sheet, "drop", by, seen)


def _noted(meeting_id: UUID) -> dict[str, str]:
    """What is noted in the minutes of that 1:1, by the ids of its lines."""
    content = session().scalar(select(MeetingMinutes.content).where(MeetingMinutes.meeting_id == meeting_id))
    return written(content or {})


def talk_about(sheet: TopicSheet, *, by: Actor, seen: int | None = None) -> None:
    """The topic was talked about: it does not come again."""
    require(policy.can_act(by, sheet))
    _on_an_agenda(sheet)
    _move(sheet, "talk", by, seen)


def reopen_topic(sheet: TopicSheet, *, by: Actor, seen: int | None = None) -> None:
    """It was not talked about after all."""
    require(policy.can_act(by, sheet))
    _on_an_agenda(sheet)
    _move(sheet, "reopen", by, seen)


def _on_an_agenda(sheet: TopicSheet) -> None:
    if sheet.line is None:
        raise NotNow(_("This topic stands on no agenda that is open."))


def _move(sheet: TopicSheet, verb: str, by: Actor | None, seen: int | None) -> None:
    topic, line = _locked(sheet)
    TOPIC.move(topic, verb, seen=seen)
    if line is not None:
        LINE.move(line, verb)
    session().flush()
    notices.settle_all([topic])
    record(TopicMoved(topic.state), by=by, on=topic, about=topic.employee_id)


def settle(meeting: Meeting, talked: Collection[UUID]) -> None:
    """A 1:1 is over: lines in `talked` were talked about, what is still open goes on to the next.

    The caller holds the lock of the meeting.
    """
    query = select(MeetingLine, MeetingTopic).join(MeetingTopic, MeetingTopic.id == MeetingLine.topic_id)
    over = session().execute(query.where(MeetingLine.meeting_id == meeting.id)).all()
    notices.settle_all([topic for _line, topic in over])
    for line, topic in over:
        if line.state != "open":
            continue
        LINE.move(line, "talk" if line.id in talked else "carry")
        if line.id in talked and TOPIC.may(topic, "talk"):
            TOPIC.move(topic, "talk")
    session().flush()
