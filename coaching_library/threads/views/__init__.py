"""The pages of questions: asking, lists and HR's queue, one question with all that is done in it, saved replies and cards."""

from coaching_library.threads.views import asking, deciding, keeping, lists, marking, one, saying, widening
from coaching_library.threads.views.common import bp

__all__ = ["asking", "bp", "deciding", "keeping", "lists", "marking", "one", "saying", "widening"]
