"""How words are read aloud: pinyin of words, what sounds alike, what looks alike.

Readings come from `pypinyin` (MIT), one character at a time: the commonest, of true polyphones the
commonest two.
"""

import itertools
import os
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_LOOKALIKES = Path(__file__).with_name("lookalikes.txt")
# Characters with two readings in daily use; the table has rare ones for many others (董: zhong).
_POLYPHONES = frozenset(
    "行重长量藏调传乐便参兴朝解弹率曾省系降难都会合还化奇强切数差处相应载中种只转着模石似宿屏盛少几角觉"
    "薄校称更将给空划济卷论宁铺曲仅分供冠间监"
)
_MAX_SOUNDS = 4  # of a word
_TONES = str.maketrans("", "", "0123456789")
# What many speakers do not tell apart: flat and curled tongue, front and back nasals, n and l, f
# and h.
_NEAR = ((r"^([zcs])h", r"\1"), (r"^n", "l"), (r"^f", "h"), (r"ng$", "n"))


def sounds(word: str) -> tuple[str, ...]:
    """The toneless readings of a word, joined, likeliest first: `银行` -> `yinxing`, `yinhang`.

    Empty where a character has no reading.
    """
    readings = [_toneless(character) for character in word]
    combinations = itertools.islice(itertools.product(*readings), _MAX_SOUNDS)
    return tuple("".join(reading) for reading in combinations)


def toned(word: str) -> tuple[str, ...]:
    """The likeliest reading of each character with its tone mark: `健康` -> `jiàn`, `kāng`."""
    return tuple(_readings(character)[0] for character in word if _readings(character))


def near(word: str) -> str:
    """A key that words of about the same sound share: `shangye` and `sanye` have one."""
    return "'".join(_near_syllable(_toneless(c)[0]) for c in word if _toneless(c))


def initials(word: str) -> str:
    """The first letters of a word's syllables: `科技局` -> `kjj`."""
    return "".join(_toneless(c)[0][0] for c in word if _toneless(c))


def letters(text: str) -> str:
    """Typed pinyin without its tones: `Qìchē chǎn4ye4` -> `qiche chanye`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.lower().translate(_TONES)


@cache
def lookalikes() -> Mapping[str, str]:
    """Each character of `lookalikes.txt` to those that are taken for it."""
    table: dict[str, str] = {}
    for line in _LOOKALIKES.read_text(encoding="utf-8").splitlines():
        for group in [] if line.startswith("#") else line.split():
            for character in group:
                table[character] = table.get(character, "") + group.replace(character, "")
    return table


@cache
def _near_syllable(syllable: str) -> str:
    for pattern, plain in _NEAR:
        syllable = re.sub(pattern, plain, syllable)
    return syllable


@cache
def _toneless(character: str) -> tuple[str, ...]:
    plain = (letters(reading).replace("ü", "v") for reading in _readings(character))
    return tuple(dict.fromkeys(plain))[: 2 if character in _POLYPHONES else 1]


@cache
def _readings(character: str) -> tuple[str, ...]:
    found = _table().get(ord(character), "")
    return tuple(found.split(",")) if found else ()


@cache
def _table() -> Mapping[int, str]:
    """Code point to readings; 0.2 seconds, hence at first use."""
    # Its table of phrases takes 45 MB and half a second, and is not needed for readings.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT

    table: Mapping[int, str] = PINYIN_DICT
    return table
