"""Numeric keys: computed, convertible, and apart from the slips that they are told from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course import answers, quiz, units
from course.finding import Finding
from course.load import Course
from course.quiz import Answer, Numeric

NUMBER = re.compile(r"(?<![0-9.])[0-9]+(?:[, ][0-9]{3}(?![0-9]))*(?:\.[0-9]+)?")


def check(course: Course, item: Numeric, path: str) -> Iterator[Finding]:
    """The key of a numeric item is a number that its formula or the lab gives, in units that convert."""
    for line, code, message in (*_numbers(item), *_units(course, item.answer)):
        yield Finding(path, line, code, f"{item.id}: {message}")
    if not list(_numbers(item)):
        for line, code, message in (*_computed(course, item.answer), *_told(item), *_slips(item)):
            yield Finding(path, line, code, f"{item.id}: {message}")


Problem = tuple[int, str, str]


def _numbers(item: Numeric) -> Iterator[Problem]:
    answer = item.answer
    value, tolerance = quiz.decimal(answer.value), quiz.decimal(answer.tolerance)
    if not value:
        yield answer.line, "QZ017", f"the value {answer.value} is no number other than zero; a relative tolerance needs one"
    if tolerance is None or not 0 < tolerance < 1:
        yield answer.line, "QZ018", f'the tolerance {answer.tolerance} is no share between 0 and 1; "0.02" accepts 2 % to either side'


def _units(course: Course, answer: Answer) -> Iterator[Problem]:
    for unit in (answer.unit, *answer.also):
        if problem := units.problem(unit, course.units):
            yield answer.line, "QZ019", f"{problem}; write a unit as mg/kg or m²/d"
        elif not units.problem(answer.unit, course.units) and answers.factor(unit, answer.unit) is None:
            yield answer.line, "QZ019", f"{unit} cannot be converted into {answer.unit}; correct one of them"


def _computed(course: Course, answer: Answer) -> Iterator[Problem]:
    if bool(answer.formula) == bool(answer.result):
        yield answer.line, "QZ020", "name how the value is computed: either a `formula` or a `result` of the lab"
    elif answer.result:
        yield from _result(course, answer)
    else:
        try:
            value = answers.compute(answer, answer.formula)
        except ValueError as error:
            yield answer.line, "QZ020", f"the formula cannot be computed ({error}); correct it"
            return
        if not answers.agrees(value, answer.value):
            yield answer.line, "QZ021", f"the formula gives {value:.6g}, the key says {answer.value}; correct one of them"


def _result(course: Course, answer: Answer) -> Iterator[Problem]:
    """A lab that is not written yet gives nothing to compare with."""
    slug, _, name = answer.result.partition(".")
    value = answers.result(course.results, answer.result)
    if not name or course.catalogue.module(slug) is None:
        yield answer.line, "QZ020", f"'{answer.result}' is no result of a lab; write the module and the name, as leaching-transport.daf"
    elif value is None and course.results.get(slug):
        yield answer.line, "QZ020", f"the lab of {slug} has no number '{name}'; take a name that its results cell prints"
    elif value is not None and not answers.agrees(value, answer.value):
        yield answer.line, "QZ021", f"the lab gives {value:.6g} for {answer.result}, the key says {answer.value}; correct the key"


def _told(item: Numeric) -> Iterator[Problem]:
    """What the reader is given to compute with, and shown as the answer, is what the key is computed from, in whatever unit."""
    asked, shown = _figures(item.stem), _figures(item.right)
    for name, number in (item.answer.given or {}).items():
        if not _figures(number.partition("e")[0]) <= asked:
            yield (
                item.answer.line,
                "QZ021",
                f"the stem does not give {number} for {name}; make them agree, or write a constant into the formula",
            )
    if not _figures(item.answer.value.partition("e")[0]) <= shown:
        yield item.answer.line, "QZ021", f"`right` does not show the key {item.answer.value}; make them agree"


def _figures(text: str) -> set[str]:
    """The numbers of a text without decimal point and zeros around them, since 0.055 mg/L are 55 µg/L."""
    return {re.sub("[., ]", "", number).strip("0") for number in NUMBER.findall(text)}


def _slips(item: Numeric) -> Iterator[Problem]:
    """A slip is a wrong number: outside the tolerance of the key, and of the other slips."""
    key = float(item.answer.value)
    width = float(item.answer.tolerance)
    taken = {"the key": key}
    for slip in item.slips:
        try:
            value = answers.compute(item.answer, slip.formula)
        except ValueError as error:
            yield slip.line, "QZ020", f"the formula of '{slip.id}' cannot be computed ({error}); correct it"
            continue
        for name, other in taken.items():
            if abs(value - other) <= width * (abs(value) + abs(other)):
                yield (
                    slip.line,
                    "QZ022",
                    f"'{slip.id}' gives {value:.6g}, too close to {name} ({other:.6g}); drop it or narrow the tolerance",
                )
        taken[f"'{slip.id}'"] = value
