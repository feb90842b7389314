"""The picture of prerequisites: rows by depth, edges that pass no box."""

from __future__ import annotations

from itertools import pairwise

from course.catalogue import Catalogue, Lab, Module, Quiz
from course.graph import Node, Picture, picture


def drawn(**needs: str) -> Picture:
    """A picture of modules `a="", b="a", c="a b"`."""
    modules = tuple(
        Module(slug, slug, "", "planned", tuple(own.split()), (), (), Lab("", "", 60, 1), Quiz(20, 1), 1) for slug, own in needs.items()
    )
    return picture(Catalogue(modules), {slug: f"Module {slug}" for slug in needs})


def box(found: Picture, slug: str) -> Node:
    return next(node for node in found.nodes if node.slug == slug)


def test_a_module_stands_below_all_that_it_needs() -> None:
    found = drawn(a="", b="a", c="a b")
    assert box(found, "a").top < box(found, "b").top < box(found, "c").top


def test_an_edge_that_follows_from_others_is_left_out() -> None:
    assert len(drawn(a="", b="a", c="a b").edges) == 2


def test_a_long_edge_passes_beside_the_boxes_between() -> None:
    found = drawn(a="", b="a", c="b", d="c", x="a", e="d x")
    for edge in found.edges:
        for px, py in edge[1:-1]:
            assert not any(abs(px - node.x) < node.width / 2 and node.top < py < node.top + node.height for node in found.nodes)
    assert max(len(edge) for edge in found.edges) == 6


def test_boxes_of_a_row_stand_side_by_side_within_the_picture() -> None:
    found = drawn(a="", b="a", c="a", d="a", e="a")
    row = sorted((node for node in found.nodes if node.slug != "a"), key=lambda node: node.x)
    assert all(left.x + left.width / 2 < right.x - right.width / 2 for left, right in pairwise(row))
    assert row[0].x - row[0].width / 2 >= 0
    assert row[-1].x + row[-1].width / 2 <= 640


def test_titles_stay_inside_their_boxes_and_numbers_with_their_titles() -> None:
    """Chinese signs are drawn 14 wide, others about half."""
    titles = {
        "a": "石油烃、氯代溶剂、POPs与PFAS",
        "b": "Hydrocarbons, chlorinated solvents and pesticides",
        "c": "迁移中的污染：从土壤到地下水的淋溶",
        "d": "水",
    }
    modules = [Module(slug, "", "", "planned", (), (), (), Lab("", "", 60, 1), Quiz(20, 1), 1) for slug in titles]
    for node in picture(Catalogue(tuple(modules)), titles).nodes:
        for line in node.lines:
            assert sum(14 if sign > "\u3000" else 7.6 for sign in line) < node.width, line
            assert line[0] not in "、）", line
        assert node.lines[0][4:], node.lines


def test_an_empty_course_has_an_empty_picture() -> None:
    assert drawn().nodes == ()
