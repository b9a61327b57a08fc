"""Text into search tokens: words by jieba, and pairs of characters where words fail.

    words    高新技术企业奖励500万元 -> 技术 术企 … 高新技术企业 奖励 500 万元
    bigrams  牵头单位 -> 牵头 头单 单位

A name that jieba cuts differently in a question and in a document still meets in its bigrams.
"""

import logging
import os
import re
import threading
import unicodedata
import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.squeeze import unbroken_text

if TYPE_CHECKING:
    import jieba

TERMS = Path(__file__).with_name("terms.txt")

_CHINESE = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_LONGEST_KEPT = 1000  # characters
_loading = threading.Lock()


def fold(text: str) -> str:
    """Compatibility forms and case folded away: `１５号` is `15号`, `（三）` is `(三)`.

    So are the breaks that a column made in a passage, which would part its words.

    Lone surrogates, which JSON can carry and no index can, become question marks.
    """
    # The same clauses are compared with every question; whole documents would fill the memory.
    return _kept_folded(text) if len(text) <= _LONGEST_KEPT else _folded(text)


@lru_cache(maxsize=8192)
def _kept_folded(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unbroken_text(text)).lower()
    return folded.encode("utf-8", "replace").decode("utf-8")


def tokenize(text: str) -> list[str]:
    """Words of the folded text in reading order, long words also cut into the words inside.

    Tokens without a letter, a digit or a character (punctuation, blanks) are dropped; no token
    holds a blank.
    """
    with _loading:
        jieba = _jieba()
    pieces = (piece for token in jieba.cut_for_search(fold(text)) for piece in token.split())
    return [piece for piece in pieces if any(character.isalnum() for character in piece)]


@lru_cache(maxsize=256)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Words of the folded text, uncut, with jieba's part of speech (`n…` noun, `v…` verb).

    A policy term of our own has the tag `x`, as punctuation has.
    """
    with _loading:
        tagger = _tagger()
    return tuple((pair.word, pair.flag) for pair in tagger.cut(fold(text)) if pair.word.strip())


def words(text: str) -> list[str]:
    """The words of the folded text in reading order, each character in exactly one."""
    with _loading:
        jieba = _jieba()
    return list(jieba.cut(fold(text)))


def is_word(text: str) -> bool:
    """Whether the general dictionary, or the policy terms, hold the folded text as a word."""
    with _loading:
        jieba = _jieba()
    return bool(jieba.FREQ.get(fold(text)))


def bigrams(text: str) -> list[str]:
    """Overlapping character pairs of each Chinese run of the folded text; a lone one as it is."""
    pairs: list[str] = []
    for run in _CHINESE.findall(fold(text)):
        pairs.extend(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return pairs


@cache
def _tagger() -> Any:  # noqa: ANN401 (jieba has no types)
    """The tagger over this process's jieba, loaded at first use (about a second)."""
    tokenizer = _jieba()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg
    return jieba.posseg.POSTokenizer(tokenizer)


@cache
def _jieba() -> "jieba.Tokenizer":
    """This process's jieba with the policy terms, loaded at first use (about a second)."""
    with warnings.catch_warnings():
        # 0.42.1 has unescaped sequences in its regular expressions and imports pkg_resources.
        warnings.simplefilter("ignore")
        import jieba
    # It reports loading, and a cache it cannot write, on stderr.
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_cache_folder())
    with TERMS.open(encoding="utf-8") as lines:
        for line in lines:
            term = line.strip()
            if term and not term.startswith("#"):
                tokenizer.add_word(term)
    return tokenizer


def _cache_folder() -> Path:
    """This user's own cache folder.

    jieba's default is a fixed name in the shared temporary folder, where anybody could leave a
    file for it to unmarshal. Where the folder cannot be made, jieba loads without a cache.
    """
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "xuntiao"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        pass
    return folder
