#!/usr/bin/env python3
"""Whether the memory of Spark's driver grows with the documents: python python/benches/memory.py [DOCUMENTS…]

Makes an archive of each size (20,000 and 200,000 unless told), checks it with the driver apart from two workers
(`local-cluster`), counts what comes of it, and prints for each the live heap of the driver after a full collection, the
most that it held, and the peak memory of the driver's Java and of its Python. The driver has the same 512 MB for all.
"""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import tempfile
import time

import local
import pyspark

import tollcheck.spark

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIZES = (20_000, 200_000)


def peak(process: int | str) -> float:
    """The greatest resident memory of a process in MB."""
    status = pathlib.Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


def measure(documents: int, folder: pathlib.Path) -> None:
    archive = ["cargo", "run", "-q", "--release", "--example", "archive", "--", str(documents), str(folder)]
    if not (folder / "articles.jsonl").exists():
        subprocess.run(archive, cwd=ROOT, check=True)
    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)  # the workers' programs
    session = local.session("local-cluster[2,1,1200]", "512m", spark_executor_memory="1200m")
    began = time.monotonic()
    articles = session.read.schema(local.COLUMNS).json(str(folder / "articles.jsonl"))
    checked = tollcheck.spark.check(articles)
    counts = [getattr(checked, name).count() for name in ("claims", "events", "findings")]
    seconds = time.monotonic() - began
    java = session._jvm.java.lang
    java.System.gc()
    pools = [pool for pool in java.management.ManagementFactory.getMemoryPoolMXBeans() if "Old Gen" in pool.getName()]
    live = java.management.ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6
    held = sum(pool.getPeakUsage().getUsed() for pool in pools) / 1e6
    process = java.ProcessHandle.current().pid()
    print(
        f"| {documents:,} | {counts[0]:,}, {counts[1]:,}, {counts[2]:,} | {live:.0f} MB | {held:.0f} MB "
        f"| {peak(process):.0f} MB | {peak('self'):.0f} MB | {seconds:.0f} s |",
        flush=True,
    )
    session.stop()


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        return measure(int(sys.argv[2]), pathlib.Path(sys.argv[3]))
    print("| documents | claims, events, findings | live heap | most in the old generation | peak of Java | peak of Python | time |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for documents in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory(prefix="tollcheck-memory-") as folder:
            # a process, and so a driver, for each
            subprocess.run([sys.executable, __file__, "--one", str(documents), folder], check=True)


if __name__ == "__main__":
    main()
