"""What about a subject is asked, and the words by which a clause speaks of it."""

import pytest

from rag.question.aspect import lacking_aspect
from rag.question.query import understand


@pytest.mark.parametrize(
    ("question", "clause", "lacking"),
    [
        ("项目换地点要走什么手续", "建设地点调整的,应当报市发展改革委同意", ""),
        ("项目换地点要走什么手续", "建设地点位于北港区", "手续"),
        ("申请要交什么材料", "申请人应当年满18周岁", "什么材料"),
        ("申请要交什么材料", "提交营业执照复印件", ""),
        ("报材料的最后一天碰上放假怎么算", "最后一日为法定节假日的,顺延", ""),
    ],
)
def test_an_aspect_that_a_clause_does_not_speak_of(
    question: str, clause: str, lacking: str
) -> None:
    assert lacking_aspect(understand(question), clause) == lacking
