"""How long files of each kind take, and how much memory: `python3 benches/formats.py TOLLCHECK FOLDER`.

FOLDER is what `cargo run --release --features parquet --example formats -- FOLDER` writes, TOLLCHECK the program
built with `--features pdf,parquet`. Runs `extract --threads 1 --format jsonl` on each of them, and on a tenth of
those that come as a stream, so that it shows whether memory grows.
"""

import os
import sys
import time
from pathlib import Path

NAMES = ["pages", "report.pdf", "archive.warc.gz", "articles.parquet", "articles.csv", "mails.mbox"]


def size_of(path):
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def run(program, path):
    """Seconds, seconds of processor time, megabytes at most, and figures."""
    start = time.monotonic()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(write, 1)
        os.close(read)
        os.close(write)
        os.execv(program, [program, "extract", "--quiet", "--threads", "1", "--format", "jsonl", str(path)])
    os.close(write)
    figures = 0
    with os.fdopen(read, "rb") as out:
        while block := out.read(1 << 20):
            figures += block.count(b"\n")
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"{path} could not be read")
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, figures


def main():
    program, folder = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])
    print(f"{'file':<28}{'MB':>8}{'elapsed':>10}{'processor':>11}{'MB/s':>8}{'peak MB':>9}{'figures':>10}")
    for name in NAMES:
        for path in (folder / "tenth" / name, folder / name):
            if path.exists():
                megabytes = size_of(path) / 1e6
                elapsed, busy, peak, figures = run(program, path)
                told = str(path.relative_to(folder))
                print(f"{told:<28}{megabytes:>8.0f}{elapsed:>9.1f}s{busy:>10.1f}s{megabytes / busy:>8.1f}{peak:>9.0f}{figures:>10}", flush=True)


main()
