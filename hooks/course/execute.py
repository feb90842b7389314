"""Labs run: each in its own kernel, in a tree that holds nothing but what its readers download.

So a file that the lab does not name cannot be read, what is hashed is all there is, and a download that would not run
is found here. The outcome is remembered by the hash of code, data, helpers and locked packages.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import write_connection_file
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course.lab import Cell, Lab, Outputs

PASSED, RAISED, NOT_STARTED = "passed", "raised", "did not start"
SECONDS, STARTING = 60, 60
"""A cell may take, and a kernel to start; a lab should take 20 in all."""
SCRIPT = Path(__file__).with_name("kernel.py")
FORKS = sys.platform not in ("win32", "darwin")
_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Job:
    """A lab and every file that it may read: path below modules/ → content."""

    lab: Lab
    files: Mapping[str, bytes]
    packages: Mapping[str, str]

    @property
    def key(self) -> str:
        """Changes when, and only when, the lab has to run again."""
        digest = hashlib.sha256(Path(__file__).with_name("kernel.py").read_bytes())
        code = [[cell.id, cell.source] for cell in self.lab.code]
        digest.update(json.dumps([code, sorted(self.packages.items()), sys.version_info[:2]]).encode())
        for path, content in sorted(self.files.items()):
            digest.update(f"\0{path}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    lab: Lab
    what: str
    """`passed`, `raised` or `did not start`."""
    outputs: Outputs = field(default_factory=dict)
    cell: str = ""
    line: int = 1
    error: str = ""


Progress = Callable[[int, int, Outcome], None]


def run_all(jobs: Iterable[Job], cache: Path, workers: int, progress: Progress | None = None, seconds: int = SECONDS) -> Iterator[Outcome]:
    """Every job's outcome; what passed before is only read. Results come as they are ready."""
    jobs = list(jobs)
    with Kernels() as kernels, ThreadPoolExecutor(max(workers, 1)) as pool:
        futures = [pool.submit(remembered, job, cache, kernels, seconds) for job in jobs]
        for done, future in enumerate(as_completed(futures), 1):
            outcome = future.result()
            if progress:
                progress(done, len(jobs), outcome)
            yield outcome


def remembered(job: Job, cache: Path, kernels: Kernels, seconds: int = SECONDS) -> Outcome:
    """The outcome of a job, from the cache when nothing has changed; failures are not remembered."""
    if (outputs := kept(job, cache)) is not None:
        return Outcome(job.lab, PASSED, outputs)
    outcome = run(job, kernels, seconds)
    if outcome.what == PASSED:
        write(_file(job, cache), json.dumps({"key": job.key, "outputs": outcome.outputs}, ensure_ascii=False))
    return outcome


