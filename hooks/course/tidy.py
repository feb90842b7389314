"""Repairs that are certain: the meaning of a file is the same before and after.

In every text: lines end with a line feed and nothing else, the last one too; no byte-order mark.
In YAML: no tabs before the text. In Markdown: the fields of the front matter in one order, an id on every English heading.
New addresses of pages and sections are written into the list of what is published.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from course import data, elements, locales, page
from course.load import MESSAGES, SKIPPED, SOURCES

PUBLISHED = "tests/published.txt"
"""Addresses that readers may have kept."""
KINDS = frozenset({".md", ".yml", ".po", ".bib", ".svg", ".css", ".js"})
FIELDS = ("title", "description", "fields", "untranslated", "source")
FIELD = re.compile(r"([a-z]+):.*\n(?:[ \t]+.*\n|\n)*")


def repaired(root: Path) -> Iterator[tuple[str, str]]:
    """(path, new text) of every file below the sources that was not tidy."""
    for top in (*SOURCES, str(Path(MESSAGES).parent)):
        for folder, folders, names in (root / top).walk():
            folders[:] = sorted(set(folders) - SKIPPED)
            for name in sorted(names):
                file = folder / name
                if file.suffix in KINDS and not file.is_symlink() and (text := _read(file)) is not None:
                    path = file.relative_to(root).as_posix()
                    if (new := tidied(text, path)) != text:
                        yield path, new


def with_new_addresses(listed: str, addresses: Iterable[str]) -> str:
    """The list of published addresses with those that have come since; what was published is never taken out."""
    return "".join(f"{address}\n" for address in sorted({*listed.split(), *addresses}))


def published(root: Path) -> str:
    """The list as last committed: what was only tried since does not stay. Without git, as it lies there."""
    try:
        git = subprocess.run(["git", "-C", str(root), "show", f"HEAD:./{PUBLISHED}"], capture_output=True, check=True)
        return git.stdout.decode("utf-8")
    except (OSError, subprocess.CalledProcessError):
        return (root / PUBLISHED).read_text(encoding="utf-8")


def tidied(text: str, path: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    kind = Path(path).suffix
    if kind == ".yml":
        text = _same_data(text, "".join(_untabbed(line) for line in text.rstrip().splitlines(keepends=True)), path)
    elif kind == ".md":
        text = "\n".join(_trimmed(text))
        text = _with_ids(_ordered(text), path)
    elif kind in (".po", ".bib"):
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    return text.rstrip("\n") + "\n" if text.strip() else text


def _read(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def _untabbed(line: str) -> str:
    body = line.lstrip(" \t")
    return line[: len(line) - len(body)].replace("\t", "  ") + body.rstrip() + "\n"


def _same_data(text: str, new: str, path: str) -> str:
    """The new text, unless it says something else: spaces may belong to a block of text."""
    before, after = data.parse(text, path)[0], data.parse(new, path)[0]
    return new if after is not None and before in (None, after) else text


def _trimmed(text: str) -> Iterator[str]:
    """Lines without trailing spaces, except in code and where two of them break the line."""
    _, body, first_line = page.split_front_matter(text)
    code = elements.code_lines(elements.tokens(elements.lines(body)))
    lines = text.split("\n")
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1):
        breaks = line.endswith("  ") and line.strip() and following.strip()
        yield line if number - first_line in code or breaks else line.rstrip()


def _ordered(text: str) -> str:
    front, body, _ = page.split_front_matter(text)
    fields = {match[1]: match[0] for match in FIELD.finditer(front)}
    if not front or "".join(fields.values()) != front or not fields.keys() <= set(FIELDS):
        return text
    return "---\n" + "".join(fields[name] for name in FIELDS if name in fields) + f"---\n{body}"


def _with_ids(text: str, path: str) -> str:
    """An id for every English heading that has none, from its words."""
    if locales.split(path)[1] != locales.SOURCE:
        return text
    parsed, _ = page.parse(text, path)
    taken = {heading.id for heading in parsed.headings}
    lines = text.split("\n")
    for heading in parsed.headings:
        if not heading.id and re.match(r"#+ ", lines[heading.line - 1]):
            name = _unused(slug(heading.text), taken)
            taken.add(name)
            lines[heading.line - 1] = f"{lines[heading.line - 1].rstrip().rstrip('#').rstrip()} {{#{name}}}"
    return "\n".join(lines)


def slug(text: str) -> str:
    """'Darcy’s law (1856)' → 'darcys-law-1856'."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    joined = "-".join(re.sub(r"[^a-z0-9\s-]", "", plain).replace("-", " ").split())
    return joined.lstrip("0123456789-") or "section"


def _unused(name: str, taken: set[str]) -> str:
    number, candidate = 2, name
    while candidate in taken:
        candidate, number = f"{name}-{number}", number + 1
    return candidate
