"""Typed settings, read from the environment once. docs/operations.md explains each of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit


class SettingMissing(RuntimeError):
    """A setting that the program cannot do without is not there, or makes no sense: wrong use, and exit status 2."""


DATABASES = ("postgresql://", "postgres://", "postgresql+psycopg://")
QUEUES = ("redis://", "rediss://", "unix://")


def judge(e: Mapping[str, str]) -> None:
    """Raises SettingMissing, with one clear line, for the first setting that is there and cannot be right on any machine.

    What only a server or this machine can tell (an address that does not answer, a port that is taken) is not asked.
    """
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_STEWARD_URL"):
        if e.get(name) and not (e[name].startswith(DATABASES) and _parts(e[name])):
            raise SettingMissing(f"{name} must be an address that begins with postgresql://")
    if e.get("REDIS_URL") and not (e["REDIS_URL"].startswith(QUEUES) and _parts(e["REDIS_URL"])):
        raise SettingMissing("REDIS_URL must be an address that begins with redis://, rediss:// or unix://")
    if e.get("SECRET_KEY") and len(e["SECRET_KEY"]) < 16:
        raise SettingMissing("SECRET_KEY is shorter than 16 characters")
    _judge_base(e)
    _judge_mail(e)
    proxies, workers = e.get("SAMEBOAT_PROXIES") or "0", e.get("WEB_WORKERS") or "2"
    if not (proxies.isascii() and proxies.isdigit()):
        raise SettingMissing("SAMEBOAT_PROXIES must be the number of proxies in front, such as 1")
    if not (workers.isascii() and workers.isdigit() and int(workers)):
        raise SettingMissing("WEB_WORKERS must be a number from 1 on")
    if (e.get("SAMEBOAT_PASSWORD_COST") or "full") not in ("full", "least"):
        raise SettingMissing("SAMEBOAT_PASSWORD_COST must be full or least")


def _parts(url: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        found = urlsplit(url)
        found.port  # noqa: B018  # read for what it raises
    except ValueError:
        return None
    return found


def _base(e: Mapping[str, str]) -> str:
    host = e.get("HOST") or "127.0.0.1"
    return e.get("BASE_URL") or f"http://{f'[{host}]' if ':' in host else host}:{e.get('PORT') or '8000'}"


def _judge_base(e: Mapping[str, str]) -> None:
    parts = _parts(_base(e))
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingMissing("BASE_URL must be a whole address such as https://performance.example.com")
    here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme == "http" and not here and not e.get("SAMEBOAT_PLAIN_HTTP"):
        raise SettingMissing("BASE_URL is plain http and not on this machine; use https, or set SAMEBOAT_PLAIN_HTTP=1")


def _judge_mail(e: Mapping[str, str]) -> None:
    """By the rules of `notices.smtp.Server`, which the launcher can't ask: it stays, and does not carry the app."""
    if not e.get("SMTP_URL"):
        return
    parts = _parts(e["SMTP_URL"])
    if parts is None or parts.scheme not in ("smtp", "smtps", "smtp+starttls") or not parts.hostname or parts.port == 0:
        raise SettingMissing("SMTP_URL must be smtp://, smtps:// or smtp+starttls:// with a host: smtp://mail.example.com:25")
    if parts.fragment:
        raise SettingMissing("SMTP_URL holds a #: user and password are percent-encoded, so it is %23 there")
    sender = parse_qs(parts.query).get("from", [""])[0]
    if sender and "@" not in sender.strip("@"):
        raise SettingMissing("SMTP_URL says from= without an e-mail address")


@dataclass(frozen=True)
class Settings:
    """Everything that differs between instances."""

    database_url: str
    redis_url: str
    secret_key: str
    steward_url: str = ""
    base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    """Where web listens."""
    smtp_url: str = ""
    demo: bool = False
    development: bool = False
    home: str = ""
    proxies: int = 0
    password_cost: str = "full"  # noqa: S105  # a cost, not a password
    """"full", or "least" in tests: the cost of argon2."""
    pool: int = 5

    @property
    def secure(self) -> bool:
        """Whether readers come by https: cookies are then marked Secure."""
        return urlsplit(self.base_url).scheme == "https"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """The settings of the environment. Raises SettingMissing with one clear line."""
        e = os.environ if env is None else env
        for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY"):
            if not e.get(name):
                raise SettingMissing(f"{name} is not set; bin/run sets it, docs/operations.md explains it")
        judge(e)
        return cls(
            database_url=e["DATABASE_URL"],
            redis_url=e["REDIS_URL"],
            secret_key=e["SECRET_KEY"],
            steward_url=e.get("DATABASE_STEWARD_URL", ""),
            base_url=_base(e).rstrip("/"),
            host=e.get("HOST") or "127.0.0.1",
            smtp_url=e.get("SMTP_URL", ""),
            demo=e.get("SAMEBOAT_DEMO") == "1",
            development=e.get("SAMEBOAT_DEVELOPMENT") == "1",
            home=e.get("SAMEBOAT_HOME", ""),
            proxies=int(e.get("SAMEBOAT_PROXIES") or "0"),
            password_cost=e.get("SAMEBOAT_PASSWORD_COST") or "full",
        )
