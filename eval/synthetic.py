"""Clauses that nobody issued and vectors that no model made, as many as wanted, for measuring size.

Texts come from templates whose places are filled at random: the words' frequencies are uneven, as
they are in documents, but what is said has no sense. Vectors lie around real ones where there are
some, else around random ones; random vectors alone have no neighbours, so that an index that finds
neighbours cannot be measured on them.
"""

from collections.abc import Iterator

import numpy as np

from index.embedder import Vectors

_PLACES = "东湖 江岸 青川 白石 云泽 临江 南浦 北岭 西塘 新洲 安平 和昌 永宁 长乐 广源 清河".split()
_KINDS = "区 县 市 开发区 高新区 自贸片区".split()
_INDUSTRIES = (
    "集成电路 新型显示 智能网联汽车 生物医药 医疗器械 航空航天 量子通信 人工智能 软件 数字创意 "
    "新能源 新材料 节能环保 现代物流 跨境电商 现代种业 商业航天 工业互联网 网络安全 金融科技 "
    "储能 氢能 机器人 低空经济 大健康 文化旅游 纺织服装 食品加工 钢铁 石化 船舶 光通信"
).split()
_BODIES = (
    "科技局 经信局 财政局 发改委 人社局 商务局 市场监管局 住建局 农业农村局 卫健委 教育局 "
    "自然资源局 生态环境局 税务局 大数据局 金融办"
).split()
_SUBJECTS = (
    "高新技术企业 专精特新企业 规模以上工业企业 科技型中小企业 独角兽企业 上市公司 新型研发机构 "
    "产业园区 孵化器 创新联合体 个体工商户 外贸企业 农民合作社 高校 医疗机构 行业协会"
).split()
_DEEDS = (
    "首次认定 新建生产线 购置研发设备 实施技术改造 承担国家重大专项 牵头制定国际标准 "
    "引进高层次人才 开展首台套示范应用 建设公共服务平台 举办行业展会 设立区域总部 完成股份制改造 "
    "获得发明专利 租用标准厂房 使用绿色电力 开通国际航线"
).split()
_GIVES = (
    "给予一次性奖励 给予补助 给予贷款贴息 给予租金补贴 给予保费补贴 优先保障用地 减半收费".split()
)
_CLAUSES = (
    "对在{place}{kind}从事{industry}的{subject}，{deed}的，经{body}审核，"
    "按照实际投入的{percent}%{give}，单个企业每年最高{amount}万元。",
    "（责任单位：{place}{kind}{body}、{other}，各产业园区管委会）",
    "支持{subject}{deed}，到20{year}年，{place}{kind}{industry}营业收入达到{amount}亿元，"
    "培育{subject}{percent}家以上。",
    "{deed}的{industry}项目，由{body}会同{other}组织评审，"
    "评审通过后{percent}个工作日内拨付{amount}万元。",
    "{subject}申请{give}的，应当在{place}{kind}注册满{percent}个月，"
    "{industry}收入占比不低于{percent}%，近三年未被{body}列入失信名单。",
)
_QUESTION = "{place}{kind}{industry}的{subject}{deed}，最高奖励多少万元？"
DIM = 384


def clause_texts(n: int, seed: int = 0) -> Iterator[str]:
    """`n` clauses of 40 to 110 characters."""
    rng = np.random.default_rng(seed)
    for _ in range(n):
        yield _filled(_CLAUSES[_skewed(rng, len(_CLAUSES))], rng)


def question_texts(n: int, seed: int = 1) -> list[str]:
    """`n` questions in the clauses' words."""
    rng = np.random.default_rng(seed)
    return [_filled(_QUESTION, rng) for _ in range(n)]


def vectors_around(
    n: int, seed: int = 0, around: Vectors | None = None, nearness: float = 0.95
) -> Vectors:
    """(n, dim) float32 unit vectors, each near one of those given, or of `n / 50` random ones.

    `nearness` is the mean cosine of a vector with what it lies around.
    """
    rng = np.random.default_rng(seed)
    if around is None:
        around = np.random.default_rng(99).normal(size=(max(1, n // 50), DIM)).astype(np.float32)
        around /= np.linalg.norm(around, axis=1, keepdims=True)
    dim = around.shape[1]
    spread = np.sqrt(1 / nearness**2 - 1) / np.sqrt(dim)
    made = np.empty((n, dim), dtype=np.float32)
    for at in range(0, n, 50_000):
        size = min(50_000, n - at)
        some = around[rng.integers(0, len(around), size)]
        some = some + spread * rng.standard_normal((size, dim), dtype=np.float32)
        made[at : at + size] = some / np.linalg.norm(some, axis=1, keepdims=True)
    return made


def _filled(template: str, rng: np.random.Generator) -> str:
    def one(words: list[str]) -> str:
        return words[_skewed(rng, len(words))]

    return template.format(
        place=one(_PLACES), kind=one(_KINDS), industry=one(_INDUSTRIES), subject=one(_SUBJECTS),
        deed=one(_DEEDS), body=one(_BODIES), other=one(_BODIES), give=one(_GIVES),
        percent=int(rng.integers(1, 100)), amount=int(rng.integers(1, 200)) * 10,
        year=int(rng.integers(20, 36)),
    )  # fmt: skip


def _skewed(rng: np.random.Generator, n: int) -> int:
    """A place below `n`, the first ones more often."""
    return int(n * rng.random() ** 1.7)
