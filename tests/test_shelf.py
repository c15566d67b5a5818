from __future__ import annotations

import marshal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from site_builder import markup, search
from site_builder import shelf as room
from site_builder.errors import Finding, Severity, Where
from site_builder.model import ImageField
from site_builder.packing import pack
from site_builder.shelf import Shelf
from tests.conftest import news, tree
from tests.mini import build

PICTURE = ImageField(file="cây đa.jpg", alt="Cây đa")


def shelf(folder: Path) -> Shelf:
    found = Shelf(folder / "cache" / "prose.sqlite")
    found.keep({"a": PICTURE, "b": (Where(path="x.md", line=3), "chữ")})
    return found


def rewrite(file: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute(statement, values)


def test_what_is_kept_is_taken(tmp_path: Path) -> None:
    assert shelf(tmp_path).take(["a", "b", "c"]) == {"a": PICTURE, "b": (Where(path="x.md", line=3), "chữ")}


def test_a_finding_is_kept_whole(tmp_path: Path) -> None:
    finding = Finding(rule="a.b", severity=Severity.NOTE, where=Where(path="x.md"), message="m", hint="h")
    kept = shelf(tmp_path)
    kept.keep({"c": finding})
    assert kept.take(["c"]) == {"c": finding}
    assert kept.take(["c"])["c"].severity is Severity.NOTE


def test_nothing_is_taken_where_nothing_was_kept(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "none.sqlite").take(["a"]) == {}
    assert not list(tmp_path.iterdir())


def test_an_altered_value_was_never_there(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    rewrite(kept.file, "UPDATE results SET value = ? WHERE key = 'a'", pack(ImageField(file="b.jpg")))
    assert list(kept.take(["a", "b"])) == ["b"]


def test_only_values_of_ours_are_kept(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        shelf(tmp_path).keep({"c": tmp_path})


@pytest.mark.parametrize("harm", [compile("1", "x", "eval"), [0, "x"], [999, "x"], {"a": 1}, [2], {1}])
def test_what_is_none_of_our_values_does_not_come_back(tmp_path: Path, harm: object) -> None:
    kept = shelf(tmp_path)
    kept.keep_packed({"c": marshal.dumps(harm)})
    assert kept.take(["c"]) == {}


@pytest.mark.parametrize("harm", [b"", b"SQLite format 3\0" + b"\xff" * 5000, b"no base at all"])
def test_a_damaged_file_is_replaced(tmp_path: Path, harm: bytes) -> None:
    kept = shelf(tmp_path)
    kept.file.write_bytes(harm)
    assert kept.take(["a"]) == {}
    kept.keep({"a": PICTURE})
    kept.keep({"a": PICTURE})
    assert kept.take(["a"]) == {"a": PICTURE}


def test_a_cut_file_costs_nothing_but_time(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    kept.keep({f"k{n}": PICTURE for n in range(2000)})
    with kept.file.open("rb+") as file:
        file.truncate(kept.file.stat().st_size // 2)
    assert set(kept.take([f"k{n}" for n in range(2000)]).values()) <= {PICTURE}


def test_a_folder_that_cannot_be_written_is_borne(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    kept = shelf(tmp_path)
    assert kept.take(["a"]) == {}


def test_a_shelf_in_use_is_not_waited_for_in_vain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_PATIENCE", 0.1)
    kept = shelf(tmp_path)
    with closing(sqlite3.connect(kept.file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        kept.keep({"c": PICTURE})
        assert kept.take(["a"]) == {}
    assert set(kept.take(["a", "c"])) == {"a"}


def test_rows_of_older_contents_are_swept_out(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    kept.keep({f"k{n}": PICTURE for n in range(400)})
    kept.sweep(["k1", "k2"])
    assert set(kept.take(["a", "k1", "k2", "k3"])) == {"k1", "k2"}


def test_an_unchanged_text_is_rendered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(
        tmp_path,
        {
            "tin-tuc/a.md": news(
                "A", body="Xem [[B]].\n\n<p style='display:none'><a href='https://a.vn'>x</a></p>"
            )
        },
    )
    rendered: list[str] = []
    real = markup.render

    def spy(body: str, *, path: str, first_line: int = 1) -> markup.Rendered:
        rendered.append(path)
        return real(body, path=path, first_line=first_line)

    monkeypatch.setattr("site_builder.markup.render", spy)
    first = build(tmp_path, {"tin-tuc/b.md": news("B")})
    second = build(tmp_path)
    assert rendered == ["tin-tuc/b.md"]
    assert [one.rule for one in first.findings if one.is_error] == ["markup.hidden-link"]
    assert first.findings == second.findings


def test_a_build_is_the_same_without_its_cache(tmp_path: Path) -> None:
    warm, cold = tmp_path / "warm", tmp_path / "cold"
    files = {
        "tin-tuc/a.md": news("A", body="## Mục\n\nXem [B](b.md).[^1]\n\n[^1]: Chú."),
        "tin-tuc/b.md": news("B"),
    }
    build(warm, files)
    for project in (warm, cold):
        build(project, {**files, "tin-tuc/b.md": news("B", body="Khác.")})
    assert tree(warm / "public/thu") == tree(cold / "public/thu")


def test_a_value_of_another_shape_is_rendered_anew(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    before = tree(tmp_path / "public/thu")
    kept = Shelf(tmp_path / ".cache/thu/prose.sqlite")
    with closing(sqlite3.connect(kept.file)) as base:
        keys = [key for (key,) in base.execute("SELECT key FROM results")]
    kept.keep(dict.fromkeys(keys, "a string"))
    build(tmp_path)
    assert tree(tmp_path / "public/thu") == before


def test_a_base_of_another_make_is_replaced(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    rewrite(kept.file, "DROP TABLE results")
    rewrite(kept.file, "CREATE TABLE results (one TEXT)")
    assert kept.take(["a"]) == {}
    kept.keep({"a": PICTURE})
    assert kept.take(["a"]) == {"a": PICTURE}


def test_a_shard_of_the_search_is_filled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(
        tmp_path, {"tin-tuc/a.md": news("A", day="01/10/2026"), "tin-tuc/b.md": news("B", day="01/10/2025")}
    )
    filled: list[str] = []
    real = search.fill
    monkeypatch.setattr(
        "site_builder.search.fill", lambda shard, texts: filled.append(shard.name) or real(shard, texts)
    )
    build(tmp_path, {"tin-tuc/c.md": news("C", day="02/10/2026")})
    assert filled == ["2026"]
