"""What one person wrote about another can be read by the other: no column holds words that those concerned never see."""

from __future__ import annotations

import pytest
from sqlalchemy import Text, create_engine, text
from sqlalchemy.dialects.postgresql import JSONB

from saas import migrate
from tenants.isolation import clock
from tests.fence.walk import crawl
from tests.fence.walk.crawl import Walker
from tests.fence.walk.ground import Ground
from tests.fence.walk.world import MINE
from tests.house_fixture import House

PLAN = "SELECT '/plan/plans/' || l.id FROM plan l JOIN person p USING (tenant_id) WHERE p.id = l.person_id AND l.tenant_id = :t"
OWN = "SELECT '/cycle/' || c.id FROM cycle c JOIN person p USING (tenant_id) WHERE p.id = c.owner_id AND c.tenant_id = :t"
NOTE = (
    "SELECT '/plan/handovers/' || h.id FROM plan_handover h JOIN person p USING (tenant_id) WHERE h.tenant_id = :t"
    " AND h.state = 'given'"
)
SEAT = (
    "SELECT concat('/cycle/', s.cycle_id, '/participants/', s.person_id) FROM participation s JOIN person p USING (tenant_id)"
    " WHERE p.id = s.person_id AND s.state = 'excused' AND s.tenant_id = :t"
)

OWN_DAY = SEAT.replace("s.state = 'excused'", "s.work_on IS NOT NULL")
CHECK_IN = (
    "SELECT '/enterprise/goals/' || c.goal_id FROM enterprise_check_in c JOIN person p USING (tenant_id)"
    " WHERE p.id = c.author_id AND c.tenant_id = :t"
)

GIVEN = "SELECT '/feedback/' || f.id FROM feedback f JOIN person p USING (tenant_id) WHERE p.id = {} AND f.tenant_id = :t"
ABOUT = (
    "SELECT '/feedback/requests/' || f.id FROM feedback_request f JOIN person p USING (tenant_id)"
    " WHERE p.id = f.subject_id AND f.tenant_id = :t"
)
TALK = (
    "SELECT '/check-ins/' || c.id FROM check_in c JOIN person p USING (tenant_id) WHERE p.id IN (c.employee_id, c.manager_id)"
    " AND c.state = 'closed' AND c.tenant_id = :t AND EXISTS (SELECT FROM check_in_statement s WHERE s.tenant_id = c.tenant_id"
    " AND s.check_in_id = c.id AND s.no = 2)"
)
MEETING = (
    "SELECT '/meetings/' || m.id FROM meeting m JOIN person p USING (tenant_id) WHERE p.id IN (m.employee_id, m.manager_id)"
    " AND m.tenant_id = :t"
)
PAIR = (
    "SELECT '/meetings/with/' || m.manager_id FROM meeting m JOIN person p USING (tenant_id) WHERE p.id = m.employee_id"
    " AND m.tenant_id = :t"
)
ENTRY = (
    "SELECT '/performance-file/entries/' || e.id FROM file_entry e JOIN person p USING (tenant_id)"
    " WHERE p.id IN (e.employee_id, e.manager_id) AND e.tenant_id = :t"
)

ASKED = (
    "SELECT '/threads/' || q.id FROM question q JOIN person p USING (tenant_id) WHERE p.id = q.asker_id AND q.tenant_id = :t"
)
CARD = "SELECT '/threads/cards/' || c.id FROM question_card c JOIN person p USING (tenant_id) WHERE c.tenant_id = :t"
SENT_BACK = (
    "SELECT '/library/items/' || i.id FROM library_item i JOIN person p USING (tenant_id) WHERE i.tenant_id = :t"
    " AND i.title = 'Sent back'"
)

