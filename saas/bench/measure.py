"""Alternating blocks of requests, and what comes out of them: medians and ratios, never an absolute promise."""

from __future__ import annotations

import gzip
import re
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from saas.bench.servers import Server, postgres_cpu

BLOCK = 12
ROUNDS = 14
"""An even number, so that each side goes first as often as last."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are looked at, not followed."""

    def redirect_request(self, *_arguments: object) -> None:
        """Stay where we are."""


def sign_in(server: Server, slug: str, email: str) -> None:
    """The server remembers the cookie of that person, got through the form."""
    jar: dict[str, str] = {}
    opener = urllib.request.build_opener(_Stay)
    address = f"http://127.0.0.1:{server.port}/o/{slug}/sign-in"

    def send(data: bytes | None) -> str:
        request = urllib.request.Request(address, data, {"Cookie": "; ".join(f"{k}={v}" for k, v in jar.items())})
        try:
            response = opener.open(request, timeout=60)
        except urllib.error.HTTPError as answer:
            response = answer
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            jar[name] = value
        return str(response.read().decode())

    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', send(None))
    if found is None:
        raise RuntimeError("the sign-in page has no form")
    form = {"email": email, "password": "sameboat", "csrf_token": found.group(1)}
    send(urllib.parse.urlencode(form).encode())
    server.cookie = "; ".join(f"{k}={v}" for k, v in jar.items())


@dataclass
class Side:
    """One of the things that take turns, and what it has cost so far."""

    server: Server
    path: str
    seconds: list[float] = field(default_factory=list)
    cpu: float = 0.0
    bytes_gz: int = 0
    bytes: int = 0

    def block(self) -> None:
        """One block of requests."""
        before = self.server.cpu() + postgres_cpu()
        for _ in range(BLOCK):
            took, body = self.server.fetch(self.path)
            self.seconds.append(took)
        self.cpu += self.server.cpu() + postgres_cpu() - before
        self.bytes, self.bytes_gz = len(body), len(gzip.compress(body, 6))


def alternate(*sides: Side, rounds: int = ROUNDS) -> None:
    """Blocks of all sides in turn, so that a slow minute of the machine meets all of them."""
    for side in sides:
        side.server.fetch(side.path)
    for turn in range(rounds):
        for side in sides if turn % 2 == 0 else reversed(sides):
            side.block()


def p50(one: Side, other: Side) -> float:
    """The ratio of the median times."""
    return round(median(one.seconds) / median(other.seconds), 2)


def cpu(one: Side, other: Side) -> float:
    """The ratio of the processor times, Python and PostgreSQL together."""
    return round(one.cpu / other.cpu, 2) if other.cpu else float("nan")


def timed(work: Callable[[], object]) -> float:
    """Seconds of this process's processor that `work` takes."""
    import time

    started = time.process_time()
    work()
    return time.process_time() - started
