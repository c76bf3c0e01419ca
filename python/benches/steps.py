#!/usr/bin/env python3
"""What each step of a check in pieces costs in processor time and bytes: python python/benches/steps.py FOLDER

FOLDER holds the `articles.jsonl` of `cargo run --example archive`. The steps are those that Spark's workers do, one after
the other in one process, without Spark: so a machine that does other work at the same time does not show.
"""

from __future__ import annotations

import pathlib
import sys
import time

import pyarrow
import pyarrow.compute
import pyarrow.json

from tollcheck import _tollcheck

PIECE = 2_000


def size(table: pyarrow.Table) -> tuple[int, int]:
    """Bytes as columns, and compressed as Spark shuffles them."""
    out = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(out, table.schema, options=pyarrow.ipc.IpcWriteOptions(compression="lz4")) as stream:
        stream.write_table(table)
    return table.nbytes, out.getvalue().size


def told(step: str, began: float, table: pyarrow.Table) -> None:
    plain, packed = size(table)
    seconds = time.process_time() - began
    print(f"{step:14} {seconds:7.2f} s  {table.num_rows:8} rows  {plain / 1e6:8.1f} MB, {packed / 1e6:7.1f} MB compressed")


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    articles = pyarrow.json.read_json(folder / "articles.jsonl")
    text = pyarrow.compute.sum(pyarrow.compute.binary_length(articles["text"])).as_py()
    print(f"{articles.num_rows} documents, {text / 1e6:.1f} MB of text")
    checker = _tollcheck.Checker("rules", "")
    publishers = articles["publisher"].unique().to_pylist()

    began = time.process_time()
    parts = [pyarrow.table(checker.sheets(batch, publishers)) for batch in articles.to_batches(max_chunksize=10_000)]
    sheets = pyarrow.concat_tables(parts)
    told("sheets", began, sheets)
    held = sheets.filter(pyarrow.compute.field("n") < 0)
    occurrences = sheets.filter(pyarrow.compute.field("n") >= 0)

    at = pyarrow.compute.list_parent_indices(occurrences["keys"].combine_chunks())
    rows = occurrences.select(["time", "doc", "n", "payload"]).take(at)
    rows = rows.append_column("key", pyarrow.compute.list_flatten(occurrences["keys"]))
    rows = rows.append_column("part", pyarrow.array([0] * rows.num_rows, pyarrow.int32()))
    rows = rows.sort_by([(name, "ascending") for name in ("key", "time", "doc", "n")])
    print(f"{'blocks':14} {'':9}  {rows.num_rows:8} rows  {size(rows)[0] / 1e6:8.1f} MB, {size(rows)[1] / 1e6:7.1f} MB compressed")
    began = time.process_time()
    near = _tollcheck.Neighbourhood(checker, occurrences.num_rows)
    links = pyarrow.concat_tables(pyarrow.table(near.feed(batch, False)) for batch in rows.to_batches(max_chunksize=10_000))
    told("links", began, links)

    piece: dict[str, str] = {}

    def root(node: str) -> str:
        while piece.setdefault(node, node) != node:
            node = piece[node]
        return node

    docs, others = links["doc"].to_pylist(), links["other"].to_pylist()
    ns, ms = links["n"].to_pylist(), links["m"].to_pylist()
    for doc, n, other, m in zip(docs, ns, others, ms):
        a, b = sorted((root(f"{doc}\0{n}"), root(f"{other}\0{m}")))
        piece[b] = a
    buckets = max(1, occurrences.num_rows // PIECE)

    def bucket(table: pyarrow.Table) -> list[int]:
        return [hash(root(f"{doc}\0{n}")) % buckets for doc, n in zip(table["doc"].to_pylist(), table["n"].to_pylist())]

    sizes: dict[str, int] = {}
    nodes = [f"{doc}\0{n}" for doc, n in zip(occurrences["doc"].to_pylist(), occurrences["n"].to_pylist())]
    for node in nodes:
        sizes[root(node)] = sizes.get(root(node), 0) + 1
    print(f"{'pieces':14} {'':9}  {len(sizes):8} pieces, the largest of {max(sizes.values())} occurrences")

    none = {"other": pyarrow.nulls(1, pyarrow.string()), "m": pyarrow.nulls(1, pyarrow.int32())}
    columns = ["doc", "n", "other", "m", "payload"]
    of_nodes, of_links = bucket(occurrences), bucket(links)
    for name, empty in none.items():
        occurrences = occurrences.append_column(name, pyarrow.nulls(occurrences.num_rows, empty.type))
        held = held.append_column(name, pyarrow.nulls(held.num_rows, empty.type))
    by_doc = dict(zip(held["doc"].to_pylist(), range(held.num_rows)))
    pieces = []
    for n in range(buckets):
        own = occurrences.select(columns).take([i for i, b in enumerate(of_nodes) if b == n])
        of = held.select(columns).take(sorted({by_doc[doc] for doc in own["doc"].to_pylist()}))
        pieces.append(pyarrow.concat_tables([own, of, links.select(columns).take([i for i, b in enumerate(of_links) if b == n])]))
    all_pieces = pyarrow.concat_tables(pieces)
    print(f"{'to pieces':14} {'':9}  {all_pieces.num_rows:8} rows  {size(all_pieces)[0] / 1e6:8.1f} MB, {size(all_pieces)[1] / 1e6:7.1f} MB compressed")
    began = time.process_time()
    told("settled", began, pyarrow.concat_tables(pyarrow.table(checker.settle(one)) for one in pieces))


if __name__ == "__main__":
    main()
