"""`bin/dump FILE`: a copy of the database of our own while people work, in pg_dump's custom format, for us alone to read."""

import os
import subprocess
import sys
from pathlib import Path

from saas.launch import postgres
from saas.launch.home import Home, read_env
from saas.launch.instance import DATABASE, cluster
from saas.launch.service_user import service_user
from saas.launch.settings import home_folder
from saas.launch.trouble import Trouble


def main(arguments: list[str]) -> int:
    """Writes the file whole or not at all; returns the exit status."""
    file = Path(arguments[0]).resolve()
    half = file.with_name(f".{file.name}.half")
    home = Home(home_folder(os.environ), service_user())
    os.umask(0o077)
    try:
        _refuse_without_a_cluster(home)
        server = cluster(home)
        command = [str(server.binaries / "pg_dump"), "--format=custom", "-h", str(server.sockets), "-p", str(postgres.PORT)]
        command += ["-U", postgres.SUPERUSER, DATABASE]
        environment = dict(os.environ, PGPASSWORD=server.password)  # not on the command line, where others could read it
        with half.open("wb") as out:
            done = subprocess.run(command, env=environment, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise Trouble(f"The database could not be dumped; is bin/run running? {done.stderr.strip()[-300:]}")
        half.replace(file)
    except (Trouble, OSError) as trouble:
        half.unlink(missing_ok=True)
        print(trouble, file=sys.stderr)
        return 1
    print(f"Written: {file} ({file.stat().st_size // 1024 + 1} kB)")
    return 0


def _refuse_without_a_cluster(home: Home) -> None:
    if not read_env(home.folder):
        raise Trouble(f"No instance was started on {home.folder} yet: set SAMEBOAT_HOME to the one you mean.")
    if not (home.postgres / "data" / "PG_VERSION").exists():
        raise Trouble("This instance uses a database of yours: dump it with pg_dump as role backup (docs/operations.md).")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
