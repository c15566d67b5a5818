from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import text
from site_builder.errors import Finding, Severity, Where
from site_builder.model import Head, Heading, ItemView, Link, Page, PlainView, Prose, Record
from site_builder.packing import pack, unpack

WORDS = st.text(max_size=20)
LEAVES = (
    WORDS | st.integers() | st.booleans() | st.none() | st.dates()
    | st.datetimes().map(lambda one: one.replace(tzinfo=text.VN, fold=0))
    | st.builds(Where, path=WORDS, line=st.integers(0, 9))
    | st.builds(Finding, rule=WORDS, severity=st.sampled_from(Severity), message=WORDS, where=st.builds(Where, path=WORDS), hint=WORDS)
    | st.builds(Link, title=WORDS, url=WORDS) | st.builds(Heading, level=st.integers(1, 6), anchor=WORDS, text=WORDS)
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.lists(st.tuples(WORDS, inner), max_size=3).map(lambda one: Record(tuple(one)))
    ),
)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert unpack(pack(value)) == value
    assert type(unpack(pack(value))) is type(value)
    assert repr(unpack(pack(value))) == repr(value)


@given(VALUES)
def test_equal_values_are_equal_bytes(value: object) -> None:
    assert pack(unpack(pack(value))) == pack(value)


def test_whether_objects_are_shared_does_not_show() -> None:
    one = "".join(["xã", " Mẫu"])
    assert pack((one, one)) == pack((one, "".join(["xã", " ", "Mẫu"])))


def test_values_that_differ_are_other_bytes() -> None:
    page = Page(
        url="/a", template="t", head=Head(title="a", description="", canonical=""), body=PlainView(title="b")
    )
    other = Page(
        url="/a", template="t", head=Head(title="a", description="", canonical=""), body=PlainView(title="c")
    )
    found = {
        pack(one)
        for one in (page, other, (), (page,), date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=text.VN), 1, "1")
    }
    assert len(found) == 8


@pytest.mark.parametrize("value", [object(), {"a": 1}, [1], {1}, Prose, (1, [2])])
def test_foreign_values_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        pack(value)


def test_every_value_of_the_model_is_known() -> None:
    assert unpack(pack(Severity.NOTE)) is Severity.NOTE
    assert {ItemView, Prose, Finding} <= {type(unpack(pack(one))) for one in _samples()}


def _samples() -> tuple[object, ...]:
    where = Where(path="a.md")
    item = object.__new__(ItemView)
    for name in ItemView.__dataclass_fields__:
        object.__setattr__(item, name, "x")
    prose = Prose(html="", text="", lead="", headings=(), links=(), pictures=())
    return item, prose, Finding(rule="r", severity=Severity.ERROR, message="m", where=where, hint="h")
