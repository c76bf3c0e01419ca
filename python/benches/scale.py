#!/usr/bin/env python3
"""What an archive comes to on many machines, from what was measured on one: python python/benches/scale.py

Prints the tables of `docs/scale.md` under "Worked out". The first block of numbers below is measured, by the script that is
named; the second is assumed. Measure again, put the numbers here, and put what is printed there: a test of the package
(`python/tests/test_scale.py`) fails where the page says something else.
"""

from __future__ import annotations

# Measured, by `python python/benches/steps.py` on 20,000 documents of `examples/archive.rs`.
#: Megabytes of text a second that a core reads to sheets.
SHEETS = 6.8
#: Seconds of a core: a row of a block compared with its neighbours; a document with a figure grouped and checked.
A_ROW, A_SETTLED = 4.1e-6, 66e-6
#: Bytes as they lie in memory: a sheet with its occurrences; a row of a block; a link; a document on its way to its piece.
A_SHEET, A_BLOCK_ROW, A_LINK, A_PIECE = 2_410, 850, 180, 2_930
#: Links a row of a block.
LINKS = 1.6
# Measured, by `python python/benches/throughput.py`.
#: The pace of a core inside mapInArrow, the command line's being 1.
INSIDE = 0.84
# Measured, by `python python/benches/stages.py`.
#: Stages of a check of 20,000 documents, whose pieces are small.
STAGES = 59

# Assumed.
ARTICLES, ARTICLE_BYTES = 100_000_000, 3_000
NODES, CORES_A_NODE, NETWORK = 50, 8, 1e9
#: The share of articles with a figure; occurrences in each of these; names, and so blocks, of each occurrence.
WITH_FIGURE, OCCURRENCES, KEYS = 0.2, 1.5, 3
#: The pace that is counted on, for what was measured: half, to be on the safe side.
SAFE = 0.5
#: Bytes as shuffled, those in memory being 1: Spark compresses them, and news less well than invented archives.
SHUFFLED = 0.25
#: Tasks of a stage, and seconds that scheduling a stage of so many takes.
TASKS, A_STAGE = 2_000, 5
#: A pair of keys in a turn, bytes; shuffles of all pairs in a turn; turns, and stages more than for small pieces.
A_PAIR, SHUFFLES, TURNS, MORE_STAGES = 60, 2, 10, 21
#: Bytes a second at which a core writes and reads what is shuffled.
SHUFFLE_PACE = 50e6
#: Dollars for a core for an hour, on demand, with the fee of a managed Spark.
CORE_HOUR = 0.06


def steps() -> dict[str, tuple[str, float]]:
    """For each step what it is worked out from, and the seconds of a core; scheduling aside."""
    told = ARTICLES * WITH_FIGURE
    rows = told * OCCURRENCES * KEYS
    links = rows * LINKS
    moved = sum(shuffled().values()) * SHUFFLED
    return {
        "sheets": (
            f"{ARTICLES * ARTICLE_BYTES / 1e9:.0f} GB at {SHEETS:.1f} MB/s, times {INSIDE:.2g} inside Spark, halved",
            ARTICLES * ARTICLE_BYTES / (SHEETS * 1e6 * INSIDE * SAFE),
        ),
        "links": (f"{rows / 1e6:.0f} million rows at {A_ROW * 1e6:.1f} µs, halved", rows * A_ROW / SAFE),
        "settling": (f"{told / 1e6:.0f} million documents at {A_SETTLED * 1e6:.0f} µs, halved", told * A_SETTLED / SAFE),
        "shuffling": (
            f"{moved / 1e9:.0f} GB, with {links / 1e6:.0f} million links in {TURNS} turns, at {SHUFFLE_PACE / 1e6:.0f} MB/s",
            moved / SHUFFLE_PACE,
        ),
    }


def shuffled() -> dict[str, float]:
    """What moves between machines, in bytes as in memory."""
    told = ARTICLES * WITH_FIGURE
    rows = told * OCCURRENCES * KEYS
    links = rows * LINKS
    return {
        f"blocks, {rows / 1e6:.0f} million rows of {A_BLOCK_ROW} bytes": rows * A_BLOCK_ROW,
        f"links, {LINKS} a row, {A_LINK} bytes": links * A_LINK,
        f"pieces, {TURNS} turns of {SHUFFLES} shuffles of {A_PAIR} bytes a link": links * A_PAIR * SHUFFLES * TURNS,
        f"to pieces, {A_PIECE:,} bytes a document": told * A_PIECE,
    }


def lasting(seconds: float) -> str:
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= 1.5 * length:
            return f"{seconds / length:,.1f} {unit}"
    return f"{seconds:.0f} s"


def tables() -> str:
    cores = NODES * CORES_A_NODE
    lines = [f"| step | from | a core | on {cores} cores |", "| --- | --- | --- | --- |"]
    work = steps()
    for name, (source, seconds) in work.items():
        lines.append(f"| {name} | {source} | {lasting(seconds)} | {lasting(seconds / cores)} |")
    stages = STAGES + MORE_STAGES
    scheduling = stages * A_STAGE
    lines.append(f"| scheduling | {stages} stages of {TASKS:,} tasks, {A_STAGE} s each | | {lasting(scheduling)} |")
    of_a_core = sum(seconds for _, seconds in work.values())
    elapsed = of_a_core / cores + scheduling
    lines.append(f"| **all** | | **{lasting(of_a_core)}** | **{lasting(elapsed)}** |")
    lines += ["", "| what moves | bytes | as shuffled | a node |", "| --- | --- | --- | --- |"]
    moving = shuffled()
    for name, size in [*moving.items(), ("**all**", sum(moving.values()))]:
        lines.append(f"| {name} | {size / 1e9:.0f} GB | {size * SHUFFLED / 1e9:.0f} GB | {size * SHUFFLED / NODES / 1e9:.2f} GB |")
    kept = ARTICLES * WITH_FIGURE * A_SHEET
    dollars = elapsed / 3600 * cores * CORE_HOUR
    alone = work["sheets"][1] / 3600 * CORE_HOUR
    lines += [
        "",
        f"Kept on the executors meanwhile: {kept / 1e9:.0f} GB of sheets, {kept / NODES / 1e9:.1f} GB a node. The network of a node "
        f"carries what is shuffled in {lasting(sum(moving.values()) * SHUFFLED / NODES / NETWORK)}.",
        "",
        f"At {CORE_HOUR} US dollars for a core for an hour, {cores} cores for {lasting(elapsed)} cost {dollars:.2f} dollars: "
        f"**{dollars / ARTICLES * 1e6:.3f} dollars a million articles**, storage not counted. `extract` alone costs "
        f"{alone / ARTICLES * 1e6:.3f}.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(tables())
