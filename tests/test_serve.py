"""course serve: all languages, and an edit to be seen in the one being read."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from course import serve

PATIENCE = 60


@pytest.mark.parametrize(
    ("path", "locale"),
    [("index.html", "en"), ("ar/about.html", "ar"), ("search/zh.js", "zh"), ("search/en.js", "en"), ("arable.html", "en"), ("ar", "ar")],
)
def test_the_address_tells_the_locale(path: str, locale: str) -> None:
    assert serve.locale_of(path) == locale


def test_a_busy_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server((serve.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        problem = serve.serve(tmp_path, port, {}, 1, lambda: 0.0)
    assert problem
    assert f"port {port}" in problem
    assert "course serve --port" in problem
    assert "make serve PORT=" in problem


@contextmanager
def serving(root: Path) -> Iterator[tuple[str, list[str]]]:
    """(address, lines that it has printed) of a running preview."""
    with socket.create_server((serve.HOST, 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "course.cli", "serve", "--root", str(root), "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(root / "hooks")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    assert process.stdout
    try:
        line = next(line for line in process.stdout if "http://" in line)
        found = re.search(r"http://[\w.:]+", line)
        assert found
        printed: list[str] = []
        threading.Thread(target=listen, args=(process.stdout, printed), daemon=True).start()
        yield found[0].replace("localhost", serve.HOST), printed
    finally:
        process.send_signal(2)
        assert process.wait(timeout=PATIENCE) == 0


@pytest.fixture
def preview(built_sample: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """(root, address, lines that it has printed) of a running preview."""
    with serving(built_sample) as (address, printed):
        yield built_sample, address, printed


def listen(output: Iterable[str], printed: list[str]) -> None:
    for line in output:
        printed.append(line)


def page(address: str) -> str:
    with urlopen(address, timeout=PATIENCE) as answer:
        return str(answer.read().decode("utf-8"))


def wait_for(address: str, text: str) -> None:
    """Ends when the page says it; else the test runs out of patience."""
    wait_until(lambda: text in page(address), f"{text} is not on {address}")


def wait_until(holds: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, otherwise
        time.sleep(0.1)


def test_an_edit_is_seen_and_a_broken_one_leaves_the_old_page(preview: tuple[Path, str, list[str]]) -> None:
    root, address, printed = preview
    assert "Sample" in page(f"{address}/")
    assert 'lang="ar"' in page(f"{address}/ar/modules/soil/first.html")
    lesson = root / "modules/soil/first.ar.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("متر", "متران"), encoding="utf-8")
    wait_for(f"{address}/ar/modules/soil/first.html", "متران")
    english = root / "docs/index.md"
    english.write_text(english.read_text(encoding="utf-8").replace("See", "Look at"), encoding="utf-8")
    wait_for(f"{address}/es/index.html", "Look at")
    catalogue = root / "modules/course.yml"
    whole = catalogue.read_text(encoding="utf-8")
    catalogue.write_text("modules: [", encoding="utf-8")
    wait_until(lambda: any("stay as they were" in line for line in printed), "nobody has noticed that the catalogue is broken")
    assert "Look at" in page(f"{address}/es/index.html")
    catalogue.write_text(whole.replace("Water in soil", "Rain in soil"), encoding="utf-8")
    wait_for(f"{address}/modules/soil/first.html", "Rain in soil")
    code = root / "hooks/course/views.py"
    code.write_text(code.read_text(encoding="utf-8").replace("class Reader:", "class Reader:  # edited"), encoding="utf-8")
    template = root / "overrides/course/figure.html"
    template.write_text(template.read_text(encoding="utf-8") + "<!-- edited -->", encoding="utf-8")
    wait_for(f"{address}/zh/modules/soil/first.html", "<!-- edited -->")


def test_what_is_not_there_is_404_and_folders_end_in_a_slash(preview: tuple[Path, str, list[str]]) -> None:
    _, address, _ = preview
    with pytest.raises(HTTPError, match="404"):
        page(f"{address}/../mkdocs.yml")
    assert 'lang="fr"' in page(f"{address}/fr")


def test_findings_are_printed_where_processes_are_not_forked(built_sample: Path) -> None:
    """As on macOS and Windows."""
    jobs, english = built_sample / "hooks/course/jobs.py", built_sample / "docs/index.md"
    jobs.write_text(re.sub(r"(?m)^METHOD = .*", 'METHOD = "spawn"', jobs.read_text(encoding="utf-8")), encoding="utf-8")
    english.write_text(english.read_text(encoding="utf-8").replace("first.md", "third.md"), encoding="utf-8")
    with serving(built_sample) as (_, printed):
        wait_until(lambda: any("docs/index.md:8: LK" in line for line in printed), "the finding is not printed")
