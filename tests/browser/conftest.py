"""What browser tests share: a small course in seven languages, built once, the site of the course itself, and a browser that reads them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LEFT = "net::ERR_ABORTED"
"""What a request says when the reader has gone to another page meanwhile."""
RULES = {"rules": {"target-size": {"enabled": True}}}
"""For axe: beside what it runs anyway, its one rule that is new in WCAG 2.2, which is off by default."""
Open = Callable[..., Page]
Objections = Callable[[Page], list[tuple[str, list[str]]]]


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


@contextmanager
def _serving(site: Path) -> Iterator[str]:
    """The address of a server for a folder of pages."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the small course is served."""
    with _serving(site) as address:
        yield address


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
    """`open_page('ar/index.html', width=320)` → a page; the test fails if any page asked another host or reported an error."""
    with _reading(browser, address, site) as open_page:
        yield open_page


@pytest.fixture
def open_course(browser: Browser) -> Iterator[Open]:
    """The same for the pages of the course itself, as `course build` has left them in site/."""
    site = ROOT / "site"
    assert (site / "index.html").exists(), "run `.venv/bin/course build`, which writes site/"
    with _serving(site) as address, _reading(browser, address, site) as open_page:
        yield open_page


@pytest.fixture
def objections() -> Objections:
    """What axe objects to in a page, (rule, elements), read from its top: further down the header covers part of something to press."""

    def objections(page: Page) -> list[tuple[str, list[str]]]:
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        violations = Axe().run(page, options=RULES).response["violations"]
        return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations]

    return objections


@contextmanager
def _reading(browser: Browser, address: str, site: Path) -> Iterator[Open]:
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
