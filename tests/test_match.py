"""A company against clauses: what is met, not met and unknown, over real documents."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from corpus.load import load_corpus
from rag.match.command import read_profile
from rag.match.matching import Match, Matcher
from rag.match.profile import ProfileError
from rag.match.record import match_record, questions

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """The matcher over the invented documents."""
    return Matcher({d.doc_id: d for d in load_corpus(ROOT / "eval/documents")[0]})


@pytest.fixture(scope="module")
def sample() -> Matcher:
    """The matcher over the sample, a plan that grants nothing."""
    return Matcher({d.doc_id: d for d in load_corpus(ROOT / "corpus/documents")[0]})


def matched(matcher: Matcher, text: str, day: date = DAY, **fields: object) -> Match:
    """The match of a description and fields."""
    return matcher.match(read_profile({"text": text, "fields": fields}, matcher, day), day)


def states(match: Match) -> Mapping[str, str]:
    """Each section to its state, as `document#section`."""
    return {f"{e.document.doc_id}#{e.clause.section}": e.state for e in match.entries}


LINJIANG = "linjiang-support#第二章"


def test_what_is_said_decides_and_what_is_not_said_is_unknown(matcher: Matcher) -> None:
    found = states(
        matched(
            matcher, "我们在临江区，规上企业，今年首次认定高新技术企业，营收3000万元，研发占营收5%"
        )
    )
    assert found[f"{LINJIANG}/第四条"] == "met"
    assert found[f"{LINJIANG}/第六条"] == "met"  # 不低于5% includes 5%
    assert found[f"{LINJIANG}/第五条"] == "unknown"  # 小巨人: not said
    assert found["low-altitude-plan#三/(一)"] == "unknown"


def test_a_number_below_its_bound_is_not_met_and_says_both_numbers(matcher: Matcher) -> None:
    match = matched(matcher, "临江区规上企业，营收1500万元，研发占营收8%")
    entry = next(e for e in match.entries if e.clause.section == "第二章/第六条")
    assert entry.state == "not_met"
    assert "1500万元" in entry.reason
    assert "2000万元" in entry.reason


def test_of_tiers_only_the_one_that_the_share_falls_into_is_met(matcher: Matcher) -> None:
    before = date(2025, 3, 1)  # before the amendment
    found = states(matched(matcher, "云州市规上企业，研发费用占营业收入比重为5%", before))
    tiers = [found[f"innovation-measures#二/(一)/{n}"] for n in (1, 2, 3)]
    assert tiers == ["not_met", "met", "not_met"]


def test_what_an_amendment_replaced_matches_no_longer_and_its_own_text_does(
    matcher: Matcher,
) -> None:
    found = states(matched(matcher, "云州市规上企业，研发费用占营业收入比重为5%"))
    assert "innovation-measures#二/(一)/2" not in found
    assert found["innovation-measures-amendment#三"] == "met"


def test_a_denied_standing_is_not_met(matcher: Matcher) -> None:
    found = states(matched(matcher, "临江区企业，还不是高新技术企业，规模以下"))
    assert found[f"{LINJIANG}/第四条"] == "not_met"
    assert found[f"{LINJIANG}/第六条之一"] == "not_met"


def test_holding_a_standing_does_not_say_that_it_is_new(matcher: Matcher) -> None:
    match = matched(matcher, "临江区的高新技术企业")
    assert states(match)[f"{LINJIANG}/第四条"] == "unknown"
    assert any("首次" in q["question"] for q in questions(match))


def test_another_district_is_not_met(matcher: Matcher) -> None:
    found = states(matched(matcher, "望山区，今年首次认定高新技术企业"))
    assert found[f"{LINJIANG}/第四条"] == "not_met"
    assert found["innovation-measures-amendment#一"] == "met"


def test_documents_out_of_force_do_not_match(matcher: Matcher) -> None:
    match = matched(matcher, "青湖开发区规模以上企业，做3D打印，实施智能化改造，设备投资额3000万元")
    assert not [e for e in match.entries if e.document.doc_id == "qinghu-manufacturing"]
    assert "qinghu-manufacturing" in {d.doc_id for d in match.not_in_force}


def test_an_amount_is_worked_out_up_to_its_ceiling(matcher: Matcher) -> None:
    text = "青湖开发区规模以上企业，实施了智能化改造，设备投资额6000万元"
    match = matched(matcher, text, date(2022, 5, 1))
    entry = next(e for e in match.entries if e.clause.section == "一/(一)" and e.options)
    assert entry.state == "met"
    award = entry.options[0].awards[0]
    # 6000万元 * 8 % = 480万元, above the ceiling of 400万元
    assert award.value == 4_000_000
    assert "480万元" in award.calculation


def test_a_plan_names_directions_and_the_industry_s_own_section_is_first(sample: Matcher) -> None:
    text = "江夏区的医疗器械企业，做PET-CT，营收8000万，想上科创板"
    match = matched(sample, text)
    met = match.of("met")
    assert met[0].clause.section == "二/(四)/1/(2)"
    assert {e.nature for e in met} == {"direction"}
    assert "三/(九)" in {e.clause.section for e in met}
    assert states(match)[f"{met[0].document.doc_id}#二/(一)/1"] == "not_met"
    assert met[0].unit is not None
    assert met[0].unit.inherited


def test_quotes_and_conditions_are_slices(matcher: Matcher) -> None:
    record = match_record(matched(matcher, "临江区规上企业，研发占营收6%"))
    conditions = 0
    for state in ("met", "not_met", "unknown"):
        for entry in record[state]:
            text = matcher.documents[entry["doc_id"]].text
            assert text[entry["start"] : entry["end"]] == entry["quote"]
            for one in entry["conditions"]:
                if one["text"]:
                    conditions += 1
                    own = matcher.documents[one["doc_id"]].text
                    assert own[one["start"] : one["end"]].replace("\n", "") == one["text"]
    assert conditions > 20


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({"fields": {"revenue_wan": -5}}, "revenue_wan"),
        ({"fields": {"rd_ratio": 1.2}}, "rd_ratio"),
        ({"fields": {"rd_ratio": "120%"}}, "rd_ratio"),
        ({"fields": {"colour": "red"}}, "colour"),
        ({"fields": {"founded": "3021"}}, "founded"),
        ({"fields": {"qualifications": {"a": 1}}}, "qualifications"),
        ({"text": 5}, "text"),
        ({"text": ""}, "行业"),
        ({"text": "今天天气不错"}, "行业"),
        ({"text": "临江区企业，营收-500万"}, "负数"),
        ([], "JSON"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_by_name(matcher: Matcher, record: object, named: str) -> None:
    with pytest.raises(ProfileError, match=named):
        read_profile(record, matcher, DAY)


def test_a_form_wins_over_the_description(matcher: Matcher) -> None:
    profile = read_profile(
        {"text": "营收8000万", "fields": {"revenue_wan": "1.2亿元", "rd_ratio": 0.06}}, matcher, DAY
    )
    assert profile.revenue == 120_000_000
    assert profile.rd_ratio == 6


def test_the_record_is_json(matcher: Matcher) -> None:
    record = match_record(matched(matcher, "临江区规上企业"))
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


def test_how_to_apply_comes_with_what_is_met(matcher: Matcher) -> None:
    record = match_record(matched(matcher, "临江区企业，今年首次认定高新技术企业"))
    entry = next(e for e in record["met"] if e["section"] == "第二章/第四条")
    # the row of the table that is about it, and no other
    assert [d["text"] for d in entry["deadlines"]] == [
        "认定奖励 高新技术企业奖励 每年3月1日至3月31日 区科技局"
    ]
    assert len(entry["materials"]) == 4
    assert entry["unit"]["lead"] == ["区科技局"]
    assert entry["unit"]["inherited"]


def test_amended_words_change_the_amount_and_the_deadline(matcher: Matcher) -> None:
    record = match_record(matched(matcher, "云州市企业，今年新认定省级专精特新中小企业"))
    entry = next(e for e in record["met"] if e["section"] == "一/(二)")
    assert entry["changed_by"]["section"] == "二"
    awards = [a["amount_wan"] for o in entry["options"] if o["state"] == "met" for a in o["awards"]]
    assert awards == [20]
    assert "3月1日至4月30日" in entry["deadlines"][0]["note"]


def test_a_standing_s_own_words_are_no_product(matcher: Matcher) -> None:
    match = matched(matcher, "临江区规模以上工业企业，做抗体药")
    assert not [e for e in match.of("met") if "工业" in e.reason]


def test_of_amounts_granted_in_turn_only_the_one_reached_is_shown() -> None:
    folder = ROOT / "eval/profiles/documents"
    own = Matcher({d.doc_id: d for d in load_corpus(folder)[0]})
    match = matched(
        own, "清江市软件企业，主营业务收入首次突破6亿元，软件业务收入占营业收入的比重为80%"
    )
    entry = next(e for e in match.of("met") if e.clause.section == "一/(一)")
    # 1亿元, 5亿元, 10亿元 grant 50, 100, 200万元
    assert [a.value for a in entry.options[0].awards] == [1_000_000]


def test_a_stage_of_the_form_counts_as_said() -> None:
    folder = ROOT / "eval/profiles/documents"
    own = Matcher({d.doc_id: d for d in load_corpus(folder)[0]})
    match = matched(own, "成立1年", district="东桥高新区", stage="初创企业", employees=8)
    found = states(match)
    assert found["startup-support#二/(一)"] == "met"


def test_a_number_that_was_not_read_promises_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "某山市若干措施\n某山市人民政府\n一、奖励\n对种植油茶50垄以上的企业，给予10万元奖励。\n",
        encoding="utf-8",
    )
    own = Matcher({d.doc_id: d for d in load_corpus(tmp_path)[0]})
    found = states(matched(own, "某山市的企业，种植油茶30垄"))
    assert found["a#一"] == "unknown"
