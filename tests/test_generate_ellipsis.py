"""What a sentence that names nobody may be lent by those before it, worked out by hand."""

import pytest

from rag.generate.ellipsis import without_lent
from rag.generate.verify import verify
from tests.planted.load import Planted, sources_for

AGED = Planted("home-care-rules", "第二章/第五条", "", "")
# 对80周岁以上的独居老年人，每月补贴100元；年满90周岁的，200元；年满100周岁的，每月补贴600元。
THIRD = 2


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("年满100周岁的独居老年人每月补贴600元", "年满100周岁的每月补贴600元"),
        ("独居老年人每月补贴600元", None),  # not told whole: of whom
        ("年满100周岁的独居老年人由县民政局每月补贴600元", None),  # a body is not lent
        ("年满100周岁的农村老年人每月补贴600元", None),  # nobody speaks of 农村
        ("年满100周岁的,每月补贴600元", None),  # nothing is lent
    ],
)
def test_words_are_lent_to_a_sentence_that_is_told_whole(said: str, rest: str | None) -> None:
    (source, *_) = sources_for(AGED)
    assert without_lent(said, THIRD, source) == rest


@pytest.mark.parametrize(
    ("sentence", "is_shown"),
    [
        ("年满100周岁的独居老年人每月补贴600元。", True),
        ("年满100周岁的独居老年人每月补贴100元。", False),
        ("独居老年人每月补贴600元。", False),
    ],
)
def test_what_is_lent_bears_no_number_out(sentence: str, is_shown: bool) -> None:
    assert verify(f"{sentence}[1]", sources_for(AGED)).is_shown is is_shown
