"""Photographs that are taken along as files: the picture stays bit for bit, what it tells of its taker does not."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from site_builder import media
from site_builder.media.strip import strip
from site_builder.model import Attachment, MediaJob
from tests.conftest import news, tree
from tests.mini import build, errors, load

SECRET = b"TOADO-NHA-DAN"
GPS = 0x8825


def photo(form: str = "JPEG", turn: int = 6, **options: object) -> bytes:
    image = Image.linear_gradient("L").resize((64, 48)).convert(str(options.pop("mode", "RGB")))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = turn, SECRET.decode()
    exif.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    image.save(out, form, exif=exif, **options)
    return out.getvalue()


def photo_exif() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    return exif.tobytes()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


def taken(portal: Path, name: str, data: bytes) -> tuple[Attachment, MediaJob]:
    (portal / name).write_bytes(data)
    found = media.attachment(portal, name, "Ảnh")
    assert not isinstance(found, media.MediaProblem), found
    return found


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"mode": "CMYK"}, {"mode": "L"}])
def test_a_photograph_keeps_its_picture_and_its_turn_and_loses_the_rest(options: dict[str, object]) -> None:
    data = photo(xmp=SECRET, comment=SECRET, **options)
    bare = strip(data, 6)
    assert SECRET in data
    assert SECRET not in bare
    assert pixels(bare) == pixels(data)
    with Image.open(io.BytesIO(bare)) as image:
        assert dict(image.getexif()) == {0x0112: 6}


def test_colours_stay() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with Image.open(io.BytesIO(strip(photo(icc_profile=profile), 1))) as image:
        assert image.info["icc_profile"] == profile


def test_a_drawing_keeps_its_picture_and_loses_its_words() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    data = photo("PNG", pnginfo=words)
    bare = strip(data, 6)
    assert SECRET not in bare
    assert b"eXIf" not in bare
    assert pixels(bare) == pixels(data)


def test_chunks_that_programs_invented_go() -> None:
    data = photo("PNG")
    own = struct.pack(">I", len(SECRET)) + b"prVt" + SECRET + struct.pack(">I", zlib.crc32(b"prVt" + SECRET))
    bare = strip(data[:33] + own + data[33:], 1)
    assert SECRET not in bare
    assert pixels(bare) == pixels(data)


def segment(content: bytes) -> bytes:
    return b"\xff\xe0" + struct.pack(">H", len(content) + 2) + content


def test_small_pictures_inside_a_photograph_go() -> None:
    data = photo()
    assert data[2:4] == b"\xff\xe0"
    jfif = b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x05" + SECRET + b".."
    more = segment(jfif) + segment(b"JFXX\x00\x10" + SECRET) + b"\xff\xee\x00\x0f" + SECRET
    bare = strip(data[:2] + more + data[20:], 1)
    assert SECRET not in bare
    assert bare[2:20] == segment(jfif[:12] + b"\x00\x00")
    assert pixels(bare) == pixels(data)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_hangs_behind_the_picture_goes(form: str) -> None:
    assert strip(photo(form) + photo(form), 1) == strip(photo(form), 1)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_is_bare_stays_as_it_is(form: str) -> None:
    bare = strip(photo(form), 3)
    assert strip(bare, 3) == bare


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@given(at=st.integers(0, 2_000), data=st.binary(max_size=30))
def test_rubbish_ends_in_a_value_error_or_a_picture(form: str, at: int, data: bytes) -> None:
    whole = photo(form)
    rubbish = whole[:8] + whole[8:at] + data
    with suppress(ValueError):
        assert strip(rubbish, 1)[:2] == whole[:2]


def test_a_bare_file_is_a_plain_copy_and_another_one_is_drawn_without(tmp_path: Path) -> None:
    data = photo()
    shown, job = taken(tmp_path, "anh.jpg", data)
    assert (job.format, job.width, shown.size) == ("JPEG", 0, len(strip(data, 6)))
    _, plain = taken(tmp_path, "tran.jpg", strip(data, 6))
    assert (plain.format, plain.url.rpartition("-")[2]) == ("", job.url.rpartition("-")[2])


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [("a.tif", {"tiffinfo": {315: "Nguyễn"}}, 1), ("a.tiff", {"exif": photo_exif()}, 1), ("b.tif", {}, 0), ("a.gif", {"comment": b"x"}, 0)],
)  # fmt: skip
def test_a_picture_that_goes_out_as_it_is_and_names_its_maker_is_a_note(
    tmp_path: Path, name: str, options: dict[str, object], told: int
) -> None:
    (tmp_path / "content/thu/tin-tuc").mkdir(parents=True)
    Image.new("L", (8, 8)).save(tmp_path / "content/thu/tin-tuc" / name, **options)
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", body=f"Chữ.\n\n[Bản quét]({name})")})
    assert [one.where.line for one in loaded.findings if one.rule == "media.metadata"] == [8] * told
    assert errors(loaded) == []


def test_a_broken_photograph_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cut.jpg").write_bytes(photo()[:600])
    found = media.attachment(tmp_path, "cut.jpg", "")
    assert isinstance(found, media.MediaProblem)
    assert found.rule == "media.corrupt"


def test_no_place_leaves_the_house_and_a_second_build_writes_nothing(tmp_path: Path) -> None:
    files = {"tin-tuc/a.md": news("A", **{"Tệp đính kèm": "[{Tệp: nha.jpg, Tên: Ảnh nhà}]"})}
    (tmp_path / "content/thu/tin-tuc").mkdir(parents=True)
    (tmp_path / "content/thu/tin-tuc/nha.jpg").write_bytes(photo())
    assert build(tmp_path, files).build
    before = tree(tmp_path / "public")
    assert [data for path, data in before.items() if path.startswith("thu/tep/")] == [strip(photo(), 6)]
    again = build(tmp_path)
    assert again.changes
    assert (again.changes.new, again.changes.updated, again.changes.removed) == ((), (), ())
    assert tree(tmp_path / "public") == before
