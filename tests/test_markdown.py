"""What our Markdown adds to the ordinary kind, where a page does not show it better."""

from __future__ import annotations

import time

import pytest

from course import markdown, numbers


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("土壤。\n地下水。", "土壤。地下水。"),
        ("土壤\n地下水", "土壤地下水"),
        ("土壤。\nRDX 迁移。", "土壤。RDX 迁移。"),
        ("土壤。\n[迟滞](term:x)使", "土壤。[迟滞](term:x)使"),
        ("土壤。\n$K_d$ 是", "土壤。$K_d$ 是"),
        ("土壤。\n430 m 以外", "土壤。430 m 以外"),
    ],
)
def test_chinese_sentences_on_lines_of_their_own_join_without_a_gap(text: str, joined: str) -> None:
    assert markdown.JOIN.sub("", text) == joined


@pytest.mark.parametrize(
    "text",
    ["一。\n12. 二", "一。\n- 二", "一。\n$$\nR\n$$", "一。\n[](symbols:R)", "一。\n/// note", "一。\n\n二。", "Soil.\nWater."],
)
def test_what_begins_a_block_or_has_spaces_keeps_its_line(text: str) -> None:
    assert markdown.JOIN.sub("", text) == text


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
def test_what_only_begins_like_a_calculation_is_read_quickly(text: str) -> None:
    start = time.monotonic()
    numbers.pieces(text)
    assert time.monotonic() - start < 5
