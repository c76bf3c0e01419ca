"""Spark gives the answers of one machine, set for set, and finds what was planted."""

import datetime
import json
import os
import pathlib
import subprocess
import sys

import pytest

pytest.importorskip("pyspark")

from pyspark.sql import SparkSession  # noqa: E402

import tollcheck  # noqa: E402
import tollcheck.spark  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: More than are read together.
DOCUMENTS = 1_100
COLUMNS = "id string, title string, publisher string, published string, text string"


@pytest.fixture(scope="session")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable  # workers of this environment
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("tollcheck")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """An invented archive with contradictions planted in it."""
    folder = tmp_path_factory.mktemp("archive")
    # as `cargo test` builds it
    command = ["cargo", "run", "--quiet", "--profile", "test", "--example", "archive", "--", str(DOCUMENTS), str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder


def plain(value):
    """A record without what is empty, so that records of both sides compare."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return tuple(sorted((k, plain(v)) for k, v in value.items() if v not in (None, [], ()) and k != "implied"))
    if isinstance(value, (list, tuple)):
        return tuple(map(plain, value))
    return value


def records(frame):
    rows = [plain(row.asDict(recursive=True)) for row in frame.collect()]
    assert len(set(rows)) == len(rows)
    return set(rows)


def test_an_archive_is_checked_as_on_one_machine(spark, archive):
    articles = spark.read.schema(COLUMNS).json(str(archive / "articles.jsonl")).repartition(3)
    checked = tollcheck.spark.check(articles)
    lines = (archive / "articles.jsonl").read_text().splitlines()
    alone = json.loads(tollcheck.check([json.loads(line) for line in lines]).to_json())
    findings = records(checked.findings)
    assert records(checked.claims) == {plain(record) for record in alone["claims"]}
    assert records(checked.events) == {plain(record) for record in alone["events"]}
    assert findings == {plain(record) for record in alone["findings"]}
    assert len(alone["claims"]) > DOCUMENTS and len(alone["events"]) > DOCUMENTS / 8

    planted = [json.loads(line) for line in (archive / "planted.jsonl").read_text().splitlines()]
    errors = [{claim.rsplit(":", 1)[0] for claim in dict(f)["claims"]} for f in findings if dict(f)["severity"] == "error"]
    found = [p for p in planted if any(p["document"] in e and e & set(p["contradicts"]) for e in errors)]
    meant = [e for e in errors if any(p["document"] in e and e & set(p["contradicts"]) for p in planted)]
    assert len(planted) > 20 and len(found) >= 0.98 * len(planted)
    assert len(meant) >= 0.98 * len(errors)
    checked.unpersist()


def test_few_documents_are_read_together(spark):
    rows = [
        ("a", "Agency", datetime.date(2021, 5, 4), "The raid on Harim on 3 May killed at least 35 fighters."),
        ("b", "Wire", datetime.date(2021, 5, 4), "The raid on Harim on 3 May killed 20 fighters."),
        ("c", None, None, "Nothing happened."),
    ]
    frame = spark.createDataFrame(rows, "id string, publisher string, published date, text string")
    checked = tollcheck.spark.check(frame)
    [finding] = checked.findings.collect()
    assert (finding.rule, finding.event, finding.claims) == ("disjoint-figures", "e1", ["b:1", "a:1"])
    off = tollcheck.spark.check(frame, rules={"disjoint-figures": {"severity": "off"}})
    assert "disjoint-figures" not in [f.rule for f in off.findings.collect()]
    [event] = checked.events.collect()
    assert event.figures[0].envelope.low == 20 and event.date["from"] == datetime.date(2021, 5, 3)
    assert [c.id for c in tollcheck.spark.extract(frame).orderBy("id").collect()] == ["a:1", "b:1"]


def test_parquet_is_read_and_figures_are_columns(spark, tmp_path):
    frame = spark.createDataFrame([("a", "Two people died in Harim."), ("b", None)], "id string, text string")
    frame.write.parquet(str(tmp_path / "articles"))
    [claim] = tollcheck.spark.extract(spark.read.parquet(str(tmp_path / "articles"))).collect()
    assert (claim.id, claim.measure, claim.low, claim.high, claim.span.start) == ("a:1", "killed", 2, 2, 0)


def test_files_are_read_whole(spark, tmp_path):
    (tmp_path / "a.md").write_text("---\npublisher: Agency\n---\nTwo people died in Harim.\n")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "Three people died."}\n{"text": 1}\n')
    articles = tollcheck.spark.documents(spark.read.format("binaryFile").load(str(tmp_path)))
    rows = {row.id.rsplit("/", 1)[-1]: row for row in articles.collect() if row.error is None}
    assert rows["a.md"].publisher == "Agency" and rows["a.md"].text.strip() == "Two people died in Harim."
    [error] = [row.error for row in articles.collect() if row.error]
    assert "expected a text" in error
    assert sorted(c.low for c in tollcheck.spark.extract(articles).collect()) == [2, 3]


def test_what_cannot_be_checked_is_refused(spark):
    with pytest.raises(tollcheck.Fault, match="no column “text”"):
        tollcheck.spark.extract(spark.createDataFrame([("a",)], "body string"))
    with pytest.raises(tollcheck.Fault, match="no column “id”"):
        tollcheck.spark.check(spark.createDataFrame([("a",)], "text string"))
