"""Translations after their English source has changed: catalogues brought up to date, what was reviewed marked so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from course import locales, words
from course.finding import Finding
from course.load import Course, catalogue_of
from course.page import Page, split_front_matter, stale_sections
from course.words import Unit

ENGLISH_ONLY = frozenset({"modules/ideas.yml", "modules/misconceptions.yml"})
"""Pages for contributors are made from them."""
HARMLESS = frozenset({"PO002"})
SOURCE_FIELD = re.compile(r"^source:.*\n(?:[ \t]+.*\n|\n)*", re.MULTILINE)


def sources(course: Course) -> Iterator[str]:
    """What is translated by catalogue: structured files and folders of figures that have texts."""
    return (path for path in sorted(course.texts) if path not in ENGLISH_ONLY and any(_texts(course, path).values()))


def obstacles(course: Course) -> list[Finding]:
    """What cannot be read would be taken for gone, and its translations thrown away."""
    kinds = (".yml", ".svg", ".po")
    return [
        finding
        for finding in course.findings
        if finding.path.endswith(kinds) and finding.code not in HARMLESS and _is_there(course, finding.path)
    ]


def _is_there(course: Course, path: str) -> bool:
    text = course.files.get(path)
    return text is None or bool(text.strip())


def updated(course: Course) -> dict[str, str]:
    """Path → new text of every catalogue that lags behind its source, or is not there yet."""
    changed = {}
    for source in sources(course):
        for locale in locales.TRANSLATIONS:
            path = catalogue_of(source, locale)
            old = course.catalogues.get(path, {})
            units = _merged(_texts(course, source), old)
            if units != [_plain(unit) for unit in old.values()] or _has_strays(course, path):
                changed[path] = words.write(units, locale, course.files.get(path) or "")
    return changed


def report(course: Course) -> str:
    """What only a translator can do, a line each."""
    lines = []
    for path, page in course.pages.items():
        if page.locale == locales.SOURCE:
            continue
        english = course.pages.get(page.source)
        if english is None:
            lines.append(f"{path}: its English page {page.source} is gone; delete it, or move it to where the page is now")
        elif stale := stale_sections(page, english):
            lines.append(f"{path}: older than the English in {', '.join(stale)}; compare them, then: course reviewed {path}")
    known = {catalogue_of(source, locale) for source in course.texts for locale in locales.TRANSLATIONS}
    lines += [f"{path}: its source is gone; delete it, or rename it" for path in course.catalogues if path not in known]
    return "".join(f"{line}\n" for line in lines)


def reviewed(course: Course, path: str) -> tuple[str, str]:
    """(the file's text with everything in it marked as current, why that cannot be done)."""
    source, locale = locales.split(path)
    if path in course.catalogues:
        return words.write(
            [_current(course, path, unit) for unit in course.catalogues[path].values()], locale, course.files[path] or ""
        ), ""
    if path not in course.pages or locale == locales.SOURCE:
        return "", f"{path} is no translation; name a file such as lesson.fr.md or figures.fr.po"
    if source not in course.pages:
        return "", f"{source}, the English page of {path}, is gone"
    if nameless := [section.line for section in course.pages[source].sections if not section.id]:
        return "", f"{source}:{nameless[0]}: this heading has no id; give it one first: course tidy"
    text = course.files[path] or ""
    if not split_front_matter(text)[0]:
        return "", f"{path} has no front matter; begin it with title and description between lines of ---"
    return _with_digests(text, course.pages[source]), ""


def _with_digests(text: str, english: Page) -> str:
    front, body, _ = split_front_matter(text)
    digests = "source:\n" + "".join(f'  {section.id}: "{section.digest}"\n' for section in english.sections)
    match = SOURCE_FIELD.search(front)
    front = front[: match.start()] + digests + front[match.end() :] if match else front + digests
    return f"---\n{front}---\n{body}"


def _texts(course: Course, source: str) -> dict[str, str]:
    return {key: english for key, (english, _) in course.texts[source].items() if english}


def _merged(english: Mapping[str, str], old: Mapping[str, Unit]) -> list[Unit]:
    """Units in the order of the source; a changed one keeps its text and the English that this was made from."""
    return [_merge(key, text, old.get(key)) for key, text in english.items()]


def _merge(key: str, english: str, old: Unit | None) -> Unit:
    if old and old.english == english:
        return _plain(old)
    if old is None or not old.text:
        return Unit(key, english, "", False, 0)
    made_from = old.previous or old.english
    if made_from == english:  # the English is again what it was
        return Unit(key, english, old.text, False, 0)
    return Unit(key, english, old.text, True, 0, made_from)


def _plain(unit: Unit) -> Unit:
    return Unit(unit.key, unit.english, unit.text, unit.fuzzy, 0, unit.previous)


def _has_strays(course: Course, path: str) -> bool:
    return any(finding.path == path and finding.code in HARMLESS for finding in course.findings)


def _current(course: Course, path: str, unit: Unit) -> Unit:
    known = {catalogue_of(source, locales.split(path)[1]): source for source in course.texts}
    english = course.texts[known[path]].get(unit.key, ("", 0))[0] if path in known else ""
    return Unit(unit.key, unit.english, unit.text, False, 0) if unit.english == english else _plain(unit)
