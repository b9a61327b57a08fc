"""Values of a regulation: fines, deadlines, limits and revisions, each of the case asked for."""

from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.pipeline import Pipeline

_TEXT = """南岭市冷链仓库管理办法

2018年3月1日 南岭市人民政府令第12号公布

2020年5月6日 《南岭市人民政府关于修改部分规章的决定》第一次修订

2023年9月8日 《南岭市人民政府关于修改部分规章的决定》第二次修订

第一条 为了规范冷链仓库的经营活动，保障食品安全，制定本办法。

第二条 冷链仓库经营者应当具备下列条件：

（一）有不低于人民币300万元的注册资本；

（二）有与经营规模相适应的制冷设备。

第三条 冷链仓库经营者应当自设备事故发生之日起10日内，向市商务主管部门提交事故报告。

冷链仓库经营者未按前款规定提交事故报告的，货主在事故发生之日起90日内，可以直接提交事故报告。

第四条 市商务主管部门应当自收到经营许可申请之日起20个工作日内作出经营许可决定；情况复杂的，可以延长10个工作日。

自经营许可决定作出之日起2年后，经营者可以申请复查许可等级。

第五条 仓储服务费的最高收费标准由市发展改革部门核定。

第六条 单个货主的存货担保余额不得超过经营者净资产的20%。

第七条 未取得经营许可，擅自经营冷链仓库的，由市商务主管部门责令停止经营，没收违法所得，并处违法所得2倍以上5倍以下的罚款；没有违法所得或者违法所得不足1万元的，处3万元以上8万元以下的罚款。

第八条 本办法施行后，不再新建露天冷库。

第九条 本办法自2018年5月1日起施行。
"""


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over one regulation with a head of revisions."""
    home, corpus = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("corpus")
    Path(corpus, "depot.txt").write_text(_TEXT, encoding="utf-8")
    build(Settings(home), corpus, progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("申请设立冷链仓库，经营者的注册资本最低是多少？", "300万元："),
        ("擅自经营冷链仓库的，罚款是违法所得的几倍？", "2倍以上5倍以下："),
        ("擅自经营冷链仓库、没有违法所得的，罚款多少？", "3万元以上8万元以下："),
        ("冷链仓库经营者在设备事故发生后多少日内提交事故报告？", "10日内："),
        ("经营者没提交事故报告的，货主多少日内可以提交？", "90日内："),
        ("市商务主管部门收到经营许可申请后多久作出决定？", "20个工作日内："),
        ("作出经营许可决定最多能延长几个工作日？", "10个工作日："),
        ("单个货主的担保余额不得超过净资产的百分之几？", "20%："),
        ("仓储服务费的最高收费标准由哪个部门核定？", "第五条 仓储服务费"),
        ("冷链仓库管理办法最近一次修订是什么时候？", "2023年9月8日"),
        ("冷链仓库管理办法第一次修订是哪一年？", "2020年5月6日"),
    ],
)
def test_the_value_of_the_case_is_told(question: str, begins: str, depot: Pipeline) -> None:
    answer = depot.ask(question)
    assert answer.answer.startswith(begins), answer.answer


def test_a_revision_that_the_head_does_not_list_is_refused(depot: Pipeline) -> None:
    assert depot.ask("冷链仓库管理办法第五次修订是什么时候？").refused


def test_what_holds_since_a_document_asks_nothing_of_its_own_day(depot: Pipeline) -> None:
    answer = depot.ask("办法施行以后，还能不能新建露天冷库？")
    assert [c.section for c in answer.citations] == ["第八条"]
