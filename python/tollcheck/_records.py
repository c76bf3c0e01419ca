"""The records of the JSON contract, typed.

In: what the native module writes. Out: frozen dataclasses with the contract's keys. Nothing is computed
here.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``from_`` to ``to``, both included; one day: the same twice."""

    from_: datetime.date
    to: datetime.date


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from ``low`` to ``high``, both included; ``high`` is ``None`` where there is no bound."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: bytes from ``start`` up to but not including ``end`` of the document's text
    (encoded as UTF-8), its ``line`` and its ``column`` in characters, both from 1."""

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a quote stands in a file that is not plain text, as far as that applies: numbers count from 1, bytes
    (``start``, ``end``) from 0."""

    record: int | None = None
    entry: int | None = None
    part: int | None = None
    page: int | None = None
    paragraph: int | None = None
    heading: str | None = None
    sheet: str | None = None
    row: int | None = None
    line: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantified statement about people harmed or moved.

    ``low`` and ``high`` are the numbers of persons (or households, see ``unit``) that the wording allows,
    both included; ``high`` is ``None`` where it sets no upper bound.
    """

    id: str
    document: str
    event: str | None
    measure: str
    low: int
    high: int | None
    quantifier: str
    stated: tuple[int, ...]
    unit: str
    population: tuple[str, ...]
    status: str
    attribution: str | None
    part: bool
    part_of: str | None
    scope: str
    additional: bool
    date: Days | None
    place: tuple[str, ...]
    actors: tuple[str, ...]
    field: str
    quote: str
    span: Place
    sentence: str
    at: Origin | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the figures of an event of one measure, unit, scope and population come to.

    ``agreed``: the numbers that all of them allow, ``None`` where there are none; ``envelope``: from the
    least to the greatest that one allows.
    """

    measure: str
    unit: str
    scope: str
    population: tuple[str, ...]
    agreed: Range | None
    envelope: Range


@dataclass(frozen=True, slots=True)
class Event:
    """An occurrence whose victims claims count, and what holds them together (``links``)."""

    id: str
    title: str
    date: Days | None
    places: tuple[str, ...]
    actors: tuple[str, ...]
    links: tuple[str, ...]
    figures: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule reports: ``severity`` is ``error``, ``warning`` or ``note``; ``claims`` are the ids of the
    claims concerned. ``suppressed``: why a text permits it, where one does."""

    rule: str
    severity: str
    event: str
    claims: tuple[str, ...]
    message: str
    related: tuple[str, ...] = ()
    proof: str | None = None
    causes: tuple[str, ...] = ()
    suppressed: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What is said of a document: how many ``claims`` it holds, and what was odd about it (``notes``)."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    claims: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in force. ``severity`` is ``None`` where it is switched off; ``message`` has holes in braces."""

    id: str
    severity: str | None
    message: str
    reason: str


def days(record: Mapping[str, str] | None) -> Days | None:
    if record is None:
        return None
    return Days(datetime.date.fromisoformat(record["from"]), datetime.date.fromisoformat(record["to"]))


def _range(record: Mapping[str, Any] | None) -> Range | None:
    return None if record is None else Range(record["low"], record["high"])


def made(kind: type[Kind], record: Mapping[str, Any], **own: Any) -> Kind:
    """A record of this kind; lists become tuples, ``own`` values stand as they are."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items() if key in known}
    return kind(**{**plain, **own})


def claim(record: Mapping[str, Any]) -> Claim:
    at = record.get("at")
    own = {"date": days(record["date"]), "span": made(Place, record["span"]), "at": at and made(Origin, at)}
    return made(Claim, record, event=record.get("event"), **own)


def event(record: Mapping[str, Any]) -> Event:
    figures = tuple(
        made(Figures, figure, agreed=_range(figure["agreed"]), envelope=_range(figure["envelope"]))
        for figure in record["figures"]
    )
    return made(Event, record, date=days(record["date"]), figures=figures)


def finding(record: Mapping[str, Any]) -> Finding:
    suppressed = record.get("suppressed")
    return made(Finding, record, suppressed=suppressed and suppressed["reason"])


def document(record: Mapping[str, Any]) -> Document:
    return made(Document, record)
