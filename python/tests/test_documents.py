"""Documents come in from what people have, and the answers are the command line's."""

import dataclasses
import datetime
import pathlib

import duckdb
import pandas
import polars
import pyarrow
import pytest

import tollcheck

ROWS = [
    {
        "id": "agency",
        "publisher": "Agency",
        "published": "2021-05-04",
        "text": "The raid on Harim on 3 May killed at least 35 fighters and wounded 12.",
    },
    {"id": "wire", "publisher": "Wire", "published": "2021-05-04", "text": "The raid on Harim on 3 May killed 20 fighters."},
    {"id": "quiet", "publisher": "Quiet", "published": "2021-05-04", "text": "Nothing happened in Harim."},
]


@dataclasses.dataclass
class Article:
    id: str
    publisher: str
    published: datetime.date
    text: str


def articles():
    return [Article(**{**row, "published": datetime.date.fromisoformat(row["published"])}) for row in ROWS]


def by_duckdb():
    articles = pyarrow.Table.from_pylist(ROWS)  # noqa: F841 — DuckDB finds it by its name
    return duckdb.sql("select id, text, publisher, published::date as published from articles")


GIVEN = {
    "dicts": lambda: ROWS,
    "dataclasses": articles,
    "pyarrow": lambda: pyarrow.Table.from_pylist(ROWS),
    "record batch": lambda: pyarrow.RecordBatch.from_pylist(ROWS),
    "pandas": lambda: pandas.DataFrame(ROWS),
    "pandas dates": lambda: pandas.DataFrame(ROWS).assign(published=lambda f: pandas.to_datetime(f.published)),
    "polars": lambda: polars.DataFrame(ROWS),
    "polars dates": lambda: polars.DataFrame(ROWS).with_columns(polars.col("published").str.to_date()),
    "duckdb": by_duckdb,
}


def told(report):
    return [(f.rule, f.claims) for f in report.findings]


@pytest.mark.parametrize("kind", GIVEN)
def test_every_kind_of_documents_gives_the_same(kind):
    report = tollcheck.check(GIVEN[kind]())
    assert told(report) == [("disjoint-figures", ("wire:1", "agency:1"))]
    claims = [(c.id, c.measure, c.low, c.high, c.date.from_) for c in report.claims]
    day = datetime.date(2021, 5, 3)
    assert claims == [
        ("agency:1", "killed", 35, None, day),
        ("agency:2", "injured", 12, 12, day),
        ("wire:1", "killed", 20, 20, day),
    ]
    assert [c.id for c in tollcheck.extract(GIVEN[kind]())] == ["agency:1", "agency:2", "wire:1"]


def test_texts_are_called_by_their_number():
    assert [c.id for c in tollcheck.extract(["None.", "Two people died."])] == ["documents#2:1"]
    assert len(tollcheck.extract("Two people died.")) == 1
    assert len(tollcheck.extract([])) == 0
    assert tollcheck.extract("Nothing.").documents[0].claims == 0


def test_a_title_is_read_and_an_id_is_given_once():
    [title] = tollcheck.extract({"id": 7, "title": "Twelve dead in Harim", "text": "More follows."})
    assert (title.id, title.field, title.low) == ("7:1", "title", 12)
    twice = tollcheck.extract([{"id": "a", "text": "Two died."}, {"id": "a", "text": "Three died."}])
    assert [c.id for c in twice] == ["a:1", "a#2:1"]
    assert "taken already" in twice.documents[1].notes[0]


def test_spans_count_bytes_of_the_text():
    text = "Près de Harim, au moins… At least 35 fighters were killed."
    [claim] = tollcheck.extract(text)
    assert text.encode()[claim.span.start : claim.span.end].decode() == claim.quote == "At least 35 fighters"


def test_files_are_read_as_the_command_line_reads_them(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("---\npublisher: Agency\npublished: 2021-05-04\n---\nTwo people died on Monday.\n")
    [claim] = tollcheck.extract(file)
    assert (claim.document, claim.span.line) == (str(file), 5)
    lines = tmp_path / "b.jsonl"
    lines.write_text('{"id": "x", "text": "Three people died."}\n')
    assert [c.low for c in tollcheck.extract([file, lines])] == [2, 3]


def test_a_figure_of_a_table_is_found_again(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("title,text\nToll,Two people died.\n")
    extracted = tollcheck.extract(file)
    assert [claim.at for claim in extracted] == [tollcheck.Origin(row=2, column=2)]
    assert extracted.to_arrow().column("at").to_pylist()[0]["row"] == 2
    assert tollcheck.extract("Two died.")[0].at is None


def test_what_is_wrong_has_its_place(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "x"}\n{"text": 1}\n')
    with pytest.raises(tollcheck.Fault, match="expected a text") as caught:
        tollcheck.extract(file)
    fault = caught.value
    assert (fault.file, fault.line, fault.column) == (str(file), 2, 10)
    assert isinstance(fault, ValueError) and "one document" in fault.help
    with pytest.raises(FileNotFoundError):
        tollcheck.extract(pathlib.Path("nowhere.md"))


def test_what_is_no_document_is_refused():
    with pytest.raises(TypeError, match="document 2: expected a text, a dict"):
        tollcheck.extract(["x", 7])
    with pytest.raises(TypeError, match="document 1: “text” is no text but int"):
        tollcheck.extract({"text": 7})
    with pytest.raises(tollcheck.Fault, match="no column “text”.*its columns are: body"):
        tollcheck.extract(polars.DataFrame({"body": ["x"]}))
    with pytest.raises(tollcheck.Fault, match="“text” holds no texts"):
        tollcheck.extract(pyarrow.table({"text": [[1]]}))


def test_a_missing_text_is_told():
    extraction = tollcheck.extract(polars.DataFrame({"text": ["Two people died.", None]}))
    assert len(extraction) == 1
    assert extraction.documents[1].notes == ("it has no text",)


def test_numbers_beyond_all_people_stay_within_bounds():
    text = "At least 18446744073709551615 people were killed and 9223372036854775808 others were injured."
    extraction = tollcheck.extract(text)
    if len(extraction):
        assert max(extraction.to_arrow()["low"].to_pylist()) <= 2**63 - 1
    assert tollcheck.check(text).claims.to_arrow().num_rows == len(extraction)
