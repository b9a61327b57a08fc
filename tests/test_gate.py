"""The gate: its models, what is vetoed before, and that its training finds what separates."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Clause
from eval.gate_examples import Example, LabelledOffer, examples_of, without
from eval.gate_training import area, curve, fitted, judged, record, sign, train
from eval.near_misses import Probe, ProbedPassage
from eval.question import Question
from rag.evidence.gate import FILE, Gate, Linear, gate, read
from rag.evidence.gate_veto import bonds, vetoed
from rag.held.holdings import Holdings
from rag.pipeline import Pipeline
from rag.question.query import understand
from rag.route.candidate import candidates

_LEVEL = Linear(0.0, {"score": 1.0})


def test_a_linear_model_is_the_logistic_of_its_sum() -> None:
    model = Linear(-1.0, {"a": 2.0, "b": -0.5})
    assert model.probability({"a": 1.0, "b": 2.0, "c": 9.0}) == pytest.approx(0.5)
    assert model.probability({"a": 1.0, "b": 0.0, "c": 9.0}) == pytest.approx(0.7310586)


def test_a_value_and_words_are_judged_by_their_own_models() -> None:
    own = Gate(_LEVEL, Linear(9.0, {}), Linear(-9.0, {}), 0.5)
    assert own.lets({"q_value": 1.0, "score": 0.0})
    assert not own.lets({"q_value": 0.0, "score": 0.0})


def test_the_likeliest_is_chosen_and_of_equals_the_first() -> None:
    own = Gate(_LEVEL, _LEVEL, _LEVEL, 0.5)
    assert own.likeliest([]) is None
    assert own.likeliest([({"score": 1.0}, 0.9), ({"score": 3.0}, 0.8)]) == 1
    assert own.likeliest([({"score": 1.0}, 0.9), ({"score": 1.0}, 0.8)]) == 0


def test_what_was_put_behind_stays_behind_what_is_half_as_likely() -> None:
    own = Gate(_LEVEL, _LEVEL, _LEVEL, 0.5)
    amendment, explanation = {"score": 0.0}, {"score": 2.0}  # 0.5 and 0.88
    assert own.likeliest([(amendment, 0.6), (explanation, 0.9)]) == 0
    assert own.likeliest([({"score": -3.0}, 0.6), (explanation, 0.9)]) == 1


def test_a_runner_up_answers_where_it_is_near_the_best_and_likely() -> None:
    sure, unsure = Linear(0.0, {"sure": 1.0}), Linear(0.0, {"score": 1.0})
    own = Gate(unsure, sure, sure, 0.5)
    best = ({"score": 1.0, "sure": -1.0, "q_value": 1.0}, 0.9)
    near = ({"score": 0.5, "sure": 1.0, "q_value": 1.0}, 0.8)
    far = ({"score": -2.0, "sure": 1.0, "q_value": 1.0}, 0.8)
    unlikely = ({"score": 0.5, "sure": -0.1, "q_value": 1.0}, 0.8)
    assert own.runner_up([best, near], 0) == 1
    assert own.runner_up([best, far], 0) is None
    assert own.runner_up([best, unlikely], 0) is None
    assert own.runner_up([best], 0) is None


def test_every_weight_has_the_sign_of_its_meaning() -> None:
    for model in (gate().which, gate().value, gate().words):
        assert model.weights
        assert not [n for n, w in model.weights.items() if w * sign(n) < 0]


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "gate.json"
    path.write_text(record(gate()), encoding="utf-8")
    assert read(path) == gate()
    assert json.loads(FILE.read_text(encoding="utf-8")).keys() == {
        "threshold", "which", "value", "words",
    }  # fmt: skip


def _clause(text: str, section: str = "一", headings: tuple[str, ...] = ()) -> Clause:
    return Clause("d", section, section, headings, "paragraph", text, 0, len(text))


@pytest.mark.parametrize(
    ("question", "text", "section", "is_vetoed"),
    [
        ("望山区的高企奖励多少", "云州市高企奖励10万元", "一", True),
        ("云州市的高企奖励多少", "云州市高企奖励10万元", "一", False),
        ("诊断企业清单里有几家", "印发诊断企业清单", "一", True),
        ("诊断企业清单里有几家", "诊断企业清单：甲厂、乙厂", "附件1", False),
        ("诊断企业清单里有几家", "诊断企业清单另行公布", "一", False),
    ],
)
def test_a_clause_that_is_silent_on_a_bond_is_vetoed(
    question: str, text: str, section: str, is_vetoed: bool
) -> None:
    assert vetoed(understand(question), _clause(text, section), text) is is_vetoed


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("副高的租房补贴是多少", "副高安家补贴8万元", {"benefit_kind_lacking"}),
        ("副高的安家补贴是多少", "副高安家补贴8万元", set()),
        ("奖励怎么申请", "给予奖励", {"application_lacking"}),
        ("奖励怎么申请", "奖励由企业申请", set()),
    ],
)
def test_what_a_question_is_bound_to_is_measured(
    question: str, text: str, lacking: set[str]
) -> None:
    found = bonds(understand(question), "", text)
    assert {name for name, value in found.items() if value} >= lacking
    assert bool(lacking) == any(found.values())


def test_a_clause_without_the_kind_of_value_asked_for_offers_what_it_says(
    pipeline: Pipeline,
) -> None:
    query, ranked, holdings = pipeline.searched("航空航天产业2022年的发展目标是多少亿元？")
    offers = candidates(query, ranked, holdings)
    silent = [one for one in offers if one.features["no_value"]]
    assert silent
    assert all(one.draft.statements and not one.draft.shown for one in silent)


def test_questions_about_passages_are_right_where_the_evidence_is_offered(
    pipeline: Pipeline,
) -> None:
    said = "到2022年,全市汽车产业主营业务收入力争达到4000亿元以上。"
    asked = (
        Probe("汽车产业2022年主营业务收入目标是多少", True, said),
        Probe("汽车产业2022年利润目标是多少", False, said),
    )
    passage = ProbedPassage("意见", "", said, asked, "own")
    answered, missed = examples_of([passage], pipeline, "own", date(2026, 1, 1))
    assert any(one.right for one in answered.offers)
    assert all(one.gold for one in answered.offers if one.right)
    assert missed.offers
    assert not any(one.right or one.gold for one in missed.offers)
    assert answered.weight == missed.weight < 1


def test_a_model_separates_what_it_was_shown_within_its_signs() -> None:
    rng = np.random.default_rng(0)
    covers, noise = rng.random(200), rng.random(200)
    right = (covers > 0.5).astype(float)
    rows = np.column_stack([covers, covers + 0.1 * noise])
    model = fitted(["cover_all", "missing_all"], rows, right, np.ones(200), 1.0)
    assert model.weights["cover_all"] > 0
    assert "missing_all" not in model.weights  # it rises with the answer, which it may not
    likely = [model.probability({"cover_all": c, "missing_all": c}) for c in covers]
    assert area([p for p, r in zip(likely, right, strict=True) if r],
                [p for p, r in zip(likely, right, strict=True) if not r]) == 1.0  # fmt: skip


def test_the_area_counts_pairs_and_halves_ties() -> None:
    assert area([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)


def _example(group: str, at: int, *, answerable: bool, covered: float) -> Example:
    question = Question(f"{group}{at}", "number", "?", ("一",), (), (), answerable, False)
    features = {
        "q_value": float(at % 2), "cover_all": covered, "score": covered, "rank": 0.0,
        "behind_best": 0.0,
    }  # fmt: skip
    offers = (LabelledOffer(features, covered, answerable, answerable, False),)
    return Example(group, question, answerable, False, False, offers)


def test_each_group_is_judged_by_what_the_others_teach() -> None:
    some = [
        _example(group, at, answerable=at % 4 < 2, covered=0.9 - 0.6 * (at % 4 >= 2) + at / 1000)
        for group in ("a", "b")
        for at in range(40)
    ]
    seen: list[set[str]] = []

    def teach(part: list[Example]) -> Gate:
        seen.append({example.group for example in part})
        return train(part, 0.5)

    found = judged(some, lambda part: teach(list(part)))
    assert seen == [{"b"}, {"a"}]
    assert len(found) == len(some)
    (point,) = curve(found, (0.0,))
    assert (point["false_refusal"], point["refusal_recall"], point["right"]) == (0.0, 1.0, 1.0)


def test_without_its_clause_a_word_is_counted_no_more(pipeline: Pipeline) -> None:
    whole = pipeline.holdings
    rare = next(w for w, n in whole.weights.df.items() if n == 1 and len(w) > 3)
    gone = [c for c in whole.clauses if rare in c.text]
    rest: Holdings = without(whole, lambda clause: clause in gone)
    assert rare in whole.weights.df
    assert rare not in rest.weights.df
    assert len(rest.clauses) == len(whole.clauses) - len(gone)
    assert all(clause.text.strip() not in rest.text for clause in gone)


def test_all_that_the_models_weigh_is_measured(pipeline: Pipeline) -> None:
    query, ranked, holdings = pipeline.searched("汽车产业2022年主营业务收入目标是多少？")
    offers = candidates(query, ranked, holdings)
    assert offers
    for model in (gate().which, gate().value, gate().words):
        assert model.weights.keys() <= offers[0].features.keys()
