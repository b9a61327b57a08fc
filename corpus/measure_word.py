"""The measure words that counts are written with: a closed class, the same for clauses and firms.

Each is kept from the words that it may begin: 支 of 支持, 组 of 组织, 节 of 节能.
Common knowledge; those that `bound` and `measures` list themselves are not repeated.
"""

_MORE = (
    "公里|棒|袋|瓶|盒|箱(?!包)|桶|罐|枚|粒|根(?!据)|支(?!持|付|出|撑|行|部|柱)|枝|束|捆|筐|双(?!方|创|碳|向|高)|副(?!总|产|业)|"
    "组(?!织|建|成|装|件)|届|份(?!额)|栋|幢|床(?!位)|羽|尾(?!款|气|矿)|匹(?!配)|趟|例(?!如|会)|首(?!次|台|批|家|创|发|年|套|个|版)|"
    "片(?!区)|轮(?!胎|训|次|换|融)|本(?!地|市|区|县|科|省|次|人|级|办|年|身|币)|节(?!能|约|水|点|省|电|假)|层(?!面|级|次)|"
    "车次|班次|课时|学时|公顷|公斤|千克|克(?!服|隆)|升(?!级|值|规|至)|吨公里|万吨公里|标箱|机柜|核(?!心|定|查|算|准|电|验)|"
    "门(?!店|类|诊|户|槛|票)|口(?!岸|径)|眼(?!镜|科)|幅(?!度)|包(?!括|含|装|机)|米(?!面|线|粉)|块|度(?!假|过)"
)
_TENTHS = "成(?=以[上下]|[的左,，、。;；]|$|来自|是|都|为)"  # 六成 is 60 %
_SYMBOLS = "[TPGM]B|[kKMG]Wh?|PFLOPS"
MORE_UNITS = rf"万(?:{_MORE})|{_MORE}|{_TENTHS}|{_SYMBOLS}"
NOT_MORE = rf"(?!{_MORE})"
