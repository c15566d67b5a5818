"""Read the header of a picture: path → `Probe`, or the problem that keeps us from showing it. Decodes nothing.

What a picture would cost is known before it is decoded: a file of a few kilobytes may claim a billion pixels.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from site_builder.media.opening import MediaProblem, Refused, measure, opened, refuse, sniff

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

MOST_PIXELS = 50_000_000
MOST_SIDE = 16_383  # the most that WebP can hold
MOST_BYTES = 64 << 20
FORMATS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "avif": "AVIF",
    "bmp": "BMP",
    "tiff": "TIFF",
}
_ORIENTATION = 0x0112

# What Pillow's readers have been seen to raise on broken files; anything else is a bug of ours.
DECODER_TROUBLE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What the header of a picture says; width and height are those that a reader sees (EXIF orientation applied)."""

    path: str
    digest: str
    width: int
    height: int
    alpha: bool
    format: str
    animated: bool


@dataclass(frozen=True, slots=True)
class Probes:
    """The probes of one build of one portal: a file named by a hundred pages is read once."""

    portal: Path
    known: dict[str, Probe | MediaProblem] = field(default_factory=dict)

    def of(self, path: str) -> Probe | MediaProblem:
        """Return the probe of *path*, reading the file the first time only."""
        if path not in self.known:
            self.known[path] = probe(self.portal, path)
        return self.known[path]


def probe(portal: Path, path: str) -> Probe | MediaProblem:
    """Read the header of the picture *path* (relative to *portal*, POSIX); say in Vietnamese why it cannot be shown."""
    try:
        return _probe(portal, path)
    except Refused as exc:
        return exc.problem


def _probe(portal: Path, path: str) -> Probe:
    with opened(portal, path) as (stream, size):
        if size == 0:
            raise refuse(
                path, "media.empty", "Tệp {} trống, không có gì bên trong.", "Chép lại tệp từ bản gốc."
            )
        if size > MOST_BYTES:
            raise refuse(
                path,
                "media.too-large",
                "Tệp ảnh {} nặng quá 64 MB.",
                "Xuất lại ảnh dạng JPG, rộng chừng 2.000 điểm ảnh.",
            )
        head, digest = measure(path, stream)
        kind = _picture_kind(path, sniff(head))
        return _read_header(path, stream, digest, kind)


def _picture_kind(path: str, kind: str) -> str:
    """Return Pillow's name of *kind*, or refuse what is no picture that we take."""
    if kind == "svg" or PurePosixPath(path).suffix.lower() in {".svg", ".svgz"}:
        raise refuse(
            path,
            "media.svg",
            "{} là ảnh SVG; loại tệp này chứa được mã lệnh nên không được đăng.",
            "Xuất ảnh sang PNG rồi dùng tệp PNG.",
        )
    if kind == "heic":
        raise refuse(
            path,
            "media.type",
            "{} là ảnh HEIC của điện thoại, trình duyệt không mở được.",
            "Xuất ảnh sang JPG rồi dùng tệp JPG.",
        )
    if kind not in FORMATS:
        raise refuse(
            path,
            "media.type",
            "{} không phải là tệp ảnh.",
            "Dùng ảnh JPG, PNG, WebP, AVIF, GIF, BMP hoặc TIFF.",
        )
    return FORMATS[kind]


def _read_header(path: str, stream: BinaryIO, digest: str, kind: str) -> Probe:
    """Let Pillow read the header alone."""
    try:
        with quiet(), open_picture(stream, kind) as image:
            width, height = image.size
            if orientation(image) >= 5:
                width, height = height, width
            alpha = image.has_transparency_data
            animated = kind in {"GIF", "PNG", "WEBP", "AVIF"} and bool(getattr(image, "is_animated", False))
    except OverflowError as exc:
        raise too_large(path) from exc
    except (*DECODER_TROUBLE, MemoryError) as exc:
        raise refuse(path, "media.corrupt", *BROKEN) from exc
    if width < 1 or height < 1:
        raise refuse(path, "media.corrupt", *BROKEN)
    if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
        raise too_large(path, f" ({width} × {height} điểm ảnh)")
    return Probe(
        path=path, digest=digest, width=width, height=height, alpha=alpha, format=kind, animated=animated
    )


_MAKER = {0x013B, 0x013C, 0x8825, 0x9C9D}  # artist, computer, position, author as Windows writes it


def names_its_maker(portal: Path, path: str) -> bool:
    """Tell whether the GIF or TIFF *path*, which goes out as it is, says by whom, on what computer or where it was made."""
    if PurePosixPath(path).suffix.lower() not in {".gif", ".tif", ".tiff"}:
        return False
    try:
        with opened(portal, path) as (stream, _):
            head, _ = measure(path, stream)
            with quiet(), open_picture(stream, FORMATS[sniff(head)]) as image:
                return bool(_MAKER & set(getattr(image, "tag_v2", ())) or "xmp" in image.info)
    except (Refused, *DECODER_TROUBLE, MemoryError, OverflowError):
        return False


def too_large(path: str, size: str = "") -> Refused:
    """Make the refusal of a picture with too many pixels."""
    return refuse(
        path,
        "media.too-large",
        f"Ảnh {{}} quá lớn{size}; nhiều nhất là 50 triệu điểm ảnh và 16.383 điểm mỗi chiều.",
        "Thu nhỏ ảnh còn chừng 2.000 điểm ảnh chiều rộng rồi dùng lại.",
    )


BROKEN = (
    "Ảnh {} bị hỏng, không đọc được.",
    "Mở ảnh bằng chương trình xem ảnh và lưu lại, hoặc chép lại từ bản gốc.",
)


@contextmanager
def quiet() -> Iterator[None]:
    """Silence Pillow's warnings: we judge sizes ourselves, and odd EXIF is thrown away."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def open_picture(stream: BinaryIO, kind: str) -> PillowImage:
    """Open *stream* with the one reader of *kind*, so that no other format's code sees it."""
    from PIL import Image

    try:
        return Image.open(stream, formats=[kind])
    except Image.DecompressionBombError as exc:  # Pillow's own limit lies above ours
        raise OverflowError(*exc.args) from exc


def orientation(image: PillowImage) -> int:
    """Return the EXIF orientation, 1 to 8, without decoding; TIFF is turned by Pillow itself."""
    from PIL import Image

    raw = image.info.get("exif")
    if image.format == "TIFF" or not raw:
        return 1
    exif = Image.Exif()
    try:
        exif.load(raw)
        value = exif.get(_ORIENTATION, 1)
    except DECODER_TROUBLE:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
