"""course serve: all languages, and an edit to be seen in the one being read."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
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
def serving(root: Path) -> Iterator[tuple[Iterator[str], str]]:
    """(what a running preview prints, its address)."""
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
        yield process.stdout, found[0].replace("localhost", serve.HOST)
    finally:
        process.send_signal(2)
        assert process.wait(timeout=PATIENCE) == 0


@pytest.fixture
def preview(built_sample: Path) -> Iterator[tuple[Path, str]]:
    """(root, address) of a running preview."""
    with serving(built_sample) as (_, address):
        yield built_sample, address


def page(address: str) -> str:
    with urlopen(address, timeout=PATIENCE) as answer:
        return str(answer.read().decode("utf-8"))


def wait_for(address: str, text: str) -> None:
    """Ends when the page says it; else the test runs out of patience."""
    until = time.monotonic() + PATIENCE
    while text not in page(address):
        assert time.monotonic() < until, f"{text} is not on {address}"
        time.sleep(0.1)


def test_an_edit_is_seen_and_a_broken_one_leaves_the_old_page(preview: tuple[Path, str]) -> None:
    root, address = preview
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
    time.sleep(2)
    assert "Look at" in page(f"{address}/es/index.html")
    catalogue.write_text(whole.replace("Water in soil", "Rain in soil"), encoding="utf-8")
    wait_for(f"{address}/modules/soil/first.html", "Rain in soil")
    code = root / "hooks/course/views.py"
    code.write_text(code.read_text(encoding="utf-8").replace("class Reader:", "class Reader:  # edited"), encoding="utf-8")
    template = root / "overrides/course/figure.html"
    template.write_text(template.read_text(encoding="utf-8") + "<!-- edited -->", encoding="utf-8")
    wait_for(f"{address}/zh/modules/soil/first.html", "<!-- edited -->")


def test_what_is_not_there_is_404_and_folders_end_in_a_slash(preview: tuple[Path, str]) -> None:
    _, address = preview
    with pytest.raises(HTTPError, match="404"):
        page(f"{address}/../mkdocs.yml")
    assert 'lang="fr"' in page(f"{address}/fr")


def test_findings_are_printed_where_processes_are_not_forked(built_sample: Path) -> None:
    """As on macOS and Windows."""
    jobs, english = built_sample / "hooks/course/jobs.py", built_sample / "docs/index.md"
    jobs.write_text(re.sub(r"(?m)^METHOD = .*", 'METHOD = "spawn"', jobs.read_text(encoding="utf-8")), encoding="utf-8")
    english.write_text(english.read_text(encoding="utf-8").replace("first.md", "third.md"), encoding="utf-8")
    with serving(built_sample) as (printed, _):
        assert heard(printed, "docs/index.md:8: LK")


def heard(printed: Iterator[str], words: str) -> bool:
    """Whether the preview prints these words before the test runs out of patience."""
    said = threading.Event()
    listening = threading.Thread(target=lambda: any(words in line for line in printed) and said.set(), daemon=True)
    listening.start()
    listening.join(timeout=PATIENCE)
    return said.is_set()
