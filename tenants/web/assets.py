"""Static files under names that change with their content, compressed once at start, kept by browsers for good.

The style sheet is one bundle, joined here in the order of its layers: nothing is built beforehand and nothing lies about stale.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

from tenants.web import address
from tenants.web.gates import public

LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")
BEFORE = ("reset", "tokens", "base", "layout")
AFTER = ("utilities", "browser_print")
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
SQUEEZED = frozenset({".css", ".js", ".svg"})
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file as it is served."""

    url: str
    kind: str
    body: bytes
    squeezed: bytes | None


class Shelf:
    """All files of one static folder, by plain name and by fingerprinted name."""

    def __init__(self, folder: Path) -> None:
        self._by_name: dict[str, Asset] = {}
        self._by_file: dict[str, Asset] = {}
        for path in sorted(folder.glob("fonts/*.woff2")):
            self._put(path.name, path.read_bytes())
        for path in sorted((*folder.glob("*.js"), *folder.glob("*.svg"))):
            self._put(path.name, path.read_bytes())
        self._put("house.css", self._with_fonts(bundle(folder / "css")).encode())

    def _put(self, name: str, body: bytes) -> None:
        stem, dot, ending = name.rpartition(".")
        file = f"{stem}.{sha256(body).hexdigest()[:12]}{dot}{ending}"
        kind = dot + ending
        squeezed = gzip.compress(body, 9, mtime=0) if kind in SQUEEZED else None
        self._by_name[name] = self._by_file[file] = Asset(f"/static/{file}", TYPES[kind], body, squeezed)

    def _with_fonts(self, css: str) -> str:
        return re.sub(r'url\("fonts/([^"]+)"\)', lambda found: f'url("{self.url(found.group(1))}")', css)

    def url(self, name: str) -> str:
        """The address of the file `name`. KeyError where there is no such file: a misspelt name must not reach a reader."""
        return self._by_name[name].url

    def served(self, file: str) -> Asset | None:
        """The file behind a fingerprinted name, or None."""
        return self._by_file.get(file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)


def bundle(folder: Path) -> str:
    """The whole style sheet: the order of layers, then each file in it, without comments and indentation."""
    files = [folder / f"{name}.css" for name in BEFORE]
    files += sorted((folder / "components").glob("*.css"))
    files += [folder / f"{name}.css" for name in AFTER]
    joined = f"@layer {', '.join(LAYERS)};\n" + "\n".join(path.read_text("utf-8") for path in files)
    bare = re.sub(r"/\*.*?\*/", "", joined, flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", bare).strip() + "\n"


def asset(name: str) -> str:
    """The fingerprinted address of a static file, for templates: `asset("house.css")`."""
    shelf: Shelf = current_app.extensions["assets"]
    return shelf.url(name)


@public("style, script, icons and typefaces hold nothing of anybody")
def static(file: str) -> Response:
    """The file, to be kept for good; a name that is not on the shelf is a 404."""
    shelf: Shelf = current_app.extensions["assets"]
    found = shelf.served(file)
    if found is None:
        abort(404)
    squeeze = found.squeezed is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(found.squeezed if squeeze else found.body, content_type=found.kind)
    if squeeze:
        response.headers["Content-Encoding"] = "gzip"
    if found.squeezed is not None:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOREVER
    response.set_etag(file + ("-gz" if squeeze else ""))
    response.make_conditional(request)
    return response


def install(app: Flask) -> None:
    """Read the app's `static` folder and serve it at `/static/`."""
    app.extensions["assets"] = Shelf(Path(app.root_path) / "static")
    app.add_url_rule("/static/<file>", "static", static)
    address.at_root(app, "static")
