"""The process beside the preview's server: it builds parts on demand, then checks the sources.

It forks its workers, which a process with the threads of a server should not do. What it has parsed it keeps for
the next time. It starts anew when our Python has changed.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from course import build, inputs, jobs
from course.finding import Finding

Clock = Callable[[], float]
LABS = "labs"


class Workshop:
    def __init__(self, root: Path, at_once: int, clock: Clock) -> None:
        self.root, self.at_once, self.clock = root, at_once, clock
        self.start()

    def start(self) -> None:
        self.code = inputs.code(self.root)
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, self.root, self.at_once, self.clock))
        self.process.start()
        theirs.close()

    def stop(self) -> None:
        self.connection.close()
        self.process.join(timeout=5)
        self.process.terminate()

    def make(self, parts: Mapping[str, Path], only: str = "") -> bool:
        """Make the parts of these locales, or but one page of them; whether that went well."""
        if not self.process.is_alive() or self.code != inputs.code(self.root):
            self.stop()
            self.start()
        try:
            self.connection.send((dict(parts), only))
            return bool(self.connection.recv())
        except (EOFError, OSError):  # it has ended, and has said why
            return False


def _work(connection: Connection, root: Path, at_once: int, clock: Clock) -> None:
    """Orders in, whether they could be carried out out. The checks run when the pages can already be seen."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server tells when to end
    build.prepare(root)
    checking = None
    while True:
        try:
            parts, only = connection.recv()
        except EOFError:
            return
        if checking:
            checking.terminate()
        connection.send(_make(root, parts, only, at_once, clock))
        build.forget(root / build.CACHE)
        checking = multiprocessing.get_context(jobs.METHOD).Process(target=_say_findings, args=(root, list(parts.values())))  # type: ignore[attr-defined]
        checking.start()


def _make(root: Path, parts: Mapping[str, Path], only: str, at_once: int, clock: Clock) -> bool:
    from course import load

    course = load.load_once(root)
    if course.findings:  # what cannot be read is taken for empty: nothing worth showing
        return False
    missing = {locale: part for locale, part in parts.items() if not part.exists()}
    first: dict[str, jobs.Job] = {LABS: partial(_run_labs, root, at_once)} if course.labs and missing else {}
    work: dict[str, jobs.Job] = {locale: partial(build.make_part, root, locale, part, only) for locale, part in missing.items()}
    stopped: list[Finding] = []
    for step in (first, work):
        for outcome in jobs.run(step, root / build.CACHE, at_once, clock):
            print(f"{outcome.name:7} {outcome.seconds:5.1f} s {only}".rstrip(), flush=True)
            stopped += outcome.findings if outcome.stopped or outcome.name == LABS else ()
    _print(build.once(stopped))
    return not any(finding.code == jobs.STOPPED for finding in stopped)


def _run_labs(root: Path, at_once: int) -> list[Finding]:
    """Pages need what the labs show: run those that changed, before any worker starts."""
    from course import labs, load

    return labs.prepare(load.load_once(root), at_once)


def _say_findings(root: Path, parts: Iterable[Path]) -> None:
    found = build.check(root)
    for part in parts:
        if part.exists():
            found += build.findings_of(part)
    _print(build.once(found))


def _print(findings: Iterable[object]) -> None:
    for finding in findings:
        print(finding, flush=True)
