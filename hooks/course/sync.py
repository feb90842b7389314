"""Translations after their English source has changed: catalogues brought up to date, what was reviewed marked so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from course import locales, words
from course.finding import Finding
from course.load import Course, catalogue_of, catalogues_of
from course.page import Page, split_front_matter, stale_sections
from course.words import Unit

ENGLISH_ONLY = frozenset({"modules/ideas.yml", "modules/misconceptions.yml"})
"""Pages for contributors are made from them."""
HARMLESS = frozenset({"PO002"})
SOURCE_FIELD = re.compile(r"^source:.*\n(?:[ \t]+.*\n|\n)*", re.MULTILINE)


def sources(course: Course) -> Iterator[str]:
    """What is translated by catalogue: structured files and folders of figures that have texts."""
    return (path for path in sorted(course.texts) if path not in ENGLISH_ONLY and any(texts(course, path).values()))


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
    for path, merged in _merges(course):
        old = [replace(unit, line=0) for unit in course.catalogues.get(path, {}).values()]
        if merged.units != old or merged.parked or _has_strays(course, path):
            changed[path] = words.write(merged.units, locales.split(path)[1], course.files.get(path) or "", merged.gone)
    return changed


def report(course: Course) -> str:
    """What only a translator can do, a line each."""
    lines = []
    for path, merged in _merges(course):
        if merged.taken:
            lines.append(f"{path}: texts taken over from keys with the same English, see that they fit: {', '.join(merged.taken)}")
        if merged.parked:
            lines.append(f"{path}: gone from the English, kept as obsolete at the end: {', '.join(merged.parked)}")
    for path, page in course.pages.items():
        if page.locale == locales.SOURCE:
            continue
        english = course.pages.get(page.source)
        if english is None:
            lines.append(f"{path}: its English page {page.source} is gone; delete it, or move it to where the page is now")
            continue
        lines += differing(course, path)
        both = _ids(page) & _ids(english)
        if stale := [name for name in stale_sections(page, english) if name in both]:
            lines.append(f"{path}: older than the English in {', '.join(stale)}; compare them, then: course reviewed {path}")
    known = {catalogue_of(source, locale) for source in course.texts for locale in locales.TRANSLATIONS}
    lines += [f"{path}: its source is gone; delete it, or rename it" for path in course.catalogues if path not in known]
    return "".join(f"{line}\n" for line in lines)


def differing(course: Course, path: str) -> list[str]:
    """Where a page has not the sections of the English, which no review makes current, a line each."""
    page = course.pages.get(path)
    english = course.pages.get(page.source) if page else None
    if page is None or english is None:
        return []
    lacking, left = _outside(english, page), _outside(page, english)
    lines = [f"{path}: lacks the sections {', '.join(lacking)}; translate them"] if lacking else []
    if left:
        lines.append(f"{path}: the English has no sections {', '.join(left)}; take them out, or give them the ids of the English")
    return lines


def reviewed(course: Course, path: str) -> tuple[str, str]:
    """(the file's text with everything in it marked as current, why that cannot be done)."""
    source, locale = locales.split(path)
    if path in course.catalogues:
        return _reviewed_catalogue(course, path)
    if path not in course.pages or locale == locales.SOURCE:
        return "", f"{path} is no translation; name a file such as lesson.fr.md or figures.fr.po"
    if source not in course.pages:
        return "", f"{source}, the English page of {path}, is gone"
    if nameless := [section.line for section in course.pages[source].sections if not section.id]:
        return "", f"{source}:{nameless[0]}: this heading has no id; give it one first: course tidy"
    text = course.files[path] or ""
    if not split_front_matter(text)[0]:
        return "", f"{path} has no front matter; begin it with title and description between lines of ---"
    return _with_digests(text, course.pages[path], course.pages[source]), ""


def _reviewed_catalogue(course: Course, path: str) -> tuple[str, str]:
    source, locale = next((name for name in sources(course) if path in dict(catalogues_of(name)).values()), ""), locales.split(path)[1]
    if not source:
        return "", f"the English of {path} is gone or cannot be read; nothing to compare it with"
    english, units = texts(course, source), course.catalogues[path].values()
    if behind := [unit.key for unit in units if unit.text and english.get(unit.key) not in (None, unit.english)]:
        return "", f"{path} has older English in {', '.join(behind)}; first: course sync; then compare these"
    before = course.files[path] or ""
    current = (replace(unit, fuzzy=False, previous="") for unit in units)
    return words.write(current, locale, before, words.obsolete(before)), ""


def _with_digests(text: str, page: Page, english: Page) -> str:
    """Of the sections that the translation has; what it lacks stays missing."""
    front, body, _ = split_front_matter(text)
    own = _ids(page)
    digests = "source:\n" + "".join(f'  {section.id}: "{section.digest}"\n' for section in english.sections if section.id in own)
    match = SOURCE_FIELD.search(front)
    front = front[: match.start()] + digests + front[match.end() :] if match else front + digests
    return f"---\n{front}---\n{body}"


def _ids(page: Page) -> frozenset[str]:
    return frozenset(section.id for section in page.sections)


def _outside(page: Page, other: Page) -> list[str]:
    """Ids of the sections that the other page has not."""
    return [section.id for section in page.sections if section.id not in _ids(other)]


def texts(course: Course, source: str) -> dict[str, str]:
    """Key → English of all that there is to translate; what is empty in English stays so."""
    return {key: english for key, (english, _) in course.texts[source].items() if english}


@dataclass(frozen=True, slots=True)
class _Merged:
    """A catalogue as its source wants it."""

    units: list[Unit]
    gone: list[Unit]
    """Translations whose English has gone."""
    taken: list[str]
    """Keys that took a text over, as `old → new`."""
    parked: list[str]
    """Keys that have just gone."""


def _merges(course: Course) -> Iterator[tuple[str, _Merged]]:
    """(path, what it should be) of every catalogue."""
    for source in sources(course):
        english = texts(course, source)
        for _, path in catalogues_of(source):
            yield path, _merged(english, course.catalogues.get(path, {}), words.obsolete(course.files.get(path) or ""))


def _merged(english: Mapping[str, str], old: Mapping[str, Unit], obsolete: list[Unit]) -> _Merged:
    """Units in the order of the source. A new key takes the text that it had once, or else one whose key has gone, of the same English."""
    vanished = [unit for unit in old.values() if unit.text and unit.key not in english]
    gone, units, taken = [*vanished, *obsolete], [], []
    for key, text in english.items():
        former = old.get(key)
        if former is None:
            renamed = (unit for unit in gone if unit.english == text and unit.key not in english)
            former = next((unit for unit in gone if unit.key == key), None) or next(renamed, None)
            gone = [unit for unit in gone if unit is not former]
            if former and former.key != key:
                taken.append(f"{former.key} → {key}")
        units.append(_merge(key, text, former))
    return _Merged(units, [_parked(unit) for unit in gone], taken, [unit.key for unit in vanished if unit in gone])


def _merge(key: str, english: str, old: Unit | None) -> Unit:
    """A changed unit keeps its text and the English that this was made from."""
    if old is None:
        return Unit(key, english, "", False, 0)
    if old.english == english:
        return replace(old, key=key, line=0)
    made_from = old.previous or old.english
    current = replace(old, key=key, english=english, fuzzy=False, line=0, previous="")
    if not old.text or made_from == english:  # the English is again what it was
        return current
    return replace(current, fuzzy=True, previous=made_from)


def _parked(unit: Unit) -> Unit:
    """With the English that its text was made from, which is all that polib reads of an obsolete message."""
    return replace(unit, english=unit.previous, fuzzy=False, previous="") if unit.previous else unit


def _has_strays(course: Course, path: str) -> bool:
    return any(finding.path == path and finding.code in HARMLESS for finding in course.findings)
