"""`bin/test [all|fast|pages|browser|slow|long|PATH…]`: servers to throw away, then pytest in parts, with the seconds of each
and of its longest tests.

The tests find the servers in TEST_PG_URL and TEST_REDIS_URL, and the browser in CHROMIUM.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from saas.launch.settings import ROOT
from saas.launch.system import browser
from saas.launch.testbed import services
from saas.launch.trouble import FAILED, WRONG_USE, Trouble

PARTS = {
    "fast": ("not slow and not browser and not pages", ("-n", "2", "--dist", "loadfile")),
    "pages": ("pages and not slow and not browser", ("-n", "2", "--dist", "loadfile")),
    "browser": ("browser and not slow", ("-n", "2", "--dist", "load")),
    "slow": ("slow and not long", ("-n", "3", "--dist", "loadscope", "--no-loadscope-reorder")),
    "long": ("long", ("-n", "2", "--dist", "loadfile")),
}
"""Each part: its marks, and how its tests are shared out to workers. Files go whole to one
of them: what their tests begin with is made once.
"""
ALL = {
    "fast and pages": ("not slow and not browser", ("-n", "2", "--dist", "loadfile")),
    "browser": PARTS["browser"],
    "slow": PARTS["slow"],
}
"""The parts of everything: the quick ones go together, for each part begins with half a minute of its own."""
_WRONG, _NO_TESTS = 4, 5  # pytest's words for "there is no such test" and "nothing fits": a part may be empty


def main(arguments: Sequence[str]) -> int:
    """Runs what was asked for; returns the exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us, the servers end with us
    found = browser()
    in_ci = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    if found is None and in_ci and list(arguments) not in (["fast"], ["pages"]):
        print(
            "Chromium, or what drives it, is missing, so the browser tests can't run; in CI that is a failure.", file=sys.stderr
        )
        return 1
    try:
        with services() as bed:
            environment = dict(os.environ, TEST_PG_URL=bed.superuser_url, TEST_REDIS_URL=bed.redis_url)
            environment |= {"CHROMIUM": found} if found else {}
            return _run(list(arguments), environment, found)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.status
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str], environment: dict[str, str], found: str | None) -> int:
    if arguments and arguments != ["all"] and (len(arguments) > 1 or arguments[0] not in PARTS):
        status = _pytest(arguments, environment)
        return WRONG_USE if status in {_WRONG, _NO_TESTS} else FAILED if status else 0
    parts = ALL if arguments in ([], ["all"]) else {arguments[0]: PARTS[arguments[0]]}
    told: list[str] = []
    worst = 0
    for part, (marks, shared) in parts.items():
        if part == "browser" and found is None:
            told.append("browser: skipped, Chromium or what drives it is missing")
            continue
        began = time.monotonic()
        status = _pytest(["-m", marks, "--durations=25", "--durations-min=3", *shared], environment)
        worst = worst or (0 if status in {0, _NO_TESTS} else FAILED)
        told.append(f"{part}: {time.monotonic() - began:.0f} s{'' if status in {0, _NO_TESTS} else ', failed'}")
    print("\n".join(told), flush=True)
    return worst


def _pytest(options: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *options]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
