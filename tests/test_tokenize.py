"""What a clerk would type must be found in the text as written: names, document numbers, sums."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.tokenize import TERMS, bigrams, fold, tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("牵头单位：市科技局", ["牵头单位", "科技局"], id="body"),
        pytest.param("武政〔２０２３〕１５号", ["2023", "15"], id="document number, full width"),
        pytest.param("最高500万元奖励", ["500", "万元", "奖励"], id="sum"),
        pytest.param("增长12.5%以上", ["12.5%"], id="percentage"),
        pytest.param("1.3D打印与激光加工装备", ["打印", "激光"], id="digit glued to a name"),
        pytest.param("GPU和ＧＰＵ", ["gpu"], id="case and width"),
        pytest.param("高新技术企业", ["高新", "技术", "企业", "高新技术企业"], id="words inside"),
        pytest.param("瞪羚企业、专精特新", ["瞪羚企业", "专精特新"], id="terms of the list"),
    ],
)
def test_words_that_must_be_findable(text: str, expected: list[str]) -> None:
    assert set(expected) <= set(tokenize(text))


def test_punctuation_is_dropped_and_no_token_holds_a_blank() -> None:
    tokens = tokenize("（一）《办法》，“试行”。\n\t 第 1 条——\u3000…\u00a0a b")
    assert "".join(tokens) == "一办法试行第1条ab"
    assert not any(character.isspace() for token in tokens for character in token)


@pytest.mark.parametrize("text", ["", " ", "，。！", "\n\t"])
def test_nothing_to_find(text: str) -> None:
    assert tokenize(text) == []
    assert bigrams(text) == []


def test_bigrams_of_chinese_runs() -> None:
    assert bigrams("牵头单位") == ["牵头", "头单", "单位"]
    assert bigrams("奖500万元，补") == ["奖", "万元", "补"]


def test_fold() -> None:
    assert fold("（三）１５号，ＧＰＵ") == "(三)15号,gpu"


def test_a_name_cut_differently_meets_in_its_bigrams() -> None:
    document, question = "东湖新技术开发区管委会", "东湖开发区管委会"
    shared = set(bigrams(document)) & set(bigrams(question))
    assert {"东湖", "开发", "发区", "管委", "委会"} <= shared


def test_every_term_of_the_list_is_one_token() -> None:
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    terms = [line for line in lines if line and not line.startswith("#")]
    assert [term for term in terms if term not in tokenize(term)] == []


def test_loading_writes_no_shared_file_and_says_nothing(tmp_path: Path) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    shared.mkdir()
    environment = {**os.environ, "TMPDIR": str(shared), "XDG_CACHE_HOME": str(own)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "from index.tokenize import *; tokenize('政策')"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert list(shared.iterdir()) == []
    assert [file.name for file in (own / "xuntiao").iterdir()] == ["jieba.cache"]


def test_loading_where_no_cache_can_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = subprocess.run(
        [sys.executable, "-c", "from index.tokenize import *; print(tokenize('政策'))"],
        env={**os.environ, "XDG_CACHE_HOME": str(blocked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['政策']\n"
    assert done.stderr == ""
