"""Series of points → a line chart in SVG with logarithmic axes, readable without a legend."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 64, 190, 48, 44
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line of the chart; *dash* tells it apart where colours do not."""

    label: str
    points: Points
    colour: str
    dash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A logarithmic axis between two powers of ten."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where *value* stands."""
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[tuple[float, float]]:
        """Return the powers of ten and where they stand."""
        return [(10.0**power, self.at(10.0**power)) for power in range(self.low, self.high + 1)]


def axis(values: list[float], start: float, end: float) -> Axis:
    """Return an axis that holds all *values*."""
    return Axis(low=floor(log10(min(values))), high=ceil(log10(max(values))), start=start, end=end)


def draw(series: list[Series], title: str, across: str, up: str) -> str:
    """Return the chart."""
    points = [point for one in series for point in one.points]
    x = axis([point[0] for point in points], LEFT, WIDTH - RIGHT)
    y = axis([point[1] for point in points], HEIGHT - BOTTOM, TOP)
    names = _spread([(one, y.at(one.points[-1][1])) for one in series])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>',
        f'<text x="{LEFT}" y="{TOP - 8}" fill="#444">{escape(up)}</text>',
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end" fill="#444">{escape(across)}</text>',
        *(_grid(LEFT, WIDTH - RIGHT, at, at, LEFT - 8, at + 4, "end", value) for value, at in y.ticks()),
        *(_grid(at, at, TOP, HEIGHT - BOTTOM, at, HEIGHT - 24, "middle", value) for value, at in x.ticks()),
        *(_line(one, x, y) for one in series),
        *(_name(one, at) for one, at in names),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(x1: float, x2: float, y1: float, y2: float, x: float, y: float, anchor: str, value: float) -> str:
    return (
        f'<path d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}" stroke="#ddd"/>'
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{value:,.10g}</text>'
    )


def _line(one: Series, x: Axis, y: Axis) -> str:
    places = [f"{x.at(across):.1f} {y.at(up):.1f}" for across, up in one.points]
    dots = "".join(
        f'<circle cx="{place.split()[0]}" cy="{place.split()[1]}" r="3" fill="{one.colour}"/>'
        for place in places
    )
    dash = f' stroke-dasharray="{one.dash}"' if one.dash else ""
    return f'<path d="M{"L".join(places)}" fill="none" stroke="{one.colour}" stroke-width="2"{dash}/>{dots}'


def _spread(names: list[tuple[Series, float]]) -> list[tuple[Series, float]]:
    """Move names that would lie on each other apart, downwards."""
    placed: list[tuple[Series, float]] = []
    for one, at in sorted(names, key=lambda name: name[1]):
        placed.append((one, max(at, placed[-1][1] + 16) if placed else at))
    return placed


def _name(one: Series, at: float) -> str:
    return f'<text x="{WIDTH - RIGHT + 10}" y="{at + 4:.0f}" fill="{one.colour}">{escape(one.label)}</text>'
