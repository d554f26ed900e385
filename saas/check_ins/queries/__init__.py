"""Reading check-ins: one of them, a pair, what was said over time, and what waits for whom."""

from saas.check_ins.queries.drafts import draft, earlier_draft
from saas.check_ins.queries.pairs import (
    balance,
    behind,
    beside,
    last_spoke,
    open_check_in,
    own_pairs,
    own_rhythms,
    pair,
    pair_between,
    said_in,
    sheet,
    sheets,
    team,
    team_open,
)
from saas.check_ins.queries.spoken import before, history, last_statement, lines, spoken, told
from saas.check_ins.queries.units import unit_tempo
from saas.check_ins.queries.waiting import TURNS

__all__ = [
    "TURNS", "balance", "before", "behind", "beside", "draft", "earlier_draft", "history", "last_spoke", "last_statement",
    "lines", "open_check_in", "own_pairs", "own_rhythms", "pair", "pair_between", "said_in", "sheet", "sheets", "spoken",
    "team", "team_open", "told", "unit_tempo",
]  # fmt: skip
