"""Jobs in processes of their own, a few at a time; one that dies is reported, and none outlives the caller.

Forked where that is safe, so that what is loaded is shared; started anew on Windows and macOS, where it is not.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from course.finding import Finding

Job = Callable[[], list[Finding]]
STOPPED = "BD002"
METHOD = "fork" if sys.platform not in ("win32", "darwin") else "spawn"


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def stopped(self) -> bool:
        return any(finding.code == STOPPED for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Running:
    name: str
    process: BaseProcess
    began: float


def run(jobs: Mapping[str, Job], logs: Path, at_once: int, clock: Callable[[], float]) -> Iterator[Outcome]:
    """Outcomes in the order in which they come. What a job prints goes to `logs/<name>.log`."""
    logs.mkdir(parents=True, exist_ok=True)
    waiting = list(jobs.items())
    running: dict[Connection, _Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                name, job = waiting.pop(0)
                began = clock()
                connection, process = _start(job, logs / f"{name}.log")
                running[connection] = _Running(name, process, began)
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                done = running.pop(ready)
                yield Outcome(done.name, tuple(_result(ready, done)), clock() - done.began)
    finally:
        for left in running.values():
            left.process.terminate()
            left.process.join()


def leave_garbage() -> None:
    """Look for garbage seldom: pages leave little, and to look for it often takes a fifth of the time."""
    gc.set_threshold(1_000_000)


def _start(job: Job, log: Path) -> tuple[Connection, BaseProcess]:
    context = multiprocessing.get_context(METHOD)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, theirs, log), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    return ours, process


def _work(job: Job, connection: Connection, log: Path) -> None:
    gc.freeze()  # what is inherited stays: no need to look through it again
    leave_garbage()
    with log.open("w", encoding="utf-8") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
        try:
            findings = job()
        except BaseException as error:
            traceback.print_exc(file=file)
            findings = [stopped(log.stem, repr(error))]
        connection.send(findings)


def _result(connection: Connection, done: _Running) -> list[Finding]:
    try:
        findings: list[Finding] = connection.recv()
    except EOFError:
        findings = []
    connection.close()
    done.process.join()
    if not findings and done.process.exitcode:
        return [stopped(done.name, f"its process ended with {done.process.exitcode}")]
    return findings


def stopped(name: str, reason: str) -> Finding:
    said = " ".join(reason.split())
    return Finding("mkdocs.yml", 1, STOPPED, f"the work on '{name}' stopped: {said}; its log in .cache/site says more")
