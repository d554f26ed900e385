"""Typed settings, read from the environment once. docs/operations.md explains each of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


class SettingMissing(RuntimeError):
    """A setting that the program cannot do without is not there, or makes no sense."""


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
        if len(e["SECRET_KEY"]) < 16:
            raise SettingMissing("SECRET_KEY is shorter than 16 characters")
        base = e.get("BASE_URL") or f"http://{e.get('HOST', '127.0.0.1')}:{e.get('PORT', '8000')}"
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingMissing("BASE_URL must be a whole address such as https://performance.example.com")
        here = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if parts.scheme == "http" and not here and not e.get("SAMEBOAT_PLAIN_HTTP"):
            raise SettingMissing("BASE_URL is plain http and not on this machine; use https, or set SAMEBOAT_PLAIN_HTTP=1")
        proxies = e.get("SAMEBOAT_PROXIES") or "0"
        if not (proxies.isascii() and proxies.isdigit()):
            raise SettingMissing("SAMEBOAT_PROXIES must be the number of proxies in front, such as 1")
        cost = e.get("SAMEBOAT_PASSWORD_COST") or "full"
        if cost not in ("full", "least"):
            raise SettingMissing("SAMEBOAT_PASSWORD_COST must be full or least")
        return cls(
            database_url=e["DATABASE_URL"],
            redis_url=e["REDIS_URL"],
            secret_key=e["SECRET_KEY"],
            steward_url=e.get("DATABASE_STEWARD_URL", ""),
            base_url=base.rstrip("/"),
            host=e.get("HOST") or "127.0.0.1",
            smtp_url=e.get("SMTP_URL", ""),
            demo=e.get("SAMEBOAT_DEMO") == "1",
            development=e.get("SAMEBOAT_DEVELOPMENT") == "1",
            home=e.get("SAMEBOAT_HOME", ""),
            proxies=int(proxies),
            password_cost=cost,
        )
