"""`bin/ci`: every check in order, with the seconds of each, until the first that fails."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from saas.launch import locks, tests
from saas.launch.settings import ROOT
from saas.launch.testbed import Services, services
from saas.launch.trouble import FAILED, Trouble

TOOLS = {
    "ruff": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "imports": [
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as run; sys.argv[1:] = ['--no-cache']; run()",
    ],
    "templates": ["-m", "djlint", "--lint", "--quiet", "templates"],
}


def main(arguments: list[str]) -> int:
    """Runs them; returns 1 where one failed, else 0."""
    steps: dict[str, Callable[[], int]] = {name: _tool(options) for name, options in TOOLS.items()}
    steps["locks"] = locks.main
    told: list[str] = []
    try:
        with services() as bed:
            os.environ |= {"TEST_PG_URL": bed.superuser_url, "TEST_REDIS_URL": bed.redis_url}
            steps["migrations"] = lambda: _migrations(bed)
            if not arguments:
                steps["tests"] = lambda: tests.main(["all"])
            for name, step in steps.items():
                began = time.monotonic()
                print(f"— {name}", flush=True)
                status = step()
                told.append(f"{name}: {time.monotonic() - began:.0f} s{', failed' if status else ''}")
                if status:
                    break
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.status
    except KeyboardInterrupt:
        return 130
    print("\n".join(told), flush=True)
    return FAILED if status else 0


def _tool(options: list[str]) -> Callable[[], int]:
    return lambda: subprocess.run([sys.executable, *options], cwd=ROOT, check=False).returncode


def _migrations(bed: Services) -> int:
    """On an empty database: all migrations run, nothing breaks a catalog rule, and the models say what is
    then there.
    """
    name = f"ci_{os.getpid()}"
    bed.make_database(name)
    environment = dict(os.environ, DATABASE_OWNER_URL=bed.url("owner", name))
    try:
        for word in ("upgrade", "check"):
            done = subprocess.run([sys.executable, "-m", "saas.migrate", word], cwd=ROOT, env=environment, check=False)
            if done.returncode:
                return done.returncode
    finally:
        bed.drop_database(name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
