"""What the beginning of a line may count as, read off line by line."""

import pytest

from corpus.marker import read_marker, read_markers

READ = {
    "一、总则": ("hanzi", 1, "一", "一、"),
    "一．总则": ("hanzi", 1, "一", "一."),
    "二十一、附则": ("hanzi", 21, "二十一", "二十一、"),
    "（十一）甲": ("hanzi_paren", 11, "(十一)", "(十一)"),
    "㈡甲": ("hanzi_paren", 2, "(二)", "(二)"),
    "１．甲": ("digit", 1, "1", "1."),
    "1、甲": ("digit", 1, "1", "1、"),
    "⒈甲": ("digit", 1, "1", "1."),
    "（１）甲": ("digit_paren", 1, "(1)", "(1)"),
    "⑴甲": ("digit_paren", 1, "(1)", "(1)"),
    "1）甲": ("digit_half_paren", 1, "1)", "1)"),
    "①甲": ("circled", 1, "①", "①"),
    "㉑甲": ("circled", 21, "㉑", "㉑"),
    "㊿甲": ("circled", 50, "㊿", "㊿"),
    "Ⅲ、甲": ("roman", 3, "Ⅲ", "Ⅲ、"),
    "第二编 分则": ("part", 2, "第二编", "第二编"),
    "第三章 甲": ("chapter", 3, "第三章", "第三章"),
    "第一节　甲": ("division", 1, "第一节", "第一节"),
    "第一百零二条　甲": ("article", 102, "第一百零二条", "第一百零二条"),
    "第三条中试基地由甲局管理": ("article", 3, "第三条", "第三条"),
    "第十条之一 甲": ("article", 10, "第十条之一", "第十条之一"),
    "附件": ("annex", 1, "附件", "附件"),
    "附件 2": ("annex", 2, "附件2", "附件2"),
    "附件３：清单": ("annex", 3, "附件3", "附件3"),
    "附件1-2 名单": ("annex", 1, "附件1-2", "附件1-2"),
    "附录B 术语": ("annex", 2, "附录B", "附录B"),
    "附：清单": ("annex", 1, "附件", "附件"),
    "问：甲？": ("question", 0, "问", "问"),
    "3.问：甲？": ("question", 0, "问", "问"),
    "【问】甲？": ("question", 0, "问", "问"),
    "问题三：甲？": ("question", 3, "问", "问"),
    "Q2：甲？": ("question", 2, "问", "问"),
}
NO_MARKER = [
    "第三条规定的情形",
    "第三条中的企业",
    "第三条中“甲”修改为“乙”",
    "第五条第二款",
    "第一章和第二章",
    "(一)至(三)项",
    "（二）项规定的",
    "2020年完成",
    "5G网络",
    "12345热线",
    "附则",
    "附近居民",
    "附件1所列材料，一式两份。",
    "一是建设",
    "第一，加强",
    "首先",
]


@pytest.mark.parametrize(("line", "expected"), READ.items(), ids=READ.keys())
def test_marker_is_read(line: str, expected: tuple[str, int, str, str]) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert (marker.style, marker.number, marker.token, marker.label) == expected


@pytest.mark.parametrize("line", NO_MARKER)
def test_line_has_no_marker(line: str) -> None:
    assert read_markers(line) == ()


@pytest.mark.parametrize(
    "line", ["（三）条件与程序", "（四）目标", "（五）项目管理", "（六）条例", "（七）款式"]
)
def test_a_name_that_begins_like_a_reference_keeps_its_marker(line: str) -> None:
    assert read_marker(line) is not None


@pytest.mark.parametrize("line", ["一、二、三产业融合", "一 总则", "2 范围", "第一章总则"])
def test_doubtful_marker_is_left_to_the_sequence(line: str) -> None:
    assert all(marker.doubtful for marker in read_markers(line))


def test_a_number_with_a_point_has_two_readings() -> None:
    readings = read_markers("1.3D打印")
    assert [(m.style, m.prefix, m.number) for m in readings] == [
        ("decimal2", (1,), 3),
        ("digit", (), 1),
    ]
