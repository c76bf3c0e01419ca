"""The arithmetic of `docs/scale.md` is that of its script."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_page_says_what_the_script_works_out():
    script = ROOT / "python" / "benches" / "scale.py"
    told = subprocess.run([sys.executable, str(script)], capture_output=True, check=True).stdout.decode().strip()
    assert told.count("\n") > 15
    assert told in (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
