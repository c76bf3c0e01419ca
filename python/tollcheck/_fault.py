"""What is wrong with a thing that was handed in."""

from __future__ import annotations


class Fault(ValueError):
    """What is wrong with a file, a rule or a table, where, and how to mend it.

    Attributes:
        file: The file, or what the thing goes by (``documents``, ``events``, ``rules``).
        message: What is wrong, in one line.
        line: The line, from 1; ``None`` where the thing as a whole is wrong.
        column: The column in characters, from 1; ``None`` likewise.
        help: What was expected or what to do; ``None`` where there is nothing to say.
    """

    file: str
    message: str
    line: int | None
    column: int | None
    help: str | None

    def __init__(
        self,
        file: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        help: str | None = None,
        told: str | None = None,
    ) -> None:
        super().__init__(told or message)
        self.file, self.message, self.line, self.column, self.help = file, message, line, column, help
        self._parts = (file, message, line, column, help, told)

    def __reduce__(self) -> tuple[type[Fault], tuple[str | int | None, ...]]:
        return (Fault, self._parts)
