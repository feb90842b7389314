"""The order of the letters in each locale, for lists that a reader looks through."""

from __future__ import annotations

import re
import unicodedata

ALPHABETS = {
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
ARTICLE = re.compile(r"^ال")
HAMZA = str.maketrans("أإآٱىة", "اااايه")


PRIVATE = 0xE000


def sort_key(text: str, locale: str) -> str:
    """Compares texts as a dictionary of the locale does."""
    text = text.casefold()
    if locale == "zh":
        return text.encode("gb18030").decode("latin-1")  # common characters stand in the order of pinyin there, rarer ones by radical
    if locale == "ar":
        return ARTICLE.sub("", _plain(text).translate(HAMZA))
    alphabet = ALPHABETS.get(locale, "")
    return "".join(_placed(letter, alphabet) for letter in text if letter.isalnum() or letter.isspace())


def _placed(letter: str, alphabet: str) -> str:
    if letter not in alphabet:
        letter = _plain(letter)
    return chr(PRIVATE + alphabet.index(letter)) if len(letter) == 1 and letter in alphabet else letter


def _plain(text: str) -> str:
    """Without accents, vowel signs and other marks."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
