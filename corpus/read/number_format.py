"""Numbers in the formats that Word names: 一, ①, 甲, IV. One function; knows no list."""

from corpus.numeral import in_hanzi

_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_MAX_NUMBER = 9999
_COUNTED = frozenset((
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "koreanCounting",
))  # fmt: skip
_DIGIT_BY_DIGIT = frozenset((
    "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2",
))  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def format_number(number: int, style: str) -> str:
    """A number in one of Word's formats (`w:numFmt`); unknown formats count in digits.

    Example: 12, "chineseCountingThousand" -> `十二`. Source: ISO/IEC 29500-1, 17.18.59.
    """
    if style == "none":
        return ""
    if not 0 < number <= _MAX_NUMBER:
        return str(number)
    if style in _COUNTED:
        return in_hanzi(number)
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return in_hanzi(number, _FORMAL_DIGITS, "拾佰仟", short=False)
    if style in _DIGIT_BY_DIGIT:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return _circled(number)
    if style == "ideographEnclosedCircle":
        return chr(0x3280 + number - 1) if number <= 10 else str(number)
    if style == "decimalEnclosedParen":
        return f"({number})"
    if style == "decimalEnclosedFullstop":
        return f"{number}."
    if style == "numberInDash":
        return f"- {number} -"
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if style == "decimalZero":
        return f"{number:02d}"
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if style in ("upperLetter", "lowerLetter"):
        letter = chr((number - 1) % 26 + (65 if style == "upperLetter" else 97))
        return letter * ((number - 1) // 26 + 1)
    if style == "ideographTraditional":
        return _STEMS[number - 1] if number <= len(_STEMS) else str(number)
    if style == "ideographZodiac":
        return _BRANCHES[number - 1] if number <= len(_BRANCHES) else str(number)
    if style == "ideographZodiacTraditional":
        return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]
    return str(number)


def _circled(number: int) -> str:
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return str(number)


def _roman(number: int) -> str:
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),
        strict=True,
    )
    written = ""
    for value, letters in pairs:
        written += letters * (number // value)
        number %= value
    return written
