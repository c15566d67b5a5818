"""Draw the variants of one picture, inside a worker process: bytes of a source → bytes of AVIF, WebP, JPEG or PNG.

A variant depends on its source, width and format alone, never on which others are drawn with it: a build that lacks
one file makes the same bytes as a build that lacks all. So every variant comes from the same *master*: the picture
bounded to the widest size, upright, in sRGB, with no EXIF, GPS or colour profile left.
"""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.media.header import (
    BROKEN,
    DECODER_TROUBLE,
    FORMATS,
    MOST_BYTES,
    MOST_PIXELS,
    open_picture,
    orientation,
    quiet,
    too_large,
)
from site_builder.media.opening import MediaProblem, Refused, opened, refuse, sniff
from site_builder.media.sizes import WIDEST, height_at
from site_builder.media.strip import strip

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

RECIPE = "2"  # change it with anything below that changes bytes
_LARGE = 8_000_000
_TURNS = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE"}
_TURNS |= {6: "ROTATE_270", 7: "TRANSVERSE", 8: "ROTATE_90"}
_SAVE: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 58, "speed": 8, "subsampling": "4:2:0", "max_threads": 1, "codec": "aom"},
    "WEBP": {"quality": 74, "method": 4},
    "JPEG": {"quality": 78, "subsampling": "4:2:0", "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One source with all variants that are missing: (width, format, name of the file in the cache)."""

    source: str
    digest: str
    variants: tuple[tuple[int, str, str], ...]


def draw(sheet: Sheet, portal: Path, folder: Path) -> MediaProblem | None:
    """Draw the missing variants of *sheet* into *folder*; return what is wrong with the picture, if anything is.

    A disk that refuses is an `OSError` and no fault of the picture.
    """
    try:
        data = _read(sheet, portal)
        made = _encode_all(sheet, data)
    except Refused as exc:
        return exc.problem
    for name, content in made:
        _keep(folder / name, content)
    return None


def _read(sheet: Sheet, portal: Path) -> bytes:
    """Read the source, and make sure that it is still the file that was planned with."""
    with opened(portal, sheet.source) as (stream, _):
        data = stream.read(MOST_BYTES + 1)
    if hashlib.sha256(data).hexdigest() != sheet.digest:
        raise refuse(
            sheet.source,
            "media.changed",
            "Tệp {} vừa bị thay đổi trong lúc dựng trang.",
            "Đợi lưu xong rồi chạy lại lệnh.",
        )
    return data


def _encode_all(sheet: Sheet, data: bytes) -> list[tuple[str, bytes]]:
    """Decode once, draw every variant."""
    bare = [(name, stripped(sheet.source, data)) for width, _, name in sheet.variants if not width]
    drawn = [one for one in sheet.variants if one[0]]
    if not drawn:
        return bare
    try:
        with quiet():
            image = master(sheet.source, data)
            return bare + [(name, _encode(image, width, form)) for width, form, name in drawn]
    except MemoryError as exc:
        raise too_large(sheet.source) from exc
    except DECODER_TROUBLE as exc:
        raise refuse(sheet.source, "media.corrupt", *BROKEN) from exc


def stripped(source: str, data: bytes) -> bytes:
    """Return the JPEG or PNG *data* as it is, without metadata; a broken one is refused."""
    try:
        return strip(data, _turn_of(data))
    except ValueError as exc:
        raise refuse(source, "media.corrupt", *BROKEN) from exc


def _turn_of(data: bytes) -> int:
    """Return the orientation; a picture that Pillow does not read, or finds too large, is taken for upright."""
    try:
        with quiet(), open_picture(io.BytesIO(data), FORMATS[sniff(data[:4096])]) as image:
            return orientation(image)
    except (*DECODER_TROUBLE, OverflowError):
        return 1


def master(source: str, data: bytes) -> PillowImage:
    """Decode *data* into the upright sRGB picture, at most as wide as the widest variant, that all are drawn from."""
    from PIL import Image

    with open_picture(io.BytesIO(data), FORMATS[sniff(data[:4096])]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise too_large(source)
        turn = orientation(image)
        upright = image.size if turn < 5 else (image.height, image.width)
        width = min(WIDEST, upright[0])
        target = (width, height_at(width, upright))
        lying = target if turn < 5 else (target[1], target[0])
        if image.format == "JPEG":
            image.draft(None, (2 * lying[0], 2 * lying[1]))
        image.load()
        profile = image.info.get("icc_profile")
        small = _resize(_reduced(image, lying), lying)
    small = _to_srgb(small, profile)
    if turn in _TURNS:
        small = small.transpose(Image.Transpose[_TURNS[turn]])
    small.info = {}
    return small


def _reduced(image: PillowImage, size: tuple[int, int]) -> PillowImage:
    """Return *image* in a mode that resizes well, still at least twice *size*.

    A very large one is taken in strips and averaged down by a whole step: its conversions would need several times
    the memory of the picture itself.
    """
    from PIL import Image

    white = _white(image)
    step = min(image.width // (2 * size[0]), image.height // (2 * size[1]))
    if step < 2 or image.width * image.height < _LARGE:
        return _plain(image, white)
    strips = []
    for top in range(0, image.height, 64 * step):
        strip = image.crop((0, top, image.width, min(top + 64 * step, image.height)))
        strips.append(_plain(strip, white).reduce(step))
    whole = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        whole.paste(strip, (0, 64 * number))
    return whole


def _plain(image: PillowImage, white: tuple[float, float]) -> PillowImage:
    """Return *image* as RGB, RGBA, L or CMYK; deep greys from *white* are brought down to eight bits."""
    if image.mode in {"RGB", "RGBA", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode.startswith("I") or image.mode == "F":  # Pillow's own conversion cuts them off at 255
        low, high = white
        scale = 255.0 / (high - low) if high > low else 1.0
        return image.convert("F").point(lambda value: value * scale + (-low * scale)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode == "L" else image.convert("RGB")


def _white(image: PillowImage) -> tuple[float, float]:
    """Return which values of a deep grey picture are black and white."""
    if image.mode not in {"I", "F"}:
        return 0.0, 65535.0
    low, high = (value for value in image.getextrema() if isinstance(value, int | float))
    return float(low), float(high)


def _resize(image: PillowImage, size: tuple[int, int]) -> PillowImage:
    """Resize with Lanczos."""
    from PIL import Image

    if image.size == size:
        return image.copy()
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _to_srgb(image: PillowImage, profile: bytes | None) -> PillowImage:
    """Convert the colours of *image* by its profile, so that they stay right once it is gone."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        from PIL import ImageCms

        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (
            *DECODER_TROUBLE,
            ImageCms.PyCMSError,
        ):  # a broken or foreign profile: plain conversion is all we can do
            done = None
        if done is not None:
            return done
    return image.convert(mode)


def _encode(image: PillowImage, width: int, form: str) -> bytes:
    """Return *image* at *width* in *form*."""
    width = min(width, image.width)
    small = _resize(image, (width, height_at(width, image.size)))
    if form == "JPEG" and small.mode == "RGBA":
        from PIL import Image

        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small).convert("RGB")
    small.info = {}
    out = io.BytesIO()
    small.save(out, form, **_SAVE[form])
    return out.getvalue()


def _keep(path: Path, content: bytes) -> None:
    """Write a file of the cache whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
