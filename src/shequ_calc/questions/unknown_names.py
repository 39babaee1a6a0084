"""What to say of a name that no provision or input bears, and of one that does not answer here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..language import joined, said
from .called import inputs_called, nearest_inputs, specs_in

if TYPE_CHECKING:
    from ..library.shelf.catalog import Catalog
    from ..places.place import Division

__all__ = ["not_here", "unknown_input", "unknown_provision"]

_QUESTIONS = {
    "staffing": "人员配备",
    "budget": "经费",
    "salary": "薪酬",
    "check": "核对",
}
_SHOWN = 3
_MISSPELT = 0.8  # how like an id a word is that was meant for it


def unknown_provision(name: str, catalog: Catalog) -> str:
    """No provision has the id ``name``: which one may be meant, and what lists them."""
    if name in catalog.policies:
        return said(
            f"{name} 是一份政策，不是条款；shequ policy show {name} 列出它的条款",
            f"{name} is a policy, not a provision; shequ policy show {name} lists its provisions",
        )
    policy, stroke, key = name.partition("/")
    within = policy if stroke and policy in catalog.policies else ""
    shown = within or (said("政策", "POLICY"))
    meant = _meant(name, key if within else "", within, catalog)
    hint = _hint(meant)
    more = said("；", "; ") + hint if hint else ""
    return said(
        f"没有名为 {name} 的条款{more}（shequ policy show {shown} 可列出）",
        f"no provision is called {name!r}{more} (shequ policy show {shown} lists them)",
    )


def _meant(name: str, key: str, within: str, catalog: Catalog) -> list[str]:
    """The ids that a name may mean: the nearest, in its own policy first; else those whose label
    is the nearest."""
    ids = catalog.provision_ids()
    own = [one.partition("/")[2] for one in ids if within and one.startswith(f"{within}/")]
    if near := _near(key, own):
        return [f"{within}/{near}"]
    near = _near(name, ids) or _near(name, [one.partition("/")[2] for one in ids])
    if near:
        return [near]
    labelled = {
        text: provision.id
        for policy in catalog.policies.values()
        for provision in policy.provisions.values()
        for text in provision.label
    }
    found = get_close_matches(name, labelled, _SHOWN, 0.5)
    return [said(f"{text}（{labelled[text]}）", f"{labelled[text]} ({text})") for text in found]


def unknown_input(name: str, place: Division | None, catalog: Catalog) -> str:
    """No input has the id ``name``, or several are called so: which one may be meant, and which
    are called most like it."""
    known, every = specs_in(place, catalog), specs_in(None, catalog)
    meant = inputs_called(name, known) or inputs_called(name, every)
    meant = meant or get_close_matches(name, sorted(every), 1, _MISSPELT)
    hint, nearest = _hint(meant), nearest_inputs(name, known.values())
    return said(
        f"没有名为 {name} 的输入项；{hint}{nearest}",
        f"no input is called {name!r}; {hint + ' ' if hint else ''}{nearest}",
    )


def not_here(
    wanted: Collection[str], question: str, place: Division | None, catalog: Catalog
) -> str:
    """Why the provisions that were asked for give nothing: those of another place, or of another
    question. "" where neither is the reason."""
    here = {one.id for one in catalog.covering(place)} if place is not None else set()
    reasons = []
    for name in sorted(wanted):
        policy = name.partition("/")[0]
        if place is not None and policy not in here:
            there = joined(sorted(here))
            reasons.append(
                said(
                    f"{name} 不适用于{place.name}（{place.code}）；那里适用的政策：{there}",
                    f"{name} does not hold in {place.english} ({place.code}), where these "
                    f"policies do: {there}",
                )
            )
        elif question and (asked := _asked(name, catalog)) and question not in asked:
            own = asked[0]
            reasons.append(
                said(
                    f"{name} 不属于{_QUESTIONS[question]}，请用 shequ {own}",
                    f"{name} is no matter of {question}; use shequ {own}",
                )
            )
    return said("；", "; ").join(reasons)


def _asked(name: str, catalog: Catalog) -> tuple[str, ...]:
    """The questions that a provision or one of its views answers; a total is of the budget."""
    policy, _, key = name.partition("/")
    if name not in catalog.provision_ids():
        return ("budget",) if key == "total" else ()
    provision = catalog.policies[policy].provisions[name]
    found = (*provision.questions, *(q for view in provision.views for q in view.questions))
    return tuple(one for one in _QUESTIONS if one in found)


def _hint(meant: Collection[str]) -> str:
    if not meant:
        return ""
    return said(f"是否指 {'、'.join(meant)}？", f"did you mean {' or '.join(meant)}?")


def _near(word: str, words: Iterable[str]) -> str:
    found = get_close_matches(word, list(words), 1, 0.5)
    return found[0] if found else ""
