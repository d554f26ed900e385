"""`bin/run`: from nothing to "Sameboat is ready", and then watching over it until somebody ends it."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from saas import config
from saas.launch import leftovers, postgres, valkey
from saas.launch.home import Home
from saas.launch.instance import DATABASE, cluster, doorbell
from saas.launch.readiness import standing
from saas.launch.service_user import service_user
from saas.launch.settings import Settings, read, refuse_a_taken_port
from saas.launch.steps import greet, is_demo, prepare, seed
from saas.launch.supervise import APP, Supervisor, last_words
from saas.launch.trouble import WRONG_USE, Ended, Trouble, disk_full

STORES_SECONDS, READY_SECONDS, STOP_SECONDS = 60.0, 120.0, 17.0
RESTARTS, RESTARTS_WITHIN = 5, 300.0  # of supervisord itself, before we say that something is wrong


class Launch:
    """One run of one instance."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is started yet."""
        self.settings = settings
        self.home = Home(settings.home, service_user())
        self.asked = threading.Event()
        self.supervisor: Supervisor | None = None
        self.stores = tuple(
            name for name, given in (("postgres", settings.database_url), ("valkey", settings.redis_url)) if not given
        )

    def run(self) -> None:
        """Starts everything, says so, and stays until asked to stop. Raises Trouble when it can't, or can't
        any more.
        """
        self.home.make()
        self.home.take()
        if gone := leftovers.end(self.home):
            print(f"Ended {gone} processes that an earlier start had left behind.", flush=True)
        leftovers.clear_locks(self.home)
        refuse_a_taken_port(self.settings)
        self._settle()
        self._start_stores()
        tenants = prepare(self.settings, self.home, self.asked)
        if tenants == 0 and self.settings.demo:
            seed(self._environment(), self.home, self.asked)
        self.settings = replace(self.settings, demo=self.settings.demo and is_demo(self.home))
        self.home.write_env(self._environment())
        self._start_app()
        greet(self.settings, self.home, bool(self.stores), is_empty=tenants == 0)
        self._watch()

    def stop(self) -> None:
        """Everything has ended, in order if it does so in time."""
        if self.supervisor is None:
            return
        if self.supervisor.child.poll() is not None:
            leftovers.end(self.home, gently=STOP_SECONDS / 3)
        elif not self.supervisor.stop(STOP_SECONDS) or leftovers.leftovers(self.home):
            leftovers.kill(self.home)

    def _settle(self) -> None:
        """Addresses and keys are known and written down for the children; the stores' folders are ready for them."""
        keys, settings = self.home.keys(), self.settings
        if "postgres" in self.stores:
            server = cluster(self.home)
            server.initialise()
            urls = {role: server.url(role, keys[role], DATABASE) for role in postgres.LOGINS}
            settings = replace(settings, owner_url=urls["owner"], database_url=urls["app"], steward_url=urls["steward"])
        if "valkey" in self.stores:
            queue = doorbell(self.home)
            queue.configure()
            settings = replace(settings, redis_url=queue.url)
        self.settings = replace(settings, secret_key=settings.secret_key or self.home.secret_key())
        try:
            config.Settings.from_env({**os.environ, **self._environment()})
        except config.SettingMissing as wrong:
            raise Trouble(str(wrong), WRONG_USE) from None

    def _environment(self) -> dict[str, str]:
        """What the app's processes and commands read."""
        told = self.settings
        values = {
            "DATABASE_URL": told.database_url,
            "DATABASE_STEWARD_URL": told.steward_url,
            "REDIS_URL": told.redis_url,
        }
        values |= {"SECRET_KEY": told.secret_key, "BASE_URL": told.base_url, "HOST": told.host, "PORT": str(told.port)}
        values |= {"SAMEBOAT_HOME": str(told.home), "SMTP_URL": told.smtp_url}
        values |= {"SAMEBOAT_DEMO": "1"} if told.demo else {}
        return {name: value for name, value in values.items() if value}

    def _start_stores(self) -> None:
        self.supervisor = Supervisor(self.home, self.stores)
        self._until(
            lambda: bool(self.stores and self._supervisor().start("stores")) or not self.stores,
            STORES_SECONDS,
            "supervisor",
        )
        queue = self.settings.redis_url
        if "postgres" in self.stores:
            server, keys = cluster(self.home), self.home.keys()
            self._until(lambda: postgres.why_not(server.url()) is None, STORES_SECONDS, "postgres")
            postgres.make_database(server.url(), DATABASE)
            postgres.set_passwords(server.url(), {role: keys[role] for role in postgres.LOGINS})
        else:
            for name, url in (
                ("DATABASE_URL", self.settings.database_url),
                ("DATABASE_OWNER_URL", self.settings.owner_url),
                ("DATABASE_STEWARD_URL", self.settings.steward_url),
            ):
                if url and (reason := postgres.why_not(url)):
                    raise Trouble(f"The database of {name} can't be reached: {reason}")
        if "valkey" in self.stores:
            self._until(lambda: valkey.why_not(queue) is None, STORES_SECONDS, "valkey")
        elif reason := valkey.why_not(queue):
            raise Trouble(f"The queue of REDIS_URL can't be reached: {reason}")

    def _start_app(self) -> None:
        if "valkey" in self.stores:
            valkey.forget(
                self.settings.redis_url, "beat:worker", "beat:sweeper"
            )  # the last run's signs of life are not this one's
        self._supervisor().start("app")
        first: dict[str, int] = {}
        asked_why = False

        def ready() -> bool:
            nonlocal asked_why
            now = {each.name: each.pid for each in self._supervisor().processes() if each.name in APP and each.pid}
            if not asked_why and any(first.setdefault(name, pid) != pid for name, pid in now.items()):
                asked_why = True  # one has ended already: perhaps for what it found in the database
                prepare(self.settings, self.home, self.asked, whole=True)
            return not standing(self.settings.probe)

        self._until(ready, READY_SECONDS, *APP)

    def _until(self, done: Callable[[], object], seconds: float, *names: str) -> None:
        end = time.monotonic() + seconds
        while not done():
            self._notice()
            if time.monotonic() > end:
                raise Trouble(f"Not ready after {seconds:.0f} s: {self._blame(names)}")
            self.asked.wait(0.1)

    def _notice(self) -> None:
        """Raises when we were asked to stop, or when supervisord has given something up or has itself gone."""
        if self.asked.is_set():
            raise Ended
        if self._supervisor().child.poll() is not None:
            raise Trouble(f"The supervisor has ended: {last_words(self.home, 'supervisord')}")
        for each in self._supervisor().processes():
            if each.state == "FATAL":
                words = last_words(self.home, each.name)
                if "No space left" in words:
                    raise disk_full(self.home.folder)
                raise Trouble(f"{each.name} does not stay up: {words} (log: {self.home.log}/{each.name}.log)")

    def _blame(self, names: tuple[str, ...]) -> str:
        told = standing(self.settings.probe)
        wrong = [name for name in names if name in told] or list(names[:1])
        return f"{', '.join(wrong)}. {last_words(self.home, wrong[0])} (logs: {self.home.log})"

    def _watch(self) -> None:
        deaths: list[float] = []
        while not self.asked.wait(1):
            if self._supervisor().child.poll() is None:
                self._notice()
                continue
            now = time.monotonic()
            deaths = [each for each in deaths if now - each < RESTARTS_WITHIN] + [now]
            if len(deaths) > RESTARTS:
                raise Trouble(f"The supervisor keeps ending: {last_words(self.home, 'supervisord')}")
            print("The supervisor has ended; starting everything again …", flush=True)
            leftovers.end(self.home)
            leftovers.clear_locks(self.home)
            self._start_stores()
            self._start_app()
            print(f"Sameboat is back at {self.settings.address}", flush=True)

    def _supervisor(self) -> Supervisor:
        assert self.supervisor is not None  # every caller comes after _start_stores
        return self.supervisor


def main(arguments: list[str]) -> int:
    """The whole run; returns the exit status: 0 when asked to stop, 1 on trouble, 2 on wrong use."""
    launch: Launch | None = None
    os.umask(0o077)
    try:
        launch = Launch(read(os.environ, demo="--no-demo" not in arguments))
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, lambda *_: launch.asked.set())
        launch.run()
    except Ended:
        pass
    except Trouble as trouble:
        print(trouble, file=sys.stderr, flush=True)
        return _after(launch, trouble.status)
    except OSError as error:
        where = launch.home.folder if launch else "it"
        print(disk_full(where) if error.errno == 28 else f"Could not start: {error}", file=sys.stderr, flush=True)
        return _after(launch, 1)
    print("Stopping …", flush=True)
    return _after(launch, 0)


def _after(launch: Launch | None, status: int) -> int:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # a second Ctrl-C would leave things half ended
    if launch is not None:
        launch.stop()
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
