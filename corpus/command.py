"""What all commands share: help in Chinese; arguments that are wrong are said on one line, exit 2;
a reader that stops reading, as `| head` does, ends a command quietly.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Callable
from typing import NoReturn

_WORDING = (
    (re.compile(r"argument (.+): invalid int value: (.+)"), r"\1 应为整数，现为 \2"),
    (re.compile(r"argument (.+): invalid float value: (.+)"), r"\1 应为数，现为 \2"),
    (re.compile(r"argument (.+): expected (?:one|at least one) argument"), r"\1 缺少值"),
    (re.compile(r"ambiguous option: (.+) could match (.+)"), r"\1 不明确，可能是 \2"),
    (re.compile(r"argument (.+?): (.+)"), r"\1：\2"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数：\1"),
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
)


_CHOICE = re.compile(r"argument (.+): invalid choice: '(.*)' \(choose from (.+)\)", re.DOTALL)
# What argparse itself writes into the help.
_HELP = (
    (re.compile(r"^usage: "), "用法："),
    (re.compile(r"^positional arguments:$", re.MULTILINE), "参数："),
    (re.compile(r"^options:$", re.MULTILINE), "选项："),
    (re.compile(r"show this help message and exit"), "显示这段说明"),
)


class CommandParser(argparse.ArgumentParser):
    """`ArgumentParser` in Chinese, whose errors are one line that ends with where to find help."""

    def format_help(self) -> str:
        """The help, argparse's own words too."""
        text = super().format_help()
        for pattern, wording in _HELP:
            text = pattern.sub(wording, text)
        return text

    def error(self, message: str) -> NoReturn:
        """Say it on stderr and exit with status 2."""
        if choice := _CHOICE.fullmatch(message):
            name, given, choices = choice.groups()
            known = "、".join(re.findall(r"[^\s,']+", choices))
            message = f"{name}没有“{given}”，可用：{known}"
        for pattern, wording in _WORDING:
            message = pattern.sub(wording, message)
        message = message.replace(", ", "、")
        commands = [a for a in self._actions if isinstance(a, argparse._SubParsersAction)]
        if commands and message.startswith("缺少参数"):
            message += f"，可用：{'、'.join(commands[0].choices)}"
        sys.stderr.write(f"{message}；用法见 {self.prog} --help\n")
        raise SystemExit(2)


def run(main: Callable[[], int]) -> NoReturn:
    """Ends the process with the status of `main`; 141 where nobody reads what it prints."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Lone surrogates, which a question may hold, as JSON writes them.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still held back must not be written when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 141  # 128 and SIGPIPE, as a shell reports it
    raise SystemExit(status)
