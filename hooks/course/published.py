"""What is published and where: pages, what stands on them, and downloads. Addresses never change."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping

from course import lab, locales, quiz
from course.address import PUBLISHED
from course.load import Course


def _none(_: Course) -> Iterator[str]:
    return iter(())


def _limits(course: Course) -> Iterator[str]:
    """A table for each regime, a row for each of its limits."""
    regimes = {limit.regime for limit in course.limits.limits}
    yield from (regime.id for regime in course.limits.regimes if regime.id in regimes)
    yield from (limit.id for limit in course.limits.limits)


def _misconceptions(course: Course) -> Iterator[str]:
    """A group for each module, an entry for each of its misconceptions."""
    entries = course.misconceptions.misconceptions
    modules = {entry.module for entry in entries}
    yield from (module.slug for module in course.catalogue.modules if module.slug in modules)
    yield from (entry.id for entry in entries)


LISTS: Mapping[str, Callable[[Course], Iterator[str]]] = {
    "glossary": lambda course: (term.id for term in course.glossary.terms),
    "ideas": lambda course: (idea.id for idea in course.ideas.ideas),
    "limits": _limits,
    "misconceptions": _misconceptions,
    "notation": lambda course: (symbol.id for symbol in course.notation.symbols),
    "prerequisites": _none,
    "progress": _none,
    "quiz": _none,
    "references": lambda course: iter(course.references),
    "search": _none,
    "syllabus": lambda course: (module.slug for module in course.catalogue.modules),
}
"""Lists made from data, and the ids that each gives to the page on which it stands."""


def address(source: str, locale: str) -> str:
    """('docs/about.md', 'ar') → 'ar/about.html', from the root of the site."""
    page = posixpath.splitext(source.removeprefix("docs/"))[0] + ".html"
    return page if locale == locales.SOURCE else f"{locale}/{page}"


def files(course: Course) -> Iterator[str]:
    """Paths of what readers get from modules/ as it lies there: pages, data and scripts; labs are made from their notebooks."""
    for path in course.files:
        if path.startswith("modules/") and path.endswith(PUBLISHED) and not path.endswith(".ipynb"):
            yield path
    for slug in _quizzes(course):
        yield quiz.page_of(slug)


def written_in(path: str) -> str:
    """The file that a page below modules/ is made from."""
    slug = quiz.slug_of(path)
    return quiz.path_of(slug) if slug else path


def pages(course: Course) -> Iterator[str]:
    """The English source of every page that is built, in every locale."""
    for path, page in course.pages.items():
        if path.startswith(("docs/", "modules/")) and page.locale == locales.SOURCE:
            yield path
    yield from course.labs
    yield from (quiz.page_of(slug) for slug in _quizzes(course))


def addresses(course: Course) -> Iterator[str]:
    """Every address that a reader may have kept, in English: pages, their sections, entries of lists, questions, data, labs.

    Scripts that made the data are published too, but how they are divided into files is no promise.
    """
    for source in pages(course):
        url = address(source, locales.SOURCE)
        yield url
        yield from (f"{url}#{anchor}" for anchor in _anchors(course, source))
    yield from (path for path in files(course) if not path.endswith((".md", ".py")))
    yield from (f"modules/{entry.slug}/{lab.pack_of(entry.slug, locales.SOURCE)}" for entry in course.labs.values())


def _anchors(course: Course, source: str) -> Iterator[str]:
    if slug := quiz.slug_of(source):
        yield from (quiz.element_id(item.id) for item in course.quizzes[slug].items)
        return
    page = course.labs[source].page if source in course.labs else course.pages[source]
    yield from page.anchors
    for link in page.named("list"):
        yield from LISTS[link.target](course) if link.target in LISTS else ()


def _quizzes(course: Course) -> Iterator[str]:
    for slug in course.quizzes:
        if (module := course.catalogue.module(slug)) and module.written:
            yield slug
