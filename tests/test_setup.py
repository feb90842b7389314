"""New files pass the checks, tidying is certain, and setting up says what is wrong in a sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from course import checks, cli, load, scaffold, tidy
from course.load import Course

ROOT = Path(__file__).resolve().parent.parent


def lay(root: Path, made: scaffold.Made | str) -> None:
    assert isinstance(made, scaffold.Made), made
    for path, text in made.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def codes(root: Path) -> list[str]:
    """What the checks find."""
    return [finding.code for finding in checks.check(load.load(root))]


def test_a_new_module_gets_an_entry_and_then_its_pages(sample: Path) -> None:
    lay(sample, scaffold.module(load.load(sample), "plants"))
    plants = load.load(sample).catalogue.module("plants")
    assert plants
    assert not plants.written
    lay(sample, scaffold.module(load.load(sample), "plants"))
    assert (sample / "modules/plants/lesson-1.md").exists()
    assert codes(sample) == []


def test_a_planned_module_gets_the_pages_that_the_catalogue_promises(sample: Path) -> None:
    lay(sample, scaffold.module(load.load(sample), "water"))
    assert "Rain is where it begins." in (sample / "modules/water/rain.md").read_text(encoding="utf-8")
    assert codes(sample) == []


def test_every_planned_module_of_the_course_can_be_begun(tmp_path: Path) -> None:
    for tree in ("docs", "modules", "quizzes", "hooks/course/messages"):
        shutil.copytree(ROOT / tree, tmp_path / tree)
    planned = [module for module in load.load(tmp_path).catalogue.modules if not module.written]
    for module in planned:
        lay(tmp_path, scaffold.module(load.load(tmp_path), module.slug))
    begun = tuple(f"modules/{module.slug}/" for module in planned)
    assert [str(finding) for finding in checks.check(load.load(tmp_path)) if finding.path.startswith(begun)] == []


def catalogue_with(root: Path, old: str, new: str) -> Course:
    file = root / "modules/course.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return load.load(root)


@pytest.mark.parametrize("state", ['"planned"', "'planned'", "planned  # until spring"])
def test_the_module_that_is_begun_is_written_and_no_other(sample: Path, state: str) -> None:
    lay(sample, scaffold.module(load.load(sample), "plants"))
    lay(sample, scaffold.module(catalogue_with(sample, "state: planned\n    needs: [soil]", f"state: {state}\n    needs: [soil]"), "water"))
    assert [module.slug for module in load.load(sample).catalogue.modules if module.written] == ["soil", "water"]


def test_an_entry_is_added_to_a_catalogue_without_a_last_line_feed(sample: Path) -> None:
    file = sample / "modules/course.yml"
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    lay(sample, scaffold.module(load.load(sample), "plants"))
    assert codes(sample) == []


def test_a_new_lesson_about_dangerous_land_begins_with_the_safety_line(sample: Path) -> None:
    catalogue = (sample / "modules/course.yml").read_text(encoding="utf-8").replace("slug: soil", "slug: safe-fieldwork")
    (sample / "modules/course.yml").write_text(catalogue.replace("[soil]", "[safe-fieldwork]"), encoding="utf-8")
    made = scaffold.lesson(load.load(sample), "first-steps", "safe-fieldwork")
    assert isinstance(made, scaffold.Made)
    page = made.files["modules/safe-fieldwork/first-steps.md"]
    assert "fields: true\n---\n" in page
    assert page.index("/// safety\n") < page.index("/// key-points\n")


def test_a_new_lesson_comes_last_in_its_module(sample: Path) -> None:
    lay(sample, scaffold.lesson(load.load(sample), "life-in-soil", "soil"))
    module = load.load(sample).catalogue.module("soil")
    assert module
    assert [lesson.slug for lesson in module.lessons] == ["first", "second", "third", "life-in-soil"]
    assert codes(sample) == []


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda course: scaffold.module(course, "Soil Water"), "is no slug"),
        (lambda course: scaffold.module(course, "soil"), "is there already"),
        (lambda course: scaffold.module(replace(course, files={"modules/cases/wells.csv": ""}), "cases"), "is no module"),
        (lambda course: scaffold.lesson(course, "first", "soil"), "is there already"),
        (lambda course: scaffold.lesson(course, "lab", "soil"), "cannot be the slug"),
        (lambda course: scaffold.lesson(course, "rivers", "water"), "only planned"),
        (lambda course: scaffold.lesson(course, "rivers", None), "name one"),
    ],
    ids=["malformed", "module exists", "folder of another kind", "lesson exists", "reserved", "module planned", "no module"],
)
def test_what_cannot_be_made_is_refused(sample: Path, made: object, said: str) -> None:
    assert callable(made)
    assert said in made(load.load(sample))


def test_what_a_catalogue_in_another_layout_cannot_take_is_refused(sample: Path) -> None:
    (sample / "modules/course.yml").write_text("modules: []\n", encoding="utf-8")
    assert "write this by hand" in str(scaffold.module(load.load(sample), "plants"))


def test_a_module_without_lessons_takes_none(sample: Path) -> None:
    course = load.load(sample)
    soil = replace(course.catalogue.modules[0], lessons=())
    course = replace(course, catalogue=replace(course.catalogue, modules=(soil,)))
    assert "has no lessons" in str(scaffold.lesson(course, "life-in-soil", "soil"))


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("docs/a.md", "a \r\nb\t\r\n\r\n\r\n", "a\nb\n"),
        ("docs/a.md", "a  \nb  \n\nc", "a  \nb\n\nc\n"),
        ("docs/a.md", "```\na \n```\n", "```\na \n```\n"),
        ("docs/a.md", "---\ntitle: t\n---\n\n~~~\n```\na \n~~~\n\nb \n", "---\ntitle: t\n---\n\n~~~\n```\na \n~~~\n\nb\n"),
        ("docs/a.md", "````\n```\na \n````\n\nb \n", "````\n```\na \n````\n\nb\n"),
        ("docs/a.md", "# Darcy’s law ##\n\n## 1856 & after\n", "# Darcy’s law {#darcys-law}\n\n## 1856 & after {#after}\n"),
        ("docs/a.md", "# A {#a}\n\n## A\n", "# A {#a}\n\n## A {#a-2}\n"),
        ("docs/a.fr.md", "# La loi\n", "# La loi\n"),
        ("docs/a.md", "---\ndescription: d\ntitle: t\n---\n\n# T {#t}\n", "---\ntitle: t\ndescription: d\n---\n\n# T {#t}\n"),
        ("docs/a.md", "---\nother: d\ntitle: t\n---\n", "---\nother: d\ntitle: t\n---\n"),
        ("modules/a.yml", "a:\n\t- b: c \n", "a:\n  - b: c\n"),
        ("modules/a.yml", "a: |\n  b  \n  c\n", "a: |\n  b  \n  c\n"),
        ("modules/a.po", '\ufeffmsgid ""  \nmsgstr ""', 'msgid ""\nmsgstr ""\n'),
        ("modules/a.svg", "<svg> </svg> \r\n", "<svg> </svg> \n"),
    ],
)  # fmt: skip
def test_tidying(path: str, before: str, after: str) -> None:
    assert tidy.tidied(before, path) == after
    assert tidy.tidied(after, path) == after


def test_only_untidy_files_are_written(sample: Path) -> None:
    assert list(tidy.repaired(sample)) == []
    (sample / "docs/index.md").write_bytes(b"# A\n\xff")
    (sample / "docs/glossary.md").write_bytes(b"# A {#a}")
    assert list(tidy.repaired(sample)) == [("docs/glossary.md", "# A {#a}\n")]


def test_addresses_of_what_was_only_tried_do_not_stay(sample: Path) -> None:
    listed = sample / tidy.PUBLISHED
    listed.parent.mkdir(exist_ok=True)
    listed.write_text("old.html\n", encoding="utf-8")

    def tidied() -> list[str]:
        assert cli.main(["tidy", "--root", str(sample)]) == 0
        return listed.read_text(encoding="utf-8").split()

    as_it_was = tidied()
    assert {"old.html", "index.html"} <= {*as_it_was}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "All"]):
        subprocess.run(["git", "-C", str(sample), *command], check=True)
    lay(sample, scaffold.lesson(load.load(sample), "trial", "soil"))
    assert "modules/soil/trial.html" in tidied()
    (sample / "modules/soil/trial.md").unlink()
    assert tidied() == as_it_was


def make(verb: str, root: Path, path: str) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("make") or "make", "-C", str(root), verb]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": path, "HOME": os.environ.get("HOME", "/")})


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in ("Makefile", "bootstrap.py", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def fake_python(folder: Path, script: str) -> str:
    """PATH with nothing but make's own tools and a python3 that does what `script` says."""
    folder.mkdir()
    for name in ("python3", "python"):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    for tool in ("sh", "sed", "rm"):
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    return str(folder)


