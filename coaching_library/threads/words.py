"""The words of notices about questions, and of what is said in them. A notice tells who and when, and nothing that was
written.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coaching_library.threads.models import EVERYONE, MANAGERS, PARTNER, TEAM
from tenants import notices

AUDIENCES: dict[str, Any] = {
    PARTNER: _l("My HR partner"),
    TEAM: _l("The HR team"),
    MANAGERS: _l("All managers"),
    EVERYONE: _l("Everyone"),
}

SAID: dict[str, Any] = {
    "answer": _l("Answer"),
    "comment": _l("Comment"),
    "query": _l("Question back"),
    "reply": _l("Reply"),
    "not_yet": _l("Not solved yet"),
    "objection": _l("Not the same"),
}

KINDS: dict[str, tuple[Any, Any]] = {
    "question.asked": (
        _l("%(who)s asks you"),
        _l("%(who)s has a question for you. You own it, and the clock of the first answer runs."),
    ),
    "question.answered": (_l("%(who)s answered your question"), _l("%(who)s answered what you asked on %(day)s.")),
    "question.peer_answered": (
        _l("%(who)s answered your question"),
        _l("%(who)s, who is not in HR, answered what you asked on %(day)s."),
    ),
    "question.asked_back": (
        _l("%(who)s asks something back"),
        _l("%(who)s needs to know something before they answer what you asked on %(day)s."),
    ),
    "question.replied": (_l("%(who)s replied to you"), _l("%(who)s replied to your question back. The clocks run on.")),
    "question.commented": (_l("%(who)s wrote in a question"), _l("%(who)s wrote in the question of %(day)s.")),
    "question.said": (_l("Something new in a question you follow"), _l("%(who)s wrote in the question of %(day)s.")),
    "question.accepted": (_l("Your answer solved it"), _l("%(who)s accepted the answer to what they asked on %(day)s.")),
    "question.reopened": (
        _l("%(who)s needs more"),
        _l("%(who)s says what is still missing in the answer of the question of %(day)s."),
    ),
    "question.let_go": (_l("A question was let go"), _l("%(who)s needs no answer any more to what they asked on %(day)s.")),
    "question.merged": (
        _l("Your question is answered elsewhere"),
        _l("%(who)s says that what you asked on %(day)s is the same as another question. You can say once that it is not."),
    ),
    "question.objected": (_l("%(who)s says it is not the same"), _l("The question of %(day)s is open again.")),
    "question.taken": (_l("%(who)s took a question over"), _l("%(who)s answers the question of %(day)s from now on.")),
    "question.handed": (_l("A question is yours now"), _l("HR’s people have changed: the question of %(day)s is yours now.")),
    "question.handed_asker": (_l("Somebody else answers you"), _l("%(owner)s answers what you asked on %(day)s from now on.")),
    "question.overdue": (_l("A first answer is overdue"), _l("The question of %(day)s waits for your first answer.")),
    "question.escalated": (
        _l("A first answer is overdue"),
        _l("A question of %(day)s still waits for the first answer of %(owner)s."),
    ),
    "question.escalated_asker": (
        _l("HR’s heads know that you wait"),
        _l("Nobody has answered yet what you asked on %(day)s. The heads of HR were told that it waits, and not a word of it."),
    ),
    "question.escalated_hr": (
        _l("The rest of HR knows that you wait"),
        _l("Nobody has answered yet what you asked on %(day)s. The rest of HR was told that it waits, and not a word of it."),
    ),
    "question.closing": (
        _l("Did the answer help?"),
        _l("What you asked on %(day)s is closed on %(until)s if nobody says anything. You can open it again at any time."),
    ),
    "question.closed": (
        _l("A question was closed"),
        _l("The question of %(day)s was closed after a silence. It can be opened again."),
    ),
    "question.official": (_l("An answer is official now"), _l("%(who)s made an answer of the question of %(day)s official.")),
    "question.retired": (
        _l("An answer is official no longer"),
        _l("%(who)s took the mark from an answer of the question of %(day)s."),
    ),
    "question.stale": (
        _l("An official answer needs to be verified"),
        _l("What the official answer of the question of %(day)s cites has changed or is gone. Look at it again."),
    ),
    "question.review": (
        _l("An official answer needs to be verified"),
        _l("The day of review of the official answer of the question of %(day)s is over."),
    ),
    "question.widening": (
        _l("May more people read it?"),
        _l("%(who)s would like more people to read of what you asked on %(day)s. Nothing happens unless you agree."),
    ),
    "question.agreed": (_l("%(who)s agreed"), _l("%(who)s agreed that more people read of the question of %(day)s.")),
    "question.declined": (
        _l("%(who)s would rather not"),
        _l("%(who)s did not agree that more people read of the question of %(day)s."),
    ),
    "question.promoted": (
        _l("An answer becomes an article"),
        _l("An answer of the question of %(day)s is the beginning of an article in the library."),
    ),
    "question.card": (
        _l("A policy or form needs work"),
        _l("Three questions alike were asked in ninety days. Look whether a policy or form needs work."),
    ),
}


def lasted(minutes: int | None) -> str:
    """Working time as one says it."""
    if minutes is None:
        return "–"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return str(_("%(minutes)s min", minutes=rest))
    return str(_("%(hours)s h %(minutes)s min", hours=hours, minutes=rest) if rest else _("%(hours)s h", hours=hours))


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    for kind, (subject, line) in KINDS.items():
        notices.register(kind, subject, line)
