"""Cells of a sheet as the facts that rules read: formulas that tell a blank from a nought.

What a cell may hold is what the same input takes anywhere else; a cell that holds something else
makes its row an error, never a number.
"""

from __future__ import annotations

from ..inputs import option_names
from ..policy import InputSpec
from ..quantity import number_text
from ..tables.plan.plan import leaf_of

__all__ = ["LIVE", "bad_cell", "facts_of_cell", "names_of"]

LIVE = ("number", "date", "category")  # the kinds of inputs that formulas read from a cell
_LAST_DAY = 2_958_465  # 31 December 9999, as a spreadsheet counts days


def facts_of_cell(spec: InputSpec, cell: str, names: str, codes: str) -> tuple[str, str]:
    """Two formulas: whether an input is known, and what it is, in the grains of a program.

    ``cell`` refers to what was put in, ``names`` and ``codes`` to the two columns of a list of
    options. The second is to be looked at only where the first holds.
    """
    match spec.kind:
        case "category":
            # A look-up would take these two for any text.
            plain = f'SUBSTITUTE(SUBSTITUTE(TRIM({cell}),"*","~*"),"?","~?")'
            at = f"MATCH({plain},{names},0)"
            return f"ISNUMBER({at})", f"INDEX({codes},{at})"
        case "date":
            fits = f"AND({cell}>=1,{cell}<={_LAST_DAY},INT({cell})={cell})"
            day = f"YEAR({cell})*10000+MONTH({cell})*100+DAY({cell})"
            return f"IF(ISNUMBER({cell}),{fits},FALSE)", day
    leaf = leaf_of(spec)
    assert leaf is not None
    per = int(1 / leaf.grain)
    grains = f"ROUND({cell}*{per},0)" if per > 1 else cell
    places = len(str(per)) - 1
    if per == 10**places:
        # A decimal that is typed becomes the number nearest to it, and so does what ROUND gives.
        exact = f"ROUND({cell},{places})={cell}"
    else:
        exact = f"ABS({cell}*{per}-{grains})<0.001"
    bounds = f"{cell}>={number_text(spec.least)},{cell}<={number_text(spec.greatest)}"
    return f"IF(ISNUMBER({cell}),AND({bounds},{exact}),FALSE)", grains


def bad_cell(cell: str, known: str) -> str:
    """Whether a cell holds something that its input does not take."""
    return f"AND(LEN(TRIM({cell}))>0,NOT({known}))"


def names_of(spec: InputSpec) -> tuple[tuple[str, int], ...]:
    """Every name that an option of a category goes by, and the option's number; upper and lower
    case are the same to a spreadsheet."""
    found: dict[str, tuple[str, int]] = {}
    for index, option in enumerate(spec.options):
        for name in option_names(spec, option):
            found.setdefault(name.casefold(), (name, index))
    return tuple(found.values())
