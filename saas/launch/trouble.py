"""The one way in which the launcher gives up: a line for the person at the keyboard, and an exit status."""

FAILED = 1
"""What was asked for makes sense, and can't be had: a server away, a port taken, a disk full, a name unknown, a test failed."""
WRONG_USE = 2
"""What was asked for can't be right on any machine: an argument or a setting that makes no sense. Nothing was begun."""


class Trouble(Exception):
    """Something the person can act on; `str()` is the whole line shown, `status` what the command exits with."""

    def __init__(self, line: str, status: int = FAILED) -> None:
        super().__init__(" ".join(line.split()))
        self.status = status


class Ended(Exception):
    """Somebody asked us to stop while we were still starting."""


def disk_full(where: object) -> Trouble:
    """The line for a full disk, the same wherever it is noticed."""
    return Trouble(f"The disk is full: no space is left for {where}. Make room or set SAMEBOAT_HOME to another disk.")
