"""The verbs of check-ins: rhythm, say, answer, reply, and drafts. Each checks, changes and records."""

from saas.check_ins.actions.answering import answer, reply
from saas.check_ins.actions.drafting import Saved, drop_draft, save_draft
from saas.check_ins.actions.rhythm import begin, concerned_by_leaving, follow_line, open_now, rest_all, set_rhythm
from saas.check_ins.actions.saying import Amended, goals_asked, print_of, say
from saas.check_ins.actions.turning import turn

__all__ = [
    "Amended", "Saved", "answer", "begin", "concerned_by_leaving", "drop_draft", "follow_line", "goals_asked", "open_now",
    "print_of", "reply", "rest_all", "save_draft", "say", "set_rhythm", "turn",
]  # fmt: skip
