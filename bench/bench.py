"""What the build and the preview cost, compared with plain MkDocs on the same course; and labs, with running them in each language.

The course is copied, and its first written module is copied until there are enough of them; mkdocs.yml stays as it is.
Labs are not multiplied: the ones of the course run once without a cache, and that time, as often as there are languages, is `plain`.
Every figure is a median; every ratio is taken within one run, so that a busy machine slows both sides.
Run as `make bench`; `bench/bench.py --runs 1 --sizes 18` is a quick look.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from course import execute, labs, load, locales
from course.catalogue import Module
from course.load import Course
from course.navigation import lesson_path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "sample"
TREES = ("docs", "modules", "quizzes")
MACHINERY = ("hooks", "overrides", "mkdocs.yml", "requirements.lock")
PATIENCE = 200
THICKER = 8


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    plain: list[float]
    ours: list[float]
    aim: str = ""

    def __str__(self) -> str:
        ratio = median(our / their for our, their in zip(self.ours, self.plain, strict=True))
        return f"{self.what:<34}{median(self.plain):>8.2f} s{median(self.ours):>8.2f} s{ratio:>10.3g}  {self.aim}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the build and the preview against plain MkDocs.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[18, 36])
    given = parser.parse_args()
    written = next(iter(written_modules(ROOT)), None)
    source = ROOT if written else SAMPLE
    print(
        f"modules are copies of {written.slug if written else 'a sample, made thicker: no module is written yet'}; {os.cpu_count()} cores"
    )
    print(f"medians of {given.runs} runs\n\n{'':<34}{'plain':>10}{'course':>10}{'ratio':>10}  aim")
    cold: dict[int, Row] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for row in told(copy(source, Path(folder) / "labs", 1), given.runs):
            print(row, flush=True)
        for size in given.sizes:
            root = copy(source, Path(folder) / str(size), size)
            cold[size], unchanged = builds(root, size, given.runs)
            print(cold[size], flush=True)
            if size == given.sizes[0]:
                print(unchanged, flush=True)
                print(previews(root, copy(source, Path(folder) / "other", size), given.runs), flush=True)
    for small, large in zip(given.sizes, given.sizes[1:], strict=False):
        plain, ours = (median(row) for row in zip(*growth(cold[small], cold[large]), strict=True))
        print(f"{f'cost of {large} modules to {small}':<34}{plain:>8.2f} x{ours:>8.2f} x")


def growth(small: Row, large: Row) -> Iterator[tuple[float, float]]:
    for before, after, ours_before, ours_after in zip(small.plain, large.plain, small.ours, large.ours, strict=True):
        yield after / before, ours_after / ours_before


def builds(root: Path, size: int, runs: int) -> tuple[Row, Row]:
    plain, cold, unchanged = [], [], []
    for _ in range(runs):
        forget(root)
        plain.append(timed(lambda: run(root, "mkdocs", "build")))
        forget(root)
        cold.append(timed(lambda: run(root, "course.cli", "build")))
        unchanged.append(timed(lambda: run(root, "course.cli", "build")))
    return Row(f"build of {size} modules, cold", plain, cold, "≤ 0.6"), Row("build, nothing changed", plain, unchanged, "≤ 0.1")


def forget(root: Path) -> None:
    """Everything that was ever built or run."""
    for made in ("site", ".cache"):
        shutil.rmtree(root / made, ignore_errors=True)


def told(root: Path, runs: int) -> list[Row]:
    """Labs run once and told in every language, beside one run without a cache times the number of languages."""
    course = load.load(root)
    every, cold, warm = [], [], []
    for _ in range(runs if course.labs else 0):
        shutil.rmtree(root / labs.CACHE, ignore_errors=True)
        every.append(len(locales.LOCALES) * timed(lambda: execute_labs(course)))
        cold.append(timed(lambda: tell_labs(course)))
        warm.append(timed(lambda: tell_labs(course)))
    times = f"to {len(locales.LOCALES)} × one execution"
    return [Row(f"labs, cold, {times}", every, cold), Row(f"labs, warm, {times}", every, warm)] if every else []


def execute_labs(course: Course) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-labs-") as cache:
        if failed := [o.error for o in execute.run_all(labs.jobs(course), Path(cache), os.cpu_count() or 1) if o.what != execute.PASSED]:
            sys.exit(f"a lab does not run: {failed[0]}")


def tell_labs(course: Course) -> None:
    if findings := labs.prepare(course, os.cpu_count() or 1):
        sys.exit(f"a lab has something to repair: {findings[0]}")
    for locale in locales.LOCALES:
        labs.tell(course, locale)


def previews(theirs: Path, ours: Path, runs: int) -> Row:
    """From saving one changed line to the page that shows it, in the language being read."""
    first = written_modules(ours)[0]
    lesson = Path(lesson_path(first.slug, first.lessons[0].slug))
    with server(theirs, lesson, "mkdocs", "serve", "--dev-addr", "127.0.0.1:{port}") as plain, server(
        ours, lesson, "course.cli", "serve", "--port", "{port}"
    ) as mine:  # fmt: skip
        pairs = [(edit(theirs / lesson, plain, number), edit(ours / lesson, mine, number)) for number in range(runs)]
    return Row("one-line edit to preview", [pair[0] for pair in pairs], [pair[1] for pair in pairs], "≤ 0.15")


def edit(file: Path, address: str, number: int) -> float:
    word = f"benchmark{number}"
    text = file.read_text(encoding="utf-8")
    began = time.monotonic()
    file.write_text(f"{text.rstrip()}\n\nA line that says {word}.\n", encoding="utf-8")
    wait_for(address, word)
    return time.monotonic() - began


@contextmanager
def server(root: Path, lesson: Path, *command: str) -> Iterator[str]:
    """Address of the lesson's page, once it is served."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process = start(root, *(part.format(port=port) for part in command))
    try:
        address = f"http://127.0.0.1:{port}/{lesson.with_suffix('.html').as_posix()}"
        wait_for(address, "</html>")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE)


