"""The tables of an agreement and of its amendments (states f.3). Silence is in neither: no date ever agrees.

A mediation ends by a proposal; the HR partner who was called moves nothing. A change of line works through `reseat`.
"""

from __future__ import annotations

from tenants.law import Machine, Move

EITHER, PROPOSER, OTHER = "either party", "whoever proposed", "the other party"
OPENER = "whoever opened it, or whoever is writing an answer"
UNINVOLVED = "an HR partner who is neither of the two; from mediation only where the one called is there no more"

AGREEMENT = Machine(
    "agreement",
    Move(
        "propose",
        {"drafting", "countered", "mediation"},
        "proposed",
        EITHER,
        "the content holds; a version is frozen and signed",
    ),
    Move("withdraw", {"proposed"}, "drafting", PROPOSER, "the other side has not acted"),
    Move("counter", {"proposed"}, "countered", OTHER, "at least one change or comment"),
    Move("sign", {"proposed"}, "agreed", OTHER, "the same hash; both parties in force"),
    Move("call", {"proposed", "countered", "mediation"}, "mediation", EITHER, UNINVOLVED),
    Move("reseat", {"agreed"}, "agreed", "system", "another manager leads: adoption is due unless they have signed it"),
    Move("adopt", {"agreed"}, "agreed", "the second in force", "adoption is due; the same version, the same hash"),
    Move("end", {"drafting", "proposed", "countered", "mediation", "agreed"}, "ended", "system", "a person leaves"),
    Move("resume", {"ended"}, "drafting", "system", "whoever had left is back, and somebody leads them"),
    Move("supersede", {"agreed"}, "superseded", "system", "another agreement takes its place"),
)

AMENDMENT = Machine(
    "amendment",
    Move(
        "propose",
        {"drafting", "countered", "mediation"},
        "proposed",
        EITHER,
        "the content holds and differs from what is in force",
    ),
    Move("withdraw", {"proposed"}, "drafting", PROPOSER, "the other side has not acted"),
    Move("counter", {"proposed"}, "countered", OTHER, "at least one change or comment"),
    Move("sign", {"proposed"}, "agreed", OTHER, "the same hash; both parties in force"),
    Move("call", {"proposed", "countered", "mediation"}, "mediation", EITHER, UNINVOLVED),
    Move("discard", {"drafting", "countered", "mediation"}, "discarded", OPENER, "no proposal waits for an answer; ADR 9"),
)
