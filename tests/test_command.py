"""Commands as a shell runs them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_reader_that_stops_reading_ends_a_command_quietly() -> None:
    (document,) = (ROOT / "corpus" / "documents").glob("*.txt")
    command = [sys.executable, "-m", "corpus", "tree", str(document), "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        said = running.stderr.read().decode()
    assert running.returncode == 141
    assert said == ""
