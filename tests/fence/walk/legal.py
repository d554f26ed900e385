"""What fills a form in, so that it is taken: without it a route would refuse what was left empty, and nothing else be tried."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from tenants.isolation import clock
from tests.fence.walk.world import MINE
from tests.house_fixture import PASSWORD


class _Offered:
    """The first thing that the field itself offers."""


OFFERED = _Offered()
NEW = "A sentence nobody guesses 7"


def _day(ahead: int) -> str:
    return (clock.now() + timedelta(days=ahead)).date().isoformat()


def _people() -> tuple[BytesIO, str]:
    """A file of people, made anew for each time that it is sent."""
    return BytesIO(f"Full name,E-mail\nOut of a File,file@{MINE}.example\n".encode()), "people.csv"


def _guide() -> tuple[BytesIO, str]:
    """A file for the library, made anew for each time that it is sent."""
    return BytesIO(b"# A guide out of a file\n\nListen first.\n"), "a-guide.md"


def fields(rule: str) -> dict[str, Any]:
    """What to put into the form of that route beside what stands in it already."""
    mail = f"somebody.new@{MINE}.example"
    return {
        "/": {"organisation": MINE},
        "/account/password": {"password_now": PASSWORD, "password": NEW},
        "/check-ins/<uuid:check_in_id>/answers": {"words": "Thank you for saying it."},
        "/check-ins/<uuid:check_in_id>/replies": {"words": "So do I."},
        "/check-ins/<uuid:check_in_id>/statements": {"win": "It went well."},
        "/check-ins/<uuid:check_in_id>/draft": {"win": "It went almost well."},
        "/check-ins/<uuid:check_in_id>/draft/autosave": {"win": "It went almost well."},
        "/check-ins/pairs/<uuid:rhythm_id>/rhythms": {"every_days": "30"},
        "/cycle/": {"name": "One more", "companies": OFFERED, "units": OFFERED},
        "/cycle/<uuid:cycle_id>/answers": {"words": "After the summer."},
        "/cycle/<uuid:cycle_id>/cancellations": {"words": "It came too early."},
        "/cycle/<uuid:cycle_id>/participants/<uuid:person_id>/days": {"work_on": _day(90), "why": "Back from leave."},
        "/cycle/<uuid:cycle_id>/participants/<uuid:person_id>/excuses": {"reason": "On leave."},
        "/cycle/own": {"name": "A project", "reason": OFFERED, "ends_on": _day(120)},
        "/enterprise/goals": {
            "title": "One more goal", "company": OFFERED, "unit": OFFERED, "owner": f"bo@{MINE}.example",
            "starts_on": _day(0), "ends_on": _day(100), "every_days": "30",
        },
        "/enterprise/goals/<uuid:goal_id>/changes": {"title": "It reads otherwise"},
        "/enterprise/goals/<uuid:goal_id>/check-ins": {"words": "It goes well.", "confidence": "7"},
        "/enterprise/goals/<uuid:goal_id>/closing": {"ending": "drop", "words": "It is over."},
        "/feedback/<uuid:feedback_id>/changes": {"answers/did": "Said otherwise."},
        "/feedback/<uuid:feedback_id>/responses": {"words": "I see it so, too."},
        "/feedback/drafts": {"person": f"mira@{MINE}.example", "topic": "praise"},
        "/feedback/drafts/<uuid:draft_id>/gifts": {"answers/did": "It went well."},
        "/feedback/requests": {"giver": f"mira@{MINE}.example", "topic": "work", "due_on": _day(10)},
        "/notices/choices": {"at_once": "y"},
        "/performance-file/drafts/<uuid:file_draft_id>": {"kind": "thanks", "happened_on": _day(0), "words": "It went well."},
        "/performance-file/drafts/<uuid:file_draft_id>/additions": {
            "kind": "thanks", "happened_on": _day(0), "words": "It went well.",
        },
        "/performance-file/drafts/<uuid:file_draft_id>/evidence": {"url": "https://wiki.example/page"},
        "/performance-file/entries/<uuid:entry_id>/contests": {"words": "It was otherwise."},
        "/performance-file/entries/<uuid:entry_id>/responses": {"words": "Thank you."},
        "/performance-file/entries/<uuid:entry_id>/settlements": {"words": "Settled."},
        "/performance-file/entries/<uuid:entry_id>/stands": {"words": "I stay with it."},
        "/performance-file/notes/<uuid:note_id>": {"words": "Only mine."},
        "/invitations/<token>": {"password": NEW},
        "/meetings/<uuid:meeting_id>/moves": {"day": _day(3), "time": "10:00", "why": "The grid company."},
        "/meetings/<uuid:meeting_id>/promises": {"whose": "me", "words": "I ask the grid company."},
        "/meetings/<uuid:meeting_id>/purposes": {"purpose": "goal"},
        "/meetings/<uuid:meeting_id>/skips": {"why": "Half the team is ill."},
        "/meetings/<uuid:meeting_id>/starters": {"starter": OFFERED},
        "/meetings/<uuid:meeting_id>/topics": {"words": "The third depot."},
        "/meetings/promises/<uuid:promise_id>/answers": {"words": "Because."},
        "/meetings/topics/<uuid:topic_id>/wordings": {"words": "Put otherwise."},
        "/meetings/with/<uuid:person_id>/meetings": {"day": _day(4), "time": "10:00"},
        "/meetings/with/<uuid:person_id>/rhythms": {"first_on": _day(5), "time": "10:00"},
        "/meetings/with/<uuid:person_id>/topics": {"words": "The spare vans."},
        "/password-reset": {"email": f"nia@{MINE}.example"},
        "/password-reset/<token>": {"password": NEW},
        "/plan/plans/<uuid:plan_id>/draft/merge": {"mine": "{}"},
        "/plan/handovers/<uuid:handover_id>/answers": {"words": "Thank you."},
        "/plan/handovers/<uuid:handover_id>/notes": {"standing": "All is well."},
        "/plan/plans/<uuid:plan_id>/mediations": {"words": "Help us."},
        "/plan/plans/<uuid:plan_id>/versions/<int:no>/comments": {"words": "Why?"},
        "/plan/together": {
            "plans": OFFERED, "title": "For several", "weight": "100", "due_on": _day(60), "criteria/l3": "It is done.",
        },
        "/library/import": {"files": _guide, "topic": "talk"},
        "/library/items": {"kind": "guide", "title": "One more guide", "topic": "talk", "summary": "One.", "body": "Two."},
        "/library/items/<uuid:item_id>/answers": {"words": "Two lines."},
        "/library/items/<uuid:item_id>/changes": {"summary": "Said otherwise."},
        "/library/items/<uuid:item_id>/owners": {"owner": f"chen@{MINE}.example", "review_on": _day(100)},
        "/library/items/<uuid:item_id>/ratings": {"level": OFFERED, "words": "Because."},
        "/library/items/<uuid:item_id>/returns": {"words": "Say for whom."},
        "/library/items/<uuid:item_id>/sheets": {"blank_0": "Nine days"},
        "/threads/": {"title": "One more question", "words": "What now?", "audience": "partner", "looked": "1"},
        "/threads/<uuid:question_id>/answers": {"words": "Ask them first."},
        "/threads/<uuid:question_id>/duplicates": {"target": OFFERED},
        "/threads/<uuid:question_id>/endorsements": {"sections": OFFERED, "review_on": _day(200)},
        "/threads/<uuid:question_id>/comments": {"words": "Thank you."},
        "/threads/<uuid:question_id>/objections": {"words": "It is another one."},
        "/threads/<uuid:question_id>/queries": {"words": "Which version?"},
        "/threads/<uuid:question_id>/replies": {"words": "The first."},
        "/threads/<uuid:question_id>/reopenings": {"words": "Not yet."},
        "/threads/<uuid:question_id>/widenings": {"title": "For others", "words": "In other words.", "audience": OFFERED},
        "/threads/cards/<uuid:card_id>/dismissals": {"reason": "It was misread once."},
        "/threads/replies": {"title": "One more", "words": "Which version?"},
        "/plan-template/": {"title": "One more template", "positions": OFFERED},
        "/plan-template/<uuid:template_id>/changes": {"title": "Called otherwise"},
        "/plan-template/<uuid:template_id>/goals/<uuid:key>": {"title": "It reads otherwise"},
        "/policies/": {"title": "One more policy"},
        "/policies/<uuid:policy_id>/counterparts": {"language": "zh", "title": "又一项制度"},
        "/policies/versions/<uuid:version_id>/publications": {"effective_on": _day(0)},
        "/policies/versions/<uuid:version_id>/returns": {"words": "Say when."},
        "/policies/versions/<uuid:version_id>/withdrawals": {"why": "The law has changed."},
        "/settings/companies": {"name": "New Company", "legal_name": "New Company Limited"},
        "/settings/companies/<uuid:company_id>/holidays": {"day": _day(40), "holiday_name": "A day"},
        "/settings/companies/<uuid:company_id>/closings": {"closed_on": _day(0)},
        "/settings/deputies": {"deputy": f"ingrid@{MINE}.example", "starts_on": _day(1), "ends_on": _day(9)},
        "/settings/grants": {"person": f"bo@{MINE}.example", "kind": "publish"},
        "/settings/partners": {"partner": f"mira@{MINE}.example", "unit": OFFERED},
        "/settings/people/imports": {"file": _people},
        "/settings/people/imports/<uuid:import_id>/columns": {"columns-0": "name", "columns-1": "email"},
        "/settings/people": {"name": "Somebody New", "email": mail, "unit": OFFERED},
        "/settings/people/<uuid:person_id>/emails": {"new_email": mail},
        "/settings/people/<uuid:person_id>/departures": {"last_day": _day(0), "at_once": "y"},
        "/settings/people/<uuid:person_id>/lines": {"manager": f"ingrid@{MINE}.example"},
        "/settings/positions": {"title": "Pilot"},
        "/settings/profile/emails": {"new_email": mail},
        "/settings/units": {"name": "A new unit"},
        "/sign-in": {"email": f"nia@{MINE}.example", "password": PASSWORD},
    }.get(rule, {})  # fmt: skip


ENDINGS = {"/confidence": "7", "/health": "on_track"}
"""The same for fields whose names bear an id, by how they end."""

WITHOUT_A_FORM = {
    "/threads/deflections": "what is suggested while one types bears it",
    "/plan/plans/<uuid:plan_id>/draft/merge": "two windows of one person bring it up, with what the older one typed",
}
"""Routes that no page leads to by itself, and what does."""

TAKES_FILES: frozenset[str] = frozenset(
    {"/settings/people/imports", "/library/import", "/performance-file/drafts/<uuid:file_draft_id>/evidence"}
)
"""Routes that take files. A route that looks for one and is not here fails the walk."""

TOLD_FILE_BY_FILE = frozenset({"/library/import"})
"""Of these the page of the dry run says of each file why it is not taken (see the tests of the library)."""
