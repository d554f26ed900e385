"""The demo: two organisations that can't see each other, played through the verbs, so that each state is a legal one.

Everybody signs in with `<name>@<slug>.example` and the printed password; both work in demo organisations only.
"""

from __future__ import annotations

from collections.abc import Iterator

from saas.demo.large import seed_large
from saas.demo.northlight import northlight
from saas.demo.tidewater import tidewater
from tenants.isolation import steward

__all__ = ["northlight", "seed", "seed_large", "tidewater"]


def seed() -> Iterator[str]:
    """Make both demo organisations where they are missing or were broken off; yields a line for each."""
    for slug, make in (("northlight", northlight), ("tidewater", tidewater)):
        with steward.alone(f"seed {slug}") as mine:
            begun = steward.resolve(slug)
            if not mine:
                yield f"{slug} is being made at this moment"
            elif begun is not None and begun.state != "provisioning":
                yield f"{slug} is there already"
            else:
                yield f"{slug}: {make()} people"
