"""What all commands share: arguments that are wrong are said on one line, exit 2; a reader that
stops reading, as `| head` does, ends a command quietly.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable
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


def run(main: Callable[[], int]) -> NoReturn:
    """Ends the process with the status of `main`; 141 where nobody reads what it prints."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still held back must not be written when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 141  # 128 and SIGPIPE, as a shell reports it
    raise SystemExit(status)
