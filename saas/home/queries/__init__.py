"""Reading across rooms: what waits, how far plans are, and who somebody is to the one who asks."""

from saas.home.queries.between import Between, Talking, between, talking
from saas.home.queries.chart import line_up, reports, roots
from saas.home.queries.chasing import chased, chased_plans, reasons
from saas.home.queries.desk import groups, managers, participants, running_cycles
from saas.home.queries.partnered import Partnered, led_by, partnered
from saas.home.queries.people import below, directory, sight, team
from saas.home.queries.setup import Step, checklist
from saas.home.queries.turns import Turn, today, turns

__all__ = [
    "Between", "Partnered", "Step", "Talking", "Turn", "below", "between", "chased", "chased_plans", "checklist",
    "directory", "groups", "led_by", "line_up", "managers", "participants", "partnered", "reasons", "reports", "roots",
    "running_cycles", "sight", "talking", "team", "today", "turns",
]  # fmt: skip
