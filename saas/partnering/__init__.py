"""The partnership seen from the cycle's floor: how its rooms are tied to the others, and what of them waits on home."""

from saas.partnering.ties import CONCERNS, FOLLOWS, FOUND, connect
from saas.partnering.turns import LIBRARY, POLICIES, QUESTIONS

__all__ = ["CONCERNS", "FOLLOWS", "FOUND", "LIBRARY", "POLICIES", "QUESTIONS", "connect"]
