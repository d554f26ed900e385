"""The verbs of policies: keeping, writing, publishing, acknowledging. Each checks, changes and records."""

from coaching_library.policies.actions.acknowledging import acknowledge, remind, show
from coaching_library.policies.actions.keeping import change, look_again, make, make_counterpart
from coaching_library.policies.actions.publishing import Terms, come_into_force, must_ask, publish, take_back, withdraw
from coaching_library.policies.actions.writing import begin, drop, give_back, propose, recall, write

__all__ = [
    "Terms", "acknowledge", "begin", "change", "come_into_force", "drop", "give_back", "look_again", "make", "make_counterpart",
    "must_ask", "propose", "publish", "recall", "remind", "show", "take_back", "withdraw", "write",
]  # fmt: skip
