"""Turn the texts in `van-ban/*.txt` and `mau-don/*.txt` into the sample portal's PDF attachments.

Number, date, issuer and signer come from the front matter of the document's Markdown file, so the PDF
and the page cannot disagree. Two runs give the same bytes: dates come from the document, never the clock.

    pip install fpdf2 pyyaml
    python content/_nguon/tao_pdf.py            # writes beside the Markdown files of content/xa-mau

A text file: paragraphs parted by blank lines; `**chữ đậm**`; `## ` a centred bold line; `# ` the title of
an annex, on a new page; `~ ` a centred italic line; `| a | b |` table rows; `- ` a list item;
`= Kính gửi: …` a centred line; `@ …` one recipient of the document (“Nơi nhận”).
"""

from __future__ import annotations

import re
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import yaml
from fontTools import subset
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.svg import SVGObject

HERE = Path(__file__).resolve().parent
PORTAL = HERE.parent / "xa-mau"
FONTS = Path("/usr/share/fonts/truetype/noto")
FACES = {"": "NotoSerif-Regular", "B": "NotoSerif-Bold", "I": "NotoSerif-Italic"}
MARK = "VĂN BẢN MINH HOẠ"
FOOT = "Văn bản minh hoạ của cổng mẫu, không có giá trị pháp lý"
LIMIT = 40 * 1024
LEFT, RIGHT, TOP, BOTTOM = 28, 18, 18, 18
BODY = 11.5


class Sheet(FPDF):
    """An A4 sheet with the light diagonal mark under the text and page numbers from page 2.

    The mark is drawn as outlines, so it stays out of the text a reader copies, searches or hears.
    """

    mark: SVGObject

    def header(self) -> None:
        """Draw the mark and, from page 2, the page number."""
        self.mark.draw_to_page(self, 0, 0)
        if self.page_no() > 1:
            self.set_font("serif", "", 10)
            self.set_xy(LEFT, 9)
            self.cell(self.epw, 5, str(self.page_no()), align="C")
        self.set_xy(LEFT, TOP)

    def footer(self) -> None:
        """Say in text that the document is an illustration."""
        self.set_font("serif", "I", 8)
        self.set_text_color(90, 90, 90)
        self.set_xy(LEFT, self.h - 13)
        self.cell(self.epw, 4, FOOT, align="C")
        self.set_text_color(0, 0, 0)


def main() -> int:
    """Write every PDF and say which are too big."""
    with tempfile.TemporaryDirectory() as folder:
        return write_all(slim_fonts(Path(folder)))


def slim_fonts(folder: Path) -> Path:
    """Copy our faces into *folder* without hinting and layout tables, which a printed sheet does not need."""
    for face in FACES.values():
        options = subset.Options(hinting=False, layout_features=[], name_IDs=[1, 2, 6], notdef_outline=True)
        font = subset.load_font(FONTS / f"{face}.ttf", options)
        pruner = subset.Subsetter(options)
        pruner.populate(unicodes=[*range(0x20, 0x250), *range(0x300, 0x330), *range(0x1EA0, 0x1F00), *range(0x2010, 0x2030)])
        pruner.subset(font)
        subset.save_font(font, folder / f"{face}.ttf", options)
    return folder


def write_all(fonts: Path) -> int:
    """Write every PDF with the faces in *fonts*."""
    too_big = []
    for text in sorted((HERE / "van-ban").glob("*.txt")):
        source = next(PORTAL.glob(f"van-ban/*/{text.stem}.md"))
        facts = front_matter(source)
        out = source.with_suffix(".pdf")
        size = write_pdf(official_sheet(fonts, facts, text.read_text(encoding="utf-8")), out)
        too_big += [out] if size > LIMIT else []
    for text in sorted((HERE / "mau-don").glob("*.txt")):
        where, _, body = text.read_text(encoding="utf-8").partition("\n")
        out = PORTAL / where.strip()
        size = write_pdf(form_sheet(fonts, body), out)
        too_big += [out] if size > LIMIT else []
    for out in too_big:
        print(f"Quá 40 KB: {out}", file=sys.stderr)
    return 1 if too_big else 0


def front_matter(path: Path) -> dict[str, str]:
    """Read the YAML block of a Markdown file."""
    block = path.read_text(encoding="utf-8").split("---\n")[1]
    return yaml.load(block, Loader=yaml.BaseLoader)


def write_pdf(sheet: FPDF, out: Path) -> int:
    """Save the sheet and return its size."""
    data = bytes(sheet.output())
    out.write_bytes(data)
    return len(data)


