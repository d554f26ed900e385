"""What the journal says of what two people share: their 1:1s, check-ins, feedback and file."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

MEETINGS: dict[str, Any] = {
    "meetings.rhythm_proposed": _l("%(who)s proposed a rhythm for the 1:1s of %(whom)s."),
    "meetings.rhythm_agreed": _l("%(who)s agreed to a rhythm for the 1:1s of %(whom)s."),
    "meetings.rhythm_dropped": _l("A proposed rhythm for the 1:1s of %(whom)s came to nothing, by %(who)s."),
    "meetings.rhythm_ended": _l("The rhythm of the 1:1s of %(whom)s ended, by %(who)s."),
    "meetings.planned": _l("A 1:1 of %(whom)s was planned, by %(who)s."),
    "meetings.moved": _l("%(who)s moved a 1:1 of %(whom)s."),
    "meetings.aimed": _l("%(who)s said what a 1:1 of %(whom)s is for."),
    "meetings.skipped": _l("%(who)s skipped a 1:1 of %(whom)s."),
    "meetings.held": _l("%(who)s confirmed a 1:1 of %(whom)s first: version %(no)s of its minutes."),
    "meetings.answered": _l("%(who)s confirmed other minutes of a 1:1 of %(whom)s: version %(no)s."),
    "meetings.confirmed": _l("%(who)s confirmed a 1:1 of %(whom)s: both have, version %(no)s of its minutes."),
    "meetings.ended": _l("A 1:1 of %(whom)s ended with the reporting line."),
    "meetings.topic_added": _l("%(who)s put down a topic for a 1:1 of %(whom)s."),
    "meetings.topic_reworded": _l("%(who)s put a topic for a 1:1 of %(whom)s otherwise."),
    "meetings.topic_moved": _l("A topic of a 1:1 of %(whom)s was talked about, opened again or dropped, by %(who)s."),
    "meetings.promise_made": _l("%(who)s wrote down a promise of %(owner)s at a 1:1 of %(whom)s."),
    "meetings.promise_answered": _l("%(who)s said something about a promise from a 1:1 of %(whom)s."),
    "meetings.promise_kept": _l("%(who)s said that a promise of %(owner)s from a 1:1 of %(whom)s is kept."),
    "meetings.feed_made": _l("%(who)s made a private calendar address."),
    "meetings.feed_ended": _l("A private calendar address of %(whom)s was ended, by %(who)s."),
}
FILES: dict[str, Any] = {
    "file_entry.added": _l("%(who)s added an entry to the performance file of %(whom)s."),
    "file_entry.arrived": _l("What the two did elsewhere came into the performance file of %(whom)s."),
    "file_entry.reworded": _l("%(who)s changed an entry in the performance file of %(whom)s: wording %(no)s."),
    "file_entry.withdrawn": _l("%(who)s took an entry in the performance file of %(whom)s back."),
    "file_entry.sealed": _l("An entry in the performance file of %(whom)s was sealed."),
    "file_entry.responded": _l("%(who)s answered an entry in the performance file of %(whom)s."),
    "file_entry.contested": _l("%(who)s contested an entry in the performance file of %(whom)s."),
    "file_entry.contest_settled": _l("%(who)s said that a contest in the performance file of %(whom)s is settled."),
    "file_entry.contest_stands": _l("A contest stands in the performance file of %(whom)s."),
}
FEEDBACK: dict[str, Any] = {
    "feedback.asked": _l("%(who)s asked %(giver)s for feedback about %(whom)s."),
    "feedback.accepted": _l("%(who)s began to write the feedback about %(whom)s for which they were asked."),
    "feedback.declined": _l("%(who)s declined a request for feedback about %(whom)s."),
    "feedback.expired": _l("A request for feedback about %(whom)s is over."),
    "feedback.given": _l("%(who)s gave feedback to %(whom)s."),
    "feedback.changed": _l("%(who)s wrote feedback to %(whom)s anew, before anybody opened it."),
    "feedback.opened": _l("%(who)s was the first to open feedback to %(whom)s."),
    "feedback.responded": _l("%(who)s responded to feedback."),
    "feedback.answered": _l("%(who)s answered a response to feedback."),
    "feedback.thanked": _l("%(who)s thanked for feedback to %(whom)s."),
    "feedback.shared": _l("%(who)s shared feedback with %(manager)s."),
}
TALKS: dict[str, Any] = {
    "check_ins.rhythm_set": _l("%(who)s checks in every %(every_days)s days from now on."),
    "check_ins.due": _l("A check-in of %(whom)s is due: %(due_on)s."),
    "check_ins.submitted": _l("%(who)s checked in (%(no)s) and asked %(manager)s to answer."),
    "check_ins.answered": _l("%(who)s answered the check-in of %(employee)s."),
    "check_ins.replied": _l("%(who)s replied to a point of the check-in of %(whom)s."),
    "check_ins.missed": _l("Nothing was said in a check-in of %(whom)s before the next one was due."),
    "check_ins.closed": _l("An answered check-in of %(whom)s was closed: the next one began, or the line ended."),
    "check_ins.lapsed": _l("A check-in of %(whom)s is not needed any more."),
    "check_ins.goal_claimed": _l("%(who)s says how a goal ended: %(state)s."),
    "check_ins.goal_confirmed": _l("%(who)s says how they see the end of a goal of %(whom)s: %(state)s."),
}
