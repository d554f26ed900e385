"""Late effects: one job row, written in the same transaction as what causes it. The queue only rings.

A job is three transactions: claim, work, finish. Whoever is killed in between leaves a row that tells where it stood, and
the next one goes on. What a job does, it may do twice; what it leaves behind, it leaves once.
"""

from tenants.jobs.asking import ask, ask_several, cancel, expire, job, touch_progress, wait_for
from tenants.jobs.chores import chore, run_due
from tenants.jobs.models import ACTIVE, Job
from tenants.jobs.ring import Bell, bell, bind_bell
from tenants.jobs.work import Failure, Ticket, handler, let_go, run_one, when_dead

__all__ = [
    "ACTIVE", "Bell", "Failure", "Job", "Ticket", "ask", "ask_several", "bell", "bind_bell", "cancel", "chore", "expire",
    "handler", "job", "let_go", "run_due", "run_one", "touch_progress", "wait_for", "when_dead",
]  # fmt: skip
