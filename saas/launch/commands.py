"""`bin/flask …`: the app's commands, in the environment and on the database of the running instance."""

import os
import sys

from flask.cli import FlaskGroup
from sqlalchemy.exc import DBAPIError

from saas import config
from saas.launch import postgres
from saas.launch.home import read_env
from saas.launch.settings import home_folder
from saas.launch.trouble import Trouble, disk_full


def main(arguments: list[str]) -> int:
    """Runs the command; returns the exit status. What is out of reach is told in one line (status 1)."""
    folder = home_folder(os.environ)
    known = read_env(folder)
    try:
        if not known and not os.environ.get("DATABASE_URL"):
            raise Trouble(
                f"No instance was started on {folder} yet: start bin/run first, or set SAMEBOAT_HOME to the one you mean."
            )
        if known:  # whether it is a demo, and whether mail leaves it, is for the instance to say
            for name in ("SAMEBOAT_DEMO", "SMTP_URL"):
                os.environ.pop(name, None)
        os.environ.update(known)
        if reason := postgres.why_not(os.environ["DATABASE_URL"]):
            raise _away(str(folder), reason)
        return _run(arguments, str(folder))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.status


def _run(arguments: list[str], folder: str) -> int:
    from saas.app import create_app  # after the settings of the instance are in the environment
    from tenants.isolation.catalog import SeesThrough

    try:
        FlaskGroup(create_app=create_app, load_dotenv=False).main(arguments, prog_name="bin/flask")
    except (config.SettingMissing, SeesThrough) as no:
        raise Trouble(str(no)) from None
    except DBAPIError as error:
        if error.connection_invalidated or not error.statement or "No space left" in str(error.orig):
            raise _away(folder, " ".join(str(error.orig).split())) from None
        raise
    except SystemExit as ended:  # click's way to give a status
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))


def _away(folder: str, reason: str) -> Trouble:
    if "No space left" in reason:
        return disk_full(folder)
    return Trouble(f"The database of {folder} does not answer; is bin/run running? ({reason})")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
