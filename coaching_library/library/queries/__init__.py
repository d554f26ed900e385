"""Reading the library: one item, lists, what readers left, what is shown at a step, what resembles a question."""

from coaching_library.library.queries.cards import at_step
from coaching_library.library.queries.items import (
    best_of,
    came_from,
    in_language,
    item,
    items_by,
    known_keys,
    languages_of,
    last_number,
    linking_to,
    locked,
    numbered,
    remarks,
    taken_keys,
    tongues,
    versions,
)
from coaching_library.library.queries.learning import begun, drafts, ways
from coaching_library.library.queries.listing import (
    KEYS,
    TABS,
    Narrowed,
    coming_due,
    counts,
    desk_counts,
    misread,
    newest,
    of_keys,
    on_desk,
    paths,
    read,
)
from coaching_library.library.queries.readers import (
    comes_back,
    due_exercises,
    helped,
    mark,
    opened,
    own_answers,
    own_notes,
    own_rating,
    read_by,
    same_case,
    spread,
    tried_by,
)

__all__ = [
    "KEYS", "TABS", "Narrowed", "at_step", "begun", "best_of", "came_from", "comes_back", "coming_due", "counts",
    "desk_counts", "drafts", "due_exercises", "helped", "in_language", "item", "items_by", "known_keys", "languages_of",
    "last_number", "linking_to", "locked", "mark", "misread", "newest", "numbered", "of_keys", "on_desk",
    "opened", "own_answers", "own_notes", "own_rating", "paths", "read", "read_by", "remarks", "same_case", "spread",
    "taken_keys", "tongues", "tried_by", "versions", "ways",
]  # fmt: skip
