"""The program: ``shequ``, or ``python -m shequ_calc``."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    # One answer makes little to collect; at the usual threshold looking for it takes a tenth of
    # the run. A large table still reaches this one.
    gc.set_threshold(100_000, 20, 20)
    # No plug-in has a say in what a policy file means, and looking for one takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from .cli.main import run

    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    # Everything is written. To take the interpreter down object by object would cost a seventh
    # of the run.
    os._exit(code)


if __name__ == "__main__":
    main()
