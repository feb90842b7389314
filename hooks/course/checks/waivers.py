"""Waivers: an exception stands where it is made, with its reason, and goes when it is no longer needed.

<!-- waive LG002: a list of laws by their own names -->     before or in a paragraph of a page; in a drawing, before its line
# waive CT007: the capstone teaches one thing less          in YAML, on the line before or on the line itself;
                                                            in a catalogue, in the message; in front matter, for the whole page

In a lab, a text cell is as a page, a code cell as YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course.finding import Finding
from course.load import Course
from course.page import parse, split_front_matter

COMMENT = re.compile(r"(?:#|<!--)[ \t]*waive\b([^\n]*)")
GRANT = re.compile(r"[ \t]+([A-Z]{2}[0-9]{3}):[ \t]*(\S.*)")
FILES = (".md", ".yml", ".po", ".bib", ".svg")


@dataclass(frozen=True, slots=True)
class Waiver:
    path: str
    line: int
    code: str
    """Empty when code or reason are missing."""
    covers: range


def apply(course: Course, findings: Iterable[Finding]) -> Iterator[Finding]:
    """What no waiver covers, and the waivers that cover nothing."""
    by_path: dict[str, list[Waiver]] = {}
    for waiver in _waivers(course):
        by_path.setdefault(waiver.path, []).append(waiver)
    needed = set()
    for finding in findings:
        covering = [w for w in by_path.get(finding.path, ()) if w.code == finding.code and finding.line in w.covers]
        needed.update(covering)
        if not covering:
            yield finding
    for waivers in by_path.values():
        for waiver in waivers:
            if not waiver.code:
                yield Finding(waiver.path, waiver.line, "WV001", "the waiver has no code or no reason; write waive CODE: reason")
            elif waiver not in needed and not course.unread:
                yield Finding(waiver.path, waiver.line, "WV002", f"nothing here is {waiver.code} any more; delete the waiver")


def _waivers(course: Course) -> Iterator[Waiver]:
    for path, text in course.files.items():
        if text is not None and "waive" in text and path.endswith(FILES):
            yield from _given(path, text, Path(path).suffix)
    for lab in course.labs.values():
        for cell in lab.cells:
            if "waive" in cell.source:
                yield from _given(lab.path, cell.source, ".md" if cell.kind == "markdown" else ".py", cell.line - 1)


def _given(path: str, text: str, kind: str, before: int = 0) -> Iterator[Waiver]:
    """Waivers of a text that begins after so many lines of its file."""
    lines = text.split("\n")
    for line, rest in _comments(path, text, kind, lines):
        match = GRANT.fullmatch(rest.removesuffix("-->").rstrip())
        scope = _scope(text, kind, lines, line)
        yield Waiver(path, line + before, match[1] if match else "", range(scope.start + before, scope.stop + before))


def _comments(path: str, text: str, kind: str, lines: list[str]) -> Iterator[tuple[int, str]]:
    """(line, what follows `waive`) of each comment. On a page, code is no place for them."""
    if kind == ".md":
        body = split_front_matter(text)[2]
        pieces = list(enumerate(lines[: body - 1], 1))
        pieces += [(piece.line, piece.text) for piece in parse(text, path)[0].html if piece.text.startswith("<!--")]
    else:
        pieces = list(enumerate(lines, 1))
    for line, piece in pieces:
        if match := COMMENT.search(piece):
            yield line, match[1]


def _scope(text: str, kind: str, lines: list[str], line: int) -> range:
    if kind == ".md":
        body = split_front_matter(text)[2]
        return range(1, body) if line < body else _paragraph(lines, line)
    if kind == ".po":
        return _paragraph(lines, line)
    if not lines[line - 1].lstrip().startswith(("#", "<!--")):
        return range(line, line + 1)
    after = next((n for n in range(line, len(lines)) if not lines[n].lstrip().startswith(("#", "<!--"))), line)
    return range(line, after + 2)


def _paragraph(lines: list[str], line: int) -> range:
    """The paragraph around a line, with the one after it where the line stands alone."""
    first, last = line - 1, line
    while first and lines[first - 1].strip():
        first -= 1
    if first == line - 1 and last < len(lines) and not lines[last].strip():
        last += 1
    while last < len(lines) and lines[last].strip():
        last += 1
    return range(first + 1, last + 1)
