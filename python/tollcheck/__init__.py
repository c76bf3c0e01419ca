"""Reads news texts, extracts every figure of people killed, injured, missing or displaced as a range of
whole numbers, and says which figures of one event cannot all be true.

>>> import tollcheck
>>> [claim] = tollcheck.extract("At least 35 fighters were killed.")
>>> claim.quote, claim.low, claim.high
('At least 35 fighters', 35, None)

Documents are given as texts, as dicts or objects (dataclasses, say) with ``text`` and any of ``id``, ``title``,
``publisher``, ``published`` (a date, or as ISO 8601), ``url`` and ``language``, as paths of files that the command line
reads, or as a table with these as columns: of pandas, Polars, DuckDB, pyarrow, whatever speaks the Arrow C
interface. One that has no id is called by its number: ``documents#1``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, Union, runtime_checkable

from . import _tollcheck
from ._fault import Fault
from ._records import Claim, Days, Document, Event, Figures, Finding, Origin, Place, Range, Rule
from ._results import Extraction, Report, Rows

__all__ = [
    "Checker",
    "Claim",
    "Days",
    "Document",
    "Event",
    "Extraction",
    "Fault",
    "Figures",
    "Finding",
    "Origin",
    "Place",
    "Range",
    "Report",
    "Rows",
    "Rule",
    "check",
    "extract",
    "rules",
]


@runtime_checkable
class Table(Protocol):
    """A table that speaks the Arrow C interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class Texted(Protocol):
    """An object that says itself what its text is."""

    text: str


Given = Union[str, "os.PathLike[str]", Mapping[str, Any], Texted]
Documents = Union[Given, Iterable[Given], Table]
Rules = Union[Mapping[str, Mapping[str, Any]], str, "os.PathLike[str]"]


class Checker:
    """The program, built once from its rules. Threads may share one; they do not wait for each other.

    Args:
        rules: The settings of rules by their id (``{"unattributed-figure": {"severity": "off"}}``), or the path of
            a ``tollcheck.yaml``, which may add rules too.

    Raises:
        Fault: There is no such rule or setting; with the place in the file.
        OSError: The file cannot be read.
    """

    def __init__(self, rules: Rules | None = None) -> None:
        self._native = _native(*_configuration(rules))

    def extract(self, documents: Documents, *, threads: int | None = None) -> Extraction:
        """See :func:`extract`. With ``threads=1`` no other thread is used."""
        return Extraction(self._native.extract(documents, threads))

    def check(
        self,
        documents: Documents,
        events: Iterable[Mapping[str, Any] | Event] | None = None,
        draft: Given | None = None,
    ) -> Report:
        """See :func:`check`."""
        return Report(self._native.check(documents, None if events is None else _events(events), draft))

    def rules(self) -> tuple[Rule, ...]:
        """See :func:`rules`."""
        return tuple(Rule(*rule) for rule in self._native.rules())


def extract(documents: Documents, *, threads: int | None = None) -> Extraction:
    """The claims of documents, each document for itself.

    Args:
        documents: See the module.
        threads: How many threads read: 1, or as many as there are cores (``None``).

    Returns:
        The claims, in the order of the documents and of the text; numbers are persons or households.

    Raises:
        TypeError: Something is no document.
        Fault: A file is no text, or a table has no column ``text``.
        OSError: A file cannot be read.
    """
    return _checker().extract(documents, threads=threads)


def check(
    documents: Documents,
    events: Iterable[Mapping[str, Any] | Event] | None = None,
    draft: Given | None = None,
    rules: Rules | None = None,
) -> Report:
    """Groups the claims of documents by the event whose victims they count, and compares them.

    Args:
        documents: See the module. Their order has no say in the result.
        events: What is known of the events beforehand, as in a case file: ``id``, and any of ``title``, ``date``
            (or ``from`` and ``to``; days, both included), ``places`` and ``actors``. ``None``: they are found from the texts.
        draft: The document that is checked against the others: the id of one of them, or one more.
        rules: See :class:`Checker`.

    Raises:
        TypeError: Something is no document.
        Fault: A file, an event, a rule or a table is not as it should be; with its place.
        OSError: A file cannot be read.
    """
    return _checker(*_configuration(rules)).check(documents, events, draft)


def rules() -> tuple[Rule, ...]:
    """The built-in rules, in the order in which findings of one severity are told."""
    return _checker().rules()


@lru_cache(maxsize=8)
def _native(path: str, source: str) -> _tollcheck.Checker:
    return _tollcheck.Checker(path, source)


def _checker(path: str = "rules", source: str = "") -> Checker:
    checker = Checker.__new__(Checker)
    checker._native = _native(path, source)
    return checker


def _configuration(rules: Rules | None) -> tuple[str, str]:
    """A configuration file as its path and text."""
    if rules is None:
        return ("rules", "")
    if isinstance(rules, Mapping):
        return ("rules", json.dumps({"rules": {"settings": {id: dict(own) for id, own in rules.items()}}}))
    path = os.fspath(rules)
    with open(path, encoding="utf-8") as file:
        return (path, file.read())


def _events(events: Iterable[Mapping[str, Any] | Event]) -> str:
    """What is known of events, as a case file."""

    def known(event: Mapping[str, Any] | Event) -> dict[str, Any]:
        if not isinstance(event, Event):
            return dict(event)
        days = event.date and {"from": event.date.from_, "to": event.date.to}
        return {"id": event.id, "title": event.title, "places": event.places, "actors": event.actors, **(days or {})}

    def plain(value: object) -> object:
        if isinstance(value, date):
            return value.isoformat()
        raise TypeError(f"an event cannot hold {type(value).__name__}")

    # a case file names documents; here they were handed in
    case = {"sources": [{"path": "documents"}], "events": [known(event) for event in events]}
    return json.dumps(case, default=plain, ensure_ascii=False)
