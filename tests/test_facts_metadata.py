"""What a document says of itself: header, signature, term, what it repeals; each with its slice."""

import pytest

from corpus.contradiction import contradictions
from corpus.document import Clause, Metadata, SourceText
from corpus.metadata import read_metadata
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks


def _clauses(text: str) -> tuple[Clause, ...]:
    return outline(SourceText(text, lines_as_blocks(text)), "d")


def _read(text: str) -> Metadata:
    """The metadata; every date, name and number that it holds stands in its slice."""
    found = read_metadata(_clauses(text))
    assert all(text[e.start : e.end].strip() for e in found.evidence)
    return found


def _metadata(closing: str, title: str = "云岭市办法") -> Metadata:
    return _read(f"{title}\n一、附则。{closing}\n云岭市人民政府\n2024年2月20日\n")


BODY = "各区人民政府：\n现将有关事项通知如下。\n一、甲。照办。\n"


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("云岭市人民政府关于支持创新的若干措施\n", "云岭市人民政府关于支持创新的若干措施"),
        (
            "云岭市人民政府\n关于加快发展竹编产业的\n若干意见\n",
            "云岭市人民政府关于加快发展竹编产业的若干意见",
        ),
        (
            "云岭市科学技术局\n云岭市财政局\n关于印发《云岭市创新券管理办法》的通知\n",
            "云岭市科学技术局 云岭市财政局关于印发《云岭市创新券管理办法》的通知",
        ),
        ("云岭市创新券管理办法\n（试行）\n", "云岭市创新券管理办法（试行）"),
        ("云岭市造林行动计划\n（2025—2027年）\n", "云岭市造林行动计划（2025—2027年）"),
        ("云岭市人民政府文件\n云政〔2024〕5号\n云岭市人民政府关于植树的通知\n", "云岭市人民政府关于植树的通知"),
        ("云岭市若干措施（云政规〔2024〕5号）\n", "云岭市若干措施"),
        ("索引号：Y-1\n发布日期：2024-05-08\n标题：云岭市植树办法\n", "云岭市植树办法"),
        ("索 引 号：Y-1\n标　　题：云岭市植树办法\n", "云岭市植树办法"),
    ],
)  # fmt: skip
def test_the_title(header: str, title: str) -> None:
    assert _read(header + BODY).title == title


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("云岭市办法\n云政规〔2024〕5号\n", "云政规〔2024〕5号"),
        ("云岭市办法\n云政规[2024]第5号\n", "云政规[2024]第5号"),
        ("云岭市办法\n（云政规（2024）5号）\n", "云政规（2024）5号"),
        ("云岭市办法\n云岭市人民政府令第588号\n", "云岭市人民政府令第588号"),
        ("云岭市税务局关于申报的公告\n云岭市税务局公告2024年第3号\n", "云岭市税务局公告2024年第3号"),
        ("云岭市办法\n2024年第3号\n", "2024年第3号"),
        ("云岭市通告\n〔2025年 第1号〕\n", "2025年 第1号"),
        ("云岭市税务局公告\n2024年第3号\n关于申报的公告\n", "云岭市税务局公告2024年第3号"),
        ("云岭市人民政府令\n（第 12 号）\n", "云岭市人民政府令第 12 号"),
        ("云岭市办法\n发文字号：云政规〔2024〕5号\n", "云政规〔2024〕5号"),
        ("云岭市若干措施（云政规〔2024〕5号）\n", "云政规〔2024〕5号"),
        ("云岭市关于修改《甲办法》（云政〔2020〕1号）的决定\n", None),
        ("云岭市关于废止云政〔2019〕3号文件的通知\n", None),
    ],
)  # fmt: skip
def test_the_number_is_the_documents_own(header: str, number: str | None) -> None:
    assert _read(header + BODY).number == number


@pytest.mark.parametrize(
    ("text", "issuer", "issued"),
    [
        ("云岭市办法\n" + BODY + "云岭市人民政府\n二〇二四年五月六日\n", "云岭市人民政府", "2024-05-06"),
        ("云岭市办法\n" + BODY + "云岭市财政局\n云岭市科技局\n2024.05.06\n", "云岭市财政局、云岭市科技局", "2024-05-06"),
        ("云岭市办法\n" + BODY + "云岭市财政局　云岭市科技局\n2024年5月6 日\n", "云岭市财政局、云岭市科技局", "2024-05-06"),
        ("云岭市办法\n" + BODY + "云岭市植树领导小组\n（云岭市林业局代章）\n2024年5月6日\n", "云岭市植树领导小组", "2024-05-06"),
        ("中共云岭市委 云岭市人民政府关于植树的意见\n（2024年5月6日）\n" + BODY, "中共云岭市委、云岭市人民政府", "2024-05-06"),
        ("云岭市办法\n发布机构：云岭市林业局\n成文日期：2024年5月6日\n" + BODY, "云岭市林业局", "2024-05-06"),
        ("云岭市林业局等三部门关于植树的通知\n" + BODY, None, None),
        (
            "云岭市植树条例\n2004年8月1日云岭市人民政府令第12号公布\n"
            "2019年3月2日《云岭市人民政府关于修改部分规章的决定》第一次修订\n第一条　植树。\n",
            "云岭市人民政府",
            "2004-08-01",
        ),
        (
            "云岭市植树条例\n（2004年7月1日云岭市人大常委会通过　2004年8月1日公布　自2004年10月1日起施行）\n"
            "第一条　植树。\n",
            None,
            "2004-08-01",
        ),
    ],
)  # fmt: skip
def test_issuer_and_day(text: str, issuer: str | None, issued: str | None) -> None:
    found = _read(text)
    assert (found.issuer, found.issued) == (issuer, issued)


