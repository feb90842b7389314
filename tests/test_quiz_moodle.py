"""The question bank for Moodle: what Moodle 4.5 refuses or misreads is not in it."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from course import load
from course.exports import EXPORTS
from course.load import Course
from course.views import Reader

HERE = Path(__file__).resolve().parent
GRADES = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0}
"""Of Moodle's list; negative ones are the same."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("moodle")
    for folder in ("sample", "quiz"):
        shutil.copytree(HERE / folder, root, dirs_exist_ok=True)
    shutil.copytree(HERE.parent / "hooks/course/messages", root / "hooks/course/messages")
    return load.load(root)


def bank(course: Course, locale: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(EXPORTS["moodle"](course, ["soil"], [locale])[f"soil.{locale}.xml"])


def question(course: Course, name: str, locale: str = "en") -> ElementTree.Element:
    return next(entry for entry in bank(course, locale) if entry.findtext("idnumber") == f"{name}-{locale}")


def test_every_item_becomes_a_question_of_moodles_kind(sample: Course) -> None:
    kinds = [entry.get("type") for entry in bank(sample)]
    assert kinds == ["category", "multichoice", "multichoice", "truefalse", "numerical", "matching", "ordering", "cloze"]


def test_modules_without_a_quiz_give_no_file(sample: Course) -> None:
    assert list(EXPORTS["moodle"](sample, ["water", "soil"], ["en", "ar"])) == ["soil.en.xml", "soil.ar.xml"]


def test_the_bytes_depend_on_the_sources_alone(sample: Course) -> None:
    first, again = (EXPORTS["moodle"](load.load(sample.root), ["soil"], ["en", "ar"]) for _ in range(2))
    assert first == again
    assert all(content.startswith(b"<?xml") and content.endswith(b"</quiz>\n") for content in first.values())


def test_questions_with_parts_show_how_many_are_right_or_postgresql_refuses_them(sample: Course) -> None:
    for name in ("the-way-down", "which-soil", "what-moves", "what-holds"):
        assert question(sample, name).find("shownumcorrect") is not None


def test_fractions_stand_on_moodles_list_of_grades(sample: Course) -> None:
    fractions = [
        abs(float(answer.attrib["fraction"]))
        for entry in bank(sample)
        if entry.get("type") != "ordering"
        for answer in entry.iter("answer")
        if "fraction" in answer.attrib
    ]
    assert len(fractions) > 10
    assert set(fractions) <= GRADES


def test_a_multiple_choice_gives_one_in_all_and_takes_as_much_for_the_wrong_ones(sample: Course) -> None:
    fractions = [float(answer.attrib["fraction"]) for answer in question(sample, "what-holds").iter("answer")]
    assert sorted(fractions) == [-50, -50, 50, 50]


def test_one_choice_or_several_and_the_order_of_options_stay_as_they_are(sample: Course) -> None:
    told = {name: question(sample, name) for name in ("what-moves", "what-holds")}
    assert {name: entry.findtext("single") for name, entry in told.items()} == {"what-moves": "true", "what-holds": "false"}
    assert {name: entry.findtext("shuffleanswers") for name, entry in told.items()} == {"what-moves": "true", "what-holds": "false"}


def test_steps_give_points_by_their_place(sample: Course) -> None:
    assert question(sample, "the-way-down").findtext("gradingtype") == "ABSOLUTE_POSITION"


def test_the_key_of_true_or_false_is_the_word_that_moodle_knows(sample: Course) -> None:
    answers = {answer.findtext("text"): answer.get("fraction") for answer in question(sample, "is-air-in-pores").iter("answer")}
    assert answers == {"true": "0", "false": "100"}


def test_a_number_has_its_tolerance_and_slips_their_feedback(sample: Course) -> None:
    answers = {answer.findtext("text"): answer for answer in question(sample, "how-fast").iter("answer")}
    assert list(answers) == ["0.16", "0.04", "-0.16", "*"]
    assert [answer.findtext("tolerance") for answer in answers.values()] == ["0.0032", "0.0008", "0.0032", "0"]
    assert "flux" in (answers["0.04"].findtext("feedback/text") or "")


def test_units_are_written_as_readers_of_every_locale_type_them(sample: Course) -> None:
    entry = question(sample, "how-fast")
    factors = {unit.findtext("unit_name"): float(unit.findtext("multiplier") or 0) for unit in entry.iter("unit")}
    assert factors == {"m/d": 1, "м/сут": 1, "м/доба": 1, "cm/d": 100, "см/сут": 100, "см/доба": 100}
    assert entry.findtext("unitpenalty") == "0.1000000"


def test_arabic_numeric_questions_ask_for_the_digits_that_moodle_reads(sample: Course) -> None:
    asks = {locale: Reader(sample, locale).say("quiz-digits") for locale in ("ar", "en")}
    assert asks["ar"] in (question(sample, "how-fast", "ar").findtext("questiontext/text") or "")
    assert asks["en"] not in (question(sample, "how-fast").findtext("questiontext/text") or "")


def test_the_category_changes_with_the_bank_so_that_importing_again_mixes_nothing(sample: Course) -> None:
    english, arabic = (bank(sample, locale).findtext("question/category/text") or "" for locale in ("en", "ar"))
    assert english.startswith("$course$/top/soil-en-")
    assert english.rpartition("-")[2] != arabic.rpartition("-")[2]


def test_an_answer_that_no_prompt_has_stays_as_a_distractor(sample: Course) -> None:
    pairs = [(sub.findtext("text"), sub.findtext("answer/text")) for sub in question(sample, "which-soil").iter("subquestion")]
    assert pairs == [("Sand", "fast"), ("Clay", "slowly"), ("", "never")]


def test_gaps_become_menus(sample: Course) -> None:
    text = question(sample, "fill-the-pores").findtext("questiontext/text") or ""
    assert text.count("{1:MULTICHOICE:") == 2
    assert "%100%small#Small pores hold firmly." in text
    assert "%0%narrow \\~ \\#1\\}#Narrow pores stay wet." in text
    assert "hold water &amp; salt at &lt; 1 bar" in text


def test_links_to_pages_of_the_course_leave_only_their_words(sample: Course) -> None:
    hint = question(sample, "what-moves").findtext("hint/text") or ""
    assert "lesson" in hint
    assert "href" not in hint