def kept(job: Job, cache: Path) -> Outputs | None:
    """What a lab showed when it passed with the same key; None when it did not, or when the cache is not whole."""
    try:
        content = json.loads(_file(job, cache).read_text(encoding="utf-8"))
        if content["key"] == job.key:
            return {cell: tuple(outputs) for cell, outputs in content["outputs"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        pass
    return None


def _file(job: Job, cache: Path) -> Path:
    return cache / job.lab.slug / "outputs.json"


def write(file: Path, content: str | bytes) -> None:
    """Whole or not at all, and not when it is there already."""
    raw = content.encode() if isinstance(content, str) else content
    if file.is_file() and file.read_bytes() == raw:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as half:
        half.write(raw)
    Path(half.name).chmod(0o644)
    Path(half.name).replace(file)


class Kernels:
    """Starts kernels, and ends them; they are called by the number of their process."""

    def __init__(self) -> None:
        self._forking: subprocess.Popen[str] | None = None
        self._started: dict[int, subprocess.Popen[bytes]] = {}
        """Those that were not forked."""
        self._one_by_one = threading.Lock()

    def __enter__(self) -> Kernels:
        return self

    def __exit__(self, *_: object) -> None:
        if self._forking:
            self._forking.kill()
            self._forking.communicate()

    def start(self, connection: str, folder: Path, noise: Path) -> int:
        """A new kernel. Raises `OSError` when there is none."""
        command = [sys.executable, "-P", str(SCRIPT)]  # -P: the folder of the script must not shadow modules of the same name
        if not FORKS:
            with noise.open("ab") as file:
                process = subprocess.Popen([*command, connection], cwd=folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
            self._started[process.pid] = process
            return process.pid
        with self._one_by_one:
            if self._forking is None:
                with noise.open("ab") as file:
                    self._forking = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=file, text=True)
            assert self._forking.stdin and self._forking.stdout
            self._forking.stdin.write(json.dumps({"connection": connection, "folder": str(folder), "noise": str(noise)}) + "\n")
            self._forking.stdin.flush()
            if number := self._forking.stdout.readline().strip():
                return int(number)
        raise OSError("kernels cannot be started")

    def is_running(self, number: int) -> bool:
        if number in self._started:
            return self._started[number].poll() is None
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        return True

    def end(self, number: int) -> None:
        if number in self._started:
            self._started[number].kill()
            self._started.pop(number).wait()
        else:
            with suppress(ProcessLookupError):
                os.killpg(number, signal.SIGKILL)


def run(job: Job, kernels: Kernels, seconds: int = SECONDS) -> Outcome:
    """Run one lab from a clean kernel."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        root = Path(folder) / "lab"
        for path, content in job.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        place = root / job.lab.slug
        place.mkdir(parents=True, exist_ok=True)
        noise = Path(folder) / "noise"
        noise.touch()
        try:
            return asyncio.run(_run(job.lab, place, kernels, noise, seconds))
        except (RuntimeError, OSError) as error:
            last = noise.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
            return Outcome(job.lab, NOT_STARTED, error=last or str(error))


async def _run(lab: Lab, place: Path, kernels: Kernels, noise: Path, seconds: int) -> Outcome:
    connection, _ = write_connection_file(str(noise.with_name("connection.json")))
    number = kernels.start(connection, place, noise)
    kernel = AsyncKernelClient(connection_file=connection)
    try:
        kernel.load_connection_file()
        kernel.start_channels()
        await _ready(kernel, lambda: kernels.is_running(number))
        return await _execute(lab, kernel, seconds)
    finally:
        kernel.stop_channels()
        kernels.end(number)


async def _ready(kernel: AsyncKernelClient, is_running: Callable[[], bool]) -> None:
    """Wait until a kernel answers. Raises `RuntimeError` when it has ended, or takes too long."""
    answer = asyncio.ensure_future(kernel.wait_for_ready(timeout=STARTING))
    while not answer.done():
        if not is_running():
            answer.cancel()
            raise RuntimeError("the kernel ended before it was ready")
        await asyncio.wait({answer}, timeout=0.2)
    await answer


async def _execute(lab: Lab, kernel: AsyncKernelClient, seconds: int) -> Outcome:
    content = {"cells": [_code_cell(cell) for cell in lab.code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    notebook = nbformat.from_dict(content)  # type: ignore[no-untyped-call]
    client = NotebookClient(notebook, timeout=seconds, allow_errors=False)
    client.reset_execution_trackers()
    client.kc = kernel
    cells: list[Any] = notebook["cells"]
    for number, cell in enumerate(cells):
        try:
            await client.async_execute_cell(cell, number)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            return _failure(lab, lab.code[number], error, seconds)
    return Outcome(lab, PASSED, {cell["id"]: tuple(_tidy(cell["outputs"])) for cell in cells})


def _code_cell(cell: Cell) -> dict[str, Any]:
    return {"cell_type": "code", "id": cell.id, "metadata": {}, "source": cell.source, "execution_count": None, "outputs": []}


def _tidy(outputs: list[Any]) -> Iterator[dict[str, Any]]:
    """Outputs without what differs from run to run; lines printed one by one joined."""
    joined = ""
    for output in outputs:
        if output["output_type"] == "stream":
            joined += output["text"] if output["name"] == "stdout" else ""
            continue
        if joined:
            yield {"name": "stdout", "output_type": "stream", "text": joined}
            joined = ""
        yield {"data": dict(output["data"]), "metadata": dict(output["metadata"]), "output_type": "display_data"}
    if joined:
        yield {"name": "stdout", "output_type": "stream", "text": joined}


def _failure(lab: Lab, cell: Cell, error: Exception, seconds: int) -> Outcome:
    if isinstance(error, CellExecutionError):
        lines = _LINE.findall(_COLOUR.sub("", error.traceback or ""))
        return Outcome(lab, RAISED, cell=cell.id, line=cell.at(int(lines[0]) if lines else 1), error=f"{error.ename}: {error.evalue}")
    why = f"no end after {seconds} s" if isinstance(error, CellTimeoutError) else "the kernel died"
    return Outcome(lab, RAISED, cell=cell.id, line=cell.line, error=why)
