"""What `extract` and `check` give back: typed records, tables of them, and pages for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from . import _records, _tollcheck
from ._records import Claim, Document, Event, Finding

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Record = TypeVar("Record", covariant=True)


class Columns:
    """Something that is a table too. Any library that speaks the Arrow C interface takes it as it is."""

    def _table(self) -> Any:
        raise NotImplementedError

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table().__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pyarrow.Table:
        """As a `pyarrow.Table`; its columns are the keys of the records.

        Raises:
            ImportError: pyarrow is not installed.
        """
        import pyarrow

        return pyarrow.table(self._table())

    def to_pandas(self) -> pandas.DataFrame:
        """As a `pandas.DataFrame`. Whole numbers stay such where one is missing (`Int64`).

        Raises:
            ImportError: pandas or pyarrow is not installed.
        """
        import pandas
        import pyarrow

        return self.to_arrow().to_pandas(types_mapper={pyarrow.int64(): pandas.Int64Dtype()}.get)

    def to_polars(self) -> polars.DataFrame:
        """As a `polars.DataFrame`.

        Raises:
            ImportError: polars is not installed.
        """
        import polars

        return polars.DataFrame(self._table())


class Rows(Columns, Sequence[Record], Generic[Record]):
    """Records of one kind, which are a table too."""

    def __init__(self, records: Sequence[Record], table: Callable[[], Any]) -> None:
        self._records, self._make = tuple(records), table

    def _table(self) -> Any:
        return self._make()

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        return self._records[index]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self._records)!r})"


class Extraction(Columns):
    """The claims of documents, each document for itself. As a table: a claim a row."""

    def __init__(self, native: _tollcheck.Figures) -> None:
        self._native = native

    def _table(self) -> Any:
        return self._native.table()

    @cached_property
    def _record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self._native.json())
        return record

    @cached_property
    def claims(self) -> Rows[Claim]:
        """The claims, in the order of the documents and of the text."""
        return Rows([_records.claim(record) for record in self._record["claims"]], self._table)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in the order given."""
        return tuple(map(_records.document, self._record["documents"]))

    def __len__(self) -> int:
        return len(self.claims)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Claim]: ...
    def __getitem__(self, index: int | slice) -> Claim | Sequence[Claim]:
        return self.claims[index]

    def __str__(self) -> str:
        return self._native.text()

    def _repr_html_(self) -> str:
        return self._native.html()


class Report(Columns):
    """What documents come to, compared. As a table: a finding a row; `claims` and `events` have tables of
    their own."""

    def __init__(self, native: _tollcheck.Report) -> None:
        self._native = native

    def _table(self) -> Any:
        return self._native.table("findings")

    def _rows(self, key: str, kind: Callable[[Any], Any]) -> Rows[Any]:
        return Rows([kind(record) for record in self._record[key]], lambda: self._native.table(key))

    @cached_property
    def _record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self._native.json())
        return record

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in the order of their ids."""
        return tuple(map(_records.document, self._record["documents"]))

    @cached_property
    def claims(self) -> Rows[Claim]:
        """The claims, each with its event."""
        return self._rows("claims", _records.claim)

    @cached_property
    def events(self) -> Rows[Event]:
        """The events, in the order of their first claims; those that were described come first."""
        return self._rows("events", _records.event)

    @cached_property
    def findings(self) -> Rows[Finding]:
        """The findings, the most severe first."""
        return self._rows("findings", _records.finding)

    @property
    def summary(self) -> dict[str, int]:
        """How many documents, claims, events, errors, warnings and notes."""
        return dict(self._record["summary"])

    def to_json(self) -> str:
        """The report as ``tollcheck check --format json`` writes it."""
        return self._native.json().decode()

    def to_html(self) -> str:
        """The report as a page that loads nothing from elsewhere."""
        return self._native.html()

    def __str__(self) -> str:
        return self._native.text()

    def __repr__(self) -> str:
        return f"Report({', '.join(f'{key}={n}' for key, n in self.summary.items())})"

    def _repr_html_(self) -> str:
        return self.to_html()
