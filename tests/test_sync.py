"""Catalogues follow their source, old texts are kept, and a reviewed translation is current."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from course import load, status, sync
from course.load import Course
from course.words import Unit

CATALOGUE = "modules/glossary.fr.po"


def write(root: Path, files: dict[str, str]) -> Course:
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    return load.load(root)


def synced(root: Path) -> Course:
    return write(root, sync.updated(load.load(root)))


def edit(root: Path, path: str, old: str, new: str) -> Course:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    return write(root, {path: text.replace(old, new)})


def unit(course: Course, key: str) -> Unit:
    return course.catalogues[CATALOGUE][key]


@pytest.fixture
def translated(sample: Path) -> Path:
    """The sample with all its catalogues, and one French definition."""
    synced(sample)
    edit(
        sample,
        CATALOGUE,
        'msgid "A space between grains."\nmsgstr ""',
        'msgid "A space between grains."\nmsgstr "Un vide entre les grains."',
    )
    return sample


def test_new_units_are_empty_and_in_the_order_of_the_source(sample: Path) -> None:
    course = synced(sample)
    assert [(unit.key, unit.text) for unit in course.catalogues[CATALOGUE].values()] == [
        ("terms.pore.term", ""),
        ("terms.pore.definition", ""),
    ]
    assert list(course.catalogues["modules/soil/figures.zh.po"]) == ["column.title", "column.desc", "column.top"]
    assert "modules/course.ar.po" in course.catalogues


@pytest.mark.parametrize("content", [b'msgid "caf\xe9"', b'msgctxt "k"\nmsgid "a"\nmsgstr "sant'])
def test_a_catalogue_that_cannot_be_read_is_not_written_over(translated: Path, content: bytes) -> None:
    (translated / CATALOGUE).write_bytes(content)
    assert [finding.path for finding in sync.obstacles(load.load(translated))] == [CATALOGUE]


def test_a_second_time_changes_nothing(translated: Path) -> None:
    assert sync.updated(load.load(translated)) == {}


def test_changed_english_keeps_the_old_text_and_what_it_was_made_from(translated: Path) -> None:
    edit(translated, "modules/glossary.yml", "A space between grains.", "A gap between grains.")
    changed = unit(synced(translated), "terms.pore.definition")
    assert (changed.english, changed.text, changed.fuzzy) == ("A gap between grains.", "Un vide entre les grains.", True)
    assert changed.previous == "A space between grains."
    edit(translated, "modules/glossary.yml", "A gap between grains.", "A hole between grains.")
    assert unit(synced(translated), "terms.pore.definition").previous == "A space between grains."
    edit(translated, "modules/glossary.yml", "A hole between grains.", "A space between grains.")
    assert not unit(synced(translated), "terms.pore.definition").fuzzy


def test_what_is_gone_from_the_source_goes(translated: Path) -> None:
    edit(translated, "modules/glossary.yml", "    definition: A space between grains.\n", "")
    assert "terms.pore.definition" not in sync.updated(load.load(translated))[CATALOGUE]


def test_header_and_comments_of_translators_stay(translated: Path) -> None:
    edit(translated, CATALOGUE, '"Language: fr', '"Last-Translator: A. Person\\n"\n"Language: fr')
    edit(translated, CATALOGUE, 'msgctxt "terms.pore.definition"', '# as in ISO 11074\nmsgctxt "terms.pore.definition"')
    edit(translated, "modules/glossary.yml", "term: pore", "term: soil pore")
    text = sync.updated(load.load(translated))[CATALOGUE]
    assert "A. Person" in text
    assert "# as in ISO 11074\n" in text


def test_an_unreadable_source_is_an_obstacle(translated: Path) -> None:
    course = edit(translated, "modules/glossary.yml", "terms:", "terms: [")
    assert [finding.path for finding in sync.obstacles(course)] == ["modules/glossary.yml"]


def test_a_message_without_a_key_is_dropped(translated: Path) -> None:
    course = edit(translated, CATALOGUE, 'msgctxt "terms.pore.term"\n', "")
    assert sync.obstacles(course) == []
    assert sync.updated(course)[CATALOGUE].count("msgctxt") == 2


def test_reviewed_page_differs_in_its_digests_only(sample: Path) -> None:
    path = "modules/soil/first.ar.md"
    before = (sample / path).read_text(encoding="utf-8")
    text, problem = sync.reviewed(load.load(sample), path)
    assert problem == ""
    assert text.partition("---\n\n")[2] == before.partition("---\n\n")[2]
    assert sync.report(write(sample, {path: text})).count(path) == 0
    assert sync.reviewed(load.load(sample), path) == (text, "")


def test_a_changed_section_is_reported(sample: Path) -> None:
    path = "modules/soil/first.ar.md"
    write(sample, {path: sync.reviewed(load.load(sample), path)[0]})
    course = edit(sample, "modules/soil/first.md", "| sand | 1 m/d |", "| sand | 2 m/d |")
    assert f"{path}: older than the English in speed; " in sync.report(course)


def test_reviewed_catalogue_keeps_what_is_not_current(translated: Path) -> None:
    edit(translated, "modules/glossary.yml", "A space between grains.", "A gap between grains.")
    course = synced(translated)
    text, _ = sync.reviewed(course, CATALOGUE)
    assert "fuzzy" not in text
    course = edit(translated, "modules/glossary.yml", "A gap between grains.", "A hole between grains.")
    assert "fuzzy" in sync.reviewed(course, CATALOGUE)[0]


@pytest.mark.parametrize("path", ["modules/soil/first.md", "modules/soil/figures/column.svg", "modules/glossary.yml"])
def test_what_is_no_translation_cannot_be_reviewed(sample: Path, path: str) -> None:
    assert "is no translation" in sync.reviewed(load.load(sample), path)[1]


def test_status_counts_sections_and_units(sample: Path) -> None:
    path = "modules/soil/first.ar.md"
    course = write(sample, {path: sync.reviewed(load.load(sample), path)[0]})
    soil = status.counts(course)["soil"]
    assert (soil["ar"], soil["fr"]) == (status.Count(4, 0, 9), status.Count(0, 0, 13))
    assert status.counts(course)["docs"]["fr"] == status.Count(0, 2, 2)


def test_limits_past_their_review_are_named(sample: Path) -> None:
    course = write(sample, {"modules/limits.yml": LIMITS})
    assert list(status.past_review(course, date(2027, 1, 1))) == []
    assert "benzene-in-water was due on 2027-01-01" in status.table(course, date(2027, 1, 2))


LIMITS = """\
limits:
  - id: benzene-in-water
    regime: eu
    substance: benzene
    medium: water
    value: "1.0"
    unit: µg/L
    source: eu2020
    date: "2020-12-16"
    review: "2027-01-01"
    basis: read
"""
