"""Many policy files judged at once, by as many processes as there are processors.

A process of its own validates each share: it reads the paths that stand on its standard input, and
writes a line of JSON for each. That asks nothing of the program that uses us, as a pool would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ...quantity import Label
from ...record import replace
from ..format.file_content import content_of, text_of
from ..format.problems import PolicyProblems, Problem
from .compiled import Compiled, dumped, loaded
from .load import checked

__all__ = ["against_words", "against_words_together", "validated_together"]

_FEW = 12  # files that are judged sooner than further processes have started

Found = Compiled | PolicyProblems


def validated_together(paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
    """Each file with what it holds, without its rules where others did the work, or with what is
    wrong with it; in no order. What is valid is kept for the next time."""
    return _together(_validated, paths)


def against_words_together(paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
    """The same of files that are valid, with what in them contradicts the phrases they cite."""
    return _together(_against_words, paths)


def against_words(path: str, held: Compiled, base: Mapping[str, Any] | None = None) -> Found:
    """What a valid file holds, given back, or what contradicts the phrases it cites; ``base`` is
    the data of the policy that it extends."""
    from ..format.source import parse
    from ..proof.verify import contradictions

    source = parse(text_of(content_of(Path(path)), path), path)
    amiss = contradictions({**held.data(), "cases": []}, source, base)
    return PolicyProblems(amiss) if amiss else held


def _validated(path: str) -> Found:
    try:
        return checked(Path(path))
    except PolicyProblems as err:
        return err
    except OSError as err:
        unread = Label(f"读不出：{err.strerror}", f"cannot be read: {err.strerror}")
        return PolicyProblems([Problem(path, 1, 1, "", "", unread)])


def _against_words(path: str) -> Found:
    found = _validated(path)
    return against_words(path, found) if isinstance(found, Compiled) else found


_WORK = {"validated": _validated, "against words": _against_words}


def _together(work: Callable[[str], Found], paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
    waiting = list(paths)
    count = min(os.cpu_count() or 1, len(waiting) // _FEW)
    done: set[str] = set()
    if count > 1 and sys.executable:
        task = next(name for name, one in _WORK.items() if one is work)
        for path, found in _shared(task, waiting, count):
            done.add(path)
            yield path, found
    # All of a few, or what a process that was ended has not done.
    yield from ((path, work(path)) for path in waiting if path not in done)


def _shared(task: str, paths: list[str], count: int) -> Iterator[tuple[str, Found]]:
    folder = Path(__file__).resolve().parents[3]
    search = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH", ""))))
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", __name__, task],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": search},
        )
        for _ in range(count)
    ]
    try:
        for index, worker in enumerate(workers):
            assert worker.stdin
            worker.stdin.write(json.dumps(paths[index::count]).encode())
            worker.stdin.close()
        with ThreadPoolExecutor(count) as pool:
            for said in pool.map(_said, workers):
                yield from map(_told, said.splitlines())
    finally:
        for worker in workers:
            if worker.poll() is None:
                worker.kill()
            if worker.stdout:
                worker.stdout.close()
            worker.wait()


def _said(worker: subprocess.Popen[bytes]) -> bytes:
    assert worker.stdout
    return worker.stdout.read()


def _told(line: bytes) -> tuple[str, Found]:
    path, key, text, problems = json.loads(line)
    if policy := loaded(text.encode(), key):
        return path, policy
    told = [(*fields, Label(*words)) for *fields, words in problems]
    return path, PolicyProblems(Problem(*fields) for fields in told)


def _work(task: str) -> None:
    for path in json.load(sys.stdin):
        found = _WORK[task](path)
        if isinstance(found, Compiled):
            # An index is made of the heads; the rules themselves stay where they are kept.
            head = replace(found, body=b"{}", cases=b"[]")
            line = [path, found.key, dumped(head).decode(), []]
        else:
            line = [path, "", "", [_fields(problem) for problem in found.problems]]
        print(json.dumps(line), flush=True)


def _fields(problem: Problem) -> list[object]:
    message = problem.message
    both = Label(message, message) if isinstance(message, str) else message
    return [problem.file, problem.line, problem.column, problem.path, problem.quote, both]


if __name__ == "__main__":
    _work(sys.argv[1])
