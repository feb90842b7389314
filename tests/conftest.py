"""What tests share."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A course of one written module in a folder of its own, with the real mkdocs.yml, hooks and templates."""
    return lay_sample(tmp_path / "course")


@pytest.fixture
def built_sample(tmp_path: Path, built_once: Path) -> Path:
    """The same with its site and the cache of the build."""
    return Path(shutil.copytree(built_once, tmp_path / "course"))


@pytest.fixture
def built() -> Callable[[Path], tuple[list[str], list[str]]]:
    """Findings of a build, and which jobs it had to do."""

    def build(root: Path) -> tuple[list[str], list[str]]:
        done = course("build", root)
        jobs = [line.split()[0] for line in done.stdout.splitlines() if re.fullmatch(r"\w+ +\d+\.\d s", line)]
        findings = [line for line in done.stdout.splitlines() if re.match(r"[^ ]+:\d+: ", line)]
        assert done.returncode == bool(findings), done.stderr
        return findings, sorted(jobs)

    return build


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_sample(tmp_path_factory.mktemp("sample") / "course")
    done = course("build", root)
    assert done.returncode == 0, done.stdout
    return root


def course(verb: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run a verb as a user does; `build` forks, which a process of pytest-xdist with its threads should not."""
    command = [sys.executable, "-m", "course.cli", verb, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(root / "hooks")})


def lay_sample(root: Path) -> Path:
    for tree in ("bare", "sample"):
        shutil.copytree(HERE / tree, root, dirs_exist_ok=True)
    for tree in ("hooks", "overrides", "docs/assets"):
        shutil.copytree(HERE.parent / tree, root / tree, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    for name in ("mkdocs.yml", "requirements.lock"):
        shutil.copy(HERE.parent / name, root / name)
    return root


@pytest.fixture(scope="session")
def quiz_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample course with a quiz of all types, two items of it also in a lesson."""
    root = lay_sample(tmp_path_factory.mktemp("quiz") / "course")
    shutil.copytree(HERE / "quiz", root, dirs_exist_ok=True)
    shutil.copy(HERE.parent / "docs/progress.md", root / "docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(root / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(root / "hooks")})
    return root / "site"
