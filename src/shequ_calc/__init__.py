"""shequ: what the rules give a community in China: its staff, its money, its workers' pay.

``staffing``, ``budget``, ``salary`` and ``check`` put the questions to a dataframe.
"""

from __future__ import annotations

from .version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .frames import budget, check, salary, staffing

__all__ = ["__version__", "budget", "check", "salary", "staffing"]


def __getattr__(name: str) -> object:
    # The command line imports this package, too, and has no use for what they need.
    if name in ("budget", "check", "salary", "staffing"):
        from . import frames

        found: object = getattr(frames, name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
