"""Records are frozen dataclasses in all but what they cost to define."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from shequ_calc.record import Record, replace


class Point(Record):
    """A place on a plane."""

    across: int
    up: int = 0

    @property
    def flat(self) -> bool:
        return self.up == 0


class Other(Record):
    across: int
    up: int = 0


class Kind(Record):
    """A ground without fields, as rules have."""


class Leaf(Kind):
    value: int


def test_it_is_made_by_position_and_by_name_with_defaults():
    assert (Point(1, 2).across, Point(1, up=2).up, Point(across=1).up) == (1, 2, 0)
    assert Point(3).flat


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Point, "Point needs across"),
        (lambda: Point(1, 2, 3), "Point takes across, up; given: 3 values"),
        (lambda: Point(1, down=2), "Point takes across, up; given: down"),
        (lambda: Point(1, across=2), "Point takes across, up; given: across"),
        (lambda: replace(Point(1), down=2), "Point takes across, up; given: down"),
    ],
)
def test_what_it_does_not_take_is_said(make, words):
    with pytest.raises(TypeError, match=words):
        make()


def test_it_never_changes():
    point = Point(1)
    with pytest.raises(AttributeError, match="frozen"):
        point.across = 2
    with pytest.raises(AttributeError, match="frozen"):
        del point.across
    with pytest.raises(AttributeError):
        point.more = 2
    assert not hasattr(point, "__dict__")
    assert point == Point(1)


def test_it_is_equal_to_its_like_only():
    assert Point(1, 2) == Point(1, 2) != Point(2, 1)
    assert Point(1, 2) != Other(1, 2)
    assert len({Point(1), Point(1, 0), Other(1)}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point([]))


def test_it_is_matched_by_position():
    match Point(1, 2):
        case Point(across, 2):
            assert across == 1
        case _:
            pytest.fail("not matched")


def test_a_copy_with_changes_leaves_the_first_alone():
    point = Point(1, 2)
    assert replace(point, up=5) == dataclasses.replace(point, up=5) == Point(1, 5)
    assert point == Point(1, 2)


def test_dataclasses_take_it_for_one_of_theirs():
    assert dataclasses.is_dataclass(Point)
    assert [field.name for field in dataclasses.fields(Point(1))] == ["across", "up"]
    assert dataclasses.asdict(Point(1)) == {"across": 1, "up": 0}


def test_it_is_copied_and_kept_as_it_is():
    point = Point(1, 2)
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == point
    assert repr(point) == "Point(across=1, up=2)"


def test_fields_are_not_added_to_those_of_a_base():
    assert Leaf(1).value == 1
    assert isinstance(Leaf(1), Kind)
    with pytest.raises(TypeError, match="adds fields"):
        type("More", (Point,), {"__annotations__": {"z": "int"}})
