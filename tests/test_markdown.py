"""What our Markdown adds to the ordinary kind, where a page does not show it better."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from markdown import markdown as rendered

from course import lines, markdown, numbers, search, units
from course.locales import LOCALES
from course.published import LISTS
from course.reference import Units, UnitSymbol

OVERRIDES = Path(__file__).resolve().parent.parent / "overrides"
KNOWN = ("1", "mg", "L", "m", "s", "d", "%")
UNITS = Units((*(UnitSymbol(unit, 1) for unit in KNOWN), UnitSymbol("y", 1, {"es": "año", "ru": "год"}), UnitSymbol("kg", 1, {"ru": "кг"})))
EXTENSIONS = ["tables", "attr_list", "md_in_html", "pymdownx.arithmatex", "course.markdown"]


def page(text: str, locale: str = "en") -> str:
    """`text` as HTML, with `~` for a no-break space."""

    def render(name: str, /, **given: Any) -> str:
        return f"<{name} {given}>"

    context = markdown.Context(render=render, glossary="glossary.md", locale=LOCALES[locale], units=UNITS)
    settings = {"pymdownx.arithmatex": {"generic": True}, "course.markdown": {"context": context}}
    return rendered(text, extensions=EXTENSIONS, extension_configs=settings).replace("\u00a0", "~").replace("\\xa0", "~")


def one_line(text: str, locale: str = "en") -> str:
    """`text` as HTML without line breaks, all spaces alike."""
    return page(text, locale).replace("\n", "").replace("~", " ")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("土壤。\n地下水。", "土壤。地下水。"),
        ("土壤\n地下水", "土壤地下水"),
        ("土壤。\nRDX 迁移。", "土壤。RDX 迁移。"),
        ("土壤。\n[迟滞](term:x)使", "土壤。[迟滞](term:x)使"),
        ("土壤。\n$K_d$ 是", "土壤。$K_d$ 是"),
        ("土壤。\n430 m 以外", "土壤。430 m 以外"),
        ("/// example | 十米\n距离\n十米", "/// example | 十米\n距离十米"),
    ],
)
def test_chinese_sentences_on_lines_of_their_own_join_without_a_gap(text: str, joined: str) -> None:
    assert markdown.joined(text) == joined


@pytest.mark.parametrize(
    "text",
    [
        "/// example | 十米\n距离。",
        "   //// note | 井。\n430 m",
        "## 井\n距离。",
        "一。\n12. 二",
        "一。\n- 二",
        "一。\n$$\nR\n$$",
        "一。\n[](symbols:R)",
        "一。\n/// note",
        "一。\n\n二。",
        "Soil.\nWater.",
    ],
)
def test_what_begins_a_block_or_has_spaces_keeps_its_line(text: str) -> None:
    assert markdown.joined(text) == text


@pytest.mark.parametrize(
    ("locale", "text", "joined"),
    [
        ("en", "0.40 mg/L of it", '0.40~<span class="whole">mg/L</span> of it'),
        ("en", "10⁻⁶ m²/s", '10⁻⁶~<span class="whole">m²/s</span>'),
        ("en", "a 5 m-wide strip", "a 5~m-wide strip"),
        ("en", "14 800 mg/L", '14~800~<span class="whole">mg/L</span>'),
        ("en", "**5** mg", "<strong>5</strong>~mg"),
        ("en", "$x = 80$ m", "<math><mi>x</mi><mo>=</mo><mn>80</mn></math>~m"),
        ("en", "[5 d](page.html)", '<a href="page.html">5~d</a>'),
        ("es", "5 año y 0,5 y 2", "5~año y 0,5 y 2"),
        ("ru", "5 кг, 5 год", "5~кг, 5~год"),
        ("zh", "80 m代入，50 %的", "80~m代入，50~%的"),
        ("ar", "تركيز 0.40 mg/L في 5 m", 'تركيز <bdi dir="ltr">0.40~mg/L</bdi> في <bdi dir="ltr">5~m</bdi>'),
    ],
)
def test_no_line_ends_between_a_number_and_its_unit(locale: str, text: str, joined: str) -> None:
    assert page(text, locale) == f"<p>{joined}</p>"


def test_a_caption_keeps_its_quantities_too() -> None:
    assert "after 5~d" in page("![after 5 d](plume.svg)")


@pytest.mark.parametrize("text", ["5 metres", "in 2024 mice", "`5 mg`", "$5 m$", "5 1", "MW05, 60 wells", "no. 5. m is the mass"])
def test_what_is_no_quantity_of_the_text_is_left_as_it_is(text: str) -> None:
    assert "~" not in page(text)


def test_the_search_finds_quantities_with_ordinary_spaces_and_without_marks_of_direction() -> None:
    assert search._plain("<p>\u20670.40 \u2066mg/L\u2069\u2069</p>") == "0.40 mg/L"
    assert search._plain("<p>0.40\u00a0mg/L</p> <p>5&nbsp;m</p>") == "0.40 mg/L 5 m"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("على بعد 10 و80 وبـ300 m", "على بعد [10] و[80] وبـ[300 m]"),
        (
            "للبنزن: 0.005 mg/L × 20 × [0.118 + (0.3 + 0.13 × 0.228) / 1.5] = 0.034 mg/kg، ثم",
            "للبنزن: [0.005 mg/L × 20 × [0.118 + (0.3 + 0.13 × 0.228) / 1.5] = 0.034 mg/kg]، ثم",
        ),
        ("Kd = 58.9 L/kg × 0.002 = 0.118 L/kg.", "[Kd = 58.9 L/kg × 0.002 = 0.118 L/kg]."),
        ("(نحو 0.5 mg/L) و10^(−0.08)", "(نحو [0.5 mg/L]) و[10^(−0.08)]"),
        ("خطر 1e-6؛ والنسبة 1:5", "خطر [1e-6]؛ والنسبة [1:5]"),
        ("البئر VW2 عند L/S 10 L/kg، ISO 21268-3", "البئر VW2 عند L/S 10 L/kg، ISO 21268-3"),
        ("مع \u2066x = 2 m\u2069 و3", "مع \u2066x = 2 m\u2069 و[3]"),
        (" = 0.052 m\u2069، و3", " = 0.052 m\u2069، و[3]"),
    ],
)
def test_numbers_and_calculations_are_isolated_in_right_to_left_text_unless_their_author_did_it(text: str, told: str) -> None:
    assert "".join(f"[{piece}]" if apart else piece for piece, apart in numbers.pieces(text)) == told


@pytest.mark.parametrize("text", ["(" * 3000 + "1", "(1×" * 9000, "a=" * 20000, "(" + "1+" * 20000 + "1", "mg/L " * 10000, "1:" * 20000])
def test_what_only_begins_like_a_calculation_is_read_to_its_end(text: str) -> None:
    assert "".join(piece for piece, _ in numbers.pieces(text)) == text


def test_in_arabic_a_page_isolates_each_number_once_and_none_that_its_author_isolated() -> None:
    html = one_line("القيم **5 mg** و100 d، مع \u2066$R$ = 2 m\u2069.", "ar")
    assert html.count("<bdi") == 3
    assert '<strong><bdi dir="ltr">5 mg</bdi></strong> و<bdi dir="ltr">100 d</bdi>' in html
    assert '<bdi class="calculation" dir="ltr"><math><mi>R</mi></math> = 2 m</bdi>' in html
    assert not re.search("[\u2066-\u2069]", html)


@pytest.mark.parametrize(
    ("locale", "text", "whole"),
    [
        ("ru", "60 кг/год.", ["кг/год"]),
        ("ru", "(м/год) и/или 1/год, 640 CR/кг", ["1/год", "CR/кг"]),
        ("en", "with ($x$). Then", ["($x$)."]),
        ("en", "a non-$x$ part, **$x$** and $x$ [@x]", ["non-$x$"]),
        ("zh", "代入（$x$）。除以$x$：得", ["（$x$）。", "$x$："]),
        ("ar", "مع \u20665 m = 5 m\u2069، ومع $x$؛ و5 m.", ["<5~m = 5~m>،", "$x$؛"]),
    ],
)
def test_units_keep_their_parts_and_formulas_their_signs(locale: str, text: str, whole: list[str]) -> None:
    html = page(text, locale).replace("<math><mi>x</mi></math>", "$x$")
    html = html.replace('<bdi class="calculation" dir="ltr">', "<").replace("</bdi>", ">")
    assert re.findall(r'<span class="whole">(.*?)</span>', html) == whole


@pytest.mark.parametrize("text", ["(" * 40000 + "a ", "a" * 40000 + "$ ", "mg·" * 40000 + " / ", "mg/" * 40000])
def test_what_only_begins_like_a_unit_or_a_word_beside_a_formula_is_read_to_its_end(text: str) -> None:
    assert "".join(piece for piece, _ in units.pieces(text, "en", UNITS)) == text
    before, _, _ = lines.attached([f"{text}x", Element("i"), text], lambda _: True, lambda before, thing, after: thing)
    assert f"{text}x".startswith(str(before))


def test_a_lab_keeps_the_units_that_it_shows_and_leaves_the_words_of_its_plots() -> None:
    html = page('<div markdown="1"><p>5 mg/L</p><figure><svg><text>5 mg/L</text></svg></figure></div>')
    assert '<p>5~<span class="whole">mg/L</span></p>' in html
    assert "<text>5~mg/L</text>" in html


def test_a_calculation_of_one_formula_stays_with_its_signs_and_may_go_on_in_the_next_line() -> None:
    assert '<span class="whole">(<bdi dir="ltr" class="calculation"><math>' in page("see ($R = 2 = 2$).")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Take:\n- a\n- b", "<p>Take:</p><ul><li>a</li><li>b</li></ul>"),
        ("Take:\n1. a\n2. b", "<p>Take:</p><ol><li>a</li><li>b</li></ol>"),
        ("> Take:\n> - a", "<blockquote><p>Take:</p><ul><li>a</li></ul></blockquote>"),
        ("It lasted until\n1945. Then\n2. x", "<p>It lasted until1945. Then2. x</p>"),
        ("a\n-b and\n*c*", "<p>a-b and<em>c</em></p>"),
    ],
)
def test_a_list_may_follow_its_paragraph_without_an_empty_line(text: str, html: str) -> None:
    assert one_line(text) == html


def test_a_table_may_follow_its_paragraph_without_an_empty_line() -> None:
    html = one_line("Take:\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert html.startswith("<p>Take:</p>")
    assert html.count("<td") == 2


@pytest.mark.parametrize(
    ("cells", "marked"),
    [
        (["36", "11.4", "18"], True),
        (["1\u00a0020\u00a0000", "58,9", "–"], True),
        (["30 %", "57 × 11.7", "not detected"], True),
        (["\u2066< 0.5\u2069", "10⁻⁶"], True),
        (["10 m, 100 d", "1000 m, 4000 d"], False),
        (["10 м, 100 сут", "10 м"], False),
        (["8, 9, 13", "6, 9", "4"], False),
        (["0.055, as in the fields", "0.16"], False),
        (["-", ""], False),
    ],
)
def test_a_column_of_numbers_is_marked_with_its_head(cells: list[str], marked: bool) -> None:
    html = page("| a | b |\n|---|---|\n" + "".join(f"| x | {cell} |\n" for cell in cells))
    assert html.count('<td class="number">') == (len(cells) if marked else 0)
    assert html.count('<th class="number">b</th>') == marked


def test_every_list_that_a_page_may_name_has_its_template() -> None:
    assert {file.stem.removeprefix("list-") for file in OVERRIDES.glob("course/list-*.html")} == LISTS.keys()
