#!/usr/bin/env python3
"""How much text a second one core reads inside Spark's mapInArrow, against the command line, in one run.

    python python/benches/throughput.py TOLLCHECK MEGABYTES [FOLDER]

TOLLCHECK is the program, built like the installed package. Needs pyspark and pyarrow, and `cargo` for the archive,
which is kept in FOLDER. Both read the same documents on one thread and give every claim with all its columns.
Processor time is that of the process that reads: on a machine that does other work it tells more than the clock.
"""

from __future__ import annotations

import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import local
import pyarrow
import pyarrow.parquet
from pyspark.sql import SparkSession

import tollcheck

ROOT = pathlib.Path(__file__).resolve().parents[2]
BYTES_AN_ARTICLE = 295
ROWS = 20_000


def articles(megabytes: int, folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path, int]:
    """The archive as JSON Lines and as Parquet, and how many bytes of text it holds."""
    lines = folder / "articles.jsonl"
    if not lines.exists():
        count = str(megabytes * 1_000_000 // BYTES_AN_ARTICLE)
        subprocess.run(["cargo", "run", "-q", "--profile", "test", "--example", "archive", "--", count, folder], cwd=ROOT, check=True)
    parquet, size, writer, rows = folder / "articles.parquet", 0, None, []
    with open(lines, encoding="utf-8") as file:
        for line in file:
            rows.append(json.loads(line))
            size += len(rows[-1]["text"].encode())
            if len(rows) == ROWS:
                writer = write(writer, parquet, rows)
    writer = write(writer, parquet, rows)
    writer.close()
    return lines, parquet, size


def write(writer, parquet, rows):
    table = pyarrow.Table.from_pylist(rows, schema=writer.schema if writer else None)
    writer = writer or pyarrow.parquet.ParquetWriter(parquet, table.schema)
    writer.write_table(table)
    rows.clear()
    return writer


def by_command_line(program: str, lines: pathlib.Path) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([program, "extract", "--quiet", "--threads", "1", "--format", "jsonl", lines], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def by_spark(session: SparkSession, parquet: pathlib.Path) -> tuple[float, float, int]:
    def measured(batches):
        checker, claims, began = tollcheck.Checker(), 0, time.process_time()
        for batch in batches:
            claims += checker.extract(batch, threads=1).to_arrow().num_rows
        yield pyarrow.RecordBatch.from_pylist([{"claims": claims, "seconds": time.process_time() - began}])

    start = time.monotonic()
    rows = session.read.parquet(str(parquet)).mapInArrow(measured, "claims long, seconds double").collect()
    return time.monotonic() - start, sum(row.seconds for row in rows), sum(row.claims for row in rows)


def main() -> None:
    program, megabytes = sys.argv[1], int(sys.argv[2])
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="tollcheck-throughput-"))
    folder.mkdir(parents=True, exist_ok=True)
    lines, parquet, size = articles(megabytes, folder)
    session = local.session("local[1]")
    session.range(1).mapInArrow(lambda batches: batches, "id long").collect()  # workers are started
    elapsed, worked = by_command_line(program, lines)
    spark_elapsed, spark_worked, claims = by_spark(session, parquet)
    session.stop()
    for name, all_seconds, seconds in (("command line", elapsed, worked), ("mapInArrow", spark_elapsed, spark_worked)):
        print(f"{name}: {size / seconds / 1e6:.2f} MB/s by processor time, {size / all_seconds / 1e6:.2f} MB/s by the clock")
    print(f"{size / 1e6:.0f} MB of text, {claims} claims; mapInArrow reads {worked / spark_worked:.2f} times as fast as the command line")


if __name__ == "__main__":
    main()
