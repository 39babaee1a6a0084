"""Plain frozen objects that cost nothing to define.

A class of :class:`Record` is written like a frozen dataclass, and type checkers read it as one. A
dataclass is compiled from text when its module is imported, half a millisecond each; a program
that defines sixty of them and answers in eighty milliseconds would pay a third of that for it.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar, dataclass_transform

__all__ = ["Record", "replace"]


@dataclass_transform(frozen_default=True)
class _RecordType(type):
    """Makes slots of a class's annotations, in their order; values given there are defaults."""

    __match_args__: tuple[str, ...]
    _defaults: dict[str, Any]
    _put: tuple[Any, ...]

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _RecordType:
        fields = tuple(namespace.get("__annotations__", ()))
        defaults = {field: namespace.pop(field) for field in fields if field in namespace}
        made = super().__new__(cls, name, bases, {"__slots__": fields, **namespace})
        if fields:
            if getattr(made, "_put", ()):
                raise TypeError(f"{name} adds fields to a record that has its own")
            made.__match_args__ = fields  # type: ignore[misc]
            made._defaults = defaults
            made._put = tuple(made.__dict__[field].__set__ for field in fields)
        return made


class _DataclassFields:
    """What :mod:`dataclasses` asks of a class, for those who do use its functions."""

    def __get__(self, _record: object, kind: _RecordType) -> dict[str, Any]:
        from dataclasses import field, make_dataclass

        rows = [
            (name, object, field(default=kind._defaults[name]))
            if name in kind._defaults
            else (name, object, field())
            for name in kind.__match_args__
        ]
        made: Any = make_dataclass(kind.__name__, rows, kw_only=True)
        fields: dict[str, Any] = made.__dataclass_fields__
        return fields


class Record(metaclass=_RecordType):
    """A frozen object with the fields its class annotates: equal where they are, and hashable
    where they are. It is made like a dataclass, matched by position, and never changes."""

    __dataclass_fields__ = _DataclassFields()

    def __init__(self, *values: Any, **named: Any) -> None:
        kind = type(self)
        if named or len(values) != len(kind.__match_args__):
            values = _completed(kind, values, named)
        for put, value in zip(kind._put, values, strict=True):
            put(self, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        pairs = zip(type(self).__match_args__, _values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{n}={v!r}' for n, v in pairs)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), _values(self)


R = TypeVar("R", bound=Record)


def _values(record: Any) -> tuple[Any, ...]:
    return tuple([getattr(record, field) for field in type(record).__match_args__])


def _completed(
    kind: _RecordType, values: tuple[Any, ...], named: dict[str, Any]
) -> tuple[Any, ...]:
    """The values of all fields, in their order. Raises TypeError as a function call does."""
    fields = kind.__match_args__
    whole = list(values)
    for field in fields[len(values) :]:
        if field in named:
            whole.append(named.pop(field))
        elif field in kind._defaults:
            whole.append(kind._defaults[field])
        else:
            raise TypeError(f"{kind.__name__} needs {field}")
    if named or len(values) > len(fields):
        unexpected = ", ".join(named) or f"{len(values)} values"
        raise TypeError(f"{kind.__name__} takes {', '.join(fields)}; given: {unexpected}")
    return tuple(whole)


def replace(record: R, **changes: Any) -> R:
    """A copy of ``record`` with some fields changed. Raises TypeError for one it does not have."""
    kind = type(record)
    values = dict(zip(kind.__match_args__, _values(record), strict=True))
    return kind(**{**values, **changes})