def new_sheet(fonts: Path, title: str, author: str, on: date) -> Sheet:
    """Open a sheet with our fonts, margins and fixed dates."""
    sheet = Sheet(format="A4")
    for style, face in FACES.items():
        sheet.add_font("serif", style, fonts / f"{face}.ttf")
    sheet.mark = diagonal_mark(fonts)
    sheet.set_margins(LEFT, TOP, RIGHT)
    sheet.set_auto_page_break(True, BOTTOM)
    sheet.set_creation_date(datetime(on.year, on.month, on.day, 1, tzinfo=UTC))
    sheet.set_producer("content/_nguon/tao_pdf.py")
    sheet.set_title(title)
    sheet.set_author(author)
    sheet.set_subject("Văn bản minh hoạ của cổng mẫu, không có giá trị pháp lý")
    sheet.set_lang("vi")
    sheet.add_page()
    return sheet


def official_sheet(fonts: Path, facts: dict[str, str], text: str) -> Sheet:
    """Lay out one administrative document."""
    day, month, year = (int(part) for part in facts["Ngày ban hành"].split("/"))
    kind, number, issuer = facts["Loại văn bản"], facts["Số, ký hiệu"], facts["Cơ quan ban hành"]
    sheet = new_sheet(fonts, f"{kind} số {number}", issuer, date(year, month, day))
    abstract = facts["Trích yếu"]
    letter = kind == "Công văn"
    letterhead(sheet, issuer, number, place_date(issuer, day, month, year), abstract if letter else "")
    if not letter:
        centred(sheet, kind.upper(), "B", 13, before=5)
        centred(sheet, abstract, "B", BODY, width=sheet.epw - 30)
        rule(sheet, 36)
    body = [line for line in text.strip().split("\n") if not line.startswith("@ ")]
    to = [line[2:] for line in text.split("\n") if line.startswith("@ ")]
    main_part, *annexes = re.split(r"(?m)^(?=# )", "\n".join(body))
    blocks(sheet, main_part)
    signature(sheet, to, facts)
    for annex in annexes:
        sheet.add_page()
        blocks(sheet, annex)
    return sheet


def form_sheet(fonts: Path, text: str) -> Sheet:
    """Lay out a blank application form."""
    title = re.search(r"(?m)^## (.+)$", text)
    sheet = new_sheet(fonts, title.group(1) if title else "Mẫu đơn", "UBND xã Lúa Vàng", date(2026, 11, 10))
    centred(sheet, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "B", 11.5)
    centred(sheet, "Độc lập - Tự do - Hạnh phúc", "B", 11.5)
    rule(sheet, 52)
    blocks(sheet, text)
    return sheet


def diagonal_mark(fonts: Path) -> SVGObject:
    """Draw the mark as one path from corner to corner of an A4 sheet."""
    font = TTFont(fonts / f"{FACES['B']}.ttf")
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = 17 / font["head"].unitsPerEm
    pen, along = SVGPathPen(glyphs, ntos=lambda value: f"{value:.1f}"), 0.0
    for letter in MARK:
        glyph = glyphs[names[ord(letter)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, along, 0)))
        along += glyph.width * scale
    return SVGObject(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297">'
        f'<path fill="#e9e9e9" transform="translate(105 150) rotate(-52) translate({-along / 2:.1f} 6)" '
        f'd="{pen.getCommands()}"/></svg>')


def place_date(issuer: str, day: int, month: int, year: int) -> str:
    """Write the place-date line: a leading zero for days under 10 and for months 1 and 2."""
    place = issuer.split(" xã ")[1]
    return f"{place}, ngày {day:02d} tháng {month:02d} năm {year}" if month < 3 else (
        f"{place}, ngày {day:02d} tháng {month} năm {year}")


