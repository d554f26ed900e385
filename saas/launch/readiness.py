"""Asking an instance whether all of it answers."""

import http.client
import json
from urllib.parse import urlsplit

PARTS = ("database", "queue", "worker", "sweeper")


def standing(address: str) -> list[str]:
    """What does not answer yet, by the words of /readyz; `web` alone while nothing listens; nothing once all
    is well.
    """
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        told = json.loads(answer.read() or b"null")
    except (OSError, http.client.HTTPException, ValueError):
        return ["web"]
    finally:
        connection.close()
    if answer.status == 200:
        return []
    return [name for name in PARTS if not (isinstance(told, dict) and told.get(name))] or ["web"]
