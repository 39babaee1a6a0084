"""``shequ policy``: the policies listed, shown, validated, tested, proved and written.

Begin with ``app.py``, which has the group of commands; ``writing.py`` adds those that help to write
a policy and to change one.
"""

from .app import app

__all__ = ["app"]
