"""What is uploaded, taken apart: a ZIP, or several files at once, as texts by their paths.

Nothing is trusted that an archive says of itself. No actor, no database.
"""

from __future__ import annotations

import codecs
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FILES, PACKED, UNPACKED, ONE = 5_000, 20 * 1024 * 1024, 60 * 1024 * 1024, 200_000
"""At most so many files, bytes as they come, bytes in all once unpacked, and bytes a file."""
PATH = 1_000
"""Letters that a path may have."""
DIRECTORY = 3 * 1024 * 1024
"""Bytes that the list of an archive's files may take: it is read whole before anything else is looked at."""

MARKDOWN = (".md", ".markdown")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".ico", ".tif", ".tiff", ".heic")


class Unreadable(ValueError):
    """Nothing of it can be read. `code` says why (`words.NOTES`), `params` fill the places of its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Came:
    """One file: its path as it came, and its text, or why it has none."""

    path: str
    text: str = ""
    trouble: str = ""


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Several files as one ZIP, as it is kept until every one of them was read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files:
            archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(content: bytes) -> list[Came]:
    """The files of a ZIP in their order. Raises Unreadable for one that is none, or larger than any of the limits; a file that
    can't be taken is there with its trouble.
    """
    _look_before(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not _is_litter(info.filename)]
            if len(infos) > FILES:
                raise Unreadable("too_many", most=FILES)
            if sum(info.file_size for info in infos) > UNPACKED:
                raise Unreadable("too_large")
            return list(_taken(archive, infos))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error, zlib.error) as no:
        if isinstance(no, Unreadable):
            raise
        raise Unreadable("no_archive") from None


def _look_before(content: bytes) -> None:
    """Raises Unreadable where the archive's own list is too long to be read at all."""
    if len(content) > PACKED:
        raise Unreadable("packed_too_large")
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if end < 0 or len(content) < end + 22:
        raise Unreadable("no_archive")
    entries, size = struct.unpack_from("<HI", content, end + 10)
    if b"PK\x06\x07" in content[max(0, end - 20) : end] or entries > FILES * 2 or size > DIRECTORY:
        raise Unreadable("too_many", most=FILES)


def _is_litter(name: str) -> bool:
    """What systems lay beside files by themselves."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini")


def _taken(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Iterator[Came]:
    left, seen = UNPACKED, set[str]()
    for info in infos:
        path = _name(info)
        trouble = unsafe(path) or _outside(info) or kind_trouble(path) or ("twice" if path in seen else "")
        seen.add(path)
        if trouble:
            yield Came(shown(path), trouble=trouble)
            continue
        data = _read(archive, info)
        if data is None:
            yield Came(shown(path), trouble="broken")
            continue
        left -= len(data)
        if left < 0:
            raise Unreadable("too_large")
        yield came(path, data)


def _name(info: zipfile.ZipInfo) -> str:
    """The path as whoever packed it wrote it: programs that leave the sign for UTF-8 out mostly mean it all the same."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def unsafe(path: str) -> str:
    """Why a path is not taken: it leads out of the folder, or begins elsewhere. Nothing is ever written to a path; but whoever
    packs so means no good.
    """
    plain = path.replace("\\", "/")
    if plain.startswith("/") or re.match(r"[A-Za-z]:", plain) or "\x00" in path:
        return "absolute"
    return "climbs" if ".." in plain.split("/") else ""


def _outside(info: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "symlink"
    return "encrypted" if info.flag_bits & 0x1 else "one_too_large" if info.file_size > ONE else ""


def kind_trouble(path: str) -> str:
    """Why a file of such a name is not taken."""
    name = path.lower()
    if name.endswith(PICTURES):
        return "picture"
    return "" if name.endswith(MARKDOWN) else "no_markdown"


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a file, one more than it may have at most, whatever the archive says; None where it is broken."""
    try:
        with archive.open(info) as stream:
            return stream.read(ONE + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return None


_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def came(path: str, data: bytes) -> Came:
    """A file with its text: UTF-8, or UTF-16 that says so at its beginning. Else with its trouble."""
    if len(data) > ONE:
        return Came(shown(path), trouble="one_too_large")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return Came(shown(path), trouble="encoding")
    return Came(shown(path), text) if "\x00" not in text else Came(shown(path), trouble="encoding")


def shown(path: str) -> str:
    """A path as a page shows it and a column holds it: without control characters, at most 300 letters."""
    plain = "".join(sign if sign.isprintable() else "�" for sign in path.replace("\\", "/"))
    return plain if len(plain) <= 300 else f"…{plain[-299:]}"
