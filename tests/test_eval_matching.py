"""Profiles with the states that a person wrote down: the sets, and how they are measured."""

from pathlib import Path

import pytest

from eval.__main__ import main
from eval.matching import Measured, Pair, ProfileSetError, measure, read_profiles

ROOT = Path(__file__).parent.parent
SYNTHETIC = ROOT / "eval/profiles/synthetic.jsonl"
SAMPLE = ROOT / "eval/profiles/sample.jsonl"
FRESH = sorted((ROOT / "eval/profiles").glob("fresh*.jsonl"))


@pytest.fixture(scope="module")
def fresh() -> Measured:
    """All fresh sets at once: their documents are read a single time."""
    profiles = [
        {**profile, "id": f"{path.stem}/{profile['id']}"}
        for path in FRESH
        for profile in read_profiles(path)
    ]
    return measure(profiles, ROOT / "eval/profiles/documents")


@pytest.mark.parametrize("path", FRESH, ids=[path.stem for path in FRESH])
def test_nine_of_ten_states_of_a_set_are_right_and_nothing_is_met_that_is_not(
    path: Path, fresh: Measured
) -> None:
    pairs = tuple(pair for pair in fresh.pairs if pair.profile.startswith(f"{path.stem}/"))
    assert pairs
    assert Measured(pairs, (), ()).accuracy >= 0.9
    assert Measured(pairs, (), ()).precision == 1.0


def test_states_over_the_synthetic_documents_are_right() -> None:
    measured = measure(list(read_profiles(SYNTHETIC)), ROOT / "eval/documents")
    assert measured.accuracy >= 0.9
    assert measured.precision == 1.0


def test_the_sample_s_own_section_is_first_for_each_description() -> None:
    measured = measure(list(read_profiles(SAMPLE)), ROOT / "corpus/documents")
    assert len(measured.firsts) >= 10
    assert [name for name, expected, found in measured.firsts if expected != found] == []
    assert measured.accuracy == 1.0


def test_accuracy_counts_pairs_and_precision_those_found_met() -> None:
    pairs = (
        Pair("a", "d#一", "met", "met"),
        Pair("a", "d#二", "unknown", "met"),
        Pair("b", "d#一", "not_met", "not_met"),
        Pair("b", "d#二", "never_met", "unknown"),
    )
    measured = Measured(pairs, (), (3.0, 1.0, 2.0))
    assert measured.accuracy == 3 / 4
    assert measured.precision == 1 / 2
    assert measured.p95 == 3.0


@pytest.mark.parametrize(
    "line",
    ['{"id": "a"}', "{", '{"id": "a", "as_of": "heute"}', "[]"],
)
def test_a_line_that_is_no_profile_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ProfileSetError, match="第 1 行"):
        list(read_profiles(path))


def test_a_section_that_no_document_has_is_named() -> None:
    record = {"id": "a", "text": "临江区企业", "as_of": "2026-11-24", "met": ["x#一"]}
    with pytest.raises(ProfileSetError, match="x#一"):
        measure([record], ROOT / "eval/documents")


def test_the_command_prints_the_measures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--profiles", str(SAMPLE)]) == 0
    assert "首条正确 12/12" in capsys.readouterr().out
    assert main(["match", "--profiles", "/absent.jsonl"]) == 2
    assert "/absent.jsonl" in capsys.readouterr().err
