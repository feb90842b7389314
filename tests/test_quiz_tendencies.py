"""What `course status` says about quizzes: habits that give the answer away."""

from __future__ import annotations

from pathlib import Path

from course import load, tendencies
from course.load import Course
from course.tendencies import Row

ITEM = """  - id: item-{number}
    type: single
    objective: x
    level: {level}
    stem: Which?
    explain: x
    options:
      - {{id: right, text: {right}, correct: true, feedback: F.}}
      - {{id: wrong, text: {wrong}, feedback: F.}}
      - {{id: other, text: {other}, feedback: F.}}
"""


def course(root: Path, count: int = 8, level: str = "apply", right: str = "one", wrong: str = "two", other: str = "three") -> Course:
    items = "".join(ITEM.format(number=number, level=level, right=right, wrong=wrong, other=other) for number in range(count))
    (root / "quizzes/flow").mkdir(parents=True)
    (root / "quizzes/flow/quiz.yml").write_text(f"items:\n{items}", encoding="utf-8")
    return load.load(root)


def row(found: Course, what: str) -> Row:
    return next(row for row in tendencies.rows(found) if row.what == what)


def test_keys_that_are_always_longest_are_notable(tmp_path: Path) -> None:
    found = row(course(tmp_path, right="the only long one"), "key is the longest")
    assert (found.value, found.notable) == ("8/8, p = 0.000", True)


def test_keys_that_are_longest_as_often_as_chance_has_it_are_not(tmp_path: Path) -> None:
    found = row(course(tmp_path), "key is the longest")
    assert (found.value, found.notable) == ("0/8, p = 1.000", False)


def test_a_quiz_of_facts_is_notable(tmp_path: Path) -> None:
    found = row(course(tmp_path, level="remember"), "apply or above")
    assert (found.value, found.notable) == ("0/8", True)


def test_absolutes_and_all_of_the_above_are_named(tmp_path: Path) -> None:
    found = course(tmp_path, count=1, wrong="it never does", other="all of the above")
    named = [(row.what, row.value) for row in tendencies.rows(found) if row.notable and row.locale == "en" and "item" in row.value]
    assert named == [
        ("absolute in a wrong option", "item-0.wrong: never"),
        ("all or none of the above", "item-0.other"),
        ("absolute in a wrong option", "item-0.other: all"),
    ]


def test_the_place_of_the_key_depends_on_the_item_and_not_on_the_file(tmp_path: Path) -> None:
    assert row(course(tmp_path, count=30), "place of the key").value.count(":") == 3
