"""The tables of a question, an official answer, a proposal to open it to more people, and a card (states f.9). Silence accepts
nothing: it closes, which is counted apart, and whoever asked can open it again. A copy for more readers begins as closed, or as
accepted where the answer in it was: nobody waits for anything there.
"""

from __future__ import annotations

from tenants.law import Machine, Move

ASKER, HR, SYSTEM = "whoever asked", "HR who reads it", "Sameboat"

QUESTION = Machine(
    "question",
    Move("answer", {"open", "waiting"}, "answered", HR, "the clock of the first answer stops; a peer’s answer moves nothing"),
    Move("answer_again", {"answered"}, "answered", HR, ""),
    Move("answer_accepted", {"accepted"}, "accepted", HR, "what was accepted stays so"),
    Move("answer_promoted", {"promoted"}, "promoted", HR, "the article stays as it is"),
    Move("answer_closed", {"closed"}, "closed", HR, "whoever asked is told, and can open it again; in a copy peers answer too"),
    Move("ask_back", {"open"}, "waiting", HR, "both clocks stand still"),
    Move("reply", {"waiting"}, "open", ASKER, "the clocks run on"),
    Move("accept", {"open", "waiting", "answered"}, "accepted", ASKER, "one answer, also a peer’s; the second clock stops"),
    Move("accept_promoted", {"promoted"}, "promoted", ASKER, "where it was promoted before"),
    Move("accept_copy", {"closed"}, "accepted", SYSTEM, "a copy begins where the answer that it bears stands: accepted"),
    Move(
        "reopen",
        {"answered", "accepted", "closed", "promoted"},
        "open",
        ASKER,
        "says what is still missing; the second clock runs on; an article of it stays, and a copy is never open",
    ),
    Move("let_go", {"open", "waiting", "answered"}, "closed", ASKER, "it is not needed any more"),
    Move("close", {"answered"}, "closed", SYSTEM, "so many working days of silence, told before"),
    Move("end", {"open", "waiting", "answered"}, "closed", SYSTEM, "whoever asked has left"),
    Move(
        "merge",
        {"open", "waiting", "answered", "accepted", "closed", "promoted"},
        "duplicate",
        HR,
        "of one that whoever asked may read, where no answer of it is official; who follows it follows that one",
    ),
    Move("object", {"duplicate"}, "open", ASKER, "once, saying what is different"),
    Move("promote", {"answered", "accepted", "closed"}, "promoted", HR, "an accepted or official answer; with consent"),
    Move("escalate", {"open"}, "open", SYSTEM, "the first answer is overdue; once"),
)

ANSWERS = {"open": "answer", "waiting": "answer", "answered": "answer_again"} | {
    state: f"answer_{state}" for state in ("accepted", "promoted", "closed")
}
"""By which move HR answers, from where the question stands."""

PUBLISHERS = "HR with the right to publish; where two persons are asked for, not who wrote the answer"

OFFICIAL = Machine(
    "question_official",
    Move("go_stale", {"official"}, "stale", SYSTEM, "a cited section has changed or is gone, or its day of review is over"),
    Move(
        "verify", {"official", "stale"}, "official", PUBLISHERS, "cites sections in force, or says that no policy speaks to it"
    ),
    Move("retire", {"official", "stale"}, "retired", PUBLISHERS, "the answer stays, without the mark"),
)

WIDENING = Machine(
    "question_widening",
    Move("agree", {"proposed"}, "agreed", ASKER, "reads the very words that others will read"),
    Move("decline", {"proposed"}, "declined", ASKER, "no reason is asked for"),
    Move("take_back", {"proposed"}, "taken_back", "HR who proposed it; Sameboat", "it is not wanted any more"),
)

CARD = Machine(
    "question_card",
    Move("take_up", {"open"}, "taken_up", "HR", "somebody works on the policy or form"),
    Move("dismiss", {"open"}, "dismissed", "HR", "with a reason"),
)
