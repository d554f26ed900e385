"""How much a request may carry: the app's limit, and more for the few doors at which large files come in."""

from __future__ import annotations

from flask import Flask, request

LARGER: dict[str, int] = {}


def allow(endpoint: str, most: int) -> None:
    """Requests of this endpoint may carry so many bytes."""
    LARGER[endpoint] = most


def install(app: Flask) -> None:
    """Look before anything reads the form. To be installed before what does."""

    @app.before_request
    def _limit() -> None:
        most = LARGER.get(request.endpoint or "")
        if most is not None and request.method == "POST":
            request.max_content_length = most