def letterhead(sheet: Sheet, issuer: str, number: str, dated: str, about: str) -> None:
    """Draw the two columns at the head of the first page."""
    body, commune = issuer.split(" xã ")
    long_name = {"UBND": "UỶ BAN NHÂN DÂN", "HĐND": "HỘI ĐỒNG NHÂN DÂN"}[body]
    narrow, wide = 64, sheet.epw - 64
    top = sheet.get_y()
    column(sheet, LEFT - 4, top, narrow, [(long_name, "B", 10.5), (f"XÃ {commune.upper()}", "B", 10.5)])
    sheet.line(LEFT - 4 + narrow / 2 - 10, top + 12, LEFT - 4 + narrow / 2 + 10, top + 12)
    left = [(f"Số: {number}", "", 10.5)] + ([(f"V/v {lower_first(about.removeprefix('Về việc '))}", "", 9.5)] if about else [])
    column(sheet, LEFT - 4, top + 15, narrow, left)
    below = sheet.get_y()
    column(sheet, LEFT + narrow - 2, top, wide + 4,
           [("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "B", 10.5), ("Độc lập - Tự do - Hạnh phúc", "B", 11)])
    middle = LEFT + narrow + wide / 2
    sheet.line(middle - 25, top + 12, middle + 25, top + 12)
    column(sheet, LEFT + narrow - 2, top + 15, wide + 4, [(dated, "I", 11)])
    sheet.set_xy(LEFT, max(below, sheet.get_y()) + 3)


def column(sheet: Sheet, x: float, y: float, width: float, lines: list[tuple[str, str, float]]) -> None:
    """Write centred lines into one column."""
    sheet.set_y(y)
    for text, style, size in lines:
        sheet.set_font("serif", style, size)
        sheet.set_x(x)
        sheet.multi_cell(width, size * 0.5, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def centred(sheet: Sheet, text: str, style: str, size: float, *, before: float = 0, width: float = 0) -> None:
    """Write one centred paragraph."""
    width = width or sheet.epw
    sheet.set_font("serif", style, size)
    sheet.set_xy(LEFT + (sheet.epw - width) / 2, sheet.get_y() + before)
    sheet.multi_cell(width, size * 0.52, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def rule(sheet: Sheet, width: float) -> None:
    """Draw the short line under a title."""
    y = sheet.get_y() + 1.2
    sheet.line(LEFT + (sheet.epw - width) / 2, y, LEFT + (sheet.epw + width) / 2, y)
    sheet.set_y(y + 4)


def blocks(sheet: Sheet, text: str) -> None:
    """Write headings, paragraphs, list items and tables."""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.strip().split("\n")
        if not lines[0]:
            continue
        if lines[0].startswith("|"):
            grid(sheet, [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines])
            continue
        for line in lines:
            head, _, rest = line.partition(" ")
            if head in {"#", "##"}:
                centred(sheet, rest, "B", 13 if head == "#" else BODY + 0.5, before=2)
                sheet.ln(2)
            elif head == "~":
                centred(sheet, rest, "I", 10.5)
                sheet.ln(2)
            elif head == "=":
                centred(sheet, rest, "", BODY)
                sheet.ln(3)
            else:
                paragraph(sheet, line)


def paragraph(sheet: Sheet, text: str) -> None:
    """Write one justified paragraph; `**…**` is bold and a line of dots stays at the left."""
    with sheet.text_columns(text_align="L" if "……" in text else "J", line_height=1.28) as columns:
        with columns.paragraph(first_line_indent=0 if "……" in text else 9, bottom_margin=1.6) as part:
            for count, piece in enumerate(text.split("**")):
                if piece:
                    sheet.set_font("serif", "B" if count % 2 else "", BODY)
                    part.write(piece)


def grid(sheet: Sheet, rows: list[list[str]]) -> None:
    """Draw a table whose first row is its head."""
    sheet.set_font("serif", "", 10)
    sheet.ln(1)
    weights = [min(38, max(8, *(len(row[at]) for row in rows))) for at in range(len(rows[0]))]
    with sheet.table(align="LEFT", col_widths=weights, line_height=4.9, text_align="LEFT", padding=(0.5, 1)) as table:
        for cells in rows:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    sheet.ln(3)


def signature(sheet: Sheet, to: list[str], facts: dict[str, str]) -> None:
    """Write the recipients at the left and the signer at the right."""
    need = 10 + 5 * max(len(to) + 1, len(authority(facts)) + 5)
    if sheet.get_y() + need > sheet.h - BOTTOM:
        sheet.add_page()
    sheet.ln(3)
    top, half = sheet.get_y(), sheet.epw / 2
    sheet.set_font("serif", "B", 10)
    sheet.set_x(LEFT)
    sheet.cell(half, 5, "Nơi nhận:", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.set_font("serif", "", 9.5)
    for count, name in enumerate(to):
        sheet.set_x(LEFT)
        sheet.multi_cell(half - 4, 4.6, f"- {name}{'.' if count == len(to) - 1 else ';'}", align="L",
                         new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    below = sheet.get_y()
    column(sheet, LEFT + half, top, half, [(line, "B", 11) for line in authority(facts)])
    column(sheet, LEFT + half, sheet.get_y() + 6, half, [("(Đã ký)", "I", 11)])
    column(sheet, LEFT + half, sheet.get_y() + 6, half, [(facts["Người ký"], "B", 11.5)])
    sheet.set_y(max(below, sheet.get_y()))


def authority(facts: dict[str, str]) -> list[str]:
    """Say on whose behalf the document is signed."""
    title = facts["Chức vụ người ký"].upper()
    if facts["Cơ quan ban hành"].startswith("HĐND"):
        return [title]
    if title.startswith("PHÓ"):
        return ["TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", title]
    return ["TM. UỶ BAN NHÂN DÂN", title]


def lower_first(text: str) -> str:
    """Lower the first letter."""
    return text[:1].lower() + text[1:]


if __name__ == "__main__":
    sys.exit(main())
