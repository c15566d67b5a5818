"""Plan the sizes of a picture: `Probe` + what the clerk wrote → `Picture` for the page and the jobs that make it. Pure.

Every file is one more round trip over plain FTP, so a large photograph becomes six files and no more: AVIF in all
widths, WebP in the smaller two for browsers before 2022, and one JPEG or PNG that everything can read.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from site_builder.media.header import Probe
from site_builder.model import ImageField, MediaJob, Picture, PictureFormat, Pictures, Variant
from site_builder.text import slugify

WIDEST = 1600
EXTENSIONS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg", "PNG": "png"}
_ICON = 160  # below this a better format saves less than a file costs
_WEBP_WIDTHS = 2


def picture(probe: Probe, field: ImageField, wanted: Pictures) -> tuple[Picture, tuple[MediaJob, ...]]:
    """Return the picture with its addresses, and the jobs for its files; nothing is ever drawn larger than it is."""
    shown, jobs = _bare(probe, wanted)
    return replace(shown, alt=field.alt, caption=field.caption, credit=field.credit), jobs


@lru_cache(maxsize=256)
def _bare(probe: Probe, wanted: Pictures) -> tuple[Picture, tuple[MediaJob, ...]]:
    """Return the picture without its words, which are others wherever it is shown."""
    plan = _plan(probe, wanted)
    jobs = {name: tuple(_job(probe, name, width) for width in chosen) for name, chosen in plan.items()}
    *better, last = (_variants(probe, made) for made in jobs.values())
    formats = tuple(
        PictureFormat(mime=f"image/{name.lower()}", variants=variants)
        for name, variants in zip(plan, better, strict=False)
    )
    shown = Picture(
        alt="",
        caption="",
        credit="",
        src=last[-1].url,
        width=last[-1].width,
        height=height_at(last[-1].width, (probe.width, probe.height)),
        fallback=last,
        formats=formats,
    )
    return shown, tuple(job for made in jobs.values() for job in made)


def _plan(probe: Probe, wanted: Pictures) -> dict[str, tuple[int, ...]]:
    """Choose the widths of each format, the one that every browser reads last; width 0 is the picture as it is.

    What cannot be copied without its metadata is drawn once.
    """
    last = "PNG" if probe.alpha else "JPEG"
    if not wanted.widths:
        return (
            {probe.format: (0,)} if probe.format in {"JPEG", "PNG"} else {last: (min(probe.width, WIDEST),)}
        )
    sizes = _sizes(probe.width, wanted.widths)
    better = {"AVIF": sizes, "WEBP": sizes[:_WEBP_WIDTHS]} if probe.width > _ICON else {}
    chosen = {name: widths for name, widths in better.items() if name.lower() in wanted.formats}
    return {**chosen, last: (sizes[len(sizes) // 2],)}


def _sizes(native: int, widths: tuple[int, ...]) -> tuple[int, ...]:
    """Choose the widths: the wanted ones that the picture has, and its own where the largest is beyond it.

    Its own width takes the place of the last wanted one when the two are close: nobody needs 960 beside 1000.
    """
    chosen = [width for width in sorted(widths) if width <= native]
    if native < max(widths):
        if chosen and native <= chosen[-1] * 5 // 4:
            chosen.pop()
        chosen.append(native)
    return tuple(chosen)


def height_at(width: int, size: tuple[int, int]) -> int:
    """Return the height of a picture of *size* drawn at *width*, rounded, at least one pixel."""
    return max(1, (2 * size[1] * width + size[0]) // (2 * size[0]))


def _job(probe: Probe, name: str, width: int) -> MediaJob:
    stem = address_stem(probe.path, probe.digest)
    return MediaJob(
        source=probe.path,
        url=f"/media/{stem}-{width}.{EXTENSIONS[name]}" if width else f"/media/{stem}.{EXTENSIONS[name]}",
        digest=probe.digest,
        width=width,
        format=name,
    )


def address_stem(path: str, digest: str) -> str:
    """Return the readable and unmistakable part of an address: the file's name as a slug, and ten digits of its digest."""
    return f"{slugify(PurePosixPath(path).stem, limit=60) or 'tep'}-{digest[:10]}"


def _variants(probe: Probe, jobs: tuple[MediaJob, ...]) -> tuple[Variant, ...]:
    return tuple(Variant(url=job.url, width=job.width or probe.width) for job in jobs)
