"""Spark gives the answers of one machine, set for set, and finds what was planted."""

import datetime
import pathlib
import subprocess
import sys

import pytest

pytest.importorskip("pyspark")

import tollcheck  # noqa: E402
import tollcheck.spark  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python" / "benches"))

import local  # noqa: E402
import same  # noqa: E402

#: More than are read together.
DOCUMENTS = 2_000
#: As `cargo test` builds it.
CARGO = ["cargo", "run", "--quiet", "--manifest-path", str(ROOT / "Cargo.toml"), "--profile", "test"]


@pytest.fixture(scope="session")
def spark():
    session = local.session("local[2]", "1g", spark_sql_shuffle_partitions="2")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """An invented archive with contradictions planted in it."""
    folder = tmp_path_factory.mktemp("archive")
    subprocess.run([*CARGO, "--example", "archive", "--", str(DOCUMENTS), str(folder)], check=True)
    return folder


def test_an_archive_is_checked_as_the_command_line_checks_it(spark, archive):
    answers = same.compare(spark, [*CARGO, "--"], archive)
    for kind in ("claims", "events", "findings"):
        assert (answers.only_spark[kind], answers.only_alone[kind]) == (set(), set())
    assert answers.counts["claims"] > DOCUMENTS and answers.counts["events"] > DOCUMENTS / 8
    assert answers.planted > 40 and answers.recall >= same.WANTED and answers.precision >= same.WANTED


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


@pytest.mark.parametrize("name", ["article.warc", "article.warc.gz"])
def test_web_archives_are_read_as_binary_files(spark, tmp_path, name):
    file = ROOT / "tests" / "input" / "fixtures" / name
    (tmp_path / name).write_bytes(file.read_bytes())
    articles = tollcheck.spark.documents(spark.read.format("binaryFile").load(str(tmp_path)))
    assert [row.error for row in articles.where("error is not null").collect()] == []

    def told(claims):
        return sorted((c.measure, c.low, c.high or 0, c.quote, c.sentence) for c in claims)

    alone = told(tollcheck.extract(file))
    assert len(alone) > 2 and told(tollcheck.spark.extract(articles).collect()) == alone
    checked = tollcheck.spark.check(articles)
    assert told(checked.claims.collect()) == alone and checked.events.count() == len(tollcheck.check(file).events)


def test_what_cannot_be_checked_is_refused(spark):
    with pytest.raises(tollcheck.Fault, match="no column “text”"):
        tollcheck.spark.extract(spark.createDataFrame([("a",)], "body string"))
    with pytest.raises(tollcheck.Fault, match="no column “id”"):
        tollcheck.spark.check(spark.createDataFrame([("a",)], "text string"))
