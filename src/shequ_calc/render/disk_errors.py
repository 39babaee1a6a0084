"""What polars says of a disk that fails, as Python says it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

__all__ = ["errors_with_numbers", "keeping_errors"]


@contextmanager
def errors_with_numbers() -> Iterator[None]:
    """Inside it, an OSError that tells only in words what the system said gets its number."""
    try:
        yield
    except OSError as err:
        number = re.search(r"os error (\d+)", str(err))
        if err.errno is not None or number is None:
            raise
        raise OSError(int(number[1]), os.strerror(int(number[1]))) from None


class _ErrorKeeper:
    """A stream that remembers why it could not be written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.err: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write through."""
        try:
            return self._stream.write(data)
        except OSError as err:
            self.err = err
            raise

    def flush(self) -> None:
        """Flush through."""
        self._stream.flush()


@contextmanager
def keeping_errors(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """A stream to write Parquet into instead of ``stream``. Where it fails, what Python said of it
    is raised, and not what polars makes of that."""
    keeper = _ErrorKeeper(stream)
    try:
        yield keeper  # type: ignore[misc]
    except Exception:
        if keeper.err is not None:
            raise keeper.err from None
        raise
