"""Where the phrases and sentences of a text end, folded or not."""

import re

PHRASE_END = re.compile(r"[,，。;；:：\n]")
SENTENCE_END = re.compile(r"[。;；\n]")
COMMA = re.compile(r"[,，:：]")  # ends a phrase inside a sentence
