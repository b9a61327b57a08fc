"""An upload before it is taken in: read once by a process with limits, which may die instead of us.

`python -m web.intake FILE` reads a file and says in one line on stderr why it cannot be used.
"""

import resource
import subprocess
import sys
from pathlib import Path

from corpus.document import CorpusError
from corpus.load import load_document

_SECONDS, _BYTES = 120, 2 * 1024**3
_ROOT = Path(__file__).parent.parent


def check_upload(file: Path, name: str) -> None:
    """Returns where the file can be read within the limits.

    Raises:
        CorpusError: it cannot, with the reason; `name` is what its sender calls it.
    """
    command = [sys.executable, "-W", "ignore", "-m", "web.intake", str(file)]
    try:
        done = subprocess.run(
            command, cwd=_ROOT, capture_output=True, timeout=_SECONDS + 30, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CorpusError(name, "读取用时过长", "请拆分或另存后再上传") from error
    if done.returncode == 2:
        reason, _, remedy = done.stderr.decode("utf-8", "replace").strip().partition("\t")
        raise CorpusError(name, reason, remedy)
    if done.returncode != 0:
        raise CorpusError(name, "读取时超出了时间或内存限制", "请拆分或另存后再上传")


def main(file: Path) -> int:
    """Reads the file under limits of processor time and memory; 2 with the reason on stderr."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        load_document(file, file.parent)
    except CorpusError as error:
        sys.stderr.buffer.write(f"{error.reason}\t{error.remedy}".encode())
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
