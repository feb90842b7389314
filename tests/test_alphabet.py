"""Lists stand in the order that a reader of the locale expects."""

from __future__ import annotations

import pytest

from course.alphabet import sort_key


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "aquifer Darcy soil"),
        ("fr", "eau écologie essai étude"),  # accents do not count
        ("es", "nitrato ñame ozono"),
        ("ru", "ель ёлка жук"),
        ("uk", "вода ґрунт дощ єдність життя індекс їжа йод"),
        ("ar", "أثر الاختبار بئر التربة"),  # neither the article nor the hamza counts
        ("zh", "地下水 土壤 污染 镉"),  # by pinyin; rarer characters follow by radical
    ],
)
def test_words_are_sorted_as_in_a_dictionary(locale: str, words: str) -> None:
    expected = words.split()
    backwards = expected[::-1]
    assert sorted(backwards, key=lambda word: sort_key(word, locale)) == expected
