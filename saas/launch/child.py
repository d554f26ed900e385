"""`python -m saas.launch.child NAME`: what supervisord runs. It gives the program its own environment and becomes it.

Addresses and keys come from the instance's `env` (mode 0600), so that they stand neither in a configuration nor on a
command line, and each program gets those it needs: only the sweeper the steward's, nobody here the owner's.
"""

import os
import sys

from saas.launch.home import Home, read_env
from saas.launch.instance import cluster, doorbell
from saas.launch.service_user import service_user
from saas.launch.settings import ROOT, home_folder

_EVERYONE = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "BASE_URL", "HOST", "PORT", "SAMEBOAT_DEMO", "SMTP_URL"}
_OURS = _EVERYONE | {"DATABASE_OWNER_URL", "DATABASE_STEWARD_URL"}  # said by the home alone, whatever the shell said
_PROGRAMS = {
    "web": ["-m", "gunicorn", "-c", str(ROOT / "saas" / "launch" / "gunicorn_conf.py"), "wsgi:app"],
    "worker": ["-m", "saas.worker"],
    "sweeper": ["-m", "saas.sweeper"],
}


def main(name: str) -> None:
    """Becomes the program; never returns."""
    home = Home(home_folder(os.environ), service_user())
    environment = {key: value for key, value in os.environ.items() if key not in _OURS}
    if name == "postgres":
        server = cluster(home)
        os.chdir("/")
        if home.user:
            home.user.become()
        kept = {key: value for key, value in environment.items() if key in {"PATH", "SAMEBOAT_INSTANCE", "TZ"}}
        command = server.command()
        os.execve(command[0], command, kept | {"LC_ALL": "C"})  # noqa: S606  # no shell is wanted
    if name == "valkey":
        command = doorbell(home).command()
        os.execve(command[0], command, environment)  # noqa: S606  # no shell is wanted
    allowed = _EVERYONE | ({"DATABASE_STEWARD_URL"} if name == "sweeper" else set())
    environment |= {key: value for key, value in read_env(home.folder).items() if key in allowed}
    os.execve(sys.executable, [sys.executable, *_PROGRAMS[name]], environment)  # noqa: S606  # no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1])
