"""Handing a letter to a mail server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 20


class NotTaken(Exception):
    """The server refuses this letter for good."""


class NotNowReachable(Exception):
    """The server did not answer, or asks to come back later."""


@dataclass(frozen=True)
class Server:
    """Where letters are handed in, read from SMTP_URL: `smtp://`, `smtps://` (TLS) or `smtp+starttls://`.

    `user:password@` and `?from=address` are optional.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str

    @classmethod
    def read(cls, url: str) -> Server:
        """The server of that address. Raises ValueError for one that makes no sense."""
        try:
            parts, usual = urlsplit(url), {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
            port = usual[parts.scheme] if parts.port is None else parts.port
            sender = parse_qs(parts.query).get("from", [""])[0]
            makes_sense = bool(parts.hostname and port and not parts.fragment and (not sender or "@" in sender.strip("@")))
        except (ValueError, KeyError):
            makes_sense = False
        if not makes_sense:
            raise ValueError("SMTP_URL must be smtp://, smtps:// or smtp+starttls:// with a host")
        assert parts.hostname is not None  # it makes sense
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.scheme, parts.hostname, port, user, password, sender)


def send(server: Server, letter: EmailMessage) -> None:
    """The server has taken the letter. Raises NotTaken or NotNowReachable."""
    try:
        with _connect(server) as line:
            if server.scheme == "smtp+starttls":
                line.starttls(context=ssl.create_default_context())
            if server.user:
                line.login(server.user, server.password)
            line.send_message(letter)
    except smtplib.SMTPResponseException as no:
        raise (NotTaken if 500 <= no.smtp_code < 600 else NotNowReachable)(f"{no.smtp_code}") from no
    except smtplib.SMTPRecipientsRefused as no:
        codes = [code for code, _words in no.recipients.values()]
        raise (NotTaken if all(c >= 500 for c in codes) else NotNowReachable)("recipient") from no
    except smtplib.SMTPNotSupportedError as no:
        raise NotTaken("not supported") from no
    except (smtplib.SMTPException, OSError) as no:
        raise NotNowReachable(type(no).__name__) from no


def _connect(server: Server) -> smtplib.SMTP:
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)
