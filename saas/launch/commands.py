"""`bin/flask …`: the app's commands, in the environment and on the database of the running instance."""

import os
import sys

from saas.launch import postgres
from saas.launch.home import read_env
from saas.launch.settings import home_folder


def main(arguments: list[str]) -> int:  # noqa: RET503  # execve does not return
    """Becomes Flask; returns only when there is no instance to speak to."""
    folder = home_folder(os.environ)
    known = read_env(folder)
    if not known and not os.environ.get("DATABASE_URL"):
        print(
            f"No instance was started on {folder} yet: start bin/run first, or set SAMEBOAT_HOME to the one you mean.",
            file=sys.stderr,
        )
        return 1
    environment = {**os.environ, **known}
    if reason := postgres.why_not(environment["DATABASE_URL"]):
        print(f"The database of {folder} does not answer; is bin/run running? ({reason})", file=sys.stderr)
        return 1
    os.execve(sys.executable, [sys.executable, "-P", "-m", "flask", "--app", "wsgi", *arguments], environment)  # noqa: S606  # no shell is wanted


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
