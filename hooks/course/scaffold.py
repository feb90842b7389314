"""The files of a new module or lesson: whole in structure, empty of content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from course import data
from course.catalogue import Catalogue, Lesson, Module
from course.checks.common import KEBAB
from course.checks.frontmatter import LONGEST
from course.checks.safety import reason_for
from course.load import Course
from course.navigation import lesson_path

CATALOGUE = "modules/course.yml"
STATE = re.compile(r"^([ -]*state:\s*[\"']?)planned\b")
PLACEHOLDER = "To be written."
SAFETY = """/// safety
Nobody enters, digs or samples before the competent authority has released the land in writing.
Leave suspicious items untouched, mark, withdraw, report.
///

"""


@dataclass(frozen=True, slots=True)
class Made:
    files: dict[str, str]
    advice: str


def module(course: Course, slug: str) -> Made | str:
    """A planned module gets its pages; one that the catalogue does not know gets its entry there. Or why not."""
    if not KEBAB.fullmatch(slug):
        return f"'{slug}' is no slug; write lower-case words joined by hyphens, such as soil-and-water"
    known = course.catalogue.module(slug)
    inside = [path for path in course.files if path.startswith(f"modules/{slug}/")]
    if known is None and inside:
        return f"modules/{slug}/ is no module and has {inside[0]}; choose another slug"
    if known is None:
        text = (course.files.get(CATALOGUE) or "").rstrip("\n") + "\n" + _entry(slug)
        outline = [*_outline(course.catalogue), (slug, "planned", ("lesson-1", "lesson-2", "lesson-3"))]
        return _made(text, outline, {}, _advice_for_entry(slug))
    there = [path for path in inside if path.endswith(".md")]
    if known.written or there:
        return f"{slug} is there already ({there[0] if there else CATALOGUE}); open it, or choose another slug"
    outline = [(name, "written" if name == slug else state, lessons) for name, state, lessons in _outline(course.catalogue)]
    return _made(_written(course, known), outline, dict(_pages(known)), _advice_for_pages(slug))


def lesson(course: Course, slug: str, module_slug: str | None) -> Made | str:
    """The page of a lesson, and its place in the catalogue. Or why not."""
    if not KEBAB.fullmatch(slug) or slug in ("index", "lab", "quiz", "figures"):
        return f"'{slug}' cannot be the slug of a lesson; write lower-case words joined by hyphens, such as water-in-soil"
    home = course.catalogue.module(module_slug or "")
    if home is None:
        return f"there is no module '{module_slug or ''}'; name one of modules/course.yml with --module SLUG"
    if not home.written:
        return f"{home.slug} is only planned; begin it with: course new module {home.slug}"
    path = lesson_path(home.slug, slug)
    if path in course.files:
        return f"{path} is there already; open it, or choose another slug"
    planned = next((entry for entry in home.lessons if entry.slug == slug), None)
    if planned:
        return Made({path: _lesson(path, planned.title, planned.idea)}, f"Write {path}; course serve shows it as you write.")
    if not home.lessons:
        return f"{home.slug} has no lessons in {CATALOGUE}; write its first one there"
    title = slug.replace("-", " ").capitalize()
    outline = _outline(course.catalogue)
    return _made(
        _with_lesson(course, home, slug, title),
        [(name, state, (*lessons, slug) if name == home.slug else lessons) for name, state, lessons in outline],
        {path: _lesson(path, title, PLACEHOLDER)},
        f"Give {slug} its title, idea, minutes and place in {CATALOGUE}, write {path}, then: course sync",
    )


Outline = list[tuple[str, str, tuple[str, ...]]]
"""Slug, state and slugs of the lessons of each module."""


def _outline(catalogue: Catalogue) -> Outline:
    return [(module.slug, module.state, tuple(lesson.slug for lesson in module.lessons)) for module in catalogue.modules]


def _made(text: str, outline: Outline, pages: dict[str, str], advice: str) -> Made | str:
    """Pages with the new text of the catalogue, if that says what it should: YAML can be laid out in many ways."""
    read, _ = data.structure(data.parse(text, CATALOGUE)[0], Catalogue, CATALOGUE)
    if read is None or _outline(read) != outline:
        return f"{CATALOGUE} is laid out in a way that cannot be added to; write this by hand, one field a line as in its other entries"
    return Made({CATALOGUE: text, **pages}, advice)


def _page(path: str, title: str, description: str, text: str) -> str:
    """With the safety line where the page's place in the course asks for it."""
    said = (json.dumps(entry, ensure_ascii=False) for entry in (title, shorten(description, LONGEST, placeholder=" …")))
    front = "title: {}\ndescription: {}\n".format(*said)
    fields, safety = ("fields: true\n", SAFETY) if reason_for(path) else ("", "")
    return f"---\n{front}{fields}---\n\n# {title} {{#top}}\n\n{safety}{text}\n"


