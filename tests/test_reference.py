"""The bibliography as readers see it: LaTeX is gone, and addresses are left alone."""

from __future__ import annotations

import pytest

from course.reference import Reference, parse_bibliography


def reference(fields: str) -> Reference:
    references, findings = parse_bibliography(f"@book{{key,\n  {fields}\n}}\n", "modules/references.bib")
    assert findings == []
    return references["key"]


@pytest.mark.parametrize(
    ("names", "short", "authors", "more"),
    [
        ("Hou, Deyi and others", "Hou et al. 2020", ("Hou, D.",), True),
        ("Hou, Deyi and Li, Na", "Hou & Li 2020", ("Hou, D.", "Li, N."), False),
        ("{Food and Agriculture Organization}", "Food and Agriculture Organization 2020", ("Food and Agriculture Organization",), False),
        (r"G{\'o}mez, {\'E}ric", "Gómez 2020", ("Gómez, É.",), False),
        ("others", "others 2020", ("others",), False),
    ],
)
def test_names(names: str, short: str, authors: tuple[str, ...], more: bool) -> None:
    read = reference(f"author = {{{names}}}, year = {{2020}}")
    assert (read.short, read.authors, read.more) == (short, authors, more)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("{ISO 11074: Soil quality -- Vocabulary}", "ISO 11074: Soil quality – Vocabulary"),
        (r"5 % of Sch{\"o}n~\& 6\% of S{\o}n---100 %", "5 % of Schön & 6% of Søn—100 %"),
        ("The {K}d of {PFAS}", "The Kd of PFAS"),
    ],
)
def test_titles(written: str, printed: str) -> None:
    assert reference(f"title = {{{written}}}").title == printed


def test_addresses_are_left_alone() -> None:
    read = reference(r"doi = {10.1000/a\_b--c}, url = {https://example.org/~a--b%20c}")
    assert (read.doi, read.url) == ("10.1000/a_b--c", "https://example.org/~a--b%20c")
