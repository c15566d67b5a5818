"""The moment of an assembly, asked through one door, so that it is known until when the answers hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from site_builder import text


@dataclass(slots=True)
class Clock:
    """The moment at which a portal is put together; `until` is the first one at which an answer may be another."""

    now: datetime
    until: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Let the answers end with the day: what was asked of the calendar is another then."""
        self.until = datetime.combine(self.today + timedelta(days=1), time(), text.VN)

    @property
    def today(self) -> date:
        """Return the calendar day in Vietnam."""
        return self.now.astimezone(text.VN).date()

    def has_come(self, moment: datetime) -> bool:
        """Tell whether *moment* is now or over."""
        if moment <= self.now:
            return True
        self.until = min(self.until, moment)
        return False
