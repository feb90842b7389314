"""Preview: the parts that `course build` makes, served as one site that follows every edit.

A change builds the one page that is being read. The rest of its locale, and the other locales, are built when
something of them is asked for. Findings are printed and do not hide the page; only when sources cannot be read or
pages cannot be built do the old pages stay.
"""

from __future__ import annotations

import posixpath
import shutil
import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from course import build, inputs, locales
from course.workshop import Clock, Workshop

HOST = "127.0.0.1"
WATCHED = ("docs", "modules", "quizzes", "overrides", "mkdocs.yml")
POLLING = 0.25


def serve(root: Path, port: int, environment: Mapping[str, str], at_once: int, clock: Clock) -> str | None:
    """Serve until interrupted; or say why not."""
    choose = "choose another: course serve --port NUMBER, or make serve PORT=NUMBER"
    try:
        socket.create_server((HOST, port)).close()
    except OverflowError:
        return f"{port} is no port, which goes from 1 to 65535; {choose}"
    except OSError as error:
        return f"port {port} cannot be used ({error.strerror}); stop what uses it, or {choose}"
    preview = Preview(root, port, Workshop(root, at_once, clock), environment)
    try:
        preview.begin()
        preview.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print()
    finally:
        preview.workshop.stop()
        preview.shutdown()
    return None


class Preview(LiveReloadServer):
    def __init__(self, root: Path, port: int, workshop: Workshop, environment: Mapping[str, str]) -> None:
        self.cache = root / build.CACHE
        super().__init__(self.follow, HOST, port, str(self.cache), polling_interval=POLLING)
        self.course_root, self.workshop, self.environment = root, workshop, environment
        self.making = threading.Lock()
        self.reading = "index.html"
        self.wanted: dict[str, Path] = {}
        """Locale → part that is up to date, made or not."""
        self.shown: dict[str, Path] = {}
        self.failed: set[Path] = set()
        self.page: tuple[str, Path] | None = None
        """The page that was made alone, and where."""
        self.latest = self.cache
        """The newest part: every part has the files that all locales share."""
        self.error_handler = self.error_page
        for name in WATCHED:
            if (root / name).exists():
                self.watch(str(root / name))
        for folder in {file.parent for kind in ("*.py", "*.yml", "*.po") for file in (root / "hooks").rglob(kind)}:
            self.watch(str(folder), recursive=False)  # not __pycache__, which changes when our Python is loaded

    def server_activate(self) -> None:
        super().server_activate()
        print(f"the course is on http://localhost:{self.server_port}/ and follows your edits; stop with Ctrl-C", flush=True)

    def begin(self) -> None:
        with self.making:
            self._look()
            self._make(locales.LOCALES)

    def follow(self) -> None:
        """Files have changed: called by the server, which then loads the open pages again."""
        with self.making:
            self._look()
            locale = locale_of(self.reading)
            alone = self.cache / f"page-{self.wanted[locale].name}"
            shutil.rmtree(alone, ignore_errors=True)
            if self.wanted[locale].exists():
                self._make([locale])
                self.page = None
            elif not self.workshop.make({locale: alone}, self.reading):
                self._failed([self.wanted[locale]])
            else:
                self.page = (self.reading, alone) if (alone / "pages" / self.reading).is_file() else None
                self.latest = alone

    def _look(self) -> None:
        self.wanted = build.parts_of(self.course_root, inputs.digests(self.course_root, self.environment))

    def _make(self, wanted: Iterable[str]) -> None:
        parts = {locale: self.wanted[locale] for locale in wanted}
        if not self.workshop.make(parts):
            self._failed([part for part in parts.values() if not part.exists()])
        for locale, part in parts.items():
            if part.exists():
                self.shown[locale] = self.latest = part

    def _failed(self, parts: Iterable[Path]) -> None:
        self.failed.update(parts)
        print("the pages stay as they were until this is repaired", flush=True)

    def folder(self, uri: str) -> Path:
        """Where to find a file of the site, made now if need be."""
        with self.making:
            if uri.endswith(".html"):
                self.reading = uri
                if self.page and self.page[0] == uri:
                    return self.page[1]
            elif not uri.startswith("search/") and (self.latest / "pages" / uri).is_file():
                return self.latest
            locale = locale_of(uri)
            if self.shown.get(locale) != self.wanted[locale] and self.wanted[locale] not in self.failed:
                self._make([locale])
            return self.shown.get(locale, self.wanted[locale])

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if not path.startswith("/livereload/"):
            uri = posixpath.normpath(f"/{path}index.html" if path.endswith("/") else f"/{path}").lstrip("/")
            pages = self.folder(uri) / "pages"
            if (pages / uri).is_dir():
                start_response("302 Found", [("Location", f"/{uri}/")])
                return []
            environ = {**environ, "PATH_INFO": f"/{pages.parent.name}/pages/{uri}".encode().decode("latin-1")}
        return super().serve_request(environ, start_response)

    def error_page(self, code: int) -> bytes | None:
        page = self.latest / "pages" / f"{code}.html"
        return page.read_bytes() if page.exists() else None


def locale_of(uri: str) -> str:
    """'ar/about.html' → 'ar'; 'search/ar.js' → 'ar'; all else lies in the English part."""
    first, _, rest = uri.partition("/")
    code = rest.removesuffix(".js") if first == "search" else first
    return code if code in locales.TRANSLATIONS else locales.SOURCE
