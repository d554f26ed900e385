"""What the journal says of questions, in sentences (see `words`). Who asked whom, and when; never what."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

QUESTIONS: dict[str, Any] = {
    "question.asked": _l("%(who)s asked HR something; %(owner)s owns it."),
    "question.answered": _l("%(who)s answered a question of %(whom)s."),
    "question.commented": _l("%(who)s wrote in a question of %(whom)s."),
    "question.asked_back": _l("%(who)s asked %(whom)s something back."),
    "question.replied": _l("%(who)s replied to a question back."),
    "question.accepted": _l("%(who)s accepted an answer."),
    "question.reopened": _l("%(who)s opened a question again."),
    "question.closed": _l("A question of %(whom)s was closed without an accepted answer."),
    "question.merged": _l("%(who)s says that a question of %(whom)s is the same as another."),
    "question.objected": _l("%(who)s says that a question is not the same as another."),
    "question.escalated": _l("The first answer to a question of %(whom)s is overdue; the heads of HR were told."),
    "question.handed": _l("%(owner)s owns a question of %(whom)s from now on."),
    "question.endorsed": _l("%(who)s made an answer official, by %(sections)s sections of policies."),
    "question.verified": _l("%(who)s verified an official answer, by %(sections)s sections of policies."),
    "question.stale": _l("An official answer needs to be verified."),
    "question.retired": _l("%(who)s took the official mark from an answer."),
    "question.widening_proposed": _l("%(who)s proposed to let more people read of a question of %(whom)s."),
    "question.widening_decided": _l("A proposal to let more people read of a question of %(whom)s was decided."),
    "question.promoted": _l("%(who)s began an article of the library with an answer."),
    "saved_reply.kept": _l("%(who)s kept a reply to use it again."),
    "saved_reply.dropped": _l("%(who)s let a saved reply go."),
    "question_card.raised": _l("%(questions)s questions alike say that a policy or form needs work."),
    "question_card.decided": _l("%(who)s decided on a policy or form that needs work."),
}
KINDS: dict[str, Any] = {
    "question": _l("Question"),
    "saved_reply": _l("Saved reply"),
    "question_card": _l("Policy or form that needs work"),
}
"""What a thing is called that something was done to."""
