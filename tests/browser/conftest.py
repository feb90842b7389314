"""What browser tests share: a small course in seven languages, built once, and a browser that reads it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LEFT = "net::ERR_ABORTED"
"""What a request says when the reader has gone to another page meanwhile."""
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages below tests/pages and a real lab, dressed and built as the course is."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "tests/pages", root, dirs_exist_ok=True)
    for name in ("hooks", "overrides", "docs/assets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("lib", "cases/zelenyi-hai"):
        shutil.copytree(ROOT / "modules" / name, root / "modules" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for notebook in (ROOT / "modules/leaching-transport").glob("lab.*"):
        shutil.copy(notebook, root / "modules/groundwater")
    for name in ("mkdocs.yml", "docs/search.md", "requirements.lock"):
        shutil.copy(ROOT / name, root / name)
    (root / "quizzes").mkdir(exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1783209600"}
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(root / "mkdocs.yml"), "--site-dir", str(root / "site")]
    subprocess.run(command, check=True, env=environment, cwd=root, capture_output=True)
    return root / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the small course is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one on the PATH, else the one that Playwright has installed."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, address: str, site: Path) -> Iterator[Open]:
    """`open_page('ar/index.html', width=360)` → a page; the test fails if any page asked another host or reported an error."""
    contexts, trouble = [], []

    def open_page(path: str, *, files: bool = False, width: int = 1280, height: int = 900, **settings: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        home = f"file://{site}" if files else address
        context.on("request", lambda request: None if request.url.startswith((home, "data:")) else trouble.append(request.url))
        context.on("requestfailed", lambda request: None if request.failure == LEFT else trouble.append(f"failed: {request.url}"))
        context.on("response", lambda response: trouble.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
        context.on(
            "console",
            lambda message: trouble.append(f"{message.text} ({message.location})") if message.type in ("error", "warning") else None,
        )
        context.on("weberror", lambda error: trouble.append(str(error.error)))
        page = context.new_page()
        page.goto(f"{home}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []
