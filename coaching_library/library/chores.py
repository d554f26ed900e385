"""Once a day: what is to be looked at again falls due, and files that were brought in a day ago go."""

from __future__ import annotations

from coaching_library.library.actions.importing import forget
from coaching_library.library.actions.publishing import fall_due
from tenants import jobs

jobs.chore("library review")(fall_due)
jobs.chore("library imports")(forget)
