"""Tables that authors write and labs show: columns of numbers are marked, so that the page sets digits below digits."""

from __future__ import annotations

from xml.etree import ElementTree

from course import numbers

MARK = "number"


def mark(table: ElementTree.Element) -> None:
    """Give every cell of a column of numbers, its head too, the class `number`."""
    rows = [list(row) for row in table.iterfind("tbody/tr")]
    heads = list(table.iterfind("thead/tr/th"))
    for place, column in enumerate(zip(*rows, strict=False)):
        if numbers.mostly("".join(cell.itertext()) for cell in column):
            for cell in (*column, *heads[place : place + 1]):
                cell.set("class", MARK)
