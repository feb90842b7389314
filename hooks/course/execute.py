"""Labs run: each in its own kernel, in a tree that holds nothing but what its readers download.

So a file that the lab does not name cannot be read, what is hashed is all there is, and a download that would not run
is found here. The outcome is remembered by the hash of code, data, helpers and locked packages.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course.lab import Cell, Lab, Outputs

PASSED, RAISED, NOT_STARTED = "passed", "raised", "did not start"
SECONDS = 60
"""A cell may take; a lab should take 20 in all."""
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
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        futures = [pool.submit(remembered, job, cache, seconds) for job in jobs]
        for done, future in enumerate(as_completed(futures), 1):
            outcome = future.result()
            if progress:
                progress(done, len(jobs), outcome)
            yield outcome


def remembered(job: Job, cache: Path, seconds: int = SECONDS) -> Outcome:
    """The outcome of a job, from the cache when nothing has changed; failures are not remembered."""
    if (outputs := kept(job, cache)) is not None:
        return Outcome(job.lab, PASSED, outputs)
    outcome = run(job, seconds)
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


def run(job: Job, seconds: int = SECONDS) -> Outcome:
    """Run one lab from a clean kernel."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder, tempfile.TemporaryFile() as noise:
        root = Path(folder)
        for path, content in job.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        place = root / job.lab.slug
        place.mkdir(exist_ok=True)
        return _run(job.lab, place, seconds, noise)


class _Kernel(AsyncKernelManager):
    """Starts our kernel script, whatever kernels the machine has registered."""

    @property
    def kernel_spec(self) -> KernelSpec:
        script = str(Path(__file__).with_name("kernel.py"))
        # -P: the folder of the script must not shadow modules of the same name
        return KernelSpec(argv=[sys.executable, "-P", script, "-f", "{connection_file}"], language="python", display_name="Python")


def _run(lab: Lab, place: Path, seconds: int, noise: IO[bytes]) -> Outcome:
    content = {"cells": [_code_cell(cell) for cell in lab.code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    notebook = nbformat.from_dict(content)  # type: ignore[no-untyped-call]
    cells: list[Any] = notebook["cells"]
    started: list[int] = []
    client = NotebookClient(
        notebook,
        kernel_manager_class=_Kernel,  # and no manager: the kernel is the client's, which ends it
        shutdown_kernel="immediate",
        timeout=seconds,
        startup_timeout=60,
        resources={"metadata": {"path": str(place)}},
        allow_errors=False,
        on_cell_start=lambda cell, cell_index: started.append(cell_index),
    )
    try:
        client.execute(stderr=noise, stdout=noise)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return _failure(lab, lab.code[started[-1] if started else 0], error, seconds)
    except (RuntimeError, OSError) as error:
        noise.seek(0)
        last = noise.read().decode(errors="replace").strip().rpartition("\n")[2]
        return Outcome(lab, NOT_STARTED, error=last or str(error))
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