WORDS: dict[str, tuple[str, str, str, str]] = {
    "library_remark.words": ("chen", SENT_BACK, "", "Say for whom."),
    "question.about_label": ("bo", ASKED, "", "A plan"),
    "question.title": ("bo", ASKED, "", "Somebody cries in every talk"),
    "question_card.reason": ("chen", CARD, "", "It was the weather."),
    "question_post.words": ("bo", ASKED, "", "What would you do?"),
    "question_widening.answer": ("bo", ASKED, "", "Ask first."),
    "question_widening.title": ("bo", ASKED, "", "May it be read by others? All of it"),
    "question_widening.words": ("bo", ASKED, "", "In other words."),
    "agreement_mediation.words": ("helped", PLAN, "", "We turn in circles."),
    "agreement_line_comment.words": ("amara", PLAN, "/versions/1", "Why three of them?"),
    "agreement_version.content": ("amara", PLAN, "", "Two depots charge"),
    "check_in_goal.blocker": ("bo", TALK, "", "I wait too long."),
    "check_in_goal.progress": ("bo", TALK, "", "We listened to forty repairs."),
    "check_in_reply.words": ("amara", TALK, "", "Well done."),
    "check_in_statement.win": ("bo", TALK, "/statements", "Nobody called at night."),
    "check_in_support.words": ("bo", TALK, "", "The same day."),
    "cycle.words": ("proposed", OWN, "", "I lead the switchover."),
    "cycle_answer.words": ("proposed", OWN, "", "After the summer."),
    "enterprise_check_in.words": ("amara", CHECK_IN, "", "Half of the sites have a sheet."),
    "feedback_answer.words": ("nia", GIVEN.format("f.giver_id"), "", "I nearly had not."),
    "feedback_request.words": ("amara", ABOUT, "", "bo would like to know."),
    "feedback_wording.answers": ("amara", GIVEN.format("f.subject_id"), "", "Nobody had to come twice."),
    "file_evidence.name": ("amara", ENTRY, "", "sheet.txt"),
    "file_evidence.url": ("amara", ENTRY, "", "https://wiki.example/sheet"),
    "file_saying.words": ("bo", ENTRY, "", "It was otherwise."),
    "file_wording.about": ("waiting", ENTRY, "", "Three depots charge"),
    "file_wording.facts": ("waiting", ENTRY, "", "Half-year"),
    "file_wording.words": ("amara", ENTRY, "", "What bo wrote."),
    "goal.title": ("renewed", PLAN, "", "Three depots charge"),
    "meeting.place": ("amara", MEETING, "", "The old place."),
    "meeting_change.words": ("amara", MEETING, "", "Half the team is ill."),
    "meeting_minutes.content": ("bo", MEETING, "", "It was late."),
    "meeting_promise.words": ("amara", MEETING, "", "I ask the grid company."),
    "meeting_promise_answer.words": ("amara", PAIR, "", "They said yes."),
    "meeting_series.place": ("amara", PAIR, "", "On the pier."),
    "meeting_topic.about_label": ("bo", MEETING, "", "Fewer faults"),
    "meeting_topic_wording.words": ("amara", MEETING, "", "Nia and the night."),
    "meeting_version.content": ("bo", MEETING, "", "A good talk."),
    "plan_handover_answer.words": ("bo", NOTE, "", "The second one is late."),
    "plan_handover_note.promised": ("moved", NOTE, "", "Two hours a week."),
    "plan_handover_note.standing": ("moved", NOTE, "", "Two depots run."),
    "participation.day_reason": ("nia", OWN_DAY, "", "Back from the sea."),
    "participation.reason": ("spare", SEAT, "", "On leave for a year."),
}
"""Where the one concerned reads what somebody wrote: who, the page, and the words that somebody else put there."""

DRAFT = "its author's alone until it is proposed; then the other one reads every word"
ADDED = "its author's alone until it is added; then the other one reads every word"
CODE = "a word of the program, not of a person"
CONTACT = "how one is called and reached: on one's own page of entries"
LETTER = "what was sent to the one concerned"
KEY = "what opens an account; nobody wrote it about anybody"

