"""Spark on this machine, as the benches and the tests start it.

In: where the work is done, and settings. Out: a session. It asks no network and shows no page.
"""

from __future__ import annotations

import os
import sys

from pyspark.sql import SparkSession

#: The columns of the archive of `examples/archive.rs`.
COLUMNS = "id string, title string, publisher string, published string, text string"


def session(master: str = "local[2]", driver: str = "1500m", **settings: str) -> SparkSession:
    """A session whose workers run in this environment. `settings`: with `_` for the dots of their names."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).appName("tollcheck")
    for key, value in {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": driver,
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        **{key.replace("_", "."): value for key, value in settings.items()},
    }.items():
        builder = builder.config(key, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made
