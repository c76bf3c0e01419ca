"""Results are typed records, tables and pages; and work leaves Python its freedom."""

import json
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import threading
import time

import pandas
import pyarrow
import pytest

import tollcheck

A = {"id": "a", "text": "The raid on Harim on 3 May 2021 killed at least 35 fighters."}
B = {"id": "b", "text": "The raid on Harim on 3 May 2021 killed 20 fighters."}


def test_tables_have_the_keys_of_the_contract():
    report = tollcheck.check([A, B])
    claims = report.claims.to_arrow()
    assert claims.column_names[:6] == ["id", "document", "event", "measure", "low", "high"]
    assert claims["event"].to_pylist() == ["e1", "e1"]
    assert claims["high"].to_pylist() == [None, 20] and claims.schema.field("high").type == pyarrow.int64()
    assert report.to_arrow()["rule"].to_pylist() == ["disjoint-figures"]
    assert report.to_arrow()["claims"].to_pylist() == [["b:1", "a:1"]]
    [event] = report.events.to_arrow().to_pylist()
    assert event["figures"][0]["envelope"] == {"low": 20, "high": None}
    assert report.claims.to_polars()["low"].to_list() == [35, 20]
    frame = report.claims.to_pandas()
    assert frame["high"].isna().tolist() == [True, False] and frame["high"].dtype == pandas.Int64Dtype()


def test_a_table_without_rows_keeps_its_columns():
    empty = tollcheck.extract("Nothing happened.")
    assert empty.to_arrow().num_rows == 0 and "quote" in empty.to_arrow().column_names
    assert empty.to_polars().columns == empty.to_arrow().column_names
    assert tollcheck.check([]).to_pandas().empty


def test_the_records_are_the_json_s():
    report = tollcheck.check([A, B])
    record = json.loads(report.to_json())
    assert report.summary == record["summary"]
    assert [c.id for c in report.claims] == [c["id"] for c in record["claims"]]
    assert report.findings[0].message == record["findings"][0]["message"]
    assert report.events[0].figures[0].agreed is None
    assert report.claims[-1].quote == "20 fighters" and len(report.claims[:1]) == 1


def test_pages_and_tables_for_people():
    report = tollcheck.check([A, {**B, "text": B["text"] + " <script>alert(1)</script>"}])
    page = report._repr_html_()
    assert page.startswith("<!DOCTYPE html>") and "disjoint-figures" in page and "<script>alert" not in page
    assert "at least 35 fighters" in str(report) and "errors=1" in repr(report)
    extraction = tollcheck.extract([A, B])
    assert "at least 35 fighters" in str(extraction) and "<html" in extraction._repr_html_()


def test_events_rules_and_drafts():
    quiet = tollcheck.check([A, B], rules={"disjoint-figures": {"severity": "off"}})
    assert "disjoint-figures" not in [f.rule for f in quiet.findings]
    described = tollcheck.check([A, B], events=[{"id": "raid", "title": "The raid", "date": "2021-05-03", "places": ["Harim"]}])
    assert [e.id for e in described.events] == ["raid"] and {c.event for c in described.claims} == {"raid"}
    again = tollcheck.check([A, B], events=described.events)
    assert [e.title for e in again.events] == ["The raid"]
    draft = tollcheck.check([A], draft="The raid on Harim on 3 May 2021 killed 90 fighters.")
    assert "unsupported-figure" in [f.rule for f in draft.findings]
    assert [f.rule for f in draft.findings] == [f.rule for f in tollcheck.check([A, {"id": "draft", "text": "The raid on Harim on 3 May 2021 killed 90 fighters."}], draft="draft").findings]


def test_wrong_rules_and_events_have_their_place(tmp_path):
    with pytest.raises(tollcheck.Fault, match="there is no rule “nothing”") as caught:
        tollcheck.check([A], rules={"nothing": {"severity": "off"}})
    assert caught.value.line == 1
    file = tmp_path / "tollcheck.yaml"
    file.write_text("rules:\n  settings:\n    toll-rise: {severity: off}\n")
    with pytest.raises(tollcheck.Fault, match="did you mean “toll-rose”") as caught:
        tollcheck.Checker(rules=file)
    assert (caught.value.file, caught.value.line, caught.value.column) == (str(file), 3, 5)
    assert pickle.loads(pickle.dumps(caught.value)).line == 3
    with pytest.raises(tollcheck.Fault, match="two events have the id “x”"):
        tollcheck.check([A], events=[{"id": "x"}, {"id": "x"}])


def test_rules_are_listed():
    rules = tollcheck.rules()
    assert rules[0].id == "disjoint-figures" and rules[0].severity == "error" and rules[0].reason
    assert {"toll-rose", "unsupported-figure"} <= {rule.id for rule in rules}
    off = tollcheck.Checker(rules={"toll-rose": {"severity": "off"}}).rules()
    assert [rule.id for rule in off if rule.severity is None] == ["toll-rose"]


def test_other_threads_go_on_meanwhile():
    turns, done = 0, threading.Event()

    def count():
        nonlocal turns
        while not done.is_set():
            turns += 1
            time.sleep(0.001)

    counting = threading.Thread(target=count)
    counting.start()
    tollcheck.extract([{"id": str(n), "text": A["text"] * 40} for n in range(200)], threads=1)
    done.set()
    counting.join()
    assert turns > 1


def test_ctrl_c_is_answered():
    code = "import tollcheck; print('ready', flush=True); tollcheck.extract(['Two people died in Harim. ' * 400] * 100_000)"
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    time.sleep(1)
    child.send_signal(signal.SIGINT)
    _, error = child.communicate(timeout=60)
    assert "KeyboardInterrupt" in error


def test_the_readme_s_example_prints_a_table():
    readme = pathlib.Path(__file__).resolve().parents[2] / "README.md"
    example = readme.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    assert len(example.splitlines()) == 5
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    told = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True, env=environment).stdout
    assert "at least 35 fighters" in told and "disjoint-figures" in told and "┌" in told
