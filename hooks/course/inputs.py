"""What the site of a locale is made from, as a digest: the same digest, the same pages.

A locale's own files are those with its suffix. Everything else is shared by all locales: English sources,
data, templates, our Python, mkdocs.yml, the lock, and the variables of the environment that mkdocs.yml names.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from course import locales

TREES = ("docs", "hooks", "modules", "overrides", "quizzes")
FILES = ("mkdocs.yml", "requirements.lock")
SKIPPED = frozenset({"__pycache__", ".ipynb_checkpoints"})
VARIABLES = re.compile(r"!ENV\s+(\[[^\]]*\]|\S+)")


def digests(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Locale → digest of all that its pages depend on."""
    shared = hashlib.sha256(sys.version.encode())
    own = {locale: hashlib.sha256() for locale in locales.LOCALES}
    for name in _variables(root):
        shared.update(f"{name}={environment.get(name)}\0".encode())
    for path, content in _files(root):
        locale = locales.split(path)[1]
        hashed = shared if locale == locales.SOURCE else own[locale]
        hashed.update(f"{path}\0{len(content)}\0".encode())
        hashed.update(content)
    return {locale: hashlib.sha256(shared.digest() + hashed.digest()).hexdigest()[:16] for locale, hashed in own.items()}


def code(root: Path) -> str:
    """Digest of what is loaded once per process: our Python."""
    hashed = hashlib.sha256()
    for path, content in _walk(str(root / "hooks"), "hooks"):
        if path.endswith(".py"):
            hashed.update(path.encode() + content)
    return hashed.hexdigest()


def _variables(root: Path) -> Iterator[str]:
    for value in VARIABLES.findall((root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace")):
        yield from re.findall(r"\b[A-Z][A-Z0-9_]+\b", value.partition('"')[0])


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    for name in FILES:
        if (root / name).is_file():
            yield name, (root / name).read_bytes()
    for tree in TREES:
        yield from _walk(str(root / tree), tree)


def _walk(folder: str, below: str) -> Iterator[tuple[str, bytes]]:
    """(path, content) in a fixed order; a symbolic link is its target's name, so that none leads away or in circles."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        path = f"{below}/{entry.name}"
        if entry.name in SKIPPED:
            continue
        with suppress(FileNotFoundError):  # an editor's temporary file
            if entry.is_symlink():
                yield path, str(Path(entry.path).readlink()).encode()
            elif entry.is_dir():
                yield from _walk(entry.path, path)
            elif entry.is_file():
                yield path, Path(entry.path).read_bytes()
