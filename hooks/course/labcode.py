"""What the code of a lab says without being run: its imports, the files that it names, its sentences, its chances.

Everything is read from the syntax tree; lines are counted within the cell, from 1.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

NETWORK = frozenset(
    "aiohttp ftplib http httpx imaplib poplib requests smtplib socket socketserver urllib urllib3 xmlrpc".split()  # noqa: SIM905
)
ABSOLUTE = re.compile(r"(/[\w.@-]+){2,}/?|~[\w-]*/.*|[A-Za-z]:[\\/].*|file:.*|https?:.*")
GLOBAL = re.compile(r"(?:(?:np|numpy)\.)?random\.\w+")
GENERATORS = frozenset(["default_rng", "RandomState", "Random", "SeedSequence", "PCG64", "MT19937"])
DICTIONARY = "LABELS"
PACKAGES = {"IPython": "ipython", "mpl_toolkits": "matplotlib", "PIL": "pillow", "sklearn": "scikit-learn", "yaml": "pyyaml"}
"""Modules whose package has another name."""


@dataclass(frozen=True, slots=True)
class Label:
    """One sentence that code shows, and where its value stands in the cell: (line, column) in bytes, start and end."""

    key: str
    text: str
    line: int
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something with a line."""

    text: str
    line: int


def problem(source: str) -> tuple[int, str] | None:
    """(line, what is wrong) when the source is not Python."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return getattr(error, "lineno", None) or 1, getattr(error, "msg", None) or str(error)
    return None


def labels(source: str) -> Iterator[Label]:
    """Entries of the dictionary `LABELS = {"key": "sentence", …}`; keys that stand twice come twice."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and _named(node.targets[0], DICTIONARY):
            for key, value in zip(node.value.keys, node.value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    end = (value.end_lineno or 0, value.end_col_offset or 0)
                    yield Label(str(key.value), value.value, key.lineno, (value.lineno, value.col_offset), end)


def used_labels(source: str) -> Iterator[Mark]:
    """`LABELS["key"]` wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Subscript) and _named(node.value, DICTIONARY) and isinstance(node.slice, ast.Constant):
            yield Mark(str(node.slice.value), node.lineno)


def imports(source: str) -> Iterator[Mark]:
    """First names of imported modules: `scipy` of `from scipy.special import erfcx`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (Mark(name.name.partition(".")[0], node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield Mark(node.module.partition(".")[0], node.lineno)


def package(module: str) -> str:
    """('sklearn') → 'scikit-learn', as in the lock."""
    return PACKAGES.get(module, module.lower().replace("_", "-"))


def is_standard(module: str) -> bool:
    return module in sys.stdlib_module_names


def strings(source: str) -> Iterator[Mark]:
    """Every text in the code, the fixed parts of f-strings too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Mark(node.value, node.lineno)


def absolute_paths(source: str) -> Iterator[Mark]:
    return (mark for mark in strings(source) if ABSOLUTE.fullmatch(mark.text))


def unseeded(source: str) -> Iterator[Mark]:
    """Random numbers that come out differently at every run."""
    tree = ast.parse(source)
    imported = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "random")
    shared = {name.asname or name.name for node in imported for name in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            last = name.rpartition(".")[2]
            if last in GENERATORS:
                bare = not node.args and not node.keywords
            elif last == "rvs":
                bare = not any(keyword.arg == "random_state" for keyword in node.keywords)
            else:
                bare = bool(GLOBAL.fullmatch(name)) or name in shared
            if bare:
                yield Mark(name, node.lineno)


def replace_labels(source: str, texts: dict[str, str]) -> str:
    """The cell with other sentences in its dictionary and not one other byte changed."""
    lines = [line.encode() for line in source.split("\n")]
    for label in sorted(labels(source), key=lambda label: label.start, reverse=True):
        if label.key in texts and texts[label.key] != label.text:
            (first, left), (last, right) = label.start, label.end
            value = literal(texts[label.key]).encode()
            lines[first - 1 : last] = [lines[first - 1][:left] + value + lines[last - 1][right:]]
    return b"\n".join(lines).decode()


def literal(text: str) -> str:
    """A text as Python writes it, with double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
