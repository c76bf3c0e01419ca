"""tollcheck inside Spark: for archives that no one machine holds.

>>> import tollcheck.spark
>>> figures = tollcheck.spark.extract(articles)             # doctest: +SKIP
>>> checked = tollcheck.spark.check(articles)               # doctest: +SKIP
>>> checked.findings.where("severity = 'error'").show()     # doctest: +SKIP

A data frame of documents has a column ``text`` and any of ``id``, ``title``, ``publisher``, ``published``, ``url`` and
``language``; `check` needs ``id``, by which no two documents are called alike. The answers are those of the command
line on the same documents, events and their ids included.

How `check` works, and what bounds each step, is told in ``docs/scale.md``. The driver holds the names of
the publishers and one number; neither grows with the documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyspark import StorageLevel
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from . import Rules, _configuration, _tollcheck
from ._fault import Fault

__all__ = ["Checked", "check", "documents", "extract"]

#: So many publishers the driver holds at most: an archive has outlets, not as many as documents.
MAX_PUBLISHERS = 1_000_000
#: So many occurrences a piece holds, on average: a few megabytes.
PIECE = 2_000

_RANGE = "struct<low: bigint, high: bigint>"

#: A claim a row, with the keys of the JSON contract; numbers are persons or households.
CLAIM = (
    "id string, document string, event string, measure string, low bigint, high bigint, quantifier string, "
    "stated array<bigint>, unit string, population array<string>, status string, attribution string, part boolean, "
    "part_of string, scope string, additional boolean, `date` struct<`from`: date, `to`: date>, place array<string>, "
    "actors array<string>, field string, quote string, "
    "span struct<start: bigint, `end`: bigint, line: bigint, `column`: bigint>, sentence string, "
    "at struct<record: bigint, entry: bigint, part: bigint, page: bigint, paragraph: bigint, heading: string, "
    "sheet: string, row: bigint, line: bigint, `column`: bigint, start: bigint, `end`: bigint>"
)
#: An event a row.
EVENT = (
    "id string, title string, `date` struct<`from`: date, `to`: date>, places array<string>, actors array<string>, "
    "links array<string>, figures array<struct<measure: string, unit: string, scope: string, "
    f"population: array<string>, agreed: {_RANGE}, envelope: {_RANGE}>>"
)
#: A finding a row.
FINDING = (
    "rule string, severity string, event string, claims array<string>, related array<string>, message string, "
    "proof string, causes array<string>, suppressed struct<reason: string>"
)

_OCCURRENCE = "doc string, n int, time int, keys array<string>, payload binary"
_FOUND = "key string, time int, doc string, n int, other string, m int, part int, payload binary"
_RECORD = "kind string, doc string, field int, start bigint, record string"
_COLUMNS = ("id", "text", "title", "publisher", "published", "url", "language")


@dataclass(frozen=True)
class Checked:
    """What an archive comes to.

    Attributes:
        claims: A claim a row, with its event (see `CLAIM`).
        events: An event a row (see `EVENT`).
        findings: A finding a row, by the severity and the order of the events (see `FINDING`).
    """

    claims: DataFrame
    events: DataFrame
    findings: DataFrame
    _kept: tuple[DataFrame, ...] = ()

    def unpersist(self) -> None:
        """Lets go of what the steps keep on the executors; the data frames are computed anew after that."""
        for frame in self._kept:
            frame.unpersist()


@lru_cache(maxsize=4)
def _checker(path: str, source: str) -> _tollcheck.Checker:
    """The program of this worker, built once."""
    return _tollcheck.Checker(path, source)


def _batches(table: Any) -> Iterator[Any]:
    import pyarrow

    yield from pyarrow.table(table).to_batches()


def _documents(df: DataFrame) -> DataFrame:
    if "text" not in df.columns:
        raise Fault("documents", "the data frame has no column “text”", help=f"its columns are: {', '.join(df.columns)}")
    known = [name for name in _COLUMNS if name in df.columns]
    return df.select([F.col(name) if name == "text" else F.col(name).cast("string").alias(name) for name in known])


def documents(files: DataFrame) -> DataFrame:
    """The documents of files that Spark reads whole (``spark.read.format("binaryFile").load(…)``).

    The end of a path says how the file is written, as on the command line. Besides the columns of documents there is
    ``error``: why a file, or a line of it, could not be read; its ``text`` is null then.

    >>> articles = documents(spark.read.format("binaryFile").load("articles/"))     # doctest: +SKIP
    >>> articles.where("error is not null").show()                                  # doctest: +SKIP
    >>> figures = extract(articles)                                                 # doctest: +SKIP
    """

    def read(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from _batches(_tollcheck.Checker.files(batch))

    return files.select("path", "content").mapInArrow(read, ", ".join(f"{name} string" for name in (*_COLUMNS, "error")))


def extract(df: DataFrame) -> DataFrame:
    """The claims of documents, each document for itself: a claim a row (see `CLAIM`).

    A document without an ``id`` is called by its number within its batch; give ids to tell them apart.

    Raises:
        Fault: The data frame has no column ``text``.
    """

    def claims(batches: Iterator[Any]) -> Iterator[Any]:
        checker = _checker("rules", "")
        for batch in batches:
            yield from _batches(checker.extract(batch, 1).table())

    return _documents(df).mapInArrow(claims, CLAIM)


def check(df: DataFrame, rules: Rules | None = None, *, partitions: int | None = None) -> Checked:
    """Groups the claims of documents by event, and compares them.

    Args:
        df: The documents; it is read three times, so keep it if it is dear to compute.
        rules: See `tollcheck.Checker`. The file of a configuration is read here, on the driver; rule files that it
            names must be found by the executors too.
        partitions: Into how many parts the work is cut; as Spark shuffles where none is given.

    Raises:
        Fault: There is no column ``text`` or ``id``, two documents have one id, or there are too many publishers.
    """
    documents = _documents(df)
    if "id" not in df.columns:
        raise Fault("documents", "the data frame has no column “id”", help="name the documents so that no two share an id")
    session = df.sparkSession
    parts = partitions or int(session.conf.get("spark.sql.shuffle.partitions") or 200)
    configuration = _configuration(rules)

    if documents.limit(_tollcheck.Checker.TOGETHER + 1).count() <= _tollcheck.Checker.TOGETHER:
        records = _together(documents, configuration).persist(StorageLevel.MEMORY_AND_DISK)
        return _typed(records, records)

    sheets = documents.mapInArrow(_sheets(configuration, _publishers(documents)), _OCCURRENCE)
    sheets = sheets.persist(StorageLevel.MEMORY_AND_DISK)
    held = sheets.where("n < 0").select("doc", "payload")
    twice = [row["doc"] for row in held.groupBy("doc").count().where("count > 1").select("doc").head(3)]
    if twice:
        raise Fault("documents", f"several documents have the id “{twice[0]}”", help="give each its own")
    occurrences = sheets.where("n >= 0")
    found = _found(occurrences, configuration, occurrences.count(), parts).persist(StorageLevel.MEMORY_AND_DISK)
    links = found.where("other is not null").dropDuplicates(["doc", "n", "other", "m"])
    linked = _components(links.select(_key("doc", "n").alias("a"), _key("other", "m").alias("b")), parts)
    records = _settled(held, occurrences, links, linked, configuration, parts).persist(StorageLevel.MEMORY_AND_DISK)
    return _typed(records, sheets, found, linked, records)


def _publishers(documents: DataFrame) -> list[str]:
    if "publisher" not in documents.columns:
        return []
    names = documents.select("publisher").where("trim(publisher) != ''").distinct().limit(MAX_PUBLISHERS + 1)
    publishers = [row["publisher"] for row in names.toLocalIterator()]
    if len(publishers) > MAX_PUBLISHERS:
        raise Fault("documents", f"there are more than {MAX_PUBLISHERS} publishers", help="is “publisher” the outlet?")
    return sorted(publishers)


def _sheets(configuration: tuple[str, str], publishers: list[str]) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def sheets(batches: Iterator[Any]) -> Iterator[Any]:
        checker = _checker(*configuration)
        for batch in batches:
            yield from _batches(checker.sheets(batch, publishers))

    return sheets


def _together(documents: DataFrame, configuration: tuple[str, str]) -> DataFrame:
    """Few documents are read together, as on one machine."""

    def whole(table: Any) -> Any:
        import pyarrow

        return pyarrow.table(_checker(*configuration).whole(table))

    return documents.groupBy(F.lit("all").alias("all")).applyInArrow(whole, _RECORD)


def _key(doc: str, n: str) -> Any:
    return F.struct(F.col(doc).alias("doc"), F.col(n).alias("n"))


def _found(occurrences: DataFrame, configuration: tuple[str, str], count: int, parts: int) -> DataFrame:
    """The links between neighbours, with the rows at the ends of parts.

    Blocks are cut wherever the rows of a part are enough, also within one name: so no name is too
    frequent. What was cut apart is compared in a second, small turn.
    """
    one = _tollcheck.Neighbourhood.is_one_block(count)
    keys = F.array(F.lit("")) if one else F.col("keys")
    order = ["key", "time", "doc", "n"]
    rows = occurrences.select(F.explode(keys).alias("key"), "time", "doc", "n", "payload")
    sorted_rows = rows.repartitionByRange(1 if one else parts, *order).sortWithinPartitions(*order)
    first = sorted_rows.withColumn("part", F.spark_partition_id()).mapInArrow(_neighbours(configuration, count, False), _FOUND)
    first = first.persist(StorageLevel.MEMORY_AND_DISK)
    ends = first.where("other is null").repartition(parts, "key").sortWithinPartitions(*order)
    second = ends.mapInArrow(_neighbours(configuration, count, True), _FOUND)
    return first.where("other is not null").unionByName(second.where("other is not null"))


def _neighbours(configuration: tuple[str, str], count: int, across: bool) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def neighbours(batches: Iterator[Any]) -> Iterator[Any]:
        neighbourhood = _tollcheck.Neighbourhood(_checker(*configuration), count)
        for batch in batches:
            yield from _batches(neighbourhood.feed(batch, across))
        if not across:
            yield from _batches(neighbourhood.ends())

    return neighbours


def _components(links: DataFrame, parts: int) -> DataFrame:
    """What links connect: ``node`` and the least node of its piece, ``piece``.

    Alternating stars (Kiveris and others, 2014): every node is hung onto the least of its neighbours, then
    what hangs below onto the least above, until nothing moves: a number of turns that grows with the logarithm of a piece.
    """
    stars = links.select(F.greatest("a", "b").alias("x"), F.least("a", "b").alias("y")).distinct().coalesce(parts)
    stars = stars.localCheckpoint()
    before = None
    while True:
        both = stars.unionAll(stars.select(F.col("y").alias("x"), F.col("x").alias("y")))
        least = both.groupBy("x").agg(F.least(F.min("y"), F.first("x")).alias("least"))
        large = both.join(least, "x").where("y > x").select(F.col("y").alias("x"), F.col("least").alias("y"))
        large = large.where("x > y").distinct()
        least = large.groupBy("x").agg(F.min("y").alias("least"))
        small = large.join(least, "x").where("y > least").select(F.col("y").alias("x"), F.col("least").alias("y"))
        small = small.unionAll(least.select("x", F.col("least").alias("y"))).distinct()
        after_stars = small.coalesce(parts).localCheckpoint()
        stars.unpersist()
        stars = after_stars
        [after] = stars.agg(F.count("*"), F.bit_xor(F.xxhash64("x", "y")), F.sum(F.xxhash64("x", "y") % 1_000_003)).collect()
        if after == before:
            return stars.select(F.col("x").alias("node"), F.col("y").alias("piece"))
        before = after


def _settled(
    held: DataFrame,
    occurrences: DataFrame,
    links: DataFrame,
    linked: DataFrame,
    configuration: tuple[str, str],
    parts: int,
) -> DataFrame:
    """Groups and checks pieces, many at a time: every link and every occurrence of an event is in one."""
    nodes = occurrences.select("doc", "n", "payload", _key("doc", "n").alias("node")).join(linked, "node", "left")
    buckets = max(parts, occurrences.count() // PIECE)
    bucket = F.pmod(F.xxhash64(F.coalesce("piece", "node")), F.lit(buckets)).alias("bucket")
    none = [F.lit(None).cast("string").alias("other"), F.lit(None).cast("int").alias("m")]
    nodes = nodes.select(bucket, "doc", "n", *none, "payload")
    sheets = nodes.select("bucket", "doc").distinct().join(held, "doc").select("bucket", "doc", F.lit(-1).alias("n"), *none, "payload")
    of_links = links.withColumn("node", _key("doc", "n")).join(linked, "node", "left").select(bucket, "doc", "n", "other", "m", "payload")

    def settle(table: Any) -> Any:
        import pyarrow

        return pyarrow.table(_checker(*configuration).settle(table.drop_columns(["bucket"])))

    rows = nodes.unionByName(sheets).unionByName(of_links)
    return rows.groupBy("bucket").applyInArrow(settle, _RECORD)


def _typed(records: DataFrame, *kept: DataFrame) -> Checked:
    """Claims, events and findings with their columns; events are numbered by where they are first spoken of."""
    place = ["doc", "field", "start"]  # no two events are first spoken of at one place
    events = records.where("kind = 'events'")
    ordered = events.select(*place).orderBy(*place).rdd.zipWithIndex()
    numbers = ordered.map(lambda one: (*one[0], f"e{one[1] + 1}")).toDF("doc string, field int, start bigint, number string")
    named = records.join(numbers.persist(StorageLevel.MEMORY_AND_DISK), place)

    def of(kind: str, schema: str, column: str) -> DataFrame:
        rows = named.where(F.col("kind") == kind).select(F.from_json("record", schema).alias("record"), "number")
        return rows.select("record.*", "number").withColumn(column, F.col("number")).drop("number")

    return Checked(of("claims", CLAIM, "event"), of("events", EVENT, "id"), of("findings", FINDING, "event"), (*kept, numbers))
