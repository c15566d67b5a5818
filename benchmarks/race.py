"""Sites and an exercise → the runs of each, taken in turns so that a slow spell of the machine hits them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus import Article
from options import tell
from sites import NotHereError, Site
from stopwatch import Run, run
from tree import stamps

Runs = dict[str, list[Run]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """What is done to a site before its build is timed; the page of the article must then show the mark."""

    name: str
    before: Callable[[Site, Article, str], None]
    marks: bool = True
    cold: bool = False


COLD = Exercise(name="cold", before=lambda site, *_: site.clean(), marks=False, cold=True)
UNCHANGED = Exercise(name="unchanged", before=lambda *_: None, marks=False)
EDITED = Exercise(name="edited", before=lambda site, article, mark: site.edit(article, mark))
TEMPLATE = Exercise(name="template", before=lambda site, _, mark: site.edit_template(mark))
MENU = Exercise(name="menu", before=lambda site, _, mark: site.edit_menu(mark))


def race(exercise: Exercise, sites: Sequence[Site], article: Article, runs: int) -> Runs:
    """Return the runs of every site."""
    taken: Runs = {site.name: [] for site in sites}
    for number in range(1, runs + 1):
        for site in sites:
            taken[site.name].append(turn(exercise, site, article, f"{exercise.name} {number}"))
        tell(
            f"{exercise.name} {number}: "
            + ", ".join(f"{name} {all_[-1].wall:.2f}" for name, all_ in taken.items())
        )
    return taken


def turn(exercise: Exercise, site: Site, article: Article, mark: str) -> Run:
    """Prepare the site, time its build, and look whether the page shows what was done."""
    exercise.before(site, article, mark)
    taken = run(site.build if exercise.cold else site.rebuild, site.folder)
    if exercise.marks and not site.shows(article, mark):
        raise NotHereError(f"{site.name}: trang của bài không hiện “{mark}” sau khi dựng lại.")
    return taken


def prime(sites: Iterable[Site]) -> None:
    """Build every site once, untimed: byte code, the system's page cache and the tool's own are warm then."""
    for site in sites:
        tell(f"{site.name}: {run(site.build, site.folder).wall:.2f} s")
        if site.again:
            run(site.again, site.folder)


def peak(site: Site) -> float:
    """Return the MiB of the largest process of a cold build."""
    site.clean()
    return run(site.build, site.folder, sample=True).peak


def files_written(site: Site) -> list[str]:
    """Build twice without any change between, and return what the second build wrote all the same."""
    run(site.rebuild, site.folder)
    before = stamps(site.out)
    run(site.rebuild, site.folder)
    found = [path for path, stamp in stamps(site.out).items() if before.get(path) != stamp]
    if found:
        tell(f"{site.name} wrote without need: {', '.join(sorted(found)[:20])}")
    return found


def wall(runs: Runs) -> dict[str, float]:
    """Return the median seconds of every site."""
    return {name: median(one.wall for one in taken) for name, taken in runs.items()}
