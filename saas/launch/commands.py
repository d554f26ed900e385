"""`bin/flask …`: the app's commands, in the environment and on the database of the running instance."""

import os
import sys

import click
from flask.cli import ScriptInfo, routes_command
from sqlalchemy.exc import DBAPIError

from saas import config
from saas.launch import postgres
from saas.launch.home import read_env
from saas.launch.settings import home_folder
from saas.launch.trouble import WRONG_USE, Trouble, disk_full

HELP = """The operator's commands, in the environment and on the database of the running instance.

Which instance that is, SAMEBOAT_HOME says. Most commands take an organisation's address (SLUG) first, and act in it as the
operator: the journal says that no person of the organisation acted. `bin/flask COMMAND --help` tells the rest.

Exit status: 0 done; 1 it can't be had (nobody of that name, a database away); 2 wrong use.
"""


def main(arguments: list[str]) -> int:
    """Runs the command; returns the exit status. What is out of reach is told in one line (status 1)."""
    folder = home_folder(os.environ)
    known = read_env(folder)
    try:
        if "--help" in arguments:  # it asks neither instance nor database
            return _run(arguments, str(folder))
        if not known and not os.environ.get("DATABASE_URL"):
            raise Trouble(
                f"No instance was started on {folder} yet: start bin/run first, or set SAMEBOAT_HOME to the one you mean."
            )
        if known:  # whether it is a demo, and whether mail leaves it, is for the instance to say
            for name in ("SAMEBOAT_DEMO", "SMTP_URL"):
                os.environ.pop(name, None)
        os.environ.update(known)
        _judge()
        if reason := postgres.why_not(os.environ["DATABASE_URL"]):
            raise _away(str(folder), reason)
        return _run(arguments, str(folder))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.status


def _run(arguments: list[str], folder: str) -> int:
    from saas.app import create_app  # after the settings of the instance are in the environment
    from saas.cli import COMMANDS
    from tenants.isolation.catalog import SeesThrough

    try:
        ours = click.Group("bin/flask", commands=[*COMMANDS, routes_command], help=HELP)
        told = ScriptInfo(create_app=lambda: create_app(), set_debug_flag=False)
        ours.main(arguments, prog_name="bin/flask", obj=told, terminal_width=110)
    except SeesThrough as no:
        raise Trouble(str(no)) from None
    except config.SettingMissing as no:
        raise Trouble(str(no), WRONG_USE) from None
    except DBAPIError as error:
        if error.connection_invalidated or not error.statement or "No space left" in str(error.orig):
            raise _away(folder, " ".join(str(error.orig).split())) from None
        raise
    except SystemExit as ended:  # click's way to give a status
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))


def _judge() -> None:
    try:
        config.judge(os.environ)
    except config.SettingMissing as no:
        raise Trouble(str(no), WRONG_USE) from None


def _away(folder: str, reason: str) -> Trouble:
    if "No space left" in reason:
        return disk_full(folder)
    return Trouble(f"The database of {folder} does not answer; is bin/run running? ({reason})")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
