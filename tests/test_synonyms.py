"""Words for the same thing: groups both ways, daily words one way, what each weighs."""

from rag.words.synonyms import lay, official, same_as
from rag.words.terms import Weights, coverage

PASSAGES = ["支持医疗机构发展远程医疗。", "支持企业发展。", "支持园区发展。"]
WEIGHTS = Weights.of(PASSAGES)


def test_a_daily_word_stands_for_official_ones_and_never_the_reverse() -> None:
    assert "医疗" in same_as()["看病"]
    assert "看病" not in same_as().get("医疗", frozenset())


def test_every_entry_says_something_else() -> None:
    for word, meant in lay().items():
        assert set(meant) - {word}, word


def test_official_words_are_added_behind_those_of_the_question() -> None:
    words = official("看病").split()
    assert words[0] == "看病"
    assert "医疗" in words
    assert official("医疗") == "医疗"


def test_a_daily_word_is_held_by_its_official_one_and_weighs_as_it_does() -> None:
    assert coverage(["看病"], PASSAGES[0], WEIGHTS) == 1.0
    assert coverage(["看病"], PASSAGES[1], WEIGHTS) == 0.0
    # 支持 is everywhere: a word that only stands for it must not count as a rare find.
    both = ["扶一把", "药"]
    assert coverage(both, PASSAGES[1], WEIGHTS) < 0.5
