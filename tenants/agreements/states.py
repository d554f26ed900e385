"""The tables of an agreement and of its amendments (states f.3). Silence is in neither: no date ever agrees.

`mediation` joins with the HR partner's part in it; a change of line works through `reseat` and `take_back`.
"""

from __future__ import annotations

from tenants.law import Machine, Move

EITHER, PROPOSER, OTHER = "either party", "whoever proposed", "the other party"
OPENER = "whoever opened it, or whoever is writing an answer"

AGREEMENT = Machine(
    "agreement",
    Move("propose", {"drafting", "countered"}, "proposed", EITHER, "the content holds; a version is frozen and signed"),
    Move("withdraw", {"proposed"}, "drafting", PROPOSER, "the other side has not acted"),
    Move("counter", {"proposed"}, "countered", OTHER, "at least one change or comment"),
    Move("sign", {"proposed"}, "agreed", OTHER, "the same hash; both parties in force"),
    Move("end", {"drafting", "proposed", "countered", "agreed"}, "ended", "system", "a person leaves"),
    Move("resume", {"ended"}, "drafting", "system", "whoever had left is back, and somebody leads them"),
    Move("supersede", {"agreed"}, "superseded", "system", "another agreement takes its place"),
)

AMENDMENT = Machine(
    "amendment",
    Move("propose", {"drafting", "countered"}, "proposed", EITHER, "the content holds and differs from what is in force"),
    Move("withdraw", {"proposed"}, "drafting", PROPOSER, "the other side has not acted"),
    Move("counter", {"proposed"}, "countered", OTHER, "at least one change or comment"),
    Move("sign", {"proposed"}, "agreed", OTHER, "the same hash; both parties in force"),
    Move("discard", {"drafting", "countered"}, "discarded", OPENER, "no proposal waits for an answer; ADR 9"),
)
