"""The browser of the tests: the one on the machine, else one that is fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"])


def find() -> str | None:
    """Path of a Chromium that starts: on PATH, else the one that Playwright keeps."""
    for name in NAMES:
        if (path := shutil.which(name)) and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
        if not Path(path).exists():
            return None
        try:
            playwright.chromium.launch(executable_path=path).close()
        except Error:
            return None
        return path


def install() -> None:
    """Try what can be tried; `find` tells whether it helped."""
    print("No browser found for the tests; fetching one …", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True)
    if find() is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in APT:
            subprocess.run(command, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if find() is None:
        install()
        if find() is None:
            sys.exit("The tests need Chromium or Chrome, and it could not be fetched. Install one of them, then run the command again.")