def wait_for(address: str, word: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                if word in answer.read().decode("utf-8"):
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.02)
    sys.exit(f"{address} never said {word}")


def timed(work: Callable[[], None]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def start(root: Path, *command: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen([sys.executable, "-m", *command], cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def run(root: Path, *command: str) -> None:
    process = start(root, *command)
    said, _ = process.communicate()
    if process.returncode:
        sys.exit(f"{' '.join(command)} found something to repair; the costs are measured on a course without findings\n{said.decode()}")


def written_modules(root: Path) -> list[Module]:
    course = load.load(root)
    return [module for module in course.catalogue.modules if module.written and f"modules/{module.slug}/index.md" in course.files]


def copy(source: Path, root: Path, size: int) -> Path:
    """The course with as many written modules as wanted."""
    skipped = shutil.ignore_patterns("__pycache__")
    for tree in TREES:
        shutil.copytree(source / tree, root / tree, ignore=skipped)
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets", dirs_exist_ok=True)
    for name in MACHINERY:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    if source == SAMPLE:
        thicken(root)
    first, *others = written_modules(root)
    entry = entry_of(root, first)
    for number in range(len(others) + 2, size + 1):
        slug = f"{first.slug}-{number}"
        shutil.copytree(root / "modules" / first.slug, root / "modules" / slug)
        append(root / "modules/course.yml", renamed(entry, first, slug, number))
        if (root / "modules/ideas.yml").exists():
            append(root / "modules/ideas.yml", "".join(idea(f"{slug}/{lesson.slug}") for lesson in first.lessons))
    return root


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + f"\n{text}", encoding="utf-8")


def idea(place: str) -> str:
    """What a lesson needs in the map of ideas."""
    module = place.split("/")[0]
    tested = f'    tested: ["{module}/lab", "{module}/quiz"]\n'
    return f"  - id: {place.replace('/', '-')}\n    kind: idea\n    name: An idea\n    introduced: {place}\n    used: []\n{tested}"


def entry_of(root: Path, module: Module) -> str:
    """The module's lines in the catalogue."""
    lines = (root / "modules/course.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    end = next((number for number in range(module.line, len(lines)) if lines[number].startswith("  - slug:")), len(lines))
    return "".join(lines[module.line - 1 : end]).rstrip("\n") + "\n"


def renamed(entry: str, module: Module, slug: str, number: int) -> str:
    """The same entry for a copy, which needs the copy before it: a path, not a crowd, through the graph."""
    before = module.slug if number == 2 else f"{module.slug}-{number - 1}"
    entry = entry.replace(f"slug: {module.slug}\n", f"slug: {slug}\n", 1)
    entry = re.sub(r"^    needs:.*\n(?:      - .*\n)*", f"    needs: [{before}]\n", entry, flags=re.MULTILINE)
    return re.sub(r"^( +- id: .+)$", rf"\1-{number}", entry, flags=re.MULTILINE)


def thicken(root: Path) -> None:
    """The sample's lessons at the length of real ones."""
    for file in (root / "modules/soil").glob("*.md"):
        head, mark, section = file.read_text(encoding="utf-8").rpartition("\n## ")
        if mark:
            more = "".join(mark + section.replace("}", f"-{number}}}", 1) for number in range(THICKER))
            file.write_text(head + mark + section + more, encoding="utf-8")


if __name__ == "__main__":
    main()
