"""The order of the house: who may import whom, who may look outside. The map of the package is the law."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

import course

HOOKS = Path(__file__).resolve().parent.parent / "hooks"
FILES = sorted(path.relative_to(HOOKS).as_posix() for path in HOOKS.rglob("*.py"))
MKDOCS = {
    "events.py": "it is what MkDocs calls",
    "course/build.py": "a worker runs MkDocs for one locale",
    "course/serve.py": "the preview is MkDocs' server, which loads open pages again",
}
OUTSIDE = {
    "course/cli.py": "it hands clock, working directory and environment to all others",
    "course/kernel.py": "a kernel sets the environment of its own process",
}
LOOKS_OUTSIDE = re.compile(r"\b(os\.(environ|getenv|getcwd|cpu_count|process_cpu_count)|time\.(time|monotonic)|Path\.cwd|datetime\.now)\b")


def drawn() -> Iterator[list[str]]:
    """The groups of the map, each with its modules; `checks/links` is one that stands below `checks`."""
    lines = [re.fullmatch(r"(    |        )(\w+) +\S.*", line) for line in (course.__doc__ or "").splitlines()]
    for is_group, matches in groupby(lines, bool):
        if is_group:
            names, above = [], ""
            for match in filter(None, matches):
                deep = len(match[1]) > 4
                above = above if deep else match[2]
                names.append(f"{above}/{match[2]}" if deep else above)
            yield names


LAYERS = [*drawn(), ["events"]]


def imports(file: str) -> set[str]:
    """Dotted names that a file imports, `from course import x` as `course.x`."""
    found = set()
    for node in ast.walk(ast.parse((HOOKS / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names} if node.module == "course" else {node.module}
    return found


def test_the_map_shows_every_module_once_and_no_other() -> None:
    names = [file.removeprefix("course/").removesuffix(".py").removesuffix("/__init__") for file in FILES]
    assert sorted(name for names in LAYERS for name in names) == sorted(set(names) - {"__init__"})


@pytest.mark.parametrize("file", FILES)
def test_only_the_glue_imports_mkdocs(file: str) -> None:
    uses = {name for name in imports(file) if name.split(".")[0] in ("mkdocs", "material", "mkdocs_static_i18n")}
    assert bool(uses) == (file in MKDOCS)


@pytest.mark.parametrize("file", FILES)
def test_only_the_edge_reads_clock_working_directory_and_environment(file: str) -> None:
    looks = LOOKS_OUTSIDE.search((HOOKS / file).read_text(encoding="utf-8"))
    assert bool(looks) == (file in OUTSIDE)


@pytest.mark.parametrize("file", sorted({*FILES} - {"course/__init__.py"}))
def test_nothing_imports_from_a_later_group(file: str) -> None:
    own = layer(file.removeprefix("course/").removesuffix(".py").split("/")[0])
    used = {name.split(".")[1] for name in imports(file) if name.startswith("course.")}
    assert {name for name in used if layer(name) > own} == set()


def layer(name: str) -> int:
    return next((number for number, names in enumerate(LAYERS) if name in names), len(LAYERS))