def test_the_history_of_a_regulation() -> None:
    text = (
        "云岭市植树条例\n2004年8月1日 云岭市人民政府令第12号公布\n2004年10月1日 施行\n"
        "2019年3月2日 《云岭市人民政府关于修改部分规章的决定》第二次修订\n第一条 植树。\n"
    )
    found = _read(text)
    assert (found.title, found.number) == ("云岭市植树条例", "云岭市人民政府令第12号")
    assert (found.issued, found.effective) == ("2004-08-01", "2004-10-01")


def test_an_order_has_number_issuer_and_signature_and_issues_its_title() -> None:
    text = (
        "云岭省林业厅 财政厅令\n第5号\n《云岭省种苗办法》已经通过，现予公布。\n厅长：甲某\n厅　长　　乙 某\n"
        "2024年4月1日\n云岭省种苗办法\n第一条 育苗。\n第二条 本办法自2024年7月1日起施行。\n"
    )
    found = _read(text)
    assert (found.title, found.number) == ("云岭省种苗办法", "云岭省林业厅 财政厅令第5号")
    assert (found.issuer, found.issued) == ("云岭省林业厅、财政厅", "2024-04-01")
    assert found.effective == "2024-07-01"
    assert [text[e.start : e.end] for e in found.slices("number")] == [
        "云岭省林业厅 财政厅令\n第5号"
    ]


def test_a_notice_is_signed_before_what_it_issues() -> None:
    text = (
        "云岭市财政局关于印发《云岭市奖励办法》的通知\n" + BODY + "云岭市财政局\n2024年5月6日\n"
        "云岭市奖励办法\n一、甲。办。\n云岭市奖励委员会\n2023年1月1日\n"
    )
    found = _read(text)
    assert (found.issuer, found.issued) == ("云岭市财政局", "2024-05-06")


@pytest.mark.parametrize(
    ("closing", "effective", "expires"),
    [
        ("本办法自2024年3月1日起施行，有效期3年。", "2024-03-01", "2027-02-28"),
        ("本办法自2024年3月1日起施行，有效期至2026年12月31日。", "2024-03-01", "2026-12-31"),
        ("本办法自印发之日起施行，有效期五年。", "2024-02-20", "2029-02-19"),
        ("本办法自2024年2月29日起施行，有效期1年。", "2024-02-29", "2025-02-28"),
        ("本办法自发布之日起30日后施行，有效期2年。", "2024-03-21", "2026-03-20"),
        ("本办法自公布之日起1个月后施行。", "2024-03-20", None),
        ("本措施自2024年3月1日起执行，试行期两年。", "2024-03-01", "2026-02-28"),
        ("本措施自2024年3月1日起执行至2025年12月31日。", "2024-03-01", "2025-12-31"),
        ("本政策执行期限为2024年3月1日至2025年12月31日。", "2024-03-01", "2025-12-31"),
        ("本实施细则自2024年3月1日起正式施行，有效期为18个月。", "2024-03-01", "2025-08-31"),
        ("自2024年3月1日起施行。", "2024-03-01", None),
        ("本办法自2024年3月1日起试行一年。", "2024-03-01", "2025-02-28"),
        ("本办法由市民政局负责解释，自2024年3月1日起施行，期限为2年。", "2024-03-01", "2026-02-28"),
        ("补贴期限为2年。", None, None),
        ("本条例自二〇二四年三月一日起施行。", "2024-03-01", None),
        ("登记结果有效期为三年，自赋码之日起计算。", None, None),
        ("营业执照有效期至2026年12月31日。", None, None),
        ("《甲办法》自2024年3月1日起施行。", None, None),
        ("低保标准自2024年3月1日起执行新标准。", None, None),
        ("本办法自2024年2月31日起施行，有效期3年。", None, None),
    ],
)
def test_the_term(closing: str, effective: str | None, expires: str | None) -> None:
    found = _metadata(closing)
    assert (found.effective, found.expires) == (effective, expires)


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("《甲办法》同时废止。", ("甲办法",)),
        ("原《甲办法》（云政〔2020〕1号）、《乙办法》同时废止。", ("甲办法", "乙办法")),
        ("原《甲办法》停止执行。", ("甲办法",)),
        ("《关于印发〈甲办法〉的通知》（云政〔2020〕1号）自本办法施行之日起废止。", ("关于印发〈甲办法〉的通知",)),
        ("《关于印发《甲办法》的通知》同时废止。", ("关于印发《甲办法》的通知",)),
        ("1994年8月18日云岭市政府发布的《甲条例》、1995年1月1日云岭市财政局印发的《乙办法》同时废止。", ("甲条例", "乙办法")),
        ("原云政发〔2019〕5号文件同时废止。", ("云政发〔2019〕5号",)),
        ("《甲条例》中关于补贴的规定同时废止。", ()),
        ("与《甲办法》不一致的规定同时废止。", ()),
        ("因法律、《甲法》等修订、废止等原因，需调整的，应当调整。", ()),
        ("根据《甲法》的规定，此前规定同时废止。", ()),
    ],
)  # fmt: skip
def test_repeals(closing: str, expected: tuple[str, ...]) -> None:
    assert _metadata(closing).repeals == expected


