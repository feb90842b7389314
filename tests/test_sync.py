"""Catalogues follow their source, old texts are kept, and a reviewed translation is current."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from course import load, status, sync
from course.asking import Asking
from course.load import Course
from course.views import Reader
from course.words import Text, Unit

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


def test_what_is_gone_from_the_source_is_kept_out_of_sight_and_comes_back(translated: Path) -> None:
    edit(translated, "modules/glossary.yml", "    definition: A space between grains.\n", "")
    assert f"{CATALOGUE}: gone from the English, kept as obsolete at the end: terms.pore.definition\n" in sync.report(load.load(translated))
    course = synced(translated)
    assert "terms.pore.definition" not in course.catalogues[CATALOGUE]
    assert '#~ msgctxt "terms.pore.definition"\n#~ msgid "A space between grains."\n#~ msgstr "Un vide' in (course.files[CATALOGUE] or "")
    assert sync.updated(course) == {}
    assert sync.reviewed(course, CATALOGUE) == (course.files[CATALOGUE], "")
    edit(translated, "modules/glossary.yml", "    term: pore\n", "    term: pore\n    definition: A gap between grains.\n")
    course = synced(translated)
    back = unit(course, "terms.pore.definition")
    assert (back.text, back.previous, back.fuzzy) == ("Un vide entre les grains.", "A space between grains.", True)
    assert "#~" not in (course.files[CATALOGUE] or "")


def test_a_new_key_takes_over_the_text_of_the_same_english_that_has_gone(translated: Path) -> None:
    edit(translated, CATALOGUE, 'msgctxt "terms.pore.definition"', '# as in ISO 11074\nmsgctxt "terms.pore.definition"')
    course = edit(translated, "modules/glossary.yml", "id: pore", "id: soil-pore")
    said = f"{CATALOGUE}: texts taken over from keys with the same English, see that they fit: terms.pore.definition → terms.soil-pore"
    assert said in sync.report(course)
    assert "gone from the English" not in sync.report(course)
    renamed = unit(synced(translated), "terms.soil-pore.definition")
    assert (renamed.text, renamed.fuzzy, renamed.comment) == ("Un vide entre les grains.", False, "as in ISO 11074")


def test_a_text_is_taken_over_once_and_never_from_a_key_that_stays(translated: Path) -> None:
    text = (translated / "modules/glossary.yml").read_text(encoding="utf-8")
    twin = "  - id: {}\n    term: twin\n    definition: A space between grains.\n"
    write(translated, {"modules/glossary.yml": text + twin.format("first")})
    assert unit(synced(translated), "terms.first.definition").text == ""
    write(translated, {"modules/glossary.yml": "terms:\n" + twin.format("second") + twin.format("third")})
    course = synced(translated)
    assert [unit(course, f"terms.{name}.definition").text for name in ("second", "third")] == ["Un vide entre les grains.", ""]


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


@pytest.mark.parametrize("name", ["n", "true", "line"])
def test_a_section_is_current_once_reviewed_whatever_its_id(sample: Path, name: str) -> None:
    path = "modules/soil/first.ar.md"
    for page in (path, "modules/soil/first.md"):
        edit(sample, page, "{#speed}", f"{{#{name}}}")
    course = write(sample, {path: sync.reviewed(load.load(sample), path)[0]})
    assert course.findings == ()
    assert sync.report(course).count(path) == 0


def test_a_changed_section_is_reported(sample: Path) -> None:
    path = "modules/soil/first.ar.md"
    write(sample, {path: sync.reviewed(load.load(sample), path)[0]})
    course = edit(sample, "modules/soil/first.md", "| sand | 1 m/d |", "| sand | 2 m/d |")
    assert f"{path}: older than the English in speed; " in sync.report(course)


def test_a_reviewed_catalogue_is_current(translated: Path) -> None:
    edit(translated, "modules/glossary.yml", "A space between grains.", "A gap between grains.")
    text, _ = sync.reviewed(synced(translated), CATALOGUE)
    assert "fuzzy" not in text


def test_a_catalogue_that_shows_the_old_english_cannot_be_reviewed(translated: Path) -> None:
    course = edit(translated, "modules/glossary.yml", "A space between grains.", "A gap between grains.")
    text, problem = sync.reviewed(course, CATALOGUE)
    assert text == ""
    assert problem == f"{CATALOGUE} has older English in terms.pore.definition; first: course sync; then compare these"


def test_a_catalogue_without_english_cannot_be_reviewed(translated: Path) -> None:
    course = edit(translated, "modules/glossary.yml", "terms:", "terms: [")
    assert "is gone or cannot be read" in sync.reviewed(course, CATALOGUE)[1]


@pytest.fixture
def renamed(sample: Path) -> Course:
    """The sample with a reviewed page, in whose English a section has another id since."""
    path = "modules/soil/first.ar.md"
    write(sample, {path: sync.reviewed(load.load(sample), path)[0]})
    return edit(sample, "modules/soil/first.md", "{#speed}", "{#velocity}")


def test_a_section_renamed_in_english_is_missing_and_the_old_one_stale(renamed: Course) -> None:
    path = "modules/soil/first.ar.md"
    assert status.counts(renamed)["soil"]["ar"] == status.Count(3, 1, 10)
    assert sync.differing(renamed, path) == [
        f"{path}: lacks the sections velocity; translate them",
        f"{path}: the English has no sections speed; take them out, or give them the ids of the English",
    ]
    assert f"{path}: older" not in sync.report(renamed)


def test_a_section_renamed_in_english_is_shown_as_older(renamed: Course) -> None:
    stale = Reader(renamed, "ar").stale("modules/soil/first.md")
    assert stale == [("velocity", Text("Speed", "en")), ("", Text("السرعة", "ar"))]


def test_a_question_explained_in_a_section_that_the_translation_lacks_leads_to_its_page(sample: Path) -> None:
    shutil.copytree(Path(__file__).parent / "quiz/quizzes", sample / "quizzes", dirs_exist_ok=True)
    edit(sample, "modules/soil/first.md", "{#speed}", "{#velocity}")
    course = edit(sample, "quizzes/soil/quiz.yml", "first#speed", "first#velocity")
    ways = [Asking(Reader(course, locale), str).quiz("soil")["items"][1]["explain"]["href"] for locale in ("en", "ar")]
    assert ways == ["modules/soil/first.md#velocity", "modules/soil/first.md"]


def test_a_review_claims_no_section_that_the_translation_lacks(renamed: Course) -> None:
    text, problem = sync.reviewed(renamed, "modules/soil/first.ar.md")
    assert problem == ""
    assert re.findall(r"^  ([a-z-]+): ", text, re.MULTILINE) == ["head", "water-in-soil", "water"]


@pytest.mark.parametrize("path", ["modules/soil/first.md", "modules/soil/figures/column.svg", "modules/glossary.yml"])
def test_what_is_no_translation_cannot_be_reviewed(sample: Path, path: str) -> None:
    assert "is no translation" in sync.reviewed(load.load(sample), path)[1]


def test_status_counts_sections_and_units(sample: Path) -> None:
    path = "modules/soil/first.ar.md"
    course = write(sample, {path: sync.reviewed(load.load(sample), path)[0]})
    soil = status.counts(course)["soil"]
    assert (soil["ar"], soil["fr"]) == (status.Count(4, 0, 9), status.Count(0, 0, 13))
    assert status.counts(course)["docs"]["fr"] == status.Count(0, 2, 2)


def test_status_counts_nothing_that_is_empty_in_english(translated: Path) -> None:
    before = status.counts(load.load(translated))["data"]
    course = edit(translated, "modules/glossary.yml", "    term: pore\n", '    term: pore\n    aliases: ""\n')
    assert sync.updated(course) == {}
    assert status.counts(course)["data"] == before


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
