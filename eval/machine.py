"""Which machine measured, and how much memory it took: a figure without them says little."""

import os
import platform
import sys
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Machine:
    """Where and when a measurement was taken."""

    cores: int
    python: str
    system: str
    date: str

    def __str__(self) -> str:
        return f"{self.date} · {self.cores} 核 · {self.system} · Python {self.python}"


def this_machine() -> Machine:
    """The machine that this process runs on; `cores` counts those that it may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return Machine(
        cores=len(usable(0)) if usable else os.cpu_count() or 1,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        date=date.today().isoformat(),
    )


def peak_mib(ru_maxrss: int) -> float:
    """Peak memory in MiB of a `resource` usage: macOS counts bytes, the others KiB."""
    return ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
