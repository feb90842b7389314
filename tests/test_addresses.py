"""Addresses that readers have kept: none may vanish, each new one is written down.

tests/published.txt is the list. `course tidy` adds what is new; nobody takes anything out.
"""

from __future__ import annotations

import re
from pathlib import Path

from course import load, navigation, tidy

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = set((ROOT / tidy.PUBLISHED).read_text(encoding="utf-8").split())
ADDRESSES = set(navigation.addresses(load.load(ROOT)))


def test_no_published_address_has_vanished() -> None:
    assert not PUBLISHED - ADDRESSES


def test_every_address_is_in_the_list() -> None:
    assert not ADDRESSES - PUBLISHED, "run `.venv/bin/course tidy`, which writes them into tests/published.txt"


def test_addresses_carry_no_numbers_of_modules_or_lessons() -> None:
    numbered = re.compile(r"(^|/)(m|module|lesson)?-?\d+[-./]")
    assert [address for address in ADDRESSES if numbered.search(address.partition("#")[0])] == []
