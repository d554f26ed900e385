"""The tables of a rhythm, a 1:1, a topic and its line on an agenda, and a promise (states f.5)."""

from __future__ import annotations

from tenants.law import Machine, Move

BOTH = "the employee, or the manager in force"

SERIES = Machine(
    "meeting_series",
    Move("agree", {"proposed"}, "agreed", "the other side", "another rhythm that was agreed ends with it"),
    Move("drop", {"proposed"}, "dropped", BOTH, "taken back, or not agreed to"),
    Move("end", {"proposed", "agreed"}, "ended", BOTH + ", or the system", "another is agreed, or the line has ended"),
)

MEETING = Machine(
    "meeting",
    Move("prepare", {"planned"}, "prepared", BOTH + ", or a deputy", "a topic stands on the agenda"),
    Move("move", {"planned"}, "planned", BOTH, "a reason; a time to come"),
    Move("move_prepared", {"prepared"}, "prepared", BOTH, "a reason; a time to come; the agenda stays"),
    Move("aim", {"planned"}, "planned", BOTH, "what it is for"),
    Move("aim_prepared", {"prepared"}, "prepared", BOTH, "what it is for; the agenda stays"),
    Move("skip", {"planned", "prepared"}, "skipped", BOTH, "a reason; open topics go on to the next"),
    Move("hold", {"planned", "prepared"}, "held", BOTH, "the first confirms; not before its day"),
    Move("answer", {"held"}, "held", "the other side", "the minutes differ from what was confirmed"),
    Move("confirm", {"held"}, "confirmed", "the other side", "the hash that the first has confirmed"),
    Move("end", {"planned", "prepared", "held"}, "ended", "system", "the line between the two has ended"),
)

TOPIC = Machine(
    "meeting_topic",
    Move("talk", {"open"}, "talked", BOTH, "or its line has a note when the 1:1 is confirmed"),
    Move("reopen", {"talked"}, "open", BOTH, "the 1:1 is not held yet"),
    Move("reword", {"open"}, "open", "its author", "a new wording"),
    Move("drop", {"open"}, "dropped", "its author"),
    Move("lapse", {"open"}, "lapsed", "system", "the line between the two has ended"),
)

LINE = Machine(
    "meeting_line",
    Move("talk", {"open"}, "talked", BOTH),
    Move("reopen", {"talked"}, "open", BOTH),
    Move("carry", {"open"}, "carried", "system", "the 1:1 is held, skipped or ended, and the topic is open"),
    Move("drop", {"open"}, "dropped", "the topic's author"),
)

PROMISE = Machine(
    "meeting_promise",
    Move("done", {"open"}, "done", "its owner"),
    Move("keep", {"done"}, "kept", "the other side"),
    Move("not_yet", {"done"}, "open", "the other side", "words"),
    Move("ask_drop", {"open", "done"}, "dropping", BOTH, "a reason"),
    Move("drop", {"dropping"}, "dropped", "the one who did not ask"),
    Move("go_on", {"dropping"}, "open", BOTH),
    Move("take_back", {"open"}, "taken_back", "who wrote it down", "the 1:1 is not held yet"),
    Move("lapse", {"open", "done", "dropping"}, "lapsed", "system", "the line between the two has ended"),
)