NOT_WRITTEN_ABOUT: dict[str, str] = {
    "agreement.state": CODE,
    "agreement_draft.content": DRAFT,
    "agreement_preparation.content": DRAFT,
    "agreement_draft_step.content": DRAFT,
    "amendment.state": CODE,
    **dict.fromkeys(
        [
            "check_in.state",
            "check_in_goal.claim",
            "check_in_goal.health",
            "check_in_goal.work",
            "check_in_reply.sees",
            "check_in_reply.work",
            "check_in_support.said",
        ],
        CODE,
    ),
    "check_in.fell_title": "the title of a line of the plan, as both have signed it",
    "check_in_draft.content": "its author's alone until it is said; then the other one reads every word",
    "credential.password_hash": KEY,
    "cycle.reason": CODE,
    "cycle_answer.answer": CODE,
    "feedback.state": CODE,
    "feedback_draft.answers": "its author's alone until it is given; then the one whom it is about reads every word",
    "feedback_request.state": CODE,
    "file_contest.state": CODE,
    **dict.fromkeys(["file_draft.kind", "file_draft.part", "file_draft.words"], ADDED),
    **dict.fromkeys(["file_draft_piece.name", "file_draft_piece.url"], ADDED),
    "file_entry.kind": CODE,
    "file_entry.state": CODE,
    "file_note.words": "a private note: no record about anybody, its page warns about names, and nothing can be cited from it",
    "file_saying.act": CODE,
    "file_wording.kind": CODE,
    "file.name": "the name of a paper: who, and which version",
    "goal.kind": CODE,
    "goal.state": CODE,
    "job.payload": "what a job is to do: ids and numbers",
    "mail.html": LETTER,
    "mail.params": LETTER,
    "mail.subject": LETTER,
    "mail.text": LETTER,
    "mail.to_address": LETTER,
    "meeting.purpose": CODE,
    "meeting.state": CODE,
    "meeting_change.kind": CODE,
    "meeting_feed.token_hash": KEY,
    "exercise_answer.words": "its author's alone: no record about anybody, and it can't be cited",
    "exercise_note.words": "its author's alone: no record about anybody, and it can't be cited",
    "library_event.act": CODE,
    "library_event.task": CODE,
    "library_mark.verdict": CODE,
    **dict.fromkeys(
        ("question_draft.about_label", "question_draft.title", "question_draft.words"),
        "a draft of its author's: nobody reads it before it is asked, and then its readers do",
    ),
    **dict.fromkeys(("saved_reply.title", "saved_reply.words"), "words that HR uses again, about nobody"),
    "vignette_answer.level": "how its author rates an invented piece of work; others see a number from the threshold on",
    "vignette_answer.words": "why its author rates an invented piece of work so: theirs alone",
    "meeting_line.state": CODE,
    "meeting_minutes_step.content": "an earlier state of minutes that both read and write",
    "meeting_note.words": "its author's alone: no record about anybody, and it can't be cited",
    "meeting_promise.kind": CODE,
    "meeting_promise.state": CODE,
    "meeting_promise_answer.answer": CODE,
    "meeting_series.state": CODE,
    "meeting_topic.state": CODE,
    "notice.params": LETTER,
    "one_use_link.token_hash": KEY,
    "participation.state": CODE,
    "plan_handover.state": CODE,
    **dict.fromkeys(
        [f"people_import_row.{name}" for name in ("before", "cells", "changes", "errors", "notes", "reason", "wanted")],
        "entries of another system, on their way to the person's own page, where they are read; gone after 90 days",
    ),
    "people_import_row.kind": CODE,
    "people_import_row.outcome": CODE,
    "person.called": CONTACT,
    "person.email": CONTACT,
    "person.email_key": CONTACT,
    "person.language": CONTACT,
    "person.name": CONTACT,
    "person.sort_key": CONTACT,
    "person.state": CODE,
    "person.time_zone": CONTACT,
    "person.words": CONTACT,
    "person_email_change.email": CONTACT,
    "person_grant.kind": CODE,
    "person_right_wish.kind": CODE,
    "person_right_wish.state": CODE,
    "sign_in_session.data": KEY,
    "sign_in_session.token_hash": KEY,
    "sign_in_session.user_agent": KEY,
}
"""Columns of personal text in which nobody says anything of anybody else."""


def test_every_column_of_personal_words_says_where_those_concerned_read_them() -> None:
    tables = migrate.models().tables.values()
    held = [(f"{t.name}.{c.name}", c) for t in tables for c in t.columns if isinstance(c.type, Text | JSONB)]
    found = {name for name, column in held if column.info["class"] in ("personal", "sensitive")}
    assert found == WORDS.keys() | NOT_WRITTEN_ABOUT.keys(), "who reads these?"
    kept_as_words = {name for name, column in held if column.info["erased"] == "tombstone"}
    assert kept_as_words <= WORDS.keys(), "what is erased with a tombstone are somebody's words"


@pytest.mark.parametrize("column", sorted(WORDS))
def test_those_concerned_read_what_was_written(walked: House, ground: Ground, column: str) -> None:
    who, page, further, words = WORDS[column]
    engine = create_engine(walked.bed.url("postgres", walked.database))
    with engine.connect() as connection:
        query = f"{page} AND p.email_key LIKE '{who}@%'"
        paths = [str(row[0]) for row in connection.execute(text(query), {"t": walked.tenant(MINE)})]
    engine.dispose()
    with crawl.watching(walked), clock.at(clock.now()):
        reader = Walker(walked, who)
        pages = [reader.ask("GET", f"/o/{MINE}{path}{further}") for path in paths]
    assert any(words in seen.body for seen in pages), (paths, [seen.status for seen in pages])
