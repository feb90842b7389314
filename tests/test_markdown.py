"""What our Markdown adds to the ordinary kind, where a page does not show it better."""

from __future__ import annotations

import pytest

from course import markdown


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
