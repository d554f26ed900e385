"""The tables of questions: what was asked and said, HR's marks on answers, and what people do around them."""

from coaching_library.threads.models.desk import QuestionDraft, QuestionFollow, QuestionWidening, SavedReply
from coaching_library.threads.models.marks import (
    ITEM_KINDS,
    QuestionCard,
    QuestionCardItem,
    QuestionCitation,
    QuestionDeflection,
    QuestionOfficial,
    QuestionVerification,
)
from coaching_library.threads.models.question import (
    AUDIENCES,
    CLOSED_CIRCLES,
    EVERYONE,
    LIVE,
    MANAGERS,
    PARTNER,
    TEAM,
    Question,
    QuestionClock,
    QuestionPost,
)

__all__ = [
    "AUDIENCES", "CLOSED_CIRCLES", "EVERYONE", "ITEM_KINDS", "LIVE", "MANAGERS", "PARTNER", "TEAM", "Question",
    "QuestionCard", "QuestionCardItem", "QuestionCitation", "QuestionClock", "QuestionDeflection", "QuestionDraft",
    "QuestionFollow", "QuestionOfficial", "QuestionPost", "QuestionVerification", "QuestionWidening", "SavedReply",
]  # fmt: skip