def _lesson(path: str, title: str, idea: str) -> str:
    return _page(path, title, idea, f"{idea}\n\n/// key-points\n- {idea}\n///")


def _pages(planned: Module) -> Iterator[tuple[str, str]]:
    index = f"modules/{planned.slug}/index.md"
    yield index, _page(index, planned.title, planned.scope.split(". ")[0].rstrip(".") + ".", planned.scope)
    for entry in planned.lessons:
        path = lesson_path(planned.slug, entry.slug)
        yield path, _lesson(path, entry.title, entry.idea)


def _written(course: Course, planned: Module) -> str:
    """The catalogue with the state of one module changed."""
    lines = (course.files[CATALOGUE] or "").split("\n")
    end = min((module.line - 1 for module in course.catalogue.modules if module.line > planned.line), default=len(lines))
    own = (STATE.sub(r"\1written", line) for line in lines[planned.line - 1 : end])
    return "\n".join([*lines[: planned.line - 1], *own, *lines[end:]])


def _with_lesson(course: Course, home: Module, slug: str, title: str) -> str:
    """The catalogue with a lesson after the last one of its module."""
    lines = (course.files[CATALOGUE] or "").split("\n")
    last: Lesson = home.lessons[-1]
    margin = len(lines[last.line - 1]) - len(lines[last.line - 1].lstrip())
    end = last.line
    while end < len(lines) and lines[end].startswith(" " * (margin + 1)):
        end += 1
    indent = " " * margin
    entry = [f"{indent}- slug: {slug}", f"{indent}  title: {title}", f"{indent}  idea: {PLACEHOLDER}", f"{indent}  minutes: 15"]
    return "\n".join([*lines[:end], *entry, *lines[end:]])


def _entry(slug: str) -> str:
    """A module of the smallest size that the checks allow."""
    objectives = "".join(f"      - id: {slug}-{number}\n        text: {PLACEHOLDER}\n" for number in range(1, 5))
    lessons = "".join(
        f"      - slug: lesson-{number}\n        title: Lesson {number}\n        idea: {PLACEHOLDER}\n        minutes: 15\n"
        for number in range(1, 4)
    )
    return (
        f"  - slug: {slug}\n    title: {slug.replace('-', ' ').capitalize()}\n    scope: {PLACEHOLDER}\n    state: planned\n    needs: []\n"
        f"    objectives:\n{objectives}    lessons:\n{lessons}"
        f"    lab:\n      title: Lab\n      scope: {PLACEHOLDER}\n      minutes: 60\n    quiz:\n      minutes: 30\n"
    )


def _advice_for_entry(slug: str) -> str:
    return f"Fill in {slug} at the end of {CATALOGUE} and move it to its place; then, for its pages: course new module {slug}"


def _advice_for_pages(slug: str) -> str:
    return (
        f"Write modules/{slug}/; course serve shows the pages as you write, course check what is missing, course sync starts translations."
    )
