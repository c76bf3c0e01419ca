#!/usr/bin/env python3
"""What each stage of a check in Spark costs: python python/benches/stages.py FOLDER | EVENT-LOG

FOLDER holds the `articles.jsonl` of `cargo run --example archive`. Prints, for each stage that took a share worth telling,
its tasks, their time, and the bytes and rows that it shuffled; and the greatest task. An event log of another run is
told in the same way.
"""

from __future__ import annotations

import json
import pathlib
import sys
import tempfile


def run(folder: pathlib.Path) -> pathlib.Path:
    import local

    import tollcheck.spark

    logs = pathlib.Path(tempfile.mkdtemp(prefix="tollcheck-stages-"))
    session = local.session(
        spark_eventLog_enabled="true", spark_eventLog_compress="false", spark_eventLog_dir=logs.as_uri(), spark_eventLog_rolling_enabled="false"
    )
    checked = tollcheck.spark.check(session.read.schema(local.COLUMNS).json(str(folder / "articles.jsonl")))
    print({name: getattr(checked, name).count() for name in ("claims", "events", "findings")})
    session.stop()
    return next(path for path in logs.rglob("*") if path.is_file() and "appstatus" not in path.name)


def told(log: pathlib.Path) -> None:
    stages: dict[int, dict] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["Event"] == "SparkListenerStageCompleted":
            info = event["Stage Info"]
            stages.setdefault(info["Stage ID"], {}).update(name=info["Stage Name"], scopes=sorted(
                {json.loads(rdd["Scope"])["name"] for rdd in info["RDD Info"] if rdd.get("Scope")}
            ))
        if event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
            metrics, stage = event["Task Metrics"], stages.setdefault(event["Stage ID"], {})
            stage["tasks"] = stage.get("tasks", 0) + 1
            stage["seconds"] = stage.get("seconds", 0.0) + metrics["Executor Run Time"] / 1e3
            stage["greatest"] = max(stage.get("greatest", 0.0), metrics["Executor Run Time"] / 1e3)
            write = metrics["Shuffle Write Metrics"]
            stage["bytes"] = stage.get("bytes", 0) + write["Shuffle Bytes Written"]
            stage["rows"] = stage.get("rows", 0) + write["Shuffle Records Written"]
    whole = sum(stage.get("seconds", 0) for stage in stages.values())
    moved = sum(stage.get("bytes", 0) for stage in stages.values())
    print(f"{len(stages)} stages, {whole:.1f} s of tasks, {moved / 1e6:.2f} MB shuffled")
    for number, stage in sorted(stages.items()):
        if stage.get("seconds", 0) > whole / 50 or stage.get("bytes", 0) > moved / 50:
            scopes = [name for name in stage.get("scopes", []) if any(w in name for w in ("Arrow", "Join", "Aggregate", "Sort", "Generate"))]
            print(
                f"{number:4} {stage['tasks']:3} tasks {stage['seconds']:7.1f} s, greatest {stage['greatest']:6.1f} s, "
                f"{stage['bytes'] / 1e6:8.2f} MB in {stage['rows']:8} rows  {', '.join(scopes)}"
            )


if __name__ == "__main__":
    given = pathlib.Path(sys.argv[1])
    told(given if given.is_file() else run(given))