def test_make_alone_lists_the_verbs() -> None:
    done = subprocess.run(["make", "-C", str(ROOT), "--no-print-directory"], capture_output=True, text=True, check=True)
    verbs = [line.split()[1] for line in done.stdout.splitlines()]
    assert {"setup", "serve", "test", "bench"} <= set(verbs)
    assert all(len(line.split()) > 2 for line in done.stdout.splitlines())


def test_an_old_python_is_told_in_a_sentence(tmp_path: Path) -> None:
    old = "import runpy, shutil, sys; sys.version_info = (3, 6); shutil.which = lambda name: None; "
    code = f"{old} runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code, str(ROOT / "bootstrap.py")], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("This course needs Python 3.12 or newer")
    assert "Traceback" not in done.stderr


def set_up(clone: Path, pip: str) -> subprocess.CompletedProcess[str]:
    """Run bootstrap.py with a Python whose pip does what `pip` says, and whose venv is that Python again."""
    script = (
        f'test "$2" = venv && mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && exit; test "$2" = pip && {pip}; exec {sys.executable} "$@"'
    )
    tools = fake_python(clone / "tools", script)
    (clone / "tools/mkdir").symlink_to("/bin/mkdir")
    (clone / "tools/cp").symlink_to("/bin/cp")
    code = "import sys, runpy; sys.executable = sys.argv[2]; runpy.run_path(sys.argv[1], run_name='__main__')"
    command = [sys.executable, "-c", code, str(clone / "bootstrap.py"), str(clone / "tools/python3")]
    done = subprocess.run(command, capture_output=True, text=True, env={"PATH": tools})
    shutil.rmtree(clone / "tools")
    return done


