"""The starter set: what every new organisation finds in its library, in each language of the house.

It is published by nobody in particular: HR takes an item by answering for it, changes it as any other, or retires it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coaching_library.library import filing, packing
from coaching_library.library.actions.importing import bring_in
from coaching_library.library.filing import Defaults, Read

HERE = Path(__file__).resolve().parent.parent / "starter"


@cache
def files() -> tuple[Read, ...]:
    """The files of the set as they are read; once in a process."""
    came = [
        packing.came(path.relative_to(HERE).as_posix(), path.read_bytes())
        for path in sorted(HERE.glob("*/*.md"))
    ]  # fmt: skip
    return tuple(filing.read_all(came, Defaults("plan", "en")))


def give_starter_set() -> int:
    """The starter set stands in the library of this organisation, published; returns how many items are new. What is there
    already under the same key stays as it is.
    """
    from coaching_library.library.queries import uploads

    there = {(each.key, each.language) for each in uploads.of_keys_now([one.key for one in files()])}
    added, _changed = bring_in(
        [one for one in files() if (one.key, one.language) not in there], origin="starter", publishes=True, by=None
    )  # fmt: skip
    return added
