"""T5's soak: threads of several processes take connections from a small pool, another tenant with each transaction, while
statements fail, run out of time, are cancelled, and backends are killed. Every row carries its tenant's own mark.

`soak` is the whole of it. A leak may be planted (`PLANTS`): the same code must see it, else a clean soak proves nothing.
"""

from __future__ import annotations

import queue
import random
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as Crowded
from sqlalchemy.orm import Session, aliased

from saas import migrate
from saas.launch import postgres
from tenants import isolation
from tenants.organisations import Position

fence: Any = sys.modules["tenants.isolation.engine"]
"""The module, which the function of the same name hides."""

THREADS, POOL = 4, 1
"""The pool lends twice its size at most: four threads share two connections."""


CROWDED = "crowded"
"""How a transaction ends for which the pool had no connection in time: on a machine with other work, nobody's fault."""

ENOUGH = 50
"""So many findings of one thread say all there is to say."""


class Undone(Exception):
    """The program itself gives up in the midst of a transaction."""


@dataclass
class Tally:
    """What was seen: rows, transactions, how these ended, and everything that belongs to somebody else."""

    rows: int = 0
    transactions: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Both together."""
        self.rows += other.rows
        self.transactions += other.transactions
        self.ended += other.ended
        self.foreign += other.foreign


def soak(database_url: str, tenants: list[UUID], each: int, rows: int, plant: str = "", processes: int = 2) -> Tally:
    """So many rows are read, of tenants that hold `each` rows, by all processes together."""
    whole = Tally()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        shares = [pool.submit(_process, database_url, tenants, each, rows // processes, n, plant) for n in range(processes)]
        for share in shares:
            whole.add(share.result())
    return whole


def _process(database_url: str, tenants: list[UUID], each: int, rows: int, number: int, plant: str) -> Tally:
    migrate.models()
    PLANTS[plant]()
    engine = isolation.bind(database_url, pool=POOL)
    whole, sniper = Tally(), Sniper(database_url)
    lock = threading.Lock()

    def work(seed: int) -> None:
        mine = Soaker(random.Random(seed), tenants, each, sniper).until(rows // THREADS)
        with lock:
            whole.add(mine)

    threads = [threading.Thread(target=work, args=(number * THREADS + n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sniper.end()
    engine.dispose()
    return whole


class Sniper:
    """Another connection of the same role, which cancels and kills on demand."""

    def __init__(self, database_url: str) -> None:
        self.wanted: queue.Queue[tuple[str, int, threading.Event] | None] = queue.Queue()
        self.url = postgres.libpq(database_url)
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def end(self) -> None:
        """Nobody is shot any more."""
        self.wanted.put(None)
        self.thread.join()

    def _work(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while (order := self.wanted.get()) is not None:
                how, pid, over = order
                asleep = "" if how == "pg_terminate_backend" else " AND wait_event = 'PgSleep'"
                shot = f"SELECT {how}(pid) FROM pg_stat_activity WHERE pid = %s{asleep}".encode()
                while not over.is_set() and connection.execute(shot, [pid]).fetchone() is None:
                    over.wait(0.001)


class Soaker:
    """One thread on its way from tenant to tenant."""

    def __init__(self, dice: random.Random, tenants: list[UUID], each: int, sniper: Sniper) -> None:
        self.dice, self.tenants, self.each, self.sniper = dice, tenants, each, sniper
        self.tally, self.over = Tally(), threading.Event()

    def until(self, rows: int) -> Tally:
        """Go on until so many rows were seen, or enough that is wrong; a leak may also show as no rows at all."""
        while self.tally.rows < rows and self.tally.transactions < rows // self.each and len(self.tally.foreign) < ENOUGH:
            self._transaction(self.dice.choice(self.tenants))
            if self.dice.random() < 0.1:
                self._nobody()
        return self.tally

    def _transaction(self, tenant: UUID) -> None:
        [ending] = self.dice.choices(list(ENDINGS), [weight for weight, _ in ENDINGS.values()])
        self.over.clear()
        done = ending
        try:
            with isolation.transaction(tenant) as session:
                for read in self.dice.choices(READS, k=2):
                    self._look(tenant, read(session))
                ENDINGS[ending][1](self, session)
                if ending not in ENDS_WELL:
                    done = f"not {ending}"
                self._look(tenant, self.dice.choice(READS)(session))
        except Undone:
            pass
        except Crowded:
            done = CROWDED
        except DBAPIError as error:
            state = getattr(error.orig, "sqlstate", None) or "gone"
            if state not in EXPECTED.get(ending, GONE) | GONE:
                self.tally.foreign.append(f"{ending} ended in {state}: {error}")
            done = ending if state in EXPECTED.get(ending, set()) else "shot"
        finally:
            self.over.set()
        self.tally.transactions += 1
        self.tally.ended[done] += 1

    def _look(self, tenant: UUID, titles: Iterable[str]) -> None:
        seen = list(titles)
        self.tally.rows += len(seen)
        wrong = [t for t in seen if not t.startswith(f"{tenant} ")]
        if wrong or len(seen) != self.each:
            self.tally.foreign += wrong[:3] or [f"{len(seen)} rows for {tenant}"]

    def _nobody(self) -> None:
        """A connection of the same pool, taken by somebody without a tenant, shows nothing and says so loudly."""
        try:
            with isolation.engine().connect() as connection:
                self.tally.foreign += [f"to nobody: {row[0]}" for row in connection.execute(text(TITLES)).all()[:3]]
                self.tally.ended["silence to nobody"] += 1
        except Crowded:
            self.tally.ended[CROWDED] += 1
        except DBAPIError as error:
            refused = getattr(error.orig, "sqlstate", "") in ("22P02", "42704")
            self.tally.ended["refused to nobody" if refused else "shot"] += 1

    def aim(self, session: Session, how: str) -> None:
        """The sniper is told which backend this transaction runs on."""
        driver: Any = session.connection().connection.driver_connection
        self.sniper.wanted.put((how, driver.info.backend_pid, self.over))


TITLES = "SELECT title FROM position"
other = aliased(Position)
READS: list[Callable[[Session], Iterable[str]]] = [
    lambda s: s.scalars(select(Position.title)),
    lambda s: [p.title for p in s.scalars(select(Position).execution_options(populate_existing=True))],
    lambda s: [row[0] for row in s.execute(text(TITLES))],
    lambda s: [row[0] for row in s.connection().execute(select(Position.__table__.c.title))],
    lambda s: s.scalars(select(other.title).join(Position, Position.id == other.id).order_by(other.title)),
    lambda s: s.scalars(select(func.unnest(select(func.array_agg(Position.title)).scalar_subquery()))),
    lambda s: [row[0] for row in s.execute(text("UPDATE position SET words = title RETURNING title"))],
]


def _kept(_soaker: Soaker, _session: Session) -> None:
    pass


def _undone(_soaker: Soaker, _session: Session) -> None:
    raise Undone


def _wrong(_soaker: Soaker, session: Session) -> None:
    session.execute(text("SELECT 1 / 0"))


def _point(_soaker: Soaker, session: Session) -> None:
    """An error inside a savepoint: the transaction goes on with its tenant."""
    try:
        with session.begin_nested():
            session.execute(text("SET LOCAL app.tenant_id = ''"))
            session.execute(text("SELECT 1 / 0"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != "22012":
            raise


def _slow(_soaker: Soaker, session: Session) -> None:
    session.execute(text("SET LOCAL statement_timeout = 2"))
    session.execute(text("SELECT pg_sleep(20)"))


def _cancelled(soaker: Soaker, session: Session) -> None:
    soaker.aim(session, "pg_cancel_backend")
    session.execute(text("SELECT pg_sleep(20)"))


def _killed(soaker: Soaker, session: Session) -> None:
    soaker.aim(session, "pg_terminate_backend")
    session.execute(text("SELECT pg_sleep(20)"))


def _shot_at(soaker: Soaker, session: Session) -> None:
    """Killed at whatever moment it comes: here, while it commits, or in the next thread's transaction."""
    soaker.aim(session, "pg_terminate_backend")


