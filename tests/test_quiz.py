"""Items: their keys, their numbers, their words."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from course import answers, asking, data, inline, load, quiz
from course.locales import LOCALES
from course.quiz import Answer, Item, Quiz
from course.reference import Units, UnitSymbol
from course.views import Reader

ROOT = Path(__file__).resolve().parent.parent
CHOICE = """items:
  - id: way
    type: single
    objective: x
    level: apply
    stem: Which way?
    explain: x
    options:
      - {id: down, text: Down, correct: true, feedback: F.}
      - {id: up, text: Up, feedback: F.}
"""


def every(text: str) -> tuple[Item, ...]:
    read, findings = data.structure(data.parse(text, "x.yml")[0], Quiz, "x.yml")
    assert findings == []
    assert read
    return read.items


def only(text: str) -> Item:
    return every(text)[0]


def answer(value: str = "0.16", formula: str = "", unit: str = "1", also: tuple[str, ...] = (), **given: str) -> Answer:
    return Answer(value, "0.02", 1, unit, also, formula, given)


def test_a_type_chooses_its_fields() -> None:
    _, findings = data.structure(data.parse(CHOICE.replace("single", "numeric"), "x.yml")[0], Quiz, "x.yml")
    assert [finding.message.split(";")[0] for finding in findings] == [
        "the field 'answer' is missing",
        "the field 'right' is missing",
        "the field 'wrong' is missing",
        "unknown field 'options'",
    ]


@pytest.mark.parametrize(("old", "new"), [("Which way?", "Whither?"), ("text: Up", "text: Upwards"), ("feedback: F.", "feedback: G.")])
def test_wording_keeps_stored_answers(old: str, new: str) -> None:
    assert quiz.digest(only(CHOICE)) == quiz.digest(only(CHOICE.replace(old, new)))


def test_the_order_of_options_keeps_stored_answers() -> None:
    *head, down, up = CHOICE.splitlines()
    assert quiz.digest(only(CHOICE)) == quiz.digest(only("\n".join([*head, up, down])))


@pytest.mark.parametrize(("old", "new"), [("id: down", "id: away"), ("type: single", "type: multiple")])
def test_another_key_lets_stored_answers_lapse(old: str, new: str) -> None:
    assert quiz.digest(only(CHOICE)) != quiz.digest(only(CHOICE.replace(old, new)))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("what-holds", "{id: air, text: Air, correct", "{id: gas, text: Air, correct"),
        ("is-air-in-pores", '{id: "false", text: "False", correct: true', '{id: "false", text: "False"'),
        ("how-fast", 'value: "0.16"', 'value: "0.17"'),
        ("how-fast", 'tolerance: "0.02"', 'tolerance: "0.05"'),
        ("how-fast", "unit: m/d", "unit: cm/d"),
        ("which-soil", "answer: slow", "answer: never"),
        (
            "the-way-down",
            "- {id: rain, text: Rain}\n      - {id: surface, text: Surface}",
            "- {id: surface, text: S}\n      - {id: rain, text: R}",
        ),
        ("fill-the-pores", "{id: wide, text: wide, correct", "{id: open, text: wide, correct"),
    ],
)
def test_the_key_of_every_type_lets_the_answers_to_its_item_lapse(name: str, old: str, new: str) -> None:
    text = (ROOT / "tests/quiz/quizzes/soil/quiz.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    before, after = ({item.id: quiz.digest(item) for item in every(written)} for written in (text, text.replace(old, new)))
    assert [item for item in before if before[item] != after[item]] == [name]


@pytest.mark.parametrize(
    ("formula", "value"),
    [("K * i / n_e", 0.16), ("sqrt(K) ** 2", 10), ("ln(exp(2))", 2), ("0.5 * erfc(0) + exp(-0**2) * erfcx(0)", 1.5), ("min(K, i)", 0.004)],
)
def test_a_formula_is_computed(formula: str, value: float) -> None:
    assert answers.compute(answer(K="10", i="0.004", n_e="0.25"), formula) == pytest.approx(value)


@pytest.mark.parametrize(
    "formula", ["x +", "x", "K.__class__", "open('x')", "().__class__", "9**9**9", "1/0", "'a' * 10", "[K for K in (1,)]", "-ln(0)"]
)
def test_a_formula_reaches_nothing_but_its_numbers(formula: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        answers.compute(answer(K="10"), formula)


@pytest.mark.parametrize(
    ("computed", "written", "same"),
    [
        (1.5384, "1.54", True),
        (1.5384, "1.5", True),
        (1.5384, "1.538", True),
        (1.5384, "1.53", False),
        (0.4, "0.40", True),
        (9131.2, "9.13e3", True),
    ],
)
def test_a_key_agrees_to_the_figures_that_are_written(computed: float, written: str, same: bool) -> None:
    assert answers.agrees(computed, written) is same


@pytest.mark.parametrize(
    ("unit", "into", "factor"),
    [
        ("µg/kg", "mg/kg", 0.001),
        ("m²/d", "m²/y", 365.25),
        ("cm", "m", 0.01),
        ("%", "1", 0.01),
        ("L/kg", "m³/t", 1),
        ("kt/y", "t/y", 1000),
        ("ppb", "%", 1e-7),
        ("wk", "d", 7),
        ("meq/kg", "eq/kg", 0.001),
        ("kg", "m", None),
        ("furlongs per", "m", None),
    ],
)
def test_units_are_converted_or_not(unit: str, into: str, factor: float | None) -> None:
    assert answers.factor(unit, into) == (pytest.approx(factor) if factor else None)


def test_every_unit_of_the_table_is_known() -> None:
    table = data.parse((ROOT / "modules/units.yml").read_text(encoding="utf-8"), "modules/units.yml")[0]
    assert [unit["id"] for unit in table["units"] if answers.factor(unit["id"], unit["id"]) is None] == []


def test_units_are_recognised_however_a_locale_writes_them() -> None:
    table = Units((UnitSymbol("µg", 1, {"ru": "мкг"}), UnitSymbol("L", 1, {"ru": "л"})))
    assert answers.spellings(answer(unit="µg/L", also=("mg/L",)), table) == {
        "ug/l": 1,
        "мкг/л": 1,
        "mg/l": pytest.approx(1000),
        "mg/л": pytest.approx(1000),
    }


def here(target: str) -> str:
    return f"../{target}"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** `c`", "<em>a</em> <strong>b</strong> <code>c</code>"),
        ("H~2~O 10^-3^", "H<sub>2</sub>O 10<sup>-3</sup>"),
        ("$K_d$", "<math><msub><mi>K</mi><mi>d</mi></msub></math>"),
        ("[words](page.html)", '<a href="../page.html">words</a>'),
        ("<b>x</b> & <img src=x onerror=y>", "&lt;b&gt;x&lt;/b&gt; &amp; &lt;img src=x onerror=y&gt;"),
        ("# no heading\n\n- no list", "# no heading\n\n- no list"),
    ],
)
def test_texts_know_the_inline_subset_and_nothing_else(text: str, html: str) -> None:
    assert inline.html(text, here) == html


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_runs_something_is_no_link(target: str) -> None:
    assert "href" not in inline.html(f"[x]({target})", lambda target: target)


def test_numbers_with_units_and_powers_are_isolated_from_right_to_left() -> None:
    html = inline.html("قيمة 12.5 mg/L ثم 10^-3^", here, LOCALES["ar"], Units((UnitSymbol("mg", 1), UnitSymbol("L", 1))))
    html = html.replace("&nbsp;", " ")
    assert '<bdi dir="ltr">12.5 mg/L</bdi>' in html
    assert '<bdi dir="ltr">10<sup>-3</sup></bdi>' in html


def test_no_line_ends_between_a_number_and_its_unit_in_a_question() -> None:
    known = Units((UnitSymbol("mg", 1), UnitSymbol("L", 1)))
    html = inline.html("`5 mg` 12.5 mg/L and 10^-3^ mg, $x = 5$ L", here, known=known).replace("\u00a0", "~").replace("&nbsp;", "~")
    assert html.startswith('<code>5 mg</code> 12.5~<span class="whole">mg/L</span> and 10<sup>-3</sup>~mg, <math>')
    assert html.endswith("</math>~L")
    assert '<bdi dir="ltr">12.5~mg/L</bdi>' in inline.html("قيمة 12.5 mg/L", here, LOCALES["ar"], known).replace("&nbsp;", "~")


@pytest.mark.parametrize(
    ("locale", "text", "whole"),
    [
        ("ru", "60 кг/год, и ($x$).", ["кг/год", "($x$)."]),
        ("zh", "代入（$x$）。", ["（$x$）。"]),
        ("ar", "مع \u2066$x$ = 5 m\u2069، و\u20662 = 2\u2069.", ["<$x$ = 5 m>،", "و<2 = 2>."]),
    ],
)
def test_units_and_formulas_of_a_question_are_kept_as_in_a_lesson(locale: str, text: str, whole: list[str]) -> None:
    known = Units((UnitSymbol("kg", 1, {"ru": "кг"}), UnitSymbol("y", 1, {"ru": "год"}), UnitSymbol("m", 1)))
    html = inline.html(text, here, LOCALES[locale], known).replace("&nbsp;", " ").replace("<math><mi>x</mi></math>", "$x$")
    html = html.replace('<bdi dir="ltr" class="calculation">', "<").replace("</bdi>", ">")
    assert re.findall(r'<span class="whole">(.*?)</span>', html) == whole


def test_a_mark_of_direction_that_is_not_closed_where_it_was_opened_is_left() -> None:
    assert inline.html("\u2066a *b\u2069*", here, LOCALES["ar"]) == "\u2066a <em>b\u2069</em>"


def test_signs_stay_with_the_menu_before_them() -> None:
    assert asking.MENU.split("So R is {factor}. If {grain}\u00a0; then") == ["So R is ", "factor", ".", " If ", "grain", "\u00a0;", " then"]


def test_options_are_mixed_alike_in_every_build_and_none_is_lost() -> None:
    steps = {item.id: item for item in every((ROOT / "tests/quiz/quizzes/soil/quiz.yml").read_text(encoding="utf-8"))}["the-way-down"]
    assert [step.id for step in quiz.mixed(steps, steps.steps)] == ["table", "rain", "surface", "pores"]  # type: ignore[union-attr]


def test_steps_to_order_are_never_shown_in_their_order(sample: Path) -> None:
    shutil.copytree(ROOT / "tests/quiz", sample, dirs_exist_ok=True)
    path = sample / "quizzes/soil/quiz.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: the-way-down", "id: way-5"), encoding="utf-8")
    course = load.load(sample)
    _, _, item = asking.find(course, "way-5") or pytest.fail("no such item")
    assert quiz.mixed(item, item.steps) == item.steps  # type: ignore[union-attr]
    view = asking.Asking(Reader(course, "en"), str).item("way-5") or {}
    assert [step["id"] for step in view["shown"]] == ["surface", "pores", "table", "rain"]


@pytest.mark.parametrize(
    ("locale", "value", "printed"),
    [("fr", "0.10", "0,10"), ("zh", "0.10", "0.10"), ("uk", "9.1e3", "9,1 × 10³"), ("en", "1e-3", "1 × 10⁻³"), ("en", "2e+10", "2 × 10¹⁰")],
)
def test_a_number_of_the_data_is_printed_as_the_locale_writes_it(locale: str, value: str, printed: str) -> None:
    assert Reader(load.load(ROOT / "tests/sample"), locale).number(value) == printed


def test_the_script_is_light() -> None:
    assert len(gzip.compress((ROOT / "docs/assets/js/quiz.js").read_bytes(), 9, mtime=0)) <= 8192
