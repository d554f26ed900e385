"""Once a day: entries whose days of editing are over get their seal. Until then their page says so, and no verb edits them."""

from __future__ import annotations

from saas.performance_file.actions import seal
from tenants import jobs

jobs.chore("file seals")(seal)
