"""Where pages stand: in which order they are read, and the way from one to another."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from course import locales, published, quiz
from course.published import address
from course.views import Reader
from course.words import Text

CASES = ("modules/cases/zelenyi-hai.md", "modules/cases/rio-claro.md")
GROUND = ("docs/glossary.md", "docs/notation.md", "docs/limits.md", "docs/references.md")
ABOUT = ("docs/about.md", "docs/instructors.md", "docs/accessibility.md", "docs/privacy.md", "docs/licences.md")
CONTRIBUTING = ("docs/contribute.md", "docs/findings.md", "docs/ideas.md", "docs/misconceptions.md")
QUIZ = "[](list:quiz)"
"""The page of a quiz, in every locale."""
FIRST_PAGES = {"docs/index.md": "nav-home", "docs/syllabus.md": "nav-syllabus", "docs/progress.md": "quiz-progress"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the contents."""

    title: Text
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together; a page that stands alone is a group without a title."""

    entries: tuple[Entry, ...]
    title: Text | None = None
    number: int | None = None
    """Of the module."""


@lru_cache(maxsize=16)
def groups(reader: Reader) -> tuple[Group, ...]:
    """The contents of the course in the reader's language."""
    return tuple(_groups(reader))


def _groups(reader: Reader) -> Iterator[Group]:
    for path, name in FIRST_PAGES.items():
        if path in reader.course.pages:
            yield Group((Entry(reader.message(name), path),))
    for view in reader.modules():
        if view["module"].written:
            yield Group(tuple(_module(view, reader)), view["title"], view["number"])
    for name, paths in (("cases", CASES), ("ground", GROUND), ("about", ABOUT), ("contributing", CONTRIBUTING)):
        entries = tuple(_entry(reader, path) for path in paths if path in reader.course.pages)
        if entries:
            yield Group(entries, reader.message(f"nav-{name}"))


def _module(view: dict[str, Any], reader: Reader) -> Iterator[Entry]:
    slug = view["module"].slug
    yield Entry(reader.message("nav-overview"), f"modules/{slug}/index.md")
    for lesson in view["lessons"]:
        path = lesson_path(slug, lesson["slug"])
        if path in reader.course.pages:
            yield Entry(lesson["title"], path)
    if f"modules/{slug}/lab.ipynb" in reader.course.labs:
        yield Entry(view["lab"], f"modules/{slug}/lab.ipynb")
    if slug in reader.course.quizzes:
        yield Entry(reader.message("quiz"), quiz.page_of(slug))


def _entry(reader: Reader, path: str) -> Entry:
    return Entry(reader.title(path), path)


def nav(reader: Reader) -> list[dict[str, Any]]:
    """The contents as MkDocs wants them: paths below docs/, modules/ as if it lay there."""
    result: list[dict[str, Any]] = []
    for group in groups(reader):
        pages = [{str(entry.title): entry.source.removeprefix("docs/")} for entry in group.entries]
        if group.title is None:
            result += pages
        else:
            result.append({f"{group.number} · {group.title}" if group.number else str(group.title): pages})
    return result


def lesson_path(module: str, lesson: str) -> str:
    return f"modules/{module}/{lesson}.md"


def way(source: str, locale: str, target: str) -> str:
    """Relative link from a page in a locale to a path below the root of the site."""
    return posixpath.relpath(target, posixpath.dirname(address(source, locale)) or ".")


def versions(reader: Reader) -> Iterator[list[tuple[str, str]]]:
    """Of every page: (locale, address) of each language for which it is meant. It follows from English files alone."""
    for source in published.pages(reader.course):
        codes = (locales.SOURCE,) if reader.page(source).meta.untranslated else locales.LOCALES
        yield [(code, address(source, code)) for code in codes]
