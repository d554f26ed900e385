"""`python -m saas.launch.prepare`: the database is at this program's version, and its logins are safe to use.

A process of its own, so that the launcher, which stays, does not carry the whole app. It reads DATABASE_URL,
DATABASE_OWNER_URL (may be missing) and DATABASE_STEWARD_URL, and ends with one line: how many tenants there are, or
on standard error what is wrong (status 1).

Where nothing was migrated the rules of the catalog are left to web and worker, which ask them before they serve and have to
load all models for it anyway. With `whole` they are asked here, too: when one of those has ended, to tell why.
"""

import os
import sys

from sqlalchemy import create_engine, pool
from sqlalchemy.exc import DBAPIError

from saas import migrate
from saas.launch.trouble import Trouble
from tenants.isolation import steward
from tenants.isolation.catalog import SeesThrough, refuse_another_role, refuse_to_see_through


def main(whole: bool = False) -> int:
    """Runs it; returns the exit status."""
    app, owner = os.environ["DATABASE_URL"], os.environ.get("DATABASE_OWNER_URL", "")
    try:
        migrated = _bring_up(owner, app)
        _refuse(app, whole=whole or migrated)
        steward.bind_steward(os.environ["DATABASE_STEWARD_URL"])
        print(len(steward.counts()))
    except (Trouble, SeesThrough) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except DBAPIError as error:
        print(f"The database could not be prepared: {' '.join(str(error.orig).split())}", file=sys.stderr)
        return 1
    return 0


def _bring_up(owner: str, app: str) -> bool:
    """Whether anything was migrated."""
    if not owner:
        _judge_without_owner(app)
        return False
    match migrate.standing(owner):
        case "newer":
            raise Trouble(
                "The database was written by a newer Sameboat than this one. Start that version, or put back a backup."
            )
        case "current":
            return False
    wrong = migrate.upgrade(owner)
    if wrong:
        raise Trouble(f"After migrating, the database breaks a rule: {'; '.join(wrong[:3])}")
    return True


def _judge_without_owner(app: str) -> None:
    """As app one may see that there is no table, and may not be allowed to see which version they have."""
    try:
        found = migrate.standing(app)
    except DBAPIError:
        return
    if found == "newer":
        raise Trouble("The database was written by a newer Sameboat than this one. Start that version, or put back a backup.")
    if found != "current":
        raise Trouble(f"The database is {found}: set DATABASE_OWNER_URL, so that it can be migrated (docs/operations.md).")


def _refuse(app: str, *, whole: bool) -> None:
    if whole:
        migrate.models()  # the catalog rules judge by what the program knows
    engine = create_engine(app, poolclass=pool.NullPool, connect_args={"connect_timeout": 5})
    with engine.connect() as connection:
        (refuse_to_see_through if whole else refuse_another_role)(connection)


if __name__ == "__main__":
    raise SystemExit(main("whole" in sys.argv[1:]))
