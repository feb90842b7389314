"""The files of a new module or lesson: whole in structure, empty of content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from course.catalogue import Lesson, Module
from course.checks.common import KEBAB
from course.checks.frontmatter import LONGEST
from course.checks.safety import reason_for
from course.load import Course
from course.navigation import lesson_path

CATALOGUE = "modules/course.yml"
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
        return Made({CATALOGUE: (course.files.get(CATALOGUE) or "modules:\n") + _entry(slug)}, _advice_for_entry(slug))
    there = [path for path in inside if path.endswith(".md")]
    if known.written or there:
        return f"{slug} is there already ({there[0] if there else CATALOGUE}); open it, or choose another slug"
    return Made({CATALOGUE: _written(course, known), **dict(_pages(known))}, _advice_for_pages(slug))


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
    title = slug.replace("-", " ").capitalize()
    return Made(
        {CATALOGUE: _with_lesson(course, home, slug, title), path: _lesson(path, title, PLACEHOLDER)},
        f"Give {slug} its title, idea, minutes and place in {CATALOGUE}, write {path}, then: course sync",
    )


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
    place = next(number for number in range(planned.line - 1, len(lines)) if "state: planned" in lines[number])
    lines[place] = lines[place].replace("planned", "written")
    return "\n".join(lines)


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
