"""The servers of one instance, put together from its home: the same ones for the launcher and for
supervisord's children.
"""

from saas.launch.home import Home
from saas.launch.postgres import Cluster
from saas.launch.postgres_binaries import binaries, readable_copy
from saas.launch.valkey import Valkey

DATABASE = "sameboat"


def cluster(home: Home) -> Cluster:
    """This instance's PostgreSQL."""
    found = binaries()
    if home.user:
        found = readable_copy(found, home.engine, home.user)
    return Cluster(home.postgres, home.run / "postgres", found, home.keys()["postgres"], home.user)


def doorbell(home: Home) -> Valkey:
    """This instance's Valkey."""
    return Valkey(home.folder / "valkey", home.run / "valkey", home.keys()["valkey"])
