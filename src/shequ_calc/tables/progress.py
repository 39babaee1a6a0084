"""How far a long run has come, on stderr, where somebody watches."""

from __future__ import annotations

import sys
import time
from typing import Any

from ..language import said

__all__ = ["Progress"]

_PATIENCE = 1.0  # seconds


class Progress:
    """Shown on a terminal after a second, and gone when the run is done. Where the lines
    themselves go to the terminal, nothing is shown."""

    def __init__(self, file: str | None, quiet: bool) -> None:
        watched = sys.stderr.isatty() and (bool(file) or not sys.stdout.isatty())
        self._shown = watched and not quiet
        self._began = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Progress:
        return self

    def show(self, rows: int, share: float | None) -> None:
        """So many rows are done, and such a share of the source, from 0 to 1."""
        if not self._shown or time.monotonic() - self._began < _PATIENCE:
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
            self._bar.add_task("", total=1.0, rows="")
        text = said(f"{rows:,}行", f"{rows:,} rows")
        self._bar.update(self._bar.task_ids[0], completed=min(1.0, share or 0.0), rows=text)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
