"""A picture of what needs what: modules in rows by depth, edges that pass between them.

Edges that follow from others are left out. A long edge gets a waypoint in every row that it crosses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from course.catalogue import Catalogue

WIDTH, GAP, ROW_GAP = 640, 16, 34
WIDEST, LINE, PADDING, LANE = 300, 17, 12, 22

BREAK = re.compile(r"(?<= )|(?<=[\u3400-\u9fff、，：；）”])(?![、，：；）”])|(?<![（“\u00a0])(?=[\u3400-\u9fff（“])")
"""Where a line may end: after a space, and around a Chinese character, but not before a sign that closes or after one that opens."""


@dataclass(frozen=True, slots=True)
class Node:
    slug: str
    number: int
    lines: tuple[str, ...]
    x: float
    """Of its middle."""
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    nodes: tuple[Node, ...]
    edges: tuple[tuple[tuple[float, float], ...], ...]
    """Each as the points that it passes, two per row."""
    height: float


def picture(catalogue: Catalogue, titles: Mapping[str, str]) -> Picture:
    """Lay the catalogue out; `titles` by slug are wrapped to fit."""
    needs = _reduced(catalogue)
    rows = _ordered(_rows(catalogue, needs), needs)
    places: dict[str, tuple[float, float, float]] = {}
    nodes, top = [], 2.0
    for row in rows:
        modules = [slug for slug in row if slug in titles]
        width = min(WIDEST, (WIDTH - GAP * (len(row) - 1) - LANE * (len(row) - len(modules))) / max(1, len(modules)) - 4)
        lines = {slug: _wrapped(f"{catalogue.number(slug)}\u00a0·\u00a0{titles[slug]}", width) for slug in modules}
        height = max(map(len, lines.values())) * LINE + PADDING
        widths = [width if slug in lines else LANE for slug in row]
        left = (WIDTH - sum(widths) - GAP * (len(row) - 1)) / 2
        for slug, own in zip(row, widths, strict=True):
            places[slug] = (left + own / 2, top, top + height)
            if slug in lines:
                nodes.append(Node(slug, catalogue.number(slug), lines[slug], left + own / 2, top, own, height))
            left += own + GAP
        top += height + ROW_GAP
    edges = tuple(_points([places[step] for step in _steps(slug, need, rows)]) for slug in needs for need in needs[slug])
    return Picture(tuple(nodes), edges, top - ROW_GAP + 2)


def _reduced(catalogue: Catalogue) -> dict[str, list[str]]:
    """Module → what it needs and does not need already through another of its needs."""
    needs = {module.slug: [need for need in module.needs if catalogue.module(need)] for module in catalogue.modules}

    def below(slug: str) -> set[str]:
        return set(needs[slug]).union(*map(below, needs[slug]))

    return {slug: [need for need in own if not any(need in below(other) for other in own)] for slug, own in needs.items()}


def _rows(catalogue: Catalogue, needs: Mapping[str, list[str]]) -> list[list[str]]:
    """Modules by depth, with a waypoint in each row that an edge crosses."""
    depth = {slug: catalogue.depth(slug) for slug in needs}
    rows: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for slug in needs:
        rows[depth[slug]].append(slug)
    for slug, own in needs.items():
        for need in own:
            for row in range(depth[need] + 1, depth[slug]):
                rows[row].append(_waypoint(slug, need, row))
    return rows


def _waypoint(slug: str, need: str, row: int) -> str:
    return f"{slug}>{need}>{row}"


def _steps(slug: str, need: str, rows: list[list[str]]) -> list[str]:
    crossed = (_waypoint(slug, need, row) for row in range(len(rows)))
    return [need, *(name for row, name in enumerate(crossed) if name in rows[row]), slug]


def _ordered(rows: list[list[str]], needs: Mapping[str, list[str]]) -> list[list[str]]:
    """Each row sorted by the middle of what stands above it, so that few edges cross."""
    result: list[list[str]] = []
    for number, row in enumerate(rows):
        above = {name: (place + 0.5) / len(result[-1]) for place, name in enumerate(result[-1])} if result else {}

        def middle(name: str, number: int = number, above: dict[str, float] = above) -> float:
            slug, *rest = name.split(">")
            parents = rest[:1] or needs[slug]
            names = [*parents, *(_waypoint(slug, need, number - 1) for need in parents)]
            places = [above[parent] for parent in names if parent in above]
            return sum(places) / len(places) if places else 0.5

        result.append(sorted(row, key=middle))
    return result


def _points(places: list[tuple[float, float, float]]) -> tuple[tuple[float, float], ...]:
    first, *between, last = places
    middle = [point for x, top, bottom in between for point in ((x, top), (x, bottom))]
    return ((first[0], first[2]), *middle, (last[0], last[1]))


def _wrapped(text: str, width: float) -> tuple[str, ...]:
    """Lines that fit."""
    lines = [""]
    for piece in BREAK.split(text):
        if lines[-1] and _length(f"{lines[-1]}{piece}".rstrip()) > width - PADDING:
            lines.append("")
        lines[-1] += piece
    return tuple(line.rstrip() for line in lines)


def _length(text: str) -> float:
    """About as wide as the text is drawn."""
    return sum(14 if unicodedata.east_asian_width(sign) in "WF" else 7.6 for sign in text)
