"""What a file is, by its own bytes: a short table of what may be evidence. Else it is refused, whatever it is called."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from flask_babel import gettext as _

from tenants.files import LARGEST

TEXT_SAMPLE = 65_536
OFFICE = {
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
PARTS = 10_000
"""Parts that a document of an office program may have."""

MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    **{name: media for name, (_part, media) in OFFICE.items()},
}
ENDINGS = {"jpg": "jpeg", "text": "txt", "md": "txt", **{name: name for name in MEDIA}}
"""The endings of names that are taken, and which kind each claims to be."""

ACCEPT = ",".join(f".{each}" for each in sorted(ENDINGS))
MARKUP = (b"<svg", b"<!doctype", b"<html", b"<?xml", b"<script", b"<body", b"<head")


class NotTaken(ValueError):
    """The file can't be evidence. `str()` is a sentence that says what to do."""


@dataclass(frozen=True)
class Sniffed:
    """What a file really is."""

    kind: str

    @property
    def media_type(self) -> str:
        """As it is served."""
        return MEDIA[self.kind]


def sniff(content: bytes, name: str) -> Sniffed:
    """The kind of a file by its bytes. Raises NotTaken: empty, too large, of no known kind, of another than its name says."""
    if not content:
        raise NotTaken(_("This file is empty."))
    if len(content) > LARGEST:
        raise NotTaken(_("A file may have at most 10 MB."))
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    claimed = ENDINGS.get(ending)
    if claimed is None:
        raise NotTaken(_("Files ending in “.%(ending)s” are not taken. Take a PDF, picture, office document, text or CSV.",
                         ending=ending[:12] or "?"))  # fmt: skip
    found = _by_bytes(content)
    if found is None:
        raise NotTaken(_("This is no file of a kind that can be kept here, whatever its name says."))
    if found == "txt" and claimed == "csv":
        found = "csv"
    if found != claimed:
        raise NotTaken(
            _("Its name says %(claimed)s, and it holds something else. Save it anew as what it is.", claimed=claimed.upper())
        )
    return Sniffed(found)


def _by_bytes(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return "txt" if _is_text(content) else None


def _office(content: bytes) -> str | None:
    """Which office program's document a ZIP is; None for any other ZIP, and for one that carries macros."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist()[: PARTS + 1])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    if len(names) > PARTS or "[Content_Types].xml" not in names or any(each.endswith("vbaProject.bin") for each in names):
        return None
    return next((kind for kind, (part, _media) in OFFICE.items() if part in names), None)


def _is_text(content: bytes) -> bool:
    """UTF-8 without signs that no text holds, and nothing that a browser would take for a page."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text[:TEXT_SAMPLE]) or "\x00" in text:
        return False
    return not any(mark in content[:TEXT_SAMPLE].lower() for mark in MARKUP)