def test_titles_that_repeal_or_amend() -> None:
    assert _metadata("照办。", "云岭市关于废止《甲办法》的决定").repeals == ("甲办法",)
    assert _metadata("照办。", "云岭市关于修改《乙办法》的决定").amends == ("乙办法",)
    assert _metadata("对《丙办法》作如下修改：删去第三条。").amends == ("丙办法",)


def test_a_list_of_what_is_repealed() -> None:
    text = (
        "云岭市关于废止部分文件的决定\n一、决定对下列文件予以废止：\n"
        "（一）《甲办法》（云政〔2010〕1号）\n（二）《乙规定》\n二、本决定自公布之日起施行。\n"
    )
    assert _read(text).repeals == ("甲办法", "乙规定")


def test_a_heading_announces_what_is_repealed() -> None:
    text = (
        "云岭市关于废止和修改部分规章的决定\n一、废止下列规章\n（一）《甲规定》（2001年市政府令第1号）\n（二）《乙规定》\n"
        "二、修改下列规章\n（一）将《丙办法》第二条中的“子”修改为“丑”。\n"
    )
    found = _read(text)
    assert found.repeals == ("甲规定", "乙规定")
    assert found.amends == ("丙办法",)


def test_every_value_has_its_slice() -> None:
    text = (
        "云岭市办法\n云政规〔2024〕5号\n"
        + BODY
        + "二、附则。本办法自2024年3月1日起施行，有效期3年。《甲办法》《乙办法》同时废止。\n"
        "云岭市财政局\n2024年2月20日\n"
    )
    found = _read(text)
    held = {e.field: text[e.start : e.end] for e in found.evidence}
    assert held["title"] == "云岭市办法"
    assert held["number"] == "云政规〔2024〕5号"
    assert held["issuer"] == "云岭市财政局"
    assert held["issued"] == "2024年2月20日"
    assert held["effective"] == "本办法自2024年3月1日起施行"
    assert held["expires"] == "有效期3年"
    slices = [text[e.start : e.end] for e in found.slices("repeals")]
    assert slices == ["《甲办法》", "《乙办法》"]


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("云岭市办法\n发布日期：2024-05-01\n" + BODY + "云岭市财政局\n2024年5月6日\n", "发布日期"),
        ("云岭市办法\n成文日期：2024-05-01\n" + BODY + "云岭市财政局\n2024年5月6日\n", "成文日期"),
        ("云岭市办法\n文号：云政〔2024〕1号\n云政〔2024〕2号\n" + BODY, "文号"),
        ("云岭市办法\n" + BODY + "二、附则。本办法自2024年1月1日起施行。\n云岭市财政局\n2024年5月6日\n", "施行日期"),
        ("云岭市办法\n" + BODY + "二、附则。本办法自2024年6月1日起施行，有效期至2023年12月31日。\n", "失效日期"),
        ("云岭市2019年工作要点\n" + BODY + "云岭市财政局\n2024年5月6日\n", "标题中的年份"),
        ("云岭市办法\n云政〔2014〕2号\n" + BODY + "云岭市财政局\n2024年5月6日\n", "文号年份"),
    ],
)  # fmt: skip
def test_a_contradiction_is_a_warning(text: str, warned: str) -> None:
    clauses = _clauses(text)
    found = contradictions(read_metadata(clauses), clauses)
    assert len(found) == 1
    assert warned in found[0]


@pytest.mark.parametrize(
    "title",
    ["云岭市2024年工作要点", "云岭市2023年度决算报告", "云岭市行动计划（2024—2026年）"],
)
def test_a_plan_or_a_report_contradicts_nothing(title: str) -> None:
    clauses = _clauses(f"{title}\n云政〔2024〕2号\n{BODY}云岭市财政局\n2024年1月6日\n")
    assert contradictions(read_metadata(clauses), clauses) == ()
