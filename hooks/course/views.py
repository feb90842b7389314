"""What templates are given: the course as one reader sees it, in one locale, from one page. No markup here."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from string import Formatter
from typing import Any

from babel.dates import format_date

from course import figure, graph, load, locales, quiz, units
from course.load import Course
from course.page import Meta, Page, stale_sections
from course.reference import Reference
from course.words import Text, Words

CATALOGUE = "modules/course.yml"
DATES = {"en": "en_GB"}
"""Locales whose dates Babel knows better under another name."""
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
HOME, SYLLABUS, SEARCH, PROGRESS = "docs/index.md", "docs/syllabus.md", "docs/search.md", "docs/progress.md"
MADE = {SEARCH: "search", PROGRESS: "quiz-progress"}
"""Pages that hold nothing but lists made from data, and the interface string that is their title."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The course in one locale. Cheap to make, lives as long as a build of that locale."""

    course: Course
    locale: str

    def words(self, path: str) -> Words:
        return _words(self.course, path, self.locale)

    def message(self, key: str) -> Text:
        """An interface string by id."""
        return self.words(load.MESSAGES)(f"messages.{key}.text")

    def say(self, key: str, **values: object) -> str:
        """An interface string by id, with its placeholders filled."""
        return self.message(key).text.format(**values)

    def parts(self, key: str) -> list[str]:
        """An interface string cut at its places: words and names in turn, for templates that put markup there."""
        return [part for literal, name, _, _ in Formatter().parse(self.message(key).text) for part in (literal, name) if part]

    def duration(self, minutes: int) -> str:
        hours, rest = divmod(minutes, 60)
        return self.say("hours", hours=hours, minutes=rest) if hours else self.say("minutes", minutes=rest)

    def date(self, epoch: int) -> str:
        """The day in UTC of a number of seconds since 1970: `5 July 2026`."""
        return format_date(datetime.fromtimestamp(epoch, UTC), "long", locale=DATES.get(self.locale, self.locale))

    def number(self, value: str) -> str:
        """A quoted number of the data as the locale prints it: `0.10` → `0,10`, `1e-3` → `1 × 10⁻³`."""
        digits, _, power = value.replace(".", locales.LOCALES[self.locale].decimal).partition("e")
        return f"{digits} × 10{power.lstrip('+').translate(RAISED)}" if power else digits

    # -- catalogue

    def module_title(self, slug: str) -> Text:
        return self.words(CATALOGUE)(f"modules.{slug}.title")

    def modules(self) -> list[dict[str, Any]]:
        """Every module for the syllabus: number, words, objectives, prerequisites, minutes."""
        return _modules(self)

    def _modules(self) -> list[dict[str, Any]]:
        say = self.words(CATALOGUE)
        catalogue = self.course.catalogue
        return [
            {
                "module": module,
                "number": number,
                "title": say(f"modules.{module.slug}.title"),
                "scope": say(f"modules.{module.slug}.scope"),
                "objectives": [say(f"modules.{module.slug}.objectives.{objective.id}.text") for objective in module.objectives],
                "lessons": [
                    {
                        "slug": lesson.slug,
                        "minutes": lesson.minutes,
                        "written": f"modules/{module.slug}/{lesson.slug}.md" in self.course.pages,
                        "title": say(f"modules.{module.slug}.lessons.{lesson.slug}.title"),
                        "idea": say(f"modules.{module.slug}.lessons.{lesson.slug}.idea"),
                    }
                    for lesson in module.lessons
                ],
                "lab": say(f"modules.{module.slug}.lab.title"),
                "lab_scope": say(f"modules.{module.slug}.lab.scope"),
                "needs": [{"slug": slug, "number": catalogue.number(slug), "title": self.module_title(slug)} for slug in module.needs],
            }
            for number, module in enumerate(catalogue.modules, 1)
        ]

    def prerequisites(self) -> graph.Picture:
        return graph.picture(self.course.catalogue, {view["module"].slug: str(view["title"]) for view in self.modules()})

    # -- what stands inside a page

    def figure(self, page: str, src: str) -> dict[str, Any] | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), src))
        drawing = self.course.figures.get(path)
        if drawing is None or not drawing.source:
            return None
        words = self.words(drawing.folder)
        svg, title = figure.localise(drawing, words)
        texts = [words(key) for key in drawing.texts]
        return {
            "svg": svg,
            "title": title,
            "name": drawing.name,
            "english": any(text.locale != self.locale for text in texts),
            "stale": any(text.stale for text in texts),
        }

    def unit(self, unit: str) -> str:
        return units.localised(unit, self.locale, self.course.units)

    # -- a page as a whole

    def source(self, path: str) -> str:
        """('index.ar.md' or 'modules/x/y.ar.md', as MkDocs knows it) → path of the English source in the tree."""
        path = locales.split(path)[0]
        return path if path.startswith("modules/") else f"docs/{path}"

    def page(self, source: str) -> Page:
        """The page that this reader gets; an empty one for pages made from data."""
        if slug := quiz.slug_of(source):
            return Page(source, Meta(self.say("quiz"), self.say("quiz-description", module=self.module_title(slug))))
        pages = self.course.pages
        lab = self.course.labs.get(source)
        return pages.get(locales.localised(source, self.locale)) or pages.get(source) or (lab.page if lab else Page(source, Meta()))

    def made(self, source: str) -> bool:
        """Whether the page is made from data, so that its words are in the reader's language or say themselves that they are not."""
        return source in MADE or bool(quiz.slug_of(source))

    def title(self, source: str) -> Text:
        """A page's title: a lesson's and module's from the catalogue, any other's from its own front matter."""
        view, lesson = self.place(source)
        if source in MADE:
            return self.message(MADE[source])
        if quiz.slug_of(source):
            return self.message("quiz")
        if view:
            lessons = {entry["slug"]: entry["title"] for entry in view["lessons"]}
            titles: dict[str, Text] = {"index": view["title"], "lab": view["lab"], **lessons}
            if lesson in titles:
                return titles[lesson]
        page = self.page(source)
        return Text(page.meta.title, page.locale)

    def place(self, source: str) -> tuple[dict[str, Any] | None, str]:
        """(view of the module, slug of the lesson) of a page below modules/; (None, '') elsewhere."""
        parts = source.split("/")
        module = next((entry for entry in self.modules() if entry["module"].slug == parts[1]), None) if parts[0] == "modules" else None
        return module, posixpath.splitext(parts[-1])[0] if module else ""

    def fallback(self, source: str) -> bool:
        """Whether the reader gets the English page here. Of a lab, each cell falls back by itself."""
        if source in self.course.labs:
            told = self.course.catalogues.get(load.catalogue_of(source, self.locale), {})
            return self.locale != locales.SOURCE and not any(unit.text for unit in told.values())
        return not self.made(source) and locales.localised(source, self.locale) not in self.course.pages

    def falls_back(self, path: str) -> bool:
        """The same for the path of a page as MkDocs knows it."""
        return self.fallback(self.source(path))

    def file(self, source: str) -> str:
        """Path in the tree of the text that this reader gets as a page: of a translated lab or quiz, its catalogue."""
        slug = quiz.slug_of(source)
        english = quiz.path_of(slug) if slug else source
        own = (locales.localised(source, self.locale), load.catalogue_of(english, self.locale))
        return next((path for path in own if path in self.course.files), english)

    def written_in(self, source: str) -> Reader:
        """The reader of the locale in which this reader gets the page."""
        return Reader(self.course, locales.SOURCE) if self.fallback(source) else self

    def stale(self, source: str) -> list[tuple[str, Text]]:
        """(anchor on the English page, title) of the sections that are older than it, that it has no longer, or that are missing here."""
        page = self.course.pages.get(locales.localised(source, self.locale))
        english = self.course.pages.get(source)
        if self.locale == locales.SOURCE or page is None or english is None:
            return []
        titles = {heading.id: Text(heading.text, it.locale) for it in (english, page) for heading in it.headings}
        sections = [
            (name if name in english.anchors else "", titles.get(name, Text(page.meta.title, page.locale)))
            for name in stale_sections(page, english)
        ]
        return list({title: (name, title) for name, title in sections}.values())

    def cited(self, page: Page) -> list[Reference]:
        """The sources of a page in order of first citation; the citation's number is its place in this list."""
        keys = dict.fromkeys(_cited_keys(page, self.course))
        return [self.course.references[key] for key in keys if key in self.course.references]

    def references(self) -> list[Reference]:
        """The course's bibliography, by name and year."""
        return sorted(self.course.references.values(), key=lambda entry: (entry.short.casefold(), entry.title))


@lru_cache(maxsize=64)
def _words(course: Course, path: str, locale: str) -> Words:
    return course.words(path, locale)


@lru_cache(maxsize=16)
def _modules(reader: Reader) -> list[dict[str, Any]]:
    return reader._modules()


def _cited_keys(page: Page, course: Course) -> Iterator[str]:
    by_name = {limit.id: limit.source for limit in course.limits.limits}
    marks = [(citation.line, citation.key) for citation in page.citations]
    marks += [(link.line, by_name[link.target]) for link in page.named("limit") if link.target in by_name]
    return (key for _, key in sorted(marks, key=lambda mark: mark[0]))
