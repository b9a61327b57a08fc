"""The commands' argument parser: what is wrong with an argument is said on one line, exit 2."""

import argparse
import re
import sys
from typing import NoReturn

_WORDING = (
    (re.compile(r"argument (.+): invalid int value: (.+)"), r"\1 应为整数，现为 \2"),
    (re.compile(r"argument (.+): expected one argument"), r"\1 缺少值"),
    (
        re.compile(r"argument (.+): invalid choice: (.+) \(choose from (.+)\)"),
        r"\1 没有 \2，可用：\3",
    ),
    (re.compile(r"argument (.+?): (.+)"), r"\1：\2"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数：\1"),
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
)


class CommandParser(argparse.ArgumentParser):
    """`ArgumentParser` whose errors are one line that ends with where to find help."""

    def error(self, message: str) -> NoReturn:
        """Say it on stderr and exit with status 2."""
        for pattern, wording in _WORDING:
            message = pattern.sub(wording, message)
        sys.stderr.write(f"{message}；用法见 {self.prog} --help\n")
        raise SystemExit(2)
