"""Files as they are received, made in memory: PDF written by hand, DOCX zipped from its parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

NOTICE = (
    "澄江市人民政府办公室关于印发支持青岚经济技术开发区若干措施的通知\n"
    "澄政办发〔2024〕18号\n"
    "各县区人民政府，市直各部门：\n"
    "为了推动开发区高质量发展，市政府同意，现将有关措施印发给你们，请认真贯彻落实。\n"
    "一、到2027年，规模以上工业增加值年均增长15%以上。（责任单位：市工业和信息化局、财政局）\n"
    "2024年3月20日\n"
)
TRADITIONAL_GLOSSED = (
    "澄江市人民政府辦公室關于印發(fā)支持青嵐經(jīng)濟(jì)技術(shù)開發(fā)區(qū)若干措施的通知\n"
    "各縣區(qū)人民政府,市直各部門:為了推動開發(fā)區(qū)高質量發(fā)展,市政府同意,現將有關措施印發(fā)給你們。\n"
)
TRADITIONAL = (
    "臨瀾省人民政府關於支持開發區高質量發展的若干意見\n各縣區人民政府，各有關部門：\n"
    "為推動經濟發展，現提出如下意見，請認真貫徹執行。\n"
)


def pdf_file(pages: Sequence[Sequence[str]], *, encrypted: bool = False, picture: bool = False) -> bytes:
    """Write a PDF with a text layer of the given lines; ``picture`` puts an image on every page."""
    contents = []
    for lines in pages:
        drawn = ["q 400 0 0 400 100 200 cm /Im0 Do Q\n"] if picture else []
        drawn += [_drawn(line, 60, 780 - 30 * row) for row, line in enumerate(lines)]
        contents.append("".join(drawn))
    signs = {sign for lines in pages for line in lines for sign in line}
    return _pdf(contents, signs, encrypted=encrypted)


def set_pdf(
    pages: Sequence[Sequence[tuple[float, float, str]]],
    *,
    rules: Sequence[tuple[float, float, float, float]] = (),
    size: float = 16,
    turned: bool = False,
) -> bytes:
    """Write a PDF with texts at places (x, y from the lower left corner, in points), in the order given.

    Every character is as wide as ``size``. ``rules`` are lines from a point to a point, on every page; ``turned`` turns
    the texts upside down.
    """
    signs = {sign for texts in pages for *_, text in texts for sign in text}
    codes = {sign: f"{code:02X}" for code, sign in enumerate(sorted(signs), start=1)}
    contents = []
    for texts in pages:
        drawn = [f"{x1} {y1} m {x2} {y2} l S\n" for x1, y1, x2, y2 in rules]
        drawn += [_drawn(text, x, y, size, turned=turned, codes=codes) for x, y, text in texts]
        contents.append("".join(drawn))
    return _pdf(contents, signs, boxes=True)


def _drawn(
    text: str,
    x: float,
    y: float,
    size: float = 16,
    *,
    turned: bool = False,
    codes: Mapping[str, str] | None = None,
) -> str:
    code = "".join(codes[sign] if codes else f"{ord(sign):04X}" for sign in text)
    turn = "-1 0 0 -1" if turned else "1 0 0 1"
    return f"BT /F0 {size} Tf {turn} {x} {y} Tm <{code}> Tj ET\n"


def _pdf(
    contents: Sequence[str], used: Iterable[str], *, encrypted: bool = False, boxes: bool = False
) -> bytes:
    """Write a PDF of pages with these contents; ``used`` are the characters in them.

    The font has no shapes; with ``boxes`` every character is a box, coded in one byte (255 different ones at most).
    Without shapes PDFium passes over texts of a single character.
    """
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(body: bytes, entries: bytes = b"") -> bytes:
        return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(body), body)

    catalog, tree = add(b""), add(b"")
    signs = sorted(set(used))
    digits = 2 if boxes else 4
    mapping = "".join(
        f"<{code if boxes else ord(sign):0{digits}X}> <{ord(sign):04X}>\n"
        for code, sign in enumerate(signs, 1)
    )
    to_unicode = add(
        stream(
            (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
                f"1 begincodespacerange <{'0' * digits}> <{'F' * digits}> endcodespacerange\n"
                f"{len(signs)} beginbfchar\n{mapping}endbfchar endcmap end end"
            ).encode()
        )
    )
    if boxes:
        shape = add(stream(b"1000 0 0 -120 1000 880 d1 0 -120 1000 1000 re f"))
        font = add(
            b"<</Type/Font/Subtype/Type3/FontBBox[0 -120 1000 880]/FontMatrix[.001 0 0 .001 0 0]/Resources<<>>"
            b"/CharProcs<</g %d 0 R>>/Encoding<</Type/Encoding/Differences[1%s]>>/FirstChar 1/LastChar %d"
            b"/Widths[%s]/ToUnicode %d 0 R>>"
            % (shape, b"/g" * len(signs), len(signs), b"1000 " * len(signs), to_unicode)
        )
    else:
        descendant = add(
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
            b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>"
        )
        font = add(
            b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/Identity-H"
            b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (descendant, to_unicode)
        )
    image = add(
        stream(
            b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
        )
    )
    kids = []
    for each in contents:
        content = add(stream(each.encode()))
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
                b"/Resources<</Font<</F0 %d 0 R>>/XObject<</Im0 %d 0 R>>>>>>" % (tree, content, font, image)
            )
        )
    objects[catalog - 1] = b"<</Type/Catalog/Pages %d 0 R>>" % tree
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[tree - 1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (refs, len(kids))
    security = b""
    if encrypted:
        # Whatever these hold, the empty password does not fit them.
        locked = add(b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"AB" * 32, b"CD" * 32))
        security = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (locked, b"01" * 16, b"01" * 16)
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        catalog,
        security,
        start,
    )
    return bytes(out)


def paragraph(text: str, properties: str = "") -> str:
    """Return the XML of a paragraph with one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, num: int, level: int = 0) -> str:
    """Return the XML of a paragraph that is automatically numbered."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(depth: int, style: str, text: str, extra: str = "", start: int = 1) -> str:
    """Return the XML of one level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def docx_file(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    parts: Mapping[str, str] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    document: str | None = None,
) -> bytes:
    """Zip a DOCX file.

    ``parts`` are further parts under ``word/`` as (root element, content) strings; ``relations`` map ids to
    (type, target). ``document`` replaces the whole document part.
    """
    related = {**(relations or {})}
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document or f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(related),
    }
    if numbering:
        files["word/numbering.xml"] = f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>"
    if styles:
        files["word/styles.xml"] = f"<w:styles {_NAMESPACES}>{styles}</w:styles>"
    for name, content in (parts or {}).items():
        root = name.removesuffix(".xml").rstrip("0123456789")
        tag = {"header": "hdr", "footer": "ftr"}.get(root, root)
        files[f"word/{name}"] = f"<w:{tag} {_NAMESPACES}>{content}</w:{tag}>"
    return zip_file({name: content.encode() for name, content in files.items()})


def _relationships(relations: Mapping[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def zip_file(files: Mapping[str, bytes]) -> bytes:
    """Zip files, deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
