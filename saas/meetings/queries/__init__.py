"""Reading a pair's 1:1s: one sheet for a page, rows for lists, what was promised, what waits."""

from saas.meetings.queries.finding import pair_of, pair_with, promise_sheet, rhythm_sheet, sheet, topic_sheet, with_pairs
from saas.meetings.queries.listing import (
    SILENT,
    Coming,
    all_notes,
    between,
    ended,
    held_since,
    last_contact,
    last_met,
    meets_after,
    met_since,
    next_meets,
    next_of,
    notes_of,
    rows,
    series_of,
    soonest,
    team,
    team_of,
    upcoming,
)
from saas.meetings.queries.reading import (
    READS,
    agenda,
    changes,
    confirmations,
    feed_by,
    feed_of,
    in_feed,
    own_version,
    promises_at,
    promises_of,
    step,
    waiting_topics,
)

__all__ = [
    "READS", "SILENT", "Coming", "agenda", "all_notes", "between", "changes", "confirmations", "ended", "feed_by", "feed_of",
    "held_since", "in_feed", "last_contact", "last_met", "meets_after", "met_since", "next_meets", "next_of", "notes_of",
    "own_version", "pair_of", "pair_with", "promise_sheet", "promises_at", "promises_of", "rhythm_sheet", "rows", "series_of",
    "sheet", "soonest", "step", "team", "team_of", "topic_sheet", "upcoming", "waiting_topics", "with_pairs",
]  # fmt: skip
