"""What may happen: refusals in words, and tables of states that page, button, verb and job all ask."""

from tenants.law.errors import Invalid, NotNow, OutOfTurn, Refused, Stale, require, told
from tenants.law.states import Machine, Move, Stateful

__all__ = ["Invalid", "Machine", "Move", "NotNow", "OutOfTurn", "Refused", "Stale", "Stateful", "require", "told"]
