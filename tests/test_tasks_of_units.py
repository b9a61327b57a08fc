"""Which sections a unit answers for, by the role that their lines give it."""

import pytest

from corpus.document import SourceText
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks
from corpus.responsibility import read_responsibilities
from rag.question.query import understand
from rag.route.responsible import tasks_of_units

_TEXT = """一、茶园改造
修复老茶园。（市林业局负责落实）
二、茶市建设
建设交易市场。（牵头单位：市林业局；责任单位：市商务局）
三、茶旅融合
开发线路。（牵头单位：市文旅局；责任单位：市林业局）
"""


@pytest.mark.parametrize(
    ("question", "sections"),
    [
        ("责任单位里有市林业局的任务有哪些", ["一", "三"]),  # alone in charge, or beside a lead
        ("市林业局配合哪些任务", ["三"]),  # who is alone in charge helps nobody
        ("市林业局牵头哪些任务", ["一", "二"]),
        ("哪些任务的责任单位有市商务局（市林业局的不算）", ["二"]),
    ],
)
def test_sections_of_a_unit(question: str, sections: list[str]) -> None:
    held = read_responsibilities(outline(SourceText(_TEXT, lines_as_blocks(_TEXT)), "d"))
    draft = tasks_of_units(understand(question), held)
    assert draft is not None
    assert [p.clause.section for s in draft.statements for p in s.passages] == sections
