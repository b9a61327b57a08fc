"""A draft in words."""

from dataclasses import replace

from rag.draft import refuse
from rag.write import write
from tests.toy_app import DOCUMENT, GOAL


def test_the_clauses_nearest_to_a_refusal_can_be_told_apart() -> None:
    near = [GOAL, replace(GOAL, label="二、(三)2."), replace(GOAL, label="三、"), GOAL]
    written = write(refuse("no_evidence", "补贴", near), {DOCUMENT.doc_id: DOCUMENT})
    assert written.text == "文件未规定：补贴。最接近的条款是：一、(一)；二、(三)2；三。"
    assert written.citations == ()
