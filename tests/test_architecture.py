"""The order of the house: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOOKS = Path(__file__).resolve().parent.parent / "hooks"
MKDOCS = {"events.py", "course/build.py", "course/serve.py"}
LAYERS = (
    {"address", "alphabet", "elements", "finding", "formula", "hosts", "leftovers", "locales", "numbers"},
    {"data", "words", "catalogue", "reference", "figure", "units", "lines", "page", "graph", "quantities", "quiz", "inline"}
    | {"lab", "labcode", "slider", "sentences", "plots", "narrate", "execute", "kernel"},
    {"answers"},
    {"load"},
    {"checks", "exports", "views", "asking", "tendencies"},
    {"navigation", "rendering", "search", "labs", "markdown", "notebook", "linked_data"},
    {"inputs", "assemble", "jobs"},
    {"build", "status", "sync", "scaffold", "tidy"},
    {"workshop"},
    {"serve"},
    {"cli", "events"},
)
FILES = sorted(path.relative_to(HOOKS).as_posix() for path in HOOKS.rglob("*.py"))


def imports(file: str) -> set[str]:
    """Dotted names that a file imports, `from course import x` as `course.x`."""
    found = set()
    for node in ast.walk(ast.parse((HOOKS / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names} if node.module == "course" else {node.module}
    return found


@pytest.mark.parametrize("file", FILES)
def test_only_the_glue_imports_mkdocs(file: str) -> None:
    uses = {name for name in imports(file) if name.split(".")[0] in ("mkdocs", "material", "mkdocs_static_i18n")}
    assert not uses or file in MKDOCS


@pytest.mark.parametrize("file", FILES)
def test_nothing_imports_from_a_later_layer(file: str) -> None:
    own = layer(file.removeprefix("course/").removesuffix(".py").split("/")[0])
    used = {name.split(".")[1] for name in imports(file) if name.startswith("course.")}
    assert {name for name in used if layer(name) > own} == set()


def layer(name: str) -> int:
    for number, names in enumerate(LAYERS):
        if name in names:
            return number
    return len(LAYERS) if name == "__init__" else pytest.fail(f"{name} has no place in LAYERS")
