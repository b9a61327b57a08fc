"""The level of government whose rules a question means, and what only has a level as its name."""

from datetime import date

import pytest

from rag.across.government import Government
from rag.across.level import level_meant
from rag.pipeline import Pipeline

_CITY = {"a": Government("岚港市", "市"), "b": Government("桐溪区", "区")}
_TEXT = "对省级重点实验室给予50万元，对国家级孵化器给予30万元"


@pytest.mark.parametrize(
    ("question", "level", "bare"),
    [
        ("市级措施申报要不要送纸质材料", "市", "措施申报要不要送纸质材料"),
        ("博士现在市级补贴多少", "市", "博士现在补贴多少"),
        ("市级博士生活补贴多少", "市", "博士生活补贴多少"),
        ("区里给多少", "区", "给多少"),
        ("县级的扶持政策有哪些", "区", "的扶持政策有哪些"),
        ("这事市里由谁管", "市", "这事 由谁管"),
        ("岚港市级措施有几条", "市", "岚港市措施有几条"),
    ],
)
def test_who_gives(question: str, level: str, bare: str) -> None:
    meant = level_meant(question, _TEXT, _CITY)
    assert meant is not None
    assert (meant.level, meant.bare) == (level, bare)


@pytest.mark.parametrize(
    "question",
    [
        "市级重点实验室奖励多少",  # the documents write of those of the province
        "市级孵化器奖励多少",
        "省级以上平台奖励多少",
        "市级部门做什么",
        "市级和区级的补贴各多少",
        "桐溪区的企业能拿市级补贴吗",  # another level's government is named
        "在市里办公的企业有补贴吗",
        "地市级的政策有哪些",
        "公里数是多少",
    ],
)
def test_who_does_not(question: str) -> None:
    assert level_meant(question, _TEXT, _CITY) is None


def test_a_level_is_answered_from_its_own_documents(related: Pipeline) -> None:
    for question, doc_ids in (
        ("市里引进博士补多少钱", {"change", "measures"}),
        ("区里引进博士补多少钱", {"district"}),
    ):
        answer = related.ask(question, as_of=date(2026, 1, 15))
        assert not answer.refused, answer.answer
        assert {c.doc_id for c in answer.citations} <= doc_ids
