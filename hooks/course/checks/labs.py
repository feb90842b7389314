"""Labs: what can be said of a notebook without running it, and of its translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from course import labcode, load, locales, sentences
from course.finding import Finding
from course.lab import RESULTS, Cell, Lab
from course.load import Course

LIBRARY = "modules/lib/"


def check(course: Course) -> Iterator[Finding]:
    """Every lab runs anywhere, always gives the same, and can be told in every locale."""
    for lab in course.labs.values():
        yield from _labels(lab)
        yield from _images(lab)
        yield from _results(lab)
        for cell in lab.code:
            yield from _anywhere(lab, cell, course)
        for locale in locales.TRANSLATIONS:
            yield from _translation(lab, load.catalogue_of(lab.path, locale), course)


def _labels(lab: Lab) -> Iterator[Finding]:
    """Each sentence stands once in LABELS, and every one that code uses stands there."""
    keys, texts = Counter(label.key for _, label in lab.labels), Counter(label.text for _, label in lab.labels)
    for cell, label in lab.labels:
        if keys[label.key] > 1 or texts[label.text] > 1:
            twice = label.key if keys[label.key] > 1 else f"'{label.text}'"
            yield Finding(lab.path, cell.at(label.line), "LB003", f"{twice} stands twice in LABELS; keep one")
        if sentences.malformed(label.text):
            message = f"{label.key} cannot be filled by name; write its places as {{name}} or {{name:.2f}}"
            yield Finding(lab.path, cell.at(label.line), "LB003", message)
    for cell in lab.code:
        for mark in labcode.used_labels(cell.source):
            if mark.text not in keys:
                yield Finding(lab.path, cell.at(mark.line), "LB003", f"LABELS has no entry '{mark.text}'; add it to the cell tagged labels")


def _images(lab: Lab) -> Iterator[Finding]:
    """A notebook stores no images."""
    for cell, line in lab.images:
        yield Finding(lab.path, line, "LB008", f"cell {cell} stores an image; `course labs --refresh` keeps text outputs only")


def _results(lab: Lab) -> Iterator[Finding]:
    """One cell is tagged results and keeps {name: {value, unit}} as its output."""
    cells = [cell for cell in lab.code if RESULTS in cell.tags]
    if len(cells) != 1:
        yield Finding(lab.path, 1, "LB009", f"{len(cells)} cells are tagged results; exactly one prints the lab's results")
    elif not lab.results:
        message = (
            'the cell tagged results keeps no {"name": {"value": 1.2, "unit": "m"}}; print finite values and run `course labs --refresh`'
        )
        yield Finding(lab.path, cells[0].line, "LB009", message)


def _anywhere(lab: Lab, cell: Cell, course: Course) -> Iterator[Finding]:
    """Code names no place of one machine, no network, no chance without a seed, no package that is not locked."""
    for mark in labcode.absolute_paths(cell.source):
        message = f"'{mark.text}' exists on one machine only; name a file of the course, as ../cases/…"
        yield Finding(lab.path, cell.at(mark.line), "LB004", message)
    for mark in labcode.unseeded(cell.source):
        yield Finding(lab.path, cell.at(mark.line), "LB005", f"{mark.text} differs at every run; use numpy.random.default_rng(seed)")
    own = {path.removeprefix(LIBRARY).split("/")[0].removesuffix(".py") for path in course.files if path.startswith(LIBRARY)}
    for mark in labcode.imports(cell.source):
        if mark.text in labcode.NETWORK:
            yield Finding(lab.path, cell.at(mark.line), "LB007", f"{mark.text} reaches for the network; keep the data in modules/")
        elif not labcode.is_standard(mark.text) and mark.text not in own and labcode.package(mark.text) not in course.packages:
            yield Finding(lab.path, cell.at(mark.line), "LB006", f"{mark.text} is not locked; add it to pyproject.toml, or do without")


def _translation(lab: Lab, path: str, course: Course) -> Iterator[Finding]:
    """A translated sentence has the places of its English, so that the code runs with it."""
    english = lab.texts
    for key, unit in course.catalogues.get(path, {}).items():
        current = (
            key.startswith("labels.")
            and unit.text
            and not sentences.malformed(unit.english)
            and unit.english == english.get(key, ("", 0))[0]
        )
        if current and not sentences.same_places(unit.english, unit.text):
            message = f"{key} has other places than its English; keep {{names}} and their formats as they are"
            yield Finding(path, unit.line, "LB015", message)
