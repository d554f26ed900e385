"""Whether the instance lives and is ready: no cookie, no tenant, no content."""

from __future__ import annotations

import time
from typing import Any, cast

import redis
from flask import Flask, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tenants import isolation, jobs
from tenants.web import address, public

BEAT = 5.0
"""Seconds between two signs of life of worker and sweeper."""


def beat(who: str) -> None:
    """`who` (worker, sweeper) is alive now. A queue out of reach is no reason to stop."""
    try:
        jobs.bell().redis.set(f"beat:{who}", str(time.time()), ex=60)
    except redis.RedisError:
        return


def _alive(who: str) -> bool:
    try:
        last = cast("bytes | None", jobs.bell().redis.get(f"beat:{who}"))
    except redis.RedisError:
        return False
    return last is not None and time.time() - float(last) < 3 * BEAT


def _database() -> bool:
    try:
        with isolation.engine().connect() as connection:
            connection.execute(text("SELECT 1"))
        return True
    except SQLAlchemyError:
        return False


def install(app: Flask) -> None:
    """Mount /healthz and /readyz at the root."""

    @app.get("/healthz")
    @public("a load balancer asks whether the process lives")
    def healthz() -> Any:
        return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}

    @app.get("/readyz")
    @public("whoever started the instance asks whether all of it answers")
    def readyz() -> Any:
        queue = jobs.bell().ping()  # where it hangs it is asked once: each question may take ten seconds
        found = {
            "database": _database(),
            "queue": queue,
            "worker": queue and _alive("worker"),
            "sweeper": queue and _alive("sweeper"),
        }
        return jsonify({**found, "version": current_app.config["VERSION"]}), 200 if all(found.values()) else 503

    address.at_root(app, "healthz")
    address.at_root(app, "readyz")