def test_without_the_packages_index_a_sentence_and_no_half_made_environment(clone: Path) -> None:
    done = set_up(clone, "exit 1")
    assert "Is there a network?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("pip", ["exit 1", "kill -9 $PPID"], ids=["fails", "killed"])
def test_the_old_environment_stays_until_there_is_a_new_one(clone: Path, pip: str) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv/installed").write_text("of old packages", encoding="utf-8")
    set_up(clone, pip)
    set_up(clone, "exit 1")
    assert (clone / ".venv/installed").read_text(encoding="utf-8") == "of old packages"
    assert not (clone / ".cache/old-venv").exists()
    assert set_up(clone, "exit 0").returncode == 0
    assert (clone / ".venv/bin/python").exists()
    assert (clone / ".venv/installed").read_text(encoding="utf-8") != "of old packages"
    assert not (clone / ".cache/old-venv").exists()


def test_an_active_environment_is_made_anew_with_the_python_that_made_it(tmp_path: Path) -> None:
    code = "import runpy, sys; made = runpy.run_path(sys.argv[1]); sys.executable = made['PYTHON']; print(made['python_outside']())"
    done = subprocess.run([sys.executable, "-c", code, str(ROOT / "bootstrap.py")], capture_output=True, text=True, cwd=tmp_path)
    assert Path(done.stdout.strip()).exists(), done.stderr
    assert ".venv" not in done.stdout


def test_a_python_that_does_not_run_is_passed_over(clone: Path) -> None:
    path = fake_python(clone / "tools", "echo 'pyenv: version 3.13 is not installed' >&2; exit 1")
    done = make("setup", clone, path)
    assert done.returncode == 2
    assert "This course needs Python 3.12 or newer" in done.stderr