ENDINGS: dict[str, tuple[int, Callable[[Soaker, Session], None]]] = {
    "kept": (60, _kept),
    "undone": (12, _undone),
    "wrong": (10, _wrong),
    "savepoint": (10, _point),
    "slow": (3, _slow),
    "cancelled": (3, _cancelled),
    "killed": (1, _killed),
    "shot at": (1, _shot_at),
}
"""How a transaction ends, and how often out of a hundred."""
ENDS_WELL = {"kept", "savepoint", "shot at"}
GONE = {"57P01", "57P02", "08006", "08003", "gone"}
EXPECTED = {"wrong": {"22012"}, "slow": {"57014"}, "cancelled": {"57014"}, "killed": GONE}


def _no_plant() -> None:
    pass


def _plain_set() -> None:
    """SET instead of SET LOCAL: it outlives its transaction, and the next one who takes the connection inherits it."""

    def set_tenant(connection: Connection, tenant: UUID | None, person: UUID | None) -> None:
        if tenant is not None:
            connection.exec_driver_sql(f"SET app.tenant_id = '{tenant}'; SET app.person_id = ''")

    fence.set_tenant = set_tenant


def _set_once() -> None:
    """The tenant is named once to each connection, because it stands there already."""
    real = fence.set_tenant

    def set_tenant(connection: Connection, tenant: UUID | None, person: UUID | None) -> None:
        if tenant is None or not connection.info.get("named"):
            real(connection, tenant, person)
        if tenant is not None and not connection.info.get("named"):
            connection.exec_driver_sql(f"SET app.tenant_id = '{tenant}'; SET app.person_id = ''")
            connection.info["named"] = True

    fence.set_tenant = set_tenant


def _by_checkout() -> None:
    """The tenant is named when the connection is taken from the pool, and not at the begin of each transaction."""
    fence.set_tenant = lambda _connection, _tenant, _person: None
    made = fence.make_engine

    def make_engine(url: str, **options: Any) -> Any:
        engine = made(url, **options)

        @event.listens_for(engine, "connect")
        def _name(driver: Any, _record: Any) -> None:
            unit = isolation.current_unit()
            if unit is not None and unit.tenant is not None:
                driver.execute(f"SET app.tenant_id = '{unit.tenant}'".encode())
                driver.commit()

        return engine

    fence.make_engine = make_engine


PLANTS: dict[str, Callable[[], None]] = {
    "": _no_plant,
    "a plain SET": _plain_set,
    "set once": _set_once,
    "set by whom the connection was made": _by_checkout,
}
