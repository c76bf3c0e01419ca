"""A block that is cut, however often, gives the links of one that is not: no name is too frequent."""

import pyarrow
import pytest

from tollcheck import _tollcheck

#: Reports of one town, on so many days.
REPORTS = 150
ORDER = [(name, "ascending") for name in ("key", "time", "doc", "n")]


def reports():
    kinds = ("air strike on", "car bomb in", "fire in")
    return pyarrow.Table.from_pylist(
        [
            {
                "id": f"r{n:03}",
                "publisher": f"House {n % 5}",
                "published": f"2021-05-{n % 27 + 2:02}",
                "text": f"An {kinds[n % 3]} Harim on 2021-05-{n % 27 + 1:02} killed {20 + n % 4} people.",
            }
            for n in range(REPORTS)
        ]
    )


@pytest.fixture(scope="module")
def checker():
    return _tollcheck.Checker("rules", "")


@pytest.fixture(scope="module")
def block(checker):
    """The rows of the one block, in order."""
    sheets = pyarrow.table(checker.sheets(reports(), [f"House {n}" for n in range(5)])).to_pylist()
    rows = [{"key": "harim", "part": 0, **row} for row in sheets if row["n"] >= 0]
    assert len(rows) >= REPORTS
    columns = {"key": "string", "time": "int32", "doc": "string", "n": "int32", "payload": "binary", "part": "int32"}
    schema = pyarrow.schema([(name, pyarrow.type_for_alias(kind)) for name, kind in columns.items()])
    return pyarrow.Table.from_pylist(rows, schema=schema).sort_by(ORDER)


def links(table):
    return [(row["doc"], row["n"], row["other"], row["m"]) for row in table.to_pylist() if row["other"] is not None]


def in_parts(checker, block, count):
    """The links within so many parts, and those across them, each part with a worker of its own."""
    size = -(-block.num_rows // count)
    found, ends = [], []
    for part in range(count):
        rows = block.slice(part * size, size)
        at = block.schema.get_field_index("part")
        rows = rows.set_column(at, "part", pyarrow.array([part] * rows.num_rows, pyarrow.int32()))
        near = _tollcheck.Neighbourhood(checker, block.num_rows)
        found += links(pyarrow.table(near.feed(rows, False)))
        ends.append(pyarrow.table(near.ends()))
    across = _tollcheck.Neighbourhood(checker, block.num_rows)
    met = pyarrow.concat_tables(ends).select(block.column_names).sort_by(ORDER)
    return found + links(pyarrow.table(across.feed(met, True)))


@pytest.mark.parametrize("count", [2, 3, 7])
def test_a_frequent_name_is_cut_without_a_loss(checker, block, count):
    whole = links(pyarrow.table(_tollcheck.Neighbourhood(checker, block.num_rows).feed(block, False)))
    assert len(whole) > REPORTS and len(set(whole)) == len(whole)
    parts = in_parts(checker, block, count)
    assert set(parts) == set(whole)
