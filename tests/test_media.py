"""Pictures and attachments: what is refused and in which words, what is drawn, and that bytes are always the same."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from site_builder import media
from site_builder.errors import WorldError
from site_builder.media import workers
from site_builder.media.ageing import DAY
from site_builder.model import Attachment, ImageField, MediaJob, Picture, Pictures
from tests.conftest import news
from tests.mini import build

FIELD = ImageField(file="anh.jpg", alt="Cầu Ván Mới", caption="Cầu sau lễ thông xe", credit="Văn phòng xã")
SECRET = b"TOADO-NHA-DAN"
USUAL = Pictures()


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    folder = tmp_path / "xa-mau"
    folder.mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def drawing(width: int = 800, height: int = 600, mode: str = "RGB") -> Image.Image:
    """Make a picture whose top left corner is red and whose other corners are not."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, width // 3, height // 3), fill=(220, 20, 20))
    return image.convert(mode)


def save(portal: Path, name: str, image: Image.Image, form: str | None = None, **options: object) -> str:
    image.save(portal / name, form, **options)
    return name


def probed(portal: Path, path: str) -> media.Probe:
    found = media.probe(portal, path)
    assert isinstance(found, media.Probe), found
    return found


def problem(portal: Path, path: str) -> media.MediaProblem:
    found = media.probe(portal, path)
    assert isinstance(found, media.MediaProblem), found
    return found


def jobs_for(portal: Path, path: str) -> tuple[MediaJob, ...]:
    return media.picture(probed(portal, path), FIELD, USUAL)[1]


def drawn(portal: Path, cache: Path, path: str) -> dict[str, Image.Image]:
    """Draw *path* and return its variants by `format-width`."""
    jobs = jobs_for(portal, path)
    assert media.render(jobs, portal, cache, workers=1) == ()
    found = {f"{job.format}-{job.width}": Image.open(media.cached(job, cache)) for job in jobs}
    for image in found.values():
        image.load()
    return found


def files(cache: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((cache / "media").iterdir())
    }


def near(pixel: object, colour: tuple[int, int, int], within: int = 24) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - two) <= within for one, two in zip(pixel[:3], colour, strict=True))


