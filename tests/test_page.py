"""Markdown in, facts about the page out."""

from __future__ import annotations

from course import page
from course.page import Page

TEXT = """---
title: Sorption
description: Why it is slow.
source:
  head: abc
---

# Sorption {#top}

A [term](term:soil) and $K_d$ in
the second line [@a2001, p. 3; @b2002].

$$
R = 1 + \\frac{\\rho_b}{n} K_d
$$

[](symbols:R,K_d)

/// safety
Nobody enters.
///

## Again {#again}

![Plume](figures/plume.svg)

```
[not a link](x.md) $x$ [@c2003]
```
"""


def parsed(text: str = TEXT) -> Page:
    read, findings = page.parse(text, "modules/x/sorption.fr.md")
    assert findings == ()
    return read


def test_the_path_tells_locale_and_english_source() -> None:
    assert (parsed().locale, parsed().source) == ("fr", "modules/x/sorption.md")


def test_headings_carry_their_explicit_ids_and_lines() -> None:
    assert [(heading.id, heading.level, heading.text, heading.line) for heading in parsed().headings] == [
        ("top", 1, "Sorption", 8),
        ("again", 2, "Again", 23),
    ]


def test_everything_on_the_page_knows_its_line() -> None:
    read = parsed()
    assert [(formula.tex, formula.line) for formula in read.formulas] == [("K_d", 10), ("R = 1 + \\frac{\\rho_b}{n} K_d", 13)]
    assert [(citation.key, citation.line) for citation in read.citations] == [("a2001", 11), ("b2002", 11)]
    assert [(link.target, link.line) for link in read.named("term")] == [("soil", 10)]
    assert read.symbols == (("R", 17), ("K_d", 17))
    assert [(image.target, image.text) for image in read.images] == [("figures/plume.svg", "Plume")]
    assert [(block.name, block.line) for block in read.blocks] == [("safety", 19)]


def test_code_is_not_read_as_text() -> None:
    read = parsed()
    assert "x.md" not in {link.target for link in read.links}
    assert "c2003" not in {citation.key for citation in read.citations}


def test_a_section_runs_to_the_next_heading_and_the_front_matter_is_one() -> None:
    assert [section.id for section in parsed().sections] == ["head", "top", "again"]


def test_rewrapping_changes_no_digest_and_a_changed_word_changes_one() -> None:
    digests = [section.digest for section in parsed().sections]
    rewrapped = parsed(TEXT.replace(" in\nthe second", "\nin the second"))
    assert [section.digest for section in rewrapped.sections] == digests
    changed = parsed(TEXT.replace("Nobody enters", "Someone enters"))
    assert [new == old for new, old in zip((s.digest for s in changed.sections), digests, strict=True)] == [True, False, True]


def test_a_translation_is_stale_where_the_english_section_has_changed() -> None:
    english, _ = page.parse("---\ntitle: A\ndescription: B\n---\n# One {#one}\n\n## Two {#two}\n", "docs/a.md")
    digests = {section.id: section.digest for section in english.sections}
    front = "\n".join(f'  {name}: "{digest}"' for name, digest in digests.items() if name != "two")
    translation, _ = page.parse(
        f"---\ntitle: A\ndescription: B\nsource:\n{front}\n---\n# Un {{#one}}\n\n## Deux {{#two}}\n", "docs/a.fr.md"
    )
    assert page.stale_sections(translation, english) == ("two",)
