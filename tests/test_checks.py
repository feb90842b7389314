"""Every mistake that a check knows: the files of a case in, its findings out.

A case is a file in cases/<family>/, named after the mistake: `files` is a tree, `findings` what the family says of it.
The family `load` is what reading alone finds, `all` is all families together, both on top of the course in `bare`
without the files that the case calls `missing`; `site` is what the built pages say, `noise` so many bytes that no packing
makes smaller, added to a file.
"""

from __future__ import annotations

import importlib
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from course import checks, load
from course.checks.site import check_site
from course.finding import Finding

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted((ROOT / "tests/cases").glob("*/*.yml"))
LABS = sorted((ROOT / "tests/cases/labs").glob("*.json"))
"""Cases of labs, most of which have to run: see test_labs.py."""
ELSEWHERE = {
    "BD001": "a warning of MkDocs, which only a build hears",
    "BD002": "a build that stopped: see test_build.py",
    "LB010": "a lab that has run: see test_labs.py",
    "LB014": "a kernel that did not start: see test_labs.py",
}
"""Codes that no files alone can give, and why."""
CODE = re.compile(r'"([A-Z]{2}[0-9]{3})"')


def write(root: Path, case: dict[str, Any]) -> None:
    for path in case.get("missing", ()):
        (root / path).unlink()
    for path, content in case.get("files", {}).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    for path, size in case.get("noise", {}).items():
        with (root / path).open("a") as file:
            file.write(random.Random(0).randbytes(size).hex())
    for path, target in case.get("symlinks", {}).items():
        (root / path).symlink_to(target)
    for path, size in case.get("sizes", {}).items():
        with (root / path).open("wb") as file:
            file.truncate(size)


def found(root: Path, family: str) -> list[Finding]:
    course = load.load(root)
    if family == "all":
        return checks.check(course)
    if family == "load":
        return sorted(course.findings)
    if family == "site":
        return sorted(set(check_site(root / "site", course)))
    return sorted(set(importlib.import_module(f"course.checks.{family}").check(course)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_has_exactly_its_findings(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.parent.name in ("load", "all"):
        shutil.copytree(ROOT / "tests/bare", tmp_path, dirs_exist_ok=True)
    write(tmp_path, case)
    assert [str(finding) for finding in found(tmp_path, path.parent.name)] == (case["findings"] or "").splitlines()


def test_every_family_with_cases_is_among_the_checks() -> None:
    families = {path.name for path in (ROOT / "tests/cases").iterdir()} - {"load", "all", "site"}
    assert {family.__module__.rpartition(".")[2] for family in checks.CHECKS} == families


EVERYTHING = yaml.safe_load((ROOT / "tests/cases/all/sound-course-that-uses-every-file.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EVERYTHING["files"])
def test_a_file_that_cannot_be_read_is_not_taken_for_mistakes_of_others(path: str, tmp_path: Path) -> None:
    assert_only_reading_finds(path, b"\xff", tmp_path)


@pytest.mark.parametrize("path", [path for path in EVERYTHING["files"] if path.endswith(".yml")])
def test_a_list_that_is_read_in_part_is_not_taken_for_mistakes_of_others(path: str, tmp_path: Path) -> None:
    """The list begins twice, and the first time it has one entry."""
    text = EVERYTHING["files"][path]
    assert_only_reading_finds(path, "".join(text.splitlines(keepends=True)[:2]) + text, tmp_path)


def assert_only_reading_finds(path: str, content: str | bytes, root: Path) -> None:
    shutil.copytree(ROOT / "tests/bare", root, dirs_exist_ok=True)
    write(root, {"files": {**EVERYTHING["files"], path: content}})
    course = load.load(root)
    assert {finding.path for finding in course.findings} == {path}
    assert checks.check(course) == sorted(course.findings)


def codes() -> Iterator[str]:
    """Every code that the sources can give."""
    for file in (ROOT / "hooks/course").rglob("*.py"):
        yield from CODE.findall(file.read_text(encoding="utf-8"))


def test_every_code_has_a_case() -> None:
    shown = {code for path in CASES for code in re.findall(r": ([A-Z]{2}[0-9]{3}) ", path.read_text(encoding="utf-8"))}
    shown |= {code for path in LABS for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert shown.isdisjoint(ELSEWHERE)
    assert shown | set(ELSEWHERE) == set(codes())


def test_every_code_is_explained_on_the_findings_page_and_every_explained_code_exists() -> None:
    page = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## ([A-Z]{2}[0-9]{3}) \{#(\w+)\}$", page, re.MULTILINE)
    assert all(code.lower() == anchor for code, anchor in headings)
    assert [code for code, _ in headings] == sorted(set(codes()))
