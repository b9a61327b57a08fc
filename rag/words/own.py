"""A data folder's own synonyms: which may be added, and that they hold from now on.

SynonymError    words that cannot be synonyms: one sentence
"""

import re
from collections.abc import Sequence

from index.catalog import Catalog
from index.own_synonyms import Groups, keep_own, read_own
from index.tokenize import fold
from rag.words.synonyms import shipped, use_own

MAX_WORDS, MAX_LETTERS, MAX_GROUPS = 10, 30, 1000
_WORD = re.compile(rf"[\w.\-/+·()]{{2,{MAX_LETTERS}}}")
_SAYING = re.compile(r"[^\W\d_]")  # a letter of any script


class SynonymError(ValueError):
    """One sentence for whoever typed them."""


def load_own(catalog: Catalog) -> bool:
    """Lets this process answer with the data folder's own synonyms; whether they are others now.

    Raises:
        IndexUnusable: the catalogue is missing or damaged.
    """
    return use_own(read_own(catalog))


def add_own(catalog: Catalog, official: str, words: Sequence[str]) -> Groups:
    """Lets `words` stand for the official one, beside those that do already; all own groups.

    Raises:
        SynonymError: a word that cannot be one, or that stands in another group.
        IndexUnusable: the catalogue cannot be written.
    """
    own = read_own(catalog)
    official = _checked(official)
    added = list(dict.fromkeys(_checked(word) for word in words))
    if not added:
        raise SynonymError(f"请给出至少一个与“{official}”同义的词。")
    before = next((group[1:] for group in own if group[0] == official), ())
    held = {word: group for group in (*shipped(), *own) for word in group}
    if official in held and held[official][0] != official:
        raise SynonymError(f"“{official}”已是“{held[official][0]}”的同义词；请以后者为公文用语。")
    for word in added:
        if word == official or word in held:
            of = official if word == official else held[word][0]
            raise SynonymError(f"“{word}”已在“{of}”这一组里，请去掉。")
    if len(before) + len(added) > MAX_WORDS or len(own) >= MAX_GROUPS:
        raise SynonymError(f"一组最多 {MAX_WORDS} 个同义词，最多 {MAX_GROUPS} 组；请先移除一些。")
    keep_own(catalog, official, [*before, *added])
    return read_own(catalog)


def remove_own(catalog: Catalog, official: str) -> bool:
    """Forgets the own words for an official one; whether there were any.

    Raises:
        IndexUnusable: the catalogue cannot be written.
    """
    there = any(group[0] == official for group in read_own(catalog))
    if there:
        keep_own(catalog, official, ())
    return there


def _checked(word: str) -> str:
    folded = fold(word.strip())
    if not _WORD.fullmatch(folded) or not _SAYING.search(folded):
        raise SynonymError(
            f"“{word.strip()[:MAX_LETTERS]}”不能作同义词：应为 2 至 {MAX_LETTERS} 个字，"
            "含汉字或字母，不含空格和标点。"
        )
    return folded
