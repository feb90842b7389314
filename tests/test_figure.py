"""Drawings as they go into a page."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from course import figure, plots
from course.words import Text, Words

INSIDE = (
    '<defs><path id="a" d=""/><path id="b" d=""/></defs>'
    '<path id="c" style="marker-start:url(#a);marker-end:url(#b)"/><use href="#a"/><use xlink:href="#b"/>'
)


def svg(inside: str, attributes: str) -> str:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {attributes}><title>A well</title><desc>It is deep.</desc>{inside}</svg>"


def localised(source: str) -> str:
    drawing, findings = figure.parse(source, "modules/flow/figures/well.svg")
    assert findings == []
    return figure.localise(drawing, Words("en", {key: text for key, (text, _) in drawing.texts.items()}, {}))[0]


def plotted(source: str) -> str:
    return plots.tell_plot(source, lambda text: Text(text, "en"), "plot-", False)


@pytest.mark.parametrize(("draw", "prefix"), [(localised, "fig-well-"), (plotted, "plot-")])
def test_ids_and_all_that_points_at_them_are_the_drawings_own(draw: Callable[[str], str], prefix: str) -> None:
    root = ElementTree.fromstring(draw(svg(INSIDE, 'width="4pt" height="3pt"')))
    values = [value for node in root.iter() for value in node.attrib.values()]
    assert f"marker-start:url(#{prefix}a);marker-end:url(#{prefix}b)" in values
    assert {f"{prefix}a", f"{prefix}b", f"#{prefix}a", f"#{prefix}b"} <= set(values)
    assert {"a", "b", "#a", "#b"}.isdisjoint(values)


SIZES = {'viewBox="0 0 640 330"': ("640", "330"), 'viewBox="0,0, 640,330"': ("640", "330"), 'viewBox="0 0 9"': figure.SIZE, "": figure.SIZE}


@pytest.mark.parametrize("attributes", SIZES)
def test_a_drawing_has_the_size_of_its_box_or_the_usual_one(attributes: str) -> None:
    root = ElementTree.fromstring(localised(svg("", attributes)))
    assert (root.get("width"), root.get("height")) == SIZES[attributes]