def png_header(width: int, height: int) -> bytes:
    """Make a PNG that claims a size and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = SECRET.decode()
    data.get_ifd(0x8825).update({1: "N", 2: (16.0, 30.0, 0.0), 3: "E", 4: (107.0, 0.0, 0.0)})
    return data


# --- the header ---------------------------------------------------------------------------------------------------


def test_a_probe_goes_by_content_and_not_by_the_name(portal: Path) -> None:
    save(portal, "ảnh thật.dat", drawing(320, 200), "PNG")
    found = probed(portal, "ảnh thật.dat")
    assert (found.format, found.width, found.height, found.alpha, found.animated) == (
        "PNG",
        320,
        200,
        False,
        False,
    )
    assert found.digest == hashlib.sha256((portal / "ảnh thật.dat").read_bytes()).hexdigest()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_probe_gives_the_size_that_a_reader_sees(portal: Path, orientation: int) -> None:
    save(portal, "a.jpg", drawing(80, 60), exif=exif(orientation))
    found = probed(portal, "a.jpg")
    assert (found.width, found.height) == ((80, 60) if orientation < 5 else (60, 80))


@pytest.mark.parametrize(
    ("name", "image", "options", "alpha", "animated"),
    [
        ("a.png", drawing(mode="RGBA"), {}, True, False),
        ("a.png", drawing(mode="LA"), {}, True, False),
        ("a.png", drawing(mode="P"), {"transparency": 3}, True, False),
        ("a.png", drawing(mode="P"), {}, False, False),
        ("a.gif", drawing(), {"save_all": True, "append_images": [drawing(mode="L")]}, False, True),
        (
            "a.webp",
            drawing(),
            {"save_all": True, "append_images": [drawing(mode="L").convert("RGB")]},
            False,
            True,
        ),
        ("a.avif", Image.new("RGBA", (80, 60), (1, 2, 3, 4)), {}, True, False),
        ("a.bmp", drawing(), {}, False, False),
        ("a.tif", drawing(), {}, False, False),
    ],
)
def test_a_probe_tells_alpha_and_animation(
    portal: Path, name: str, image: Image.Image, options: dict[str, object], alpha: bool, animated: bool
) -> None:
    found = probed(portal, save(portal, name, image, **options))
    assert (found.alpha, found.animated) == (alpha, animated)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "media.empty"),
        ("Đây là chữ, không phải ảnh.".encode(), "media.type"),
        (b"<?php system($_GET['c']); ?>", "media.type"),
        (b"\xff\xd8\xff\xe0<?php", "media.corrupt"),
        (b"MZ\x90\x00\x03", "media.type"),
        (b"\x7fELF\x02\x01", "media.type"),
        (b"#!/bin/sh\nrm -r /\n", "media.type"),
        (b"%PDF-1.7\n", "media.type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "media.svg"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<SVG/>", "media.svg"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "media.type"),
        (b"\x00\x00\x00\x20ftypavif" + bytes(40), "media.corrupt"),
        (png_header(0, 100), "media.corrupt"),
        (png_header(100_000, 100_000), "media.too-large"),
        (png_header(8000, 8000), "media.too-large"),
        (png_header(16_384, 2), "media.too-large"),
        (b"GIF89a", "media.corrupt"),
        (b"BM\x00\x00\x00\x00\x00\x00\x00\x00", "media.corrupt"),
        (b"II*\x00\xff\xff\xff\xff", "media.corrupt"),
        (b"RIFF\x04\x00\x00\x00WEBP", "media.corrupt"),
        (bytes(5000), "media.type"),
    ],
)
def test_what_is_no_sound_picture_is_refused_by_its_header(portal: Path, content: bytes, rule: str) -> None:
    (portal / "anh.jpg").write_bytes(content)
    found = problem(portal, "anh.jpg")
    assert found.rule == rule
    assert "“anh.jpg”" in found.message
    assert found.hint.endswith(".")


def test_a_header_bomb_is_refused_without_decoding(portal: Path) -> None:
    (portal / "bom.png").write_bytes(png_header(60_000, 60_000))
    start = time.perf_counter()
    assert problem(portal, "bom.png").rule == "media.too-large"
    assert time.perf_counter() - start < 1


def test_a_file_of_too_many_bytes_is_refused_unread(portal: Path) -> None:
    with (portal / "anh.jpg").open("wb") as stream:
        stream.truncate((64 << 20) + 1)
    assert problem(portal, "anh.jpg").rule == "media.too-large"


def test_what_is_not_a_file_of_the_portal_is_refused(portal: Path, tmp_path: Path) -> None:
    save(tmp_path, "ngoai.png", drawing())
    (portal / "ra.png").symlink_to(tmp_path / "ngoai.png")
    (portal / "vong.png").symlink_to("vong.png")
    (portal / "thu-muc").mkdir()
    (portal / "trong.png").symlink_to(portal / "that.png")
    save(portal, "that.png", drawing())
    assert problem(portal, "ra.png").rule == "media.outside"
    assert problem(portal, "../ngoai.png").rule == "media.outside"
    assert problem(portal, "vong.png").rule == "media.missing"
    assert problem(portal, "khong-co.png").rule == "media.missing"
    assert problem(portal, "a\x00b.png").rule == "media.missing"
    assert problem(portal, "x" * 5000).rule == "media.missing"
    assert problem(portal, "thu-muc").rule == "media.not-file"
    assert probed(portal, "trong.png").width == 800


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_hang_us(portal: Path) -> None:
    os.mkfifo(portal / "ong.jpg")
    assert problem(portal, "ong.jpg").rule == "media.not-file"


def test_probes_read_a_file_once(portal: Path) -> None:
    probes = media.Probes(portal)
    save(portal, "a.png", drawing())
    first = probes.of("a.png")
    (portal / "a.png").unlink()
    assert probes.of("a.png") is first


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"])
def test_a_picture_cut_anywhere_is_a_problem_and_never_an_exception(
    portal: Path, cache: Path, form: str
) -> None:
    whole = io.BytesIO()
    drawing(200, 150).save(whole, form)
    data = whole.getvalue()
    for tenth in range(1, 10):
        (portal / "cut.x").write_bytes(data[: len(data) * tenth // 10])
        found = media.probe(portal, "cut.x")
        if isinstance(found, media.Probe):
            problems = media.render(media.picture(found, FIELD, USUAL)[1], portal, cache, workers=1)
            found = problems[0] if problems else found
        if form not in {"GIF", "TIFF", "BMP"} and tenth < 9:
            assert isinstance(found, media.MediaProblem), f"{form} cut at {tenth}0 %"
            assert found.rule in {"media.corrupt", "media.type"}


# --- the plan -----------------------------------------------------------------------------------------------------


def planned(
    width: int, height: int = 1000, *, alpha: bool = False, form: str = "JPEG", wanted: Pictures = USUAL
) -> tuple[Picture, tuple[MediaJob, ...]]:
    probe = media.Probe(
        path="tin-tuc/Lễ hội Đình làng.JPG",
        digest="ab12" * 16,
        width=width,
        height=height,
        alpha=alpha,
        format=form,
        animated=False,
    )
    return media.picture(probe, FIELD, wanted)


@pytest.mark.parametrize(
    ("native", "avif"),
    [
        (4000, (480, 960, 1600)),
        (1600, (480, 960, 1600)),
        (1300, (480, 960, 1300)),
        (1000, (480, 1000)),
        (500, (500,)),
        (300, (300,)),
        (100, ()),
    ],
)
def test_widths_never_exceed_the_picture(native: int, avif: tuple[int, ...]) -> None:
    shown, jobs = planned(native)
    assert tuple(job.width for job in jobs if job.format == "AVIF") == avif
    assert max(job.width for job in jobs) <= native
    assert len(jobs) <= 6
    assert shown.src in {variant.url for variant in shown.fallback}


def test_a_picture_carries_its_words_and_the_size_of_its_src() -> None:
    shown, jobs = planned(4000, 3000)
    assert (shown.alt, shown.caption, shown.credit) == (FIELD.alt, FIELD.caption, FIELD.credit)
    assert shown.src == "/media/le-hoi-dinh-lang-ab12ab12ab-960.jpg"
    assert (shown.width, shown.height) == (960, 720)
    assert [form.mime for form in shown.formats] == ["image/avif", "image/webp"]
    urls = {variant.url for form in (*shown.formats,) for variant in form.variants} | {
        variant.url for variant in shown.fallback
    }
    assert urls == {job.url for job in jobs}


def test_a_picture_with_alpha_falls_back_to_png() -> None:
    assert planned(800, alpha=True)[0].src.endswith("-800.png")


def test_a_theme_chooses_widths_and_formats() -> None:
    jobs = planned(2000, wanted=Pictures(widths=(320, 640), formats=("webp",)))[1]
    assert {(job.format, job.width) for job in jobs} == {("WEBP", 320), ("WEBP", 640), ("JPEG", 640)}
    assert [job.format for job in planned(2000, wanted=Pictures(formats=()))[1]] == ["JPEG"]


def test_a_theme_without_widths_takes_the_picture_as_it_is() -> None:
    shown, jobs = planned(2000, 1500, wanted=Pictures(widths=()))
    assert [(job.width, job.format, job.url) for job in jobs] == [(0, "JPEG", shown.src)]
    assert (shown.src, shown.width, shown.height) == ("/media/le-hoi-dinh-lang-ab12ab12ab.jpg", 2000, 1500)
    assert [variant.width for variant in shown.fallback] == [2000]
    assert not shown.formats


def test_what_cannot_be_copied_bare_is_drawn_once() -> None:
    shown, jobs = planned(2000, form="WEBP", alpha=True, wanted=Pictures(widths=()))
    assert [(job.width, job.format) for job in jobs] == [(1600, "PNG")]
    assert shown.width == 1600


def test_a_picture_as_it_is_loses_what_tells_of_its_taker(portal: Path, cache: Path) -> None:
    save(portal, "gps.jpg", drawing(900, 600), exif=exif(1), comment=SECRET)
    shown, jobs = media.picture(probed(portal, "gps.jpg"), FIELD, Pictures(widths=()))
    assert not media.render(jobs, portal, cache, workers=1)
    data = media.cached(jobs[0], cache).read_bytes()
    assert SECRET in (portal / "gps.jpg").read_bytes()
    assert SECRET not in data
    assert Image.open(io.BytesIO(data)).size == (shown.width, shown.height)


# --- drawing ------------------------------------------------------------------------------------------------------


def test_variants_have_the_planned_sizes_and_no_hidden_data(portal: Path, cache: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    save(portal, "gps.jpg", drawing(2000, 1000), exif=exif(6), icc_profile=profile, comment=SECRET)
    shown = media.picture(probed(portal, "gps.jpg"), FIELD, USUAL)[0]
    variants = drawn(portal, cache, "gps.jpg")
    for name, image in variants.items():
        assert image.width == int(name.split("-")[1])
        assert not image.getexif()
        assert {"exif", "icc_profile", "xmp", "comment", "photoshop"}.isdisjoint(image.info)
    assert variants[f"JPEG-{shown.width}"].size == (shown.width, shown.height)
    for path in (cache / "media").iterdir():
        assert SECRET not in path.read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(portal: Path, cache: Path, orientation: int) -> None:
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[
        orientation
    ]
    save(portal, "a.jpg", drawing(1400, 1000), exif=exif(orientation), quality=95)
    image = next(
        variant.convert("RGB")
        for name, variant in drawn(portal, cache, "a.jpg").items()
        if name.startswith("JPEG")
    )
    at = (corner[0] * (image.width - 9) + 4, corner[1] * (image.height - 9) + 4)
    assert near(image.getpixel(at), (220, 20, 20), 40)


@pytest.mark.parametrize(
    ("name", "image", "options"),
    [
        ("cmyk.jpg", drawing(mode="CMYK"), {}),
        ("palette.png", drawing().quantize(64), {}),
        ("grey.png", drawing(mode="L"), {}),
        ("one.png", drawing(mode="1"), {}),
        ("two.gif", drawing(), {"save_all": True, "append_images": [drawing(mode="L").convert("RGB")]}),
        ("tiff.tif", drawing(), {"compression": "tiff_lzw"}),
        ("webp.webp", drawing(), {}),
        ("avif.avif", drawing(), {}),
        ("bmp.bmp", drawing(), {}),
        ("tiny.png", Image.new("RGB", (1, 1), "red"), {}),
        ("thin.png", drawing(2, 3000), {}),
        ("wide.png", drawing(3000, 2), {}),
    ],
)
def test_every_kind_of_picture_is_drawn(
    portal: Path, cache: Path, name: str, image: Image.Image, options: dict[str, object]
) -> None:
    variants = drawn(portal, cache, save(portal, name, image, **options))
    assert all(min(variant.size) >= 1 for variant in variants.values())


def test_deep_greys_keep_their_tone(portal: Path, cache: Path) -> None:
    save(portal, "deep.png", Image.new("I;16", (300, 200), 32768))
    assert near(
        drawn(portal, cache, "deep.png")["JPEG-300"].convert("RGB").getpixel((9, 9)), (128, 128, 128), 3
    )


def test_transparency_is_kept(portal: Path, cache: Path) -> None:
    image = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((100, 100, 300, 300), fill=(10, 120, 60, 255))
    variants = drawn(portal, cache, save(portal, "a.png", image))
    assert {name.split("-")[0] for name in variants} == {"AVIF", "WEBP", "PNG"}
    for variant in variants.values():
        pixel = variant.convert("RGBA").getpixel((2, 2))
        assert isinstance(pixel, tuple)
        assert pixel[3] == 0


def test_a_broken_colour_profile_is_ignored(portal: Path, cache: Path) -> None:
    save(portal, "a.jpg", drawing(), icc_profile=b"not a profile at all" * 9)
    assert near(drawn(portal, cache, "a.jpg")["JPEG-800"].convert("RGB").getpixel((9, 9)), (220, 20, 20))


@pytest.mark.slow
def test_a_very_large_picture_is_reduced_in_strips_and_looks_the_same(portal: Path, cache: Path) -> None:
    small = drawing(700, 500).resize((7000, 5003))
    variants = drawn(portal, cache, save(portal, "to.png", small.convert("RGBA"), compress_level=1))
    assert near(variants["PNG-960"].convert("RGB").getpixel((20, 20)), (220, 20, 20))
    reference = small.resize(variants["PNG-960"].size)
    assert near(variants["PNG-960"].convert("RGB").getpixel((480, 650)), reference.getpixel((480, 650)), 4)  # type: ignore[arg-type]


@pytest.mark.slow
def test_bytes_do_not_depend_on_the_number_of_workers_or_on_what_is_missing(
    portal: Path, tmp_path: Path
) -> None:
    jobs: tuple[MediaJob, ...] = ()
    for number in range(4):
        jobs += jobs_for(portal, save(portal, f"a{number}.jpg", drawing(1300 + number, 800), quality=90))
    for name, count in (("one", 1), ("two", 2)):
        assert media.render(jobs, portal, tmp_path / name, workers=count) == ()
    assert files(tmp_path / "one") == files(tmp_path / "two")
    before = files(tmp_path / "one")
    media.cached(jobs[0], tmp_path / "one").unlink()
    media.cached(jobs[-1], tmp_path / "one").unlink()
    assert media.render(jobs, portal, tmp_path / "one", workers=2) == ()
    assert files(tmp_path / "one") == before


def test_progress_counts_the_missing_pictures_only(portal: Path, cache: Path) -> None:
    first, second = (jobs_for(portal, save(portal, f"{n}.png", drawing(200 + n, 90))) for n in (1, 2))
    seen: list[tuple[int, int]] = []
    media.render(first, portal, cache, workers=1, progress=lambda done, total: seen.append((done, total)))
    media.render(
        first + second, portal, cache, workers=1, progress=lambda done, total: seen.append((done, total))
    )
    media.render(
        first + second, portal, cache, workers=1, progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(1, 1), (1, 1)]


# --- faults -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_file_of_the_cache_is_made_again(portal: Path, cache: Path, keep: float) -> None:
    for name, mode in (("a.png", "RGB"), ("b.png", "RGBA")):
        jobs = jobs_for(portal, save(portal, name, drawing(700, 500, mode)))
        media.render(jobs, portal, cache, workers=1)
        before = files(cache)
        for job in jobs:
            path = media.cached(job, cache)
            path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
        assert media.render(jobs, portal, cache, workers=1) == ()
        assert files(cache) == before


def test_a_source_that_changed_meanwhile_never_enters_the_cache(portal: Path, cache: Path) -> None:
    jobs = jobs_for(portal, save(portal, "a.png", drawing()))
    save(portal, "a.png", drawing(mode="L"))
    (found,) = media.render(jobs, portal, cache, workers=1)
    assert (found.rule, found.path) == ("media.changed", "a.png")
    assert files(cache) == {}


def _die(*_: object) -> None:
    os.kill(os.getpid(), 9)


def _hang(*_: object) -> None:
    while True:
        time.sleep(60)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the fault is planted by forking")
@pytest.mark.parametrize("fault", [_die, _hang])
def test_a_picture_that_kills_its_worker_does_not_stop_the_others(
    portal: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, fault: object
) -> None:
    real = workers.draw

    def draw(sheet: object, *rest: object) -> object:
        return fault() if sheet.source == "xau.png" else real(sheet, *rest)  # type: ignore[operator,attr-defined,arg-type]

    jobs: tuple[MediaJob, ...] = ()
    for number in range(5):
        jobs += jobs_for(portal, save(portal, f"a{number}.png", drawing(200 + number, 90)))
    jobs += jobs_for(portal, save(portal, "xau.png", drawing(222, 90)))
    monkeypatch.setattr(workers, "draw", draw)
    monkeypatch.setattr(workers, "SECONDS", 0.5)
    (found,) = media.render(sorted(jobs, key=lambda job: job.source, reverse=True), portal, cache, workers=2)
    assert (found.rule, found.path) == ("media.too-hard", "xau.png")
    assert sum(media.cached(job, cache).exists() for job in jobs) == len(jobs) - 3


def test_a_picture_that_needs_too_much_memory_is_its_own_problem(
    portal: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw_master(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("site_builder.media.draw.master", draw_master)
    (found,) = media.render(jobs_for(portal, save(portal, "a.png", drawing())), portal, cache, workers=1)
    assert found.rule == "media.too-large"


def test_a_variant_that_nothing_used_for_a_month_leaves_the_cache(portal: Path, cache: Path) -> None:
    old, kept = (
        jobs_for(portal, save(portal, name, drawing(width)))
        for name, width in (("a.jpg", 800), ("b.jpg", 700))
    )
    media.render((*old, *kept), portal, cache, workers=1)
    both, now = files(cache), time.time()
    media.prune(kept, cache, now=now + 29 * DAY)
    assert files(cache) == both
    media.prune(kept, cache, now=now + 31 * DAY)
    left = {media.cached(job, cache).name for job in kept if job.width}
    assert set(files(cache)) == left
    media.prune((), cache, now=now + 60 * DAY)
    assert set(files(cache)) == left, "used 29 days ago"


def test_every_build_looks_after_its_cache(tmp_path: Path) -> None:
    left = tmp_path / ".cache" / "thu" / "media" / "cu.webp"
    left.parent.mkdir(parents=True)
    left.touch()
    assert build(tmp_path, {"tin-tuc/a.md": news("A")}).build is not None
    assert left.exists()
    os.utime(left, (0, 0))
    assert build(tmp_path, {"tin-tuc/b.md": news("B")}).build is not None
    assert not left.exists()


def test_what_cannot_leave_the_cache_is_no_trouble(
    portal: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    media.prune((), cache, now=time.time())
    jobs = jobs_for(portal, save(portal, "a.jpg", drawing()))
    media.render(jobs, portal, cache, workers=1)
    both = files(cache)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    monkeypatch.setattr(os, "utime", refuse)
    for used in ((), jobs):
        media.prune(used, cache, now=time.time() + 90 * DAY)
    assert files(cache) == both


def test_a_cache_that_cannot_be_written_is_the_worlds_refusal(portal: Path, tmp_path: Path) -> None:
    jobs = jobs_for(portal, save(portal, "a.png", drawing()))
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(WorldError, match="không ghi được ảnh"):
        media.render(jobs, portal, tmp_path / "cache", workers=1)


# --- attachments --------------------------------------------------------------------------------------------------


def package(*names: str, types: str = "xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            content = f"application/{types}" if name.startswith("[") else "x"
            archive.writestr(zipfile.ZipInfo(name), content)  # its default date keeps the test ids alike
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Mẫu đơn số 1.PDF", b"%PDF-1.7\n%%EOF"),
        ("a.docx", package("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", package("[Content_Types].xml", "xl/workbook.xml")),
        ("a.odt", package("mimetype", "content.xml")),
        ("a.zip", package("a.txt")),
        ("a.zip", package("Scripts/a.txt", "Basic/b.txt")),
        ("a.doc", OLE + bytes(600)),
        ("a.doc", b"{\\rtf1 x}"),
        ("a.csv", "Thôn,Số hộ\nCây Gạo,412\n".encode()),
        ("a.txt", "chữ".encode("utf-16")),
        ("a.rar", b"Rar!\x1a\x07\x01\x00"),
    ],
)
def test_usual_files_may_be_taken_along(portal: Path, name: str, content: bytes) -> None:
    (portal / name).write_bytes(content)
    found = media.attachment(portal, name, "")
    assert not isinstance(found, media.MediaProblem), found
    shown, job = found
    ending = name.rpartition(".")[2].lower()
    assert shown == Attachment(url=job.url, title=name, type=ending.upper(), size=len(content))
    assert job == MediaJob(source=name, url=job.url, digest=hashlib.sha256(content).hexdigest())
    assert job.url.startswith("/tep/mau-don-so-1-" if ending == "pdf" else "/tep/a-")
    assert job.url.endswith(f"-{job.digest[:10]}.{ending}")


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.php", b"<?php", "media.type"),
        ("a.html", b"<html>", "media.type"),
        ("a.svg", b"<svg>", "media.type"),
        ("a.js", b"alert(1)", "media.type"),
        ("a.exe", b"MZ", "media.type"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "media.type"),
        ("khong-duoi", b"x", "media.type"),
        ("a.docm", package("word/vbaProject.bin"), "media.macro"),
        ("a.docx", package("word/document.xml", "word/vbaProject.bin"), "media.macro"),
        ("a.xls", OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"), "media.macro"),
        ("a.doc", package("word/document.xml", "word/vbaProject.bin"), "media.macro"),
        ("a.xls", package("xl/workbook.xml", "xl/VBAPROJECT.BIN"), "media.macro"),
        ("a.zip", package("word/document.xml", "word/vbaProject.bin"), "media.macro"),
        ("a.doc", OLE + "_vba_Project".encode("utf-16-le"), "media.macro"),
        (
            "a.docx",
            package("[Content_Types].xml", "word/a.xml", types="x.macroEnabled.main+xml"),
            "media.macro",
        ),
        ("a.odt", package("mimetype", "content.xml", "Basic/Standard/Module1.xml"), "media.macro"),
        ("a.ods", package("mimetype", "content.xml", "Scripts/python/a.py"), "media.macro"),
        ("a.doc", package("a.txt"), "media.mismatch"),
        ("a.zip", package("a.txt")[:20], "media.corrupt"),
        ("a.pdf", b"MZ\x90\x00", "media.mismatch"),
        ("a.pdf", b"<html><script>", "media.mismatch"),
        ("a.docx", package("a.txt"), "media.mismatch"),
        ("a.docx", OLE, "media.mismatch"),
        ("a.csv", b"<?php eval($x)", "media.mismatch"),
        ("a.txt", b"\x7fELF", "media.mismatch"),
        ("a.txt", b"\x01\x00\x02", "media.mismatch"),
        ("a.jpg", b"%PDF-1.4", "media.mismatch"),
        ("a.docx", package("word/document.xml")[:40], "media.corrupt"),
        ("a.pdf", b"", "media.empty"),
    ],
)
def test_what_could_do_harm_is_refused(portal: Path, name: str, content: bytes, rule: str) -> None:
    (portal / name).write_bytes(content)
    found = media.attachment(portal, name, "Tệp")
    assert isinstance(found, media.MediaProblem), found
    assert found.rule == rule


def test_an_attachment_of_too_many_bytes_is_refused(portal: Path) -> None:
    with (portal / "a.pdf").open("wb") as stream:
        stream.truncate((50 << 20) + 1)
    found = media.attachment(portal, "a.pdf", "")
    assert isinstance(found, media.MediaProblem)
    assert found.rule == "media.too-large"
