"""What a start does between the stores and the app: bring up the database, fill the demo, and tell the person."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from shlex import quote

import psycopg
from psycopg import sql

from saas.launch import postgres
from saas.launch.home import Home
from saas.launch.instance import DATABASE, cluster
from saas.launch.leftovers import MARK
from saas.launch.settings import ROOT, Settings
from saas.launch.trouble import Ended, Trouble, disk_full

_BEGUN, _DONE = "begun", "done"
_ORGANISATIONS = {
    "northlight": (
        ("amara", "employee"),
        ("bo", "manager"),
        ("chen", "HR partner"),
        ("dara", "head of HR"),
        ("tova", "tenant admin"),
    ),
    "tidewater": (("eve", "employee"), ("finn", "manager"), ("gus", "HR partner"), ("ivy", "tenant admin")),
}


def prepare(settings: Settings, home: Home, asked: threading.Event, *, whole: bool = False) -> int:
    """The database is migrated and its logins are safe; returns how many tenants there are. Raises Trouble, or Ended
    when asked to stop. `whole` asks the rules of the catalog also where nothing was migrated.

    A demo that was being filled when the machine went down is thrown away first: nobody can have worked in it.
    """
    if _mark(home) == _BEGUN and not os.environ.get("DATABASE_URL"):
        _empty(home)
    addresses = {"DATABASE_URL": settings.database_url, "DATABASE_STEWARD_URL": settings.steward_url}
    if settings.owner_url:
        addresses["DATABASE_OWNER_URL"] = settings.owner_url
    told = _run(
        ["-m", "saas.launch.prepare", *(["whole"] if whole else [])],
        addresses,
        home,
        asked,
        "The database could not be prepared",
    )
    return int(told.split()[-1])


def seed(environment: Mapping[str, str], home: Home, asked: threading.Event) -> None:
    """The demo stands, made through the app's own verbs; only then the instance counts as a demo."""
    print("Filling the demo: two organisations, their people and plans …", flush=True)
    home.write("demo", _BEGUN)
    _run(
        ["-m", "flask", "--app", "wsgi", "seed"],
        {**environment, "SAMEBOAT_DEMO": "1"},
        home,
        asked,
        "The demo could not be filled",
    )
    home.write("demo", _DONE)


def is_demo(home: Home) -> bool:
    """Whether this home's database was filled as a demo: a house with real people never becomes one."""
    return _mark(home) == _DONE


def greet(settings: Settings, home: Home, ours: bool, *, is_empty: bool) -> None:
    """Everything a newcomer needs, once it is true; where nobody can come in yet (`is_empty`), what makes the first
    organisation.
    """
    lines = [f"Sameboat is ready at {settings.address}"]
    if settings.demo:
        lines.append("Sign in (the password is always: sameboat)")
        for slug, people in _ORGANISATIONS.items():
            lines.append(f"  {settings.base_url}/o/{slug}/")
            lines += [f"    {f'{name}@{slug}.example':<26} {role}" for name, role in people]
        if not settings.smtp_url:
            lines.append(f"No mail leaves: letters lie, with their links, in {home.folder}/outbox/ORGANISATION/")
    elif not settings.smtp_url:
        lines.append("There is no mail server (SMTP_URL): links of invitations are shown by the commands that invite.")
    if is_empty and not settings.demo:
        named = f"SAMEBOAT_HOME={quote(str(home.folder))} " if os.environ.get("SAMEBOAT_HOME") else ""
        lines.append("Nobody can come in yet. The first organisation, with its first admin, is made by")
        lines.append(
            f'  {named}bin/flask tenant create SLUG --name "Its name" --admin-name "A. Person" --admin-email a@example.com'
        )
    where = f"{home.folder}" if home.postgres.parent == home.folder or not ours else f"{home.folder} and {home.postgres}"
    lines.append(f"The data lies in {where}")
    lines.append(f"To stop: Ctrl-C, or kill {os.getpid()}")
    print("\n".join(lines), flush=True)


def _run(what: list[str], given: Mapping[str, str], home: Home, asked: threading.Event, failed: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", MARK: str(home.folder), **given}
    child = subprocess.Popen(
        [sys.executable, "-P", *what], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while True:
        try:
            out, errors = child.communicate(timeout=0.2)
            break
        except subprocess.TimeoutExpired:
            if asked.is_set():
                child.kill()
                child.wait()
                raise Ended from None
    if child.returncode == 0:
        return out
    home.write("log/failed.log", out + errors)
    words = (errors.strip() or out.strip() or f"status {child.returncode}").splitlines()[-1]
    if "No space left" in errors:
        raise disk_full(home.folder)
    raise Trouble(f"{failed}: {words}" if what[1] != "saas.launch.prepare" else words)


def _mark(home: Home) -> str:
    try:
        return (home.folder / "demo").read_text()
    except FileNotFoundError:
        return ""


def _empty(home: Home) -> None:
    server = cluster(home)
    with psycopg.connect(postgres.libpq(server.url()), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
    postgres.make_database(server.url(), DATABASE)
    (home.folder / "demo").unlink()
