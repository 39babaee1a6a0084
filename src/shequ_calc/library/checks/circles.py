"""Circles between provisions: what refers to itself, however far round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

__all__ = ["circles"]


def circles(edges: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Each circle of a graph once, from its first node in order back to itself."""
    done: set[str] = set()
    for start in edges:
        trail: list[str] = []
        inside: set[str] = set()
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            stack.append((start, iter(edges[start])))
            trail.append(start)
            inside.add(start)
        while stack:
            node, following = stack[-1]
            after = next((one for one in following if one in edges), None)
            if after is None:
                stack.pop()
                trail.pop()
                inside.discard(node)
                done.add(node)
            elif after in inside:
                yield (*trail[trail.index(after) :], after)
            elif after not in done:
                stack.append((after, iter(edges[after])))
                trail.append(after)
                inside.add(after)
