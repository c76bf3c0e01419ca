#!/usr/bin/env python3
"""Whether Spark with two workers gives the answers of the command line, set for set, and finds what was planted.

    python python/benches/same.py TOLLCHECK FOLDER

TOLLCHECK is the program; FOLDER holds `articles.jsonl` and `planted.jsonl` of `cargo run --release --example archive --
20000 FOLDER`. Ends with status 1 where a claim, an event or a finding stands on one side only, or where recall or
precision of the planted contradictions is below 0.98. `python/tests/test_spark.py` runs it on 2,000 documents.
"""

from __future__ import annotations

import datetime
import json
import pathlib
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import local
from pyspark.sql import SparkSession

import tollcheck.spark

#: The least that is right of the planted contradictions, found and reported.
WANTED = 0.98


@dataclass
class Answers:
    """What both sides say: for each kind, how many records, and those of one side only."""

    counts: dict[str, int]
    only_spark: dict[str, set[Any]]
    only_alone: dict[str, set[Any]]
    planted: int
    recall: float
    precision: float
    seconds: float

    def same(self) -> bool:
        return not any((*self.only_spark.values(), *self.only_alone.values()))


def plain(value: Any) -> Any:
    """A record without what is empty, so that records of both sides compare."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return tuple(sorted((k, plain(v)) for k, v in value.items() if v not in (None, [], ()) and k != "implied"))
    if isinstance(value, (list, tuple)):
        return tuple(map(plain, value))
    return value


def alone(program: list[str], folder: pathlib.Path) -> dict[str, set[Any]]:
    """What the command line says: its findings make its status 1."""
    command = [*program, "check", "--quiet", "--format", "json", str(folder / "articles.jsonl")]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if ran.returncode > 1:
        sys.exit(f"{program[0]} ended with status {ran.returncode}")
    report = json.loads(ran.stdout)
    return {kind: set(map(plain, report[kind])) for kind in ("claims", "events", "findings")}


def by_spark(session: SparkSession, folder: pathlib.Path) -> dict[str, set[Any]]:
    articles = session.read.schema(local.COLUMNS).json(str(folder / "articles.jsonl"))
    checked = tollcheck.spark.check(articles.repartition(3))  # in an order of no meaning
    told = {}
    for kind in ("claims", "events", "findings"):
        rows = [plain(row.asDict(recursive=True)) for row in getattr(checked, kind).collect()]
        told[kind] = set(rows)
        if len(told[kind]) < len(rows):
            sys.exit(f"some {kind} are told twice")
    checked.unpersist()
    return told


def planted(findings: set[Any], folder: pathlib.Path) -> tuple[int, float, float]:
    """How many contradictions were planted, the share of them that errors tell, and the share of the errors that
    tell one."""
    lines = (folder / "planted.jsonl").read_text(encoding="utf-8").splitlines()
    contradictions = [(one["document"], set(one["contradicts"])) for one in map(json.loads, lines)]
    errors = [
        {claim.rsplit(":", 1)[0] for claim in dict(finding)["claims"]}
        for finding in findings
        if dict(finding)["severity"] == "error"
    ]
    told = {n for n, (one, others) in enumerate(contradictions) for documents in errors if one in documents and documents & others}
    meant = [documents for documents in errors if any(one in documents and documents & others for one, others in contradictions)]
    return len(contradictions), len(told) / max(1, len(contradictions)), len(meant) / max(1, len(errors))


def compare(session: SparkSession, program: list[str], folder: pathlib.Path) -> Answers:
    one = alone(program, folder)
    began = time.monotonic()
    other = by_spark(session, folder)
    seconds = time.monotonic() - began
    return Answers(
        {kind: len(records) for kind, records in one.items()},
        {kind: other[kind] - one[kind] for kind in one},
        {kind: one[kind] - other[kind] for kind in one},
        *planted(other["findings"], folder),
        seconds,
    )


def main() -> None:
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    answers = compare(local.session(), [program], folder)
    for kind, count in answers.counts.items():
        only = len(answers.only_spark[kind]), len(answers.only_alone[kind])
        print(f"{kind:9} {count:7}; only of Spark {only[0]}, only of the command line {only[1]}")
    print(f"{answers.planted} contradictions planted: recall {answers.recall:.3f}, precision {answers.precision:.3f}")
    print(f"Spark took {answers.seconds:.0f} s by the clock")
    sys.exit(not (answers.same() and answers.recall >= WANTED and answers.precision >= WANTED))


if __name__ == "__main__":
    main()
