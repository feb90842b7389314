"""How far the translations are, and which values are due for review. Nothing here is a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from course import locales, sync
from course.load import Course, catalogue_of
from course.page import stale_sections
from course.words import is_stale

TOTAL = "all"
SHARED = {"modules": "data", "hooks": "interface"}
"""What lies beside the modules."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of sections of pages and units of catalogues."""

    translated: int = 0
    stale: int = 0
    missing: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.translated + other.translated, self.stale + other.stale, self.missing + other.missing)

    def __str__(self) -> str:
        return f"{self.translated}/{self.stale}/{self.missing}"


def counts(course: Course) -> dict[str, dict[str, Count]]:
    """Part of the course → locale → count; the parts are the modules with files, and the folders beside them."""
    found: dict[str, dict[str, Count]] = {}
    for path, locale, count in (*_pages(course), *_catalogues(course)):
        row = found.setdefault(part_of(path), dict.fromkeys(locales.TRANSLATIONS, Count()))
        row[locale] += count
    order = [*(module.slug for module in course.catalogue.modules)]
    return dict(sorted(found.items(), key=lambda entry: (entry[0] in order, order.index(entry[0]) if entry[0] in order else entry[0])))


def table(course: Course, today: date) -> str:
    """For people: a line a part, a column a locale; then what is due."""
    rows = counts(course)
    totals = {locale: sum((row[locale] for row in rows.values()), Count()) for locale in locales.TRANSLATIONS}
    cells = [["", *locales.TRANSLATIONS]]
    cells += [[part, *map(str, row.values())] for part, row in (rows | {TOTAL: totals}).items()]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["translated/stale/missing: sections of pages and units of catalogues", ""]
    lines += ["  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip() for line in cells]
    due = list(past_review(course, today))
    lines += ["", *due] if due else []
    return "".join(f"{line}\n" for line in lines)


def past_review(course: Course, today: date) -> Iterator[str]:
    """Limits that somebody should have looked at again by now."""
    for limit in course.limits.limits:
        if limit.review < today.isoformat():
            yield f"modules/limits.yml:{limit.line}: the review of {limit.id} was due on {limit.review}"


def part_of(path: str) -> str:
    """'modules/soil/first.md' → 'soil'; 'modules/course.yml' → 'data'; 'docs/about.md' → 'docs'."""
    top, *rest = path.split("/")
    return rest[0] if top in ("modules", "quizzes") and len(rest) > 1 else SHARED.get(top, top)


def _pages(course: Course) -> Iterator[tuple[str, str, Count]]:
    for path, english in course.pages.items():
        if english.locale != locales.SOURCE or english.meta.untranslated or not path.startswith(("docs/", "modules/")):
            continue
        for locale in locales.TRANSLATIONS:
            page = course.pages.get(locales.localised(path, locale))
            own = {section.id for section in page.sections} if page else set()
            stale = stale_sections(page, english) if page else ()
            missing = [section.id for section in english.sections if section.id not in own]
            yield path, locale, Count(len(own) - len(own.intersection(stale)), len(own.intersection(stale)), len(missing))


def _catalogues(course: Course) -> Iterator[tuple[str, str, Count]]:
    for source in sync.sources(course):
        for locale in locales.TRANSLATIONS:
            units = course.catalogues.get(catalogue_of(source, locale), {})
            for key, english in sync.texts(course, source).items():
                unit = units.get(key)
                if unit is None or not unit.text:
                    yield source, locale, Count(missing=1)
                elif is_stale(unit, english):
                    yield source, locale, Count(stale=1)
                else:
                    yield source, locale, Count(translated=1)
