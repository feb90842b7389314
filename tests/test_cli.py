"""The command: findings end with 1, errors of use with 2 and a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course import cli


@pytest.fixture
def broken(sample: Path) -> Path:
    """The sample with modules large enough, one dead link and one unreadable file."""
    page = sample / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("first.md", "third.md"), encoding="utf-8")
    (sample / "modules/units.yml").write_text("units: [", encoding="utf-8")
    return sample


def test_findings_are_listed_and_end_with_1(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(broken)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("docs/index.md:8: LK")]
    assert [line for line in lines if line.startswith("modules/units.yml:2: YM002 ")]


def test_who_reads_may_stop_reading(broken: Path) -> None:
    """As `course check | head` does."""
    command = [sys.executable, "-m", "course.cli", "check", "--root", str(broken)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(broken / "hooks")}
    )
    assert process.stdout
    process.stdout.close()
    assert process.stderr and process.stderr.read() == b""
    assert process.wait() != 0


def test_paths_choose_findings(broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken / "docs")
    assert cli.main(["check", "index.md"]) == 1
    assert all(line.startswith("docs/index.md:") for line in capsys.readouterr().out.splitlines())
    assert cli.main(["check", "glossary.md"]) == 0


def test_paths_choose_findings_of_the_site(sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for locale in ("ar", "fr"):
        (sample / f"site/{locale}").mkdir(parents=True)
        (sample / f"site/{locale}/index.html").write_text("<html><head><title>T</title></head></html>", encoding="utf-8")
    monkeypatch.chdir(sample)
    for path in ("site/ar", "ar/index.html"):
        assert cli.main(["check", "--site", "site", path]) == 1
        assert {line.split("/")[0] for line in capsys.readouterr().out.splitlines()} == {"ar"}


def test_json_has_path_line_code_and_message(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(broken), "--format", "json"]) == 1
    assert {tuple(entry) for entry in json.loads(capsys.readouterr().out)} == {("path", "line", "code", "message")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "docs/no.md"], "is not a file or folder below"),
        (["check", "../.."], "is not a file or folder below"),
        (["check", "--site", "nowhere"], "is no folder"),
        (["reviewed", "docs/index.md"], "is no translation"),
        (["check", "--site", "docs", "index.html"], "is not a file or folder below"),
        (["new", "module", "No Slug"], "is no slug"),
        (["new", "lesson", "wells"], "course new lesson wells --module SLUG"),
        (["serve", "--port", "99999"], "99999 is no port"),
        (["sync"], "repair this first: modules/units.yml:2"),
        (["export", "moodle"], "repair this first: modules/units.yml:2"),
    ],
)
def test_errors_of_use_are_a_sentence_and_end_with_2(
    broken: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert cli.main([*arguments, "--root", str(broken)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("course: ")
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_nothing_new_is_written_into_a_catalogue_that_cannot_be_read(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = sample / "modules/course.yml"
    broken = catalogue.read_text(encoding="utf-8").replace("minutes: 12", "minutes: twelve", 1)
    catalogue.write_text(broken, encoding="utf-8")
    for arguments in (["module", "water"], ["lesson", "rivers", "--module", "soil"]):
        assert cli.main(["new", *arguments, "--root", str(sample)]) == 2
        assert "repair this first: modules/course.yml:20: YM006" in capsys.readouterr().err
    assert catalogue.read_text(encoding="utf-8") == broken


def test_outside_a_course(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["status"]) == 2
    assert "there is no course in" in capsys.readouterr().err


def test_sync_then_reviewed_then_status(sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample)
    assert cli.main(["sync"]) == 0
    assert "modules/soil/figures.zh.po\n" in capsys.readouterr().out
    assert cli.main(["reviewed", "modules/soil/first.ar.md"]) == 0
    assert capsys.readouterr().out == "modules/soil/first.ar.md\n"
    assert cli.main(["status"]) == 0
    assert "soil" in capsys.readouterr().out
