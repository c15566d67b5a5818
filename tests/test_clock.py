"""The clock of an assembly says until when its answers hold, and a build within that time is the same build."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import text
from site_builder.assemble.clock import Clock
from tests.conftest import NOW

MOMENTS = st.integers(-5 * 24 * 60, 5 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


def at(hour: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=text.VN)


@pytest.mark.parametrize(
    ("now", "today"),
    [(at(0), 23), (at(23), 23), (at(7).astimezone(UTC), 23), (datetime(2026, 11, 22, 17, tzinfo=UTC), 23)],
)
def test_the_day_is_that_of_vietnam_and_ends_at_its_midnight(now: datetime, today: int) -> None:
    clock = Clock(now)
    assert clock.today == date(2026, 11, today)
    assert clock.until == at(0, today + 1)


def test_a_moment_has_come_from_that_very_moment() -> None:
    clock = Clock(NOW)
    assert clock.has_come(NOW)
    assert clock.has_come(NOW - timedelta(microseconds=1))
    assert not clock.has_come(NOW + timedelta(microseconds=1))


def test_the_answers_hold_until_the_first_moment_that_has_not_come() -> None:
    clock = Clock(NOW)
    for moment in (at(12), at(9), at(15), at(7), at(9, 30)):
        clock.has_come(moment)
    assert clock.until == at(9)


@given(MOMENTS, st.lists(MOMENTS), MOMENTS)
def test_no_answer_is_another_before_the_clock_says_so(
    now: datetime, asked: list[datetime], later: datetime
) -> None:
    clock = Clock(now)
    answers = [clock.has_come(moment) for moment in asked]
    if now <= later < clock.until:
        then = Clock(later)
        assert then.today == clock.today
        assert [then.has_come(moment) for moment in asked] == answers
