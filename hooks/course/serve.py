"""Preview: the parts that `course build` makes, served as one site that follows every edit.

A change builds the locale that was read last; the others follow when they are asked for. The building is done in a
process beside the server, which forks its workers before it has threads, and starts anew when our Python changed.
Findings are printed and do not hide the page; only what cannot be read or built leaves the old pages in place.
"""

from __future__ import annotations

import multiprocessing
import posixpath
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from course import build, inputs, jobs, locales

HOST = "127.0.0.1"
WATCHED = ("docs", "modules", "quizzes", "overrides", "mkdocs.yml")
POLLING = 0.25
Clock = Callable[[], float]


def serve(root: Path, port: int, environment: Mapping[str, str], at_once: int, clock: Clock) -> str | None:
    """Serve until interrupted; or say why not."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        return f"port {port} cannot be used ({error.strerror}); stop what uses it, or choose another with --port"
    preview = Preview(root, port, Workshop(root, at_once, clock), environment)
    try:
        preview.show(locales.LOCALES)
        preview.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print()
    finally:
        preview.workshop.stop()
        preview.shutdown()
    return None


class Workshop:
    """The process beside the server."""

    def __init__(self, root: Path, at_once: int, clock: Clock) -> None:
        self.root, self.at_once, self.clock = root, at_once, clock
        self.start()

    def start(self) -> None:
        self.code = inputs.code(self.root)
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_build_on_demand, args=(theirs, self.root, self.at_once, self.clock))
        self.process.start()
        theirs.close()

    def stop(self) -> None:
        self.connection.close()
        self.process.join(timeout=5)
        self.process.terminate()

    def make(self, parts: Mapping[str, Path]) -> bool:
        """Make parts and check the sources; whether all parts are there now."""
        if not self.process.is_alive() or self.code != inputs.code(self.root):
            self.stop()
            self.start()
        try:
            self.connection.send(dict(parts))
            return bool(self.connection.recv())
        except (EOFError, OSError):
            return False


class Preview(LiveReloadServer):
    def __init__(self, root: Path, port: int, workshop: Workshop, environment: Mapping[str, str]) -> None:
        super().__init__(self.follow, HOST, port, str(root / build.CACHE), polling_interval=POLLING)
        self.course_root, self.workshop, self.environment = root, workshop, environment
        self.making = threading.Lock()
        self.reading = locales.SOURCE
        self.wanted: dict[str, Path] = {}
        self.shown: dict[str, Path] = {}
        self.failed: set[Path] = set()
        self.error_handler = self.error_page
        for name in WATCHED:
            if (root / name).exists():
                self.watch(str(root / name))
        for folder in {file.parent for kind in ("*.py", "*.yml", "*.po") for file in (root / "hooks").rglob(kind)}:
            self.watch(str(folder), recursive=False)  # not __pycache__, which changes when our Python is loaded

    def server_activate(self) -> None:
        super().server_activate()
        print(f"the course is on http://localhost:{self.server_port}/ and follows your edits; stop with Ctrl-C", flush=True)

    def follow(self) -> None:
        """Called when files have changed; the open pages are loaded again when it returns."""
        self.show([self.reading])

    def show(self, wanted: Iterable[str]) -> None:
        with self.making:
            self.wanted = build.parts_of(self.course_root, inputs.digests(self.course_root, self.environment))
            self._make(wanted)

    def _make(self, wanted: Iterable[str]) -> None:
        parts = {locale: self.wanted[locale] for locale in wanted}
        if not self.workshop.make(parts):
            print("the pages stay as they were; see above", flush=True)
        for locale, part in parts.items():
            if part.exists():
                self.shown[locale] = part
            else:
                self.failed.add(part)

    def part(self, locale: str) -> Path:
        """Where the pages of a locale lie: up to date if they can be built."""
        with self.making:
            if self.shown.get(locale) != self.wanted[locale] and self.wanted[locale] not in self.failed:
                self._make([locale])
            return self.shown.get(locale, self.wanted[locale])

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if not path.startswith("/livereload/"):
            locale = locale_of(path)
            if path.endswith(("/", ".html")):
                self.reading = locale
            pages = self.part(locale) / "pages"
            if not path.endswith("/") and (pages / posixpath.normpath(path).lstrip("/")).is_dir():
                start_response("302 Found", [("Location", f"{path}/")])
                return []
            inside = posixpath.normpath(path) + "/" * (path.endswith("/") and path != "/")
            environ = {**environ, "PATH_INFO": f"/{pages.parent.name}/pages{inside}".encode().decode("latin-1")}
        return super().serve_request(environ, start_response)

    def error_page(self, code: int) -> bytes | None:
        page = self.shown[locales.SOURCE] / "pages" / f"{code}.html"
        return page.read_bytes() if page.exists() else None


def locale_of(path: str) -> str:
    """('/ar/about.html') → 'ar'; ('/search/ar.js') → 'ar'; all else lies in the English part."""
    first, _, rest = path.lstrip("/").partition("/")
    code = rest.removesuffix(".js") if first == "search" else first
    return code if code in locales.TRANSLATIONS else locales.SOURCE


def _build_on_demand(connection: Connection, root: Path, at_once: int, clock: Clock) -> None:
    """Parts in, whether they could be made out; the checks run when the pages are already shown."""
    from course import load

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server tells when to end
    build.prepare(root)
    checking = None
    while True:
        try:
            parts: dict[str, Path] = connection.recv()
        except EOFError:
            return
        if checking:
            checking.terminate()
        unreadable = load.load_once(root).findings
        missing = {} if unreadable else {locale: part for locale, part in parts.items() if not part.exists()}
        stopped = [finding for outcome in _outcomes(root, missing, at_once, clock) for finding in outcome.findings if outcome.stopped]
        for finding in build.once(stopped):
            print(finding, flush=True)
        build.forget(root / build.CACHE)
        connection.send(not unreadable and not stopped)
        checking = multiprocessing.get_context(jobs.METHOD).Process(target=_say_findings, args=(root, list(parts.values())))  # type: ignore[attr-defined]
        checking.start()


def _outcomes(root: Path, missing: Mapping[str, Path], at_once: int, clock: Clock) -> Iterable[jobs.Outcome]:
    work: dict[str, jobs.Job] = {locale: partial(build.make_part, root, locale, part) for locale, part in missing.items()}
    for outcome in jobs.run(work, root / build.CACHE, at_once, clock):
        print(f"{outcome.name:7} {outcome.seconds:5.1f} s", flush=True)
        yield outcome


def _say_findings(root: Path, parts: Iterable[Path]) -> None:
    found = build.check(root)
    for part in parts:
        if part.exists():
            found += build.findings_of(part)
    for finding in build.once(found):
        print(finding, flush=True)
