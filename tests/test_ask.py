"""Questions over the sample: routes, the contract's record, the command."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from rag.answer import answer_record
from rag.pipeline import Pipeline

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "tests/answer.schema.json").read_text(encoding="utf-8"))
QUESTIONS = [
    "汽车产业2022年主营业务收入目标是多少？",
    "市科技局牵头哪些条款？",
    "二(三)2讲什么",
    "这个文件是什么时候发布的",
    "2025年汽车产业收入目标是多少",
    "咨询电话是多少",
    "量子通信重点突破什么",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_record_keeps_the_contract(question: str, pipeline: Pipeline) -> None:
    record = answer_record(pipeline.ask(question))
    jsonschema.validate(record, SCHEMA)
    for citation in record["citations"]:
        text = pipeline.documents[citation["doc_id"]].text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    markers = [int(n) for n in re.findall(r"〔(\d+)〕", record["answer"])]
    assert list(dict.fromkeys(markers)) == [citation["marker"] for citation in record["citations"]]


@pytest.mark.parametrize(
    ("question", "sections", "says"),
    [
        ("汽车产业2022年主营业务收入目标是多少？", ["二/(三)"], "4000亿元以上"),
        ("市科技局牵头哪些条款？", ["二/(二)", "三/(八)"], "共 2 条"),
        ("科技局牵头的有哪些", ["二/(二)", "三/(八)"], "共 2 条"),
        ("新洲区参与哪些工作", ["二/(六)", "二/(七)", "三/(三)"], "共 3 条"),
        ("航空航天产业由谁牵头", ["二/(六)"], "市经济和信息化局"),
        ("3D打印由哪个单位牵头", ["二/(七)"], "市经济和信息化局"),
        ("航空航天产业归哪个局带头", ["二/(六)"], "市经济和信息化局"),
        ("我们想报品牌培育，这事市里由哪个部门主抓？", ["三/(四)"], "市市场监管局"),
        ("引进人才这项工作哪个局牵头？", ["三/(五)"], "市招才局"),
        ("航空航天产业哪个区政府要配合？", ["二/(六)"], "新洲区人民政府"),
        ("航空航天产业布局在哪个区", ["二/(六)"], "国家航天产业基地"),
        (
            "哪些条款把新洲区列为责任单位（各区人民政府的统称不算）",
            ["二/(六)", "二/(七)", "三/(三)"],
            "共 3 条",
        ),
        ("新洲区参与哪些工作，江夏区的不算", ["二/(六)", "二/(七)", "三/(三)"], "共 3 条"),
        ("谁发的这个文", ["落款"], "武汉市人民政府"),
        ("这份红头文是哪天发的", ["落款"], "2019"),
        ("文件主送哪些单位", ["主送"], "各区人民政府"),
        ("这个文件是谁发布的", ["落款"], "武汉市人民政府"),
        ("二(七)1说了什么", ["二/(七)/1"], "3D打印与激光加工装备"),
    ],
)
def test_right_section_and_words(
    question: str, sections: list[str], says: str, pipeline: Pipeline
) -> None:
    answer = pipeline.ask(question)
    assert list(dict.fromkeys(c.section for c in answer.citations)) == sections
    assert says in answer.answer
    assert answer.hits[0].clause.section == sections[0]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("2025年汽车产业主营业务收入目标是多少", "2025年"),
        ("上海的集成电路产业目标是多少亿元", "上海"),
        ("集成电路企业的联系电话是多少", "联系方式"),
        ("文件的文号是什么", "文号"),
        ("二(九)讲什么", "二/(九)"),
        ("企业能拿到多少万元补贴", "没有"),
    ],
)
def test_refusals_say_what_is_missing(question: str, says: str, pipeline: Pipeline) -> None:
    answer = pipeline.ask(question)
    assert answer.refused
    assert answer.citations == ()
    assert "文件未规定" in answer.answer
    assert says in answer.answer


def test_a_day_before_the_document_has_no_answer(pipeline: Pipeline) -> None:
    answer = pipeline.ask("集成电路产业谁牵头", as_of=date(2018, 1, 1))
    assert (answer.refused, answer.reason) == (True, "not_in_force")


def ask(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rag", "ask", "--home", str(home), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_batch_answers_in_order_and_goes_on_after_a_bad_question(
    sample_home: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "q.jsonl"
    lines = [
        json.dumps({"question": q}, ensure_ascii=False)
        for q in ["集成电路谁牵头", "", "谁发布的文件"]
    ]
    questions.write_text("\n".join(lines), encoding="utf-8")
    done = ask(sample_home, "--questions", str(questions), "--json")
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["question"] for r in records] == ["集成电路谁牵头", "", "谁发布的文件"]
    assert [r["refused"] for r in records] == [False, True, False]


@pytest.mark.parametrize(
    "arguments",
    [
        [""],
        ["甲" * 10_000],
        ["甲\x07乙"],
        [],
        ["问", "--top", "0"],
        ["问", "--as-of", "昨天"],
        ["问", "--top", "x"],
        ["问", "--colour"],
        ["--questions", "没有.jsonl"],
    ],
    ids=["empty", "long", "control", "none", "top", "as-of", "not-a-number", "unknown", "file"],
)
def test_bad_input_is_one_sentence(arguments: list[str], sample_home: Path) -> None:
    done = ask(sample_home, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_home_without_index_says_what_to_run(tmp_path: Path) -> None:
    done = ask(tmp_path / "nowhere", "集成电路谁牵头")
    assert done.returncode == 2
    assert "python -m index build" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
