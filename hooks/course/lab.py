"""A lab: one notebook in English; the model and its parser. Nothing here runs.

Lab
  Cell        text or code, with its line in the file and the text outputs kept as reference
  Label       a sentence that code shows, from the cell tagged `labels`
  Result      name, value and unit, from the output of the cell tagged `results`
  page        the text cells as a page of prose, on the lines where they stand, for the checks of pages

Keys of texts: `cells.<id>` for a text cell, `labels.<key>` for a sentence, `description` for the page's description.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from course import labcode, page
from course.finding import Finding
from course.labcode import Label
from course.page import Meta, Page

LABELS, RESULTS = "labels", "results"
IGNORED = "nbval-ignore-output"
"""What such a cell shows is not compared with what is kept; nbval reads the tag too."""
DOWNLOAD = "run-it-yourself"
"""Id of the section that overrides/parts/lab.html adds to the page."""
SOURCE = re.compile(r'^ {3}"source": \[(\])?', re.MULTILINE)
IMAGES = ("image/", "application/pdf")
Outputs = Mapping[str, tuple[Mapping[str, Any], ...]]
"""Cell → what it showed, as nbformat has it."""


@dataclass(frozen=True, slots=True)
class Cell:
    id: str
    kind: str
    """`markdown`, `code` or `raw`."""
    source: str
    tags: frozenset[str] = frozenset()
    outputs: tuple[Mapping[str, Any], ...] = ()
    """As the notebook keeps them, images left out."""
    line: int = 1
    """Of the first line of the source, in the file."""

    def at(self, line: int) -> int:
        """Line in the file of a line of the source."""
        return self.line + line - 1 if self.line > 1 else 1


@dataclass(frozen=True, slots=True)
class Result:
    value: float | str
    unit: str


@dataclass(frozen=True, slots=True)
class Lab:
    path: str
    cells: tuple[Cell, ...] = ()
    description: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    page: Page = Page("", Meta())
    images: tuple[tuple[str, int], ...] = ()
    """(cell, line) of outputs that store an image."""

    @property
    def slug(self) -> str:
        """Of the module."""
        return PurePosixPath(self.path).parent.name

    @property
    def code(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.kind == "code")

    @property
    def labels(self) -> tuple[tuple[Cell, Label], ...]:
        return tuple((cell, label) for cell in self.code if LABELS in cell.tags for label in labcode.labels(cell.source))

    @property
    def texts(self) -> dict[str, tuple[str, int]]:
        """Key → (English, line), for catalogues."""
        found = {"description": (self.description, 1)} if self.description else {}
        found |= {f"cells.{cell.id}": (cell.source, cell.line) for cell in self.cells if cell.kind == "markdown"}
        return found | {f"labels.{label.key}": (label.text, cell.at(label.line)) for cell, label in self.labels}

    @property
    def results(self) -> dict[str, Result]:
        """The reference results; empty when the cell is missing or its output is not what it should be."""
        text = "".join(printed(output) for cell in self.code if RESULTS in cell.tags for output in cell.outputs)
        return results(text) or {}


def pack_of(slug: str, locale: str) -> str:
    """Name of the download of a module's lab."""
    return f"{slug}-{locale}.zip"


def results(text: str) -> dict[str, Result] | None:
    """`{"name": {"value": 1.2, "unit": "m/d"}}` as a mapping, or None: a value is a finite number or a text, a unit a text."""
    try:
        return {name: Result(_value(entry["value"]), _unit(entry["unit"])) for name, entry in json.loads(text).items()}
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _value(given: Any) -> float | str:
    if isinstance(given, bool) or not (isinstance(given, str) or math.isfinite(given)):
        raise ValueError
    return given  # type: ignore[no-any-return]


