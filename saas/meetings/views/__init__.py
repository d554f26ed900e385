"""The pages of 1:1s."""

from saas.meetings.views import agenda, confirming, feeds, listing, one_meeting, pairs, promises, writing
from saas.meetings.views.common import bp, calendar

__all__ = ["agenda", "bp", "calendar", "confirming", "feeds", "listing", "one_meeting", "pairs", "promises", "writing"]
