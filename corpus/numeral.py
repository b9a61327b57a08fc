"""Chinese numerals, read and written."""

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
HANZI = "".join((*DIGITS, *TENS))  # every character of a numeral, for a character class

_TO_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


def hanzi_number(text: str) -> int:
    """The value of a Chinese numeral below 10000: `十二` -> 12, `一百零三` -> 103, `二〇` -> 20."""
    if not any(c in TENS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in TENS:
            total += (digit or 1) * TENS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit


def number_of(text: str) -> int:
    """The value of a numeral in Chinese or (full-width) Arabic digits."""
    half = text.translate(_TO_HALF)
    return int(half) if half.isdigit() else hanzi_number(text)


def in_hanzi(
    number: int, digits: str = "零一二三四五六七八九", places: str = "十百千", *, short: bool = True
) -> str:
    """A number below 10000 in Chinese: 12 -> `十二`, or `一十二` where not `short`."""
    written = ""
    zero = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(written)
            continue
        written += (digits[0] if zero else "") + digits[digit]
        written += places[place - 1] if place else ""
        zero = False
    return (written[1:] if short and 10 <= number < 20 else written) or digits[0]
