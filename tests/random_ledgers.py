"""Ledgers made at random over every input, with cells as people write them."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl

from shequ_calc.inputs import BUILT_IN
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.policy import InputSpec

OWN = [
    Path(__file__).parent / "policies" / name for name in ("combined.yaml", "combined-county.yaml")
]
EDGES = (
    0, 1, 2, 3, 5, 10, 12, 18, 24, 56, 100, 199, 200, 299, 300, 301, 499, 500, 501, 549, 550, 599,
    600, 601, 2999, 3000, 3001, 3299, 3300, 3500, 3600, 4200, 4300, 10**4, 10**9,
)  # fmt: skip
PLACES = (
    "长春", "昆明", "东川区", "大理市", "重庆", "南昌", "临沂", "吉林市", "安宁市", "530102",
    "云南省", "", "哈尔滨",
)  # fmt: skip


def cell(spec: InputSpec, chance: random.Random) -> str:
    if chance.random() < 0.3:
        return ""
    if spec.kind == "date":
        return chance.choice(["1985-03-01", "1990-02-28", "2000-02-29", "1984年9月30日"])
    if spec.kind in ("set", "sequence"):
        return ";".join(chance.choice(spec.options).id for _ in range(chance.randint(1, 4)))
    if spec.options:
        return chance.choice(spec.options).id
    if spec.unit == "yuan":
        return chance.choice(
            ["0", "42000", "49,999.99元", "77777.77", "6500/month", "29610", "5万"]
        )
    if spec.unit in ("ratio", ""):
        return chance.choice(["0", "1", "0.6", "0.95"])
    number = min(max(chance.choice(EDGES), int(spec.least)), int(spec.greatest))
    return chance.choice([str(number), f"{number:,}", f"{number}.0"])


def table(catalog: Catalog, seed: int, rows: int) -> tuple[pl.DataFrame, list[str]]:
    chance = random.Random(seed)
    specs = dict(BUILT_IN)
    for policy in catalog.policies.values():
        specs |= policy.inputs
    names = [*chance.sample(list(specs), 12), "households"]
    names = list(dict.fromkeys(names))
    places = [*PLACES, *(policy.place for policy in catalog.policies.values())]
    data = [
        {"地方": chance.choice(places), **{name: cell(specs[name], chance) for name in names}}
        for _ in range(rows)
    ]
    return pl.DataFrame(data, schema=dict.fromkeys(("地方", *names), pl.String)), names