def _unit(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError
    return given


def printed(output: Mapping[str, Any]) -> str:
    """What an output prints, as one text."""
    return _joined(output.get("text", "")) if output.get("output_type") == "stream" else ""


def parse(text: str, path: str) -> tuple[Lab | None, list[Finding]]:
    """Read a notebook, and what is wrong with it as a file."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return None, [Finding(path, line, "LB001", f"not readable as JSON ({error}); save the notebook from Jupyter again")]
    if wrong := _not_a_notebook(content):
        return None, [Finding(path, 1, "LB001", f"not a notebook: {wrong}; save it from Jupyter, format 4.5 or newer")]
    lines = _lines(text, len(content["cells"]))
    cells = tuple(_cell(raw, line) for raw, line in zip(content["cells"], lines, strict=True))
    findings = [*_syntax(cells, path), *_ids(cells, path)]
    if findings:
        return None, findings
    metadata = content.get("metadata", {})
    description = str(metadata.get("course", {}).get("description", ""))
    prose, wrong_prose = _prose(cells, path, description)
    return Lab(path, cells, description, metadata, prose, tuple(_images(content["cells"], cells))), list(wrong_prose)


def _not_a_notebook(content: Any) -> str:
    if not isinstance(content, dict) or content.get("nbformat") != 4 or not isinstance(content.get("cells"), list):
        return "no cells"
    if not isinstance(content.get("metadata", {}), dict) or not isinstance(content.get("metadata", {}).get("course", {}), dict):
        return "its metadata is not a mapping"
    for number, cell in enumerate(content["cells"], 1):
        if not isinstance(cell, dict) or not isinstance(cell.get("id"), str) or cell.get("cell_type") not in ("markdown", "code", "raw"):
            return f"cell {number} has no id or no kind"
        if not _is_text(cell.get("source")):
            return f"cell {number} has no source"
        tags = cell.get("metadata", {}).get("tags", []) if isinstance(cell.get("metadata", {}), dict) else None
        if not isinstance(tags, list) or not _is_text(tags):
            return f"the metadata of cell {number} are no mapping with a list of tags"
        if not isinstance(cell.get("outputs", []), list) or not all(map(_is_output, cell.get("outputs", []))):
            return f"cell {number} has outputs that are none"
    return ""


def _is_output(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("data", {}), dict) and _is_text(value.get("text", ""))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(line, str) for line in value))


def _joined(value: Any) -> str:
    return value if isinstance(value, str) else "".join(value)


def _lines(text: str, count: int) -> list[int]:
    """Line of each cell's first line of source, when the file is laid out as Jupyter does; else 1."""
    found = [text.count("\n", 0, match.start()) + (1 if match[1] else 2) for match in SOURCE.finditer(text)]
    return found if len(found) == count else [1] * count


def _cell(raw: Mapping[str, Any], line: int) -> Cell:
    tags = frozenset(map(str, raw.get("metadata", {}).get("tags", ())))
    outputs = tuple(_without_images(output) for output in raw.get("outputs", ()) if isinstance(output, dict))
    return Cell(raw["id"], raw["cell_type"], _joined(raw["source"]), tags, outputs, line)


def _without_images(output: Mapping[str, Any]) -> Mapping[str, Any]:
    data = output.get("data")
    if not isinstance(data, dict):
        return output
    return {**output, "data": {kind: value for kind, value in data.items() if not kind.startswith(IMAGES)}}


def _images(raw: list[Any], cells: tuple[Cell, ...]) -> Iterator[tuple[str, int]]:
    for notebook_cell, cell in zip(raw, cells, strict=True):
        if any(kind.startswith(IMAGES) for output in notebook_cell.get("outputs", ()) for kind in output.get("data", ())):
            yield cell.id, cell.line


def _syntax(cells: tuple[Cell, ...], path: str) -> Iterator[Finding]:
    for cell in cells:
        if cell.kind == "code" and (wrong := labcode.problem(cell.source)):
            line, what = wrong
            yield Finding(
                path, cell.at(line), "LB002", f"cell {cell.id} is not Python ({what}); magics and shell commands have no place here"
            )


def _ids(cells: tuple[Cell, ...], path: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for cell in cells:
        if cell.id in seen:
            yield Finding(path, cell.line, "LB001", f"two cells have the id {cell.id}; give one of them another")
        seen.add(cell.id)


def _prose(cells: tuple[Cell, ...], path: str, description: str) -> tuple[Page, tuple[Finding, ...]]:
    """The text cells on the lines of the file where they stand, so that every check of prose speaks of the right line."""
    lines: list[str] = []
    for cell in cells:
        if cell.kind == "markdown":
            lines += [""] * max(cell.line - 1 - len(lines), 1)
            lines += cell.source.split("\n")
    read, findings = page.parse("\n".join(lines), path)
    title = next((heading.text for heading in read.headings if heading.level == 1), "")
    return replace(read, meta=Meta(title, description), ids=(*read.ids, (DOWNLOAD, 1))), findings
