"""Where pages stand: which files are published, and in which order they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from course.load import Course
from course.views import Reader

CASES = ("modules/cases/zelenyi-hai.md", "modules/cases/rio-claro.md")
GROUND = ("docs/glossary.md", "docs/notation.md", "docs/limits.md", "docs/references.md")
ABOUT = ("docs/about.md", "docs/instructors.md", "docs/accessibility.md", "docs/privacy.md", "docs/licences.md")
CONTRIBUTING = ("docs/contribute.md", "docs/findings.md", "docs/ideas.md", "docs/misconceptions.md")
DOWNLOADS = (".csv", ".json", ".ipynb", ".py")
FIRST_PAGES = ("docs/index.md", "docs/syllabus.md")


def nav(reader: Reader) -> list[dict[str, Any]]:
    """MkDocs' nav in the reader's language: paths below docs/, modules/ as if it lay there."""
    groups: list[dict[str, Any]] = [_entry(reader, path) for path in FIRST_PAGES if path in reader.course.pages]
    groups += [
        {f"{entry['number']} · {entry['title']}": list(_module(entry, reader))} for entry in reader.modules() if entry["module"].written
    ]
    for group, paths in (("cases", CASES), ("ground", GROUND), ("about", ABOUT), ("contributing", CONTRIBUTING)):
        entries = [_entry(reader, path) for path in paths if path in reader.course.pages]
        if entries:
            groups.append({reader.say(f"nav-{group}"): entries})
    return groups


def lesson_path(module: str, lesson: str) -> str:
    return f"modules/{module}/{lesson}.md"


def _module(entry: dict[str, Any], reader: Reader) -> Iterator[dict[str, str]]:
    slug = entry["module"].slug
    yield {reader.say("nav-overview"): f"modules/{slug}/index.md"}
    for lesson in entry["lessons"]:
        path = lesson_path(slug, lesson["slug"])
        if path in reader.course.pages:
            yield {str(lesson["title"]): path}


def _entry(reader: Reader, path: str) -> dict[str, str]:
    page = reader.page(path)
    return {page.meta.title: path.removeprefix("docs/")}


def published(course: Course) -> Iterator[str]:
    """Paths of what readers get from modules/: pages, data and notebooks; not the machinery."""
    for path in course.files:
        if path.startswith("modules/") and path.endswith((".md", *DOWNLOADS)):
            yield path
