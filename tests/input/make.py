#!/usr/bin/env python3
"""Makes the files in fixtures/: one article of our own in every format that is read, with figures in
the furniture around it (navigation, captions, comments, quoted replies, deleted words, running heads)
that are none of the article's.

Needs LibreOffice (soffice), and from PyPI: openpyxl, pyarrow. The tests do not need it: they read the
files that are there. Run it in any folder; the files are written beside this script.
"""

import gzip
import io
import json
import pathlib
import re
import subprocess
import tempfile
import zipfile
from datetime import datetime
from email.message import EmailMessage
from html import escape

HERE = pathlib.Path(__file__).parent
OUT = HERE / "fixtures"

TITLE = "Toll of Talmar market fire rises to 17 dead"
PUBLISHER = "Sava Valley Courier"
PUBLISHED = "2024-11-14T18:40:00+03:00"
URL = "https://courier.example/2024/talmar-market-fire"
LEAD = ("At least 17 people were killed and 43 others injured when a fire swept through the covered market in "
        "Talmar on Wednesday night, the city’s fire service said.")
CHILDREN = "Five of the dead were children, the health office reported on Thursday."
HEADING = "Streets emptied"
FAMILIES = "More than 260 families fled the streets around the market, according to the relief agency Sava."
ITEMS = ["Nine traders are still missing, the market’s council said.",
         "The town hall put up 120 beds in a school & a sports hall."]
END = "It was the worst fire in the town since the cotton mill burned down."
PARAGRAPHS = [LEAD, CHILDREN, HEADING, FAMILIES, *ITEMS, END]

# Figures that are no part of the article.
NAVIGATION = "Floods: 88 dead in the north"
CAPTION = "Firemen carry out one of 71 people killed in a drill, 2019."
COMMENT = "My cousin says 99 people were killed!"
FOOTER = "From our archive: 66 killed in the mill fire"
RELATED = "Bus plunge kills 58 on the mountain road"
DELETED = "At least 52 people were killed, a neighbour said. "
QUOTED = "On first reports, 55 people were killed and 77 wounded."


def write(name, content):
    data = content.encode() if isinstance(content, str) else content
    (OUT / name).write_bytes(data)


def zipped(name, members):
    """An archive that is the same each time. The first member is stored, as OpenDocument wants it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for n, (member, text) in enumerate(members):
            info = zipfile.ZipInfo(member, (2024, 11, 14, 18, 40, 0))
            info.compress_type = zipfile.ZIP_STORED if n == 0 else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    write(name, buffer.getvalue())


def converted(source, ending, name):
    """What LibreOffice makes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", ending, "--outdir", folder, str(OUT / source)]
        subprocess.run(command, check=True, capture_output=True)
        made = pathlib.Path(folder) / (pathlib.Path(source).stem + "." + ending.split(":")[0])
        write(name, made.read_bytes())


def markdown():
    items = "\n".join(f"- {item}" for item in ITEMS)
    text = "\n\n".join([LEAD, CHILDREN, f"## {HEADING}", FAMILIES, items, END])
    head = f'---\ntitle: "{TITLE}"\npublisher: {PUBLISHER}\npublished: {PUBLISHED}\nurl: {URL}\nlanguage: en\n---\n\n'
    write("article.md", head + text + "\n")
    write("article-utf16.txt", (head + text + "\n").encode("utf-16"))
    write("article-1252.txt", (head + text + "\n").encode("windows-1252"))


def content():
    """The article as HTML, without anything around it."""
    items = "\n".join(f"  <li>{escape(item)}</li>" for item in ITEMS)
    return (f"<p>{LEAD.replace('17 people', '17&nbsp;people').replace('&nbsp;', ' ')}</p>\n<p>{CHILDREN}</p>\n<h2>{HEADING}</h2>\n"
            f"<p>{FAMILIES.replace('More than', 'More <b>than</b>')}</p>\n<ul>\n{items}\n</ul>\n<p>{END}</p>\n")


def html():
    data = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": "Courier", "publisher": {"name": "Nobody"}},
        {"@type": "NewsArticle", "headline": TITLE, "datePublished": PUBLISHED, "dateModified": "2024-11-15T08:00:00+03:00",
         "publisher": {"@type": "Organization", "name": PUBLISHER}}]}
    write("article.html", f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{TITLE} | {PUBLISHER}</title>
<meta name="description" content="{QUOTED}">
<link rel="canonical" href="{URL}">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>
<script>document.write("<p>{COMMENT}</p>")</script>
</head>
<body class="has-sidebar no-comments">
<header><a href="/">{PUBLISHER}</a></header>
<nav><ul><li><a href="/floods">{NAVIGATION}</a></li><li><a href="/">Home</a></li></ul></nav>
<main>
<article>
<header><h1>{TITLE}</h1><p class="byline">By M. Orlan, <time datetime="{PUBLISHED}">14 November 2024</time></p></header>
<figure><img src="fire.jpg" alt="{CAPTION}"><figcaption>{CAPTION}</figcaption></figure>
{content()}
<aside><h3>Related</h3><p>{RELATED}</p></aside>
<p><a href="/bus">Read more: {RELATED}</a></p>
</article>
<section class="comments"><h3>Comments</h3><div class="comment"><p>{COMMENT}</p></div></section>
</main>
<footer><p>{FOOTER}</p></footer>
</body>
</html>
""")
    # A page that calls nothing by its name: as many news sites still are.
    body = content().replace("<ul>", "<div><ul>").replace("</ul>", "</ul></div>")
    page = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="{PUBLISHER}">
<meta property="article:published_time" content="{PUBLISHED}"><meta property="og:url" content="{URL}">
</head><body bgcolor=white>
<table width=100%><tr><td id=menu><a href=/>Home</a><br><a href=/floods>{NAVIGATION}</a>
<td><div class=pagebody>
<div class=toptext><span class=hl>{TITLE}</span></div>
<div class=text>
{body}
<div class=wp-caption-text>{CAPTION}</div>
</div>
<div class="relatedArticles"><h4>More</h4><p>{RELATED}, the police said on Monday morning in the capital.</div>
<div id=disqus_thread><p>{COMMENT}</p></div>
</div>
</table>
<div class=copyright>{FOOTER}</div>
</body></html>
"""
    write("article-old.html", page.encode("windows-1252"))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx():
    def run(text, properties=""):
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'

    def paragraph(runs, style=""):
        style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{style}{runs}</w:p>"

    first, rest = LEAD[:30], LEAD[30:]
    deleted = f'<w:del w:id="1" w:author="B" w:date="2024-11-14T10:00:00Z"><w:r><w:delText>{DELETED}</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="B" w:date="2024-11-14T10:00:00Z">{run(rest)}</w:ins>'
    listed = '<w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = [
        paragraph(run(TITLE), "Title"),
        paragraph(deleted + '<w:commentRangeStart w:id="0"/>' + run(first) + inserted + '<w:r><w:commentReference w:id="0"/></w:r>'),
        paragraph(run(CAPTION), "Caption"),
        paragraph(run(CHILDREN)),
        "<w:p/>",
        paragraph(run(HEADING), "berschrift2"),
        paragraph(run(FAMILIES) + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        *[f"<w:p>{listed}{run(item)}</w:p>" for item in ITEMS],
        '<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>' + paragraph(run("Hospital")) + "</w:tc><w:tc>"
        + paragraph(run("Beds")) + "</w:tc></w:tr><w:tr><w:tc>" + paragraph(run("Talmar General")) + "</w:tc><w:tc>"
        + paragraph(run("120")) + "</w:tc></w:tr></w:tbl>",
        paragraph(run(END)),
        paragraph(run(COMMENT, "<w:rPr><w:vanish/></w:rPr>")),
    ]
    part = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{n}"/></w:style>'
        for i, n in [("Title", "Title"), ("Caption", "caption"), ("berschrift2", "heading 2"), ("ListParagraph", "List Paragraph")])
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{kinds}.{k}+xml"/>'
        for n, k in [("document", "document.main"), ("styles", "styles"), ("comments", "comments"), ("footnotes", "footnotes"),
                     ("header1", "header"), ("footer1", "footer")])
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    zipped("article.docx", [
        ("[Content_Types].xml", f'{part}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'),
        ("_rels/.rels", f'{part}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="r1" Type="{rels}/officeDocument" Target="word/document.xml"/></Relationships>'),
        ("word/_rels/document.xml.rels", f'{part}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         + "".join(f'<Relationship Id="r{n}" Type="{rels}/{k}" Target="{t}.xml"/>' for n, (k, t) in enumerate(
             [("styles", "styles"), ("comments", "comments"), ("footnotes", "footnotes"), ("header", "header1"), ("footer", "footer1")]))
         + "</Relationships>"),
        ("word/document.xml", f"{part}<w:document {W}><w:body>{''.join(body)}</w:body></w:document>"),
        ("word/styles.xml", f"{part}<w:styles {W}>{styles}</w:styles>"),
        ("word/comments.xml", f'{part}<w:comments {W}><w:comment w:id="0" w:author="B">{paragraph(run(COMMENT))}</w:comment></w:comments>'),
        ("word/footnotes.xml", f'{part}<w:footnotes {W}><w:footnote w:id="2">{paragraph(run("Sava is paid by the province."))}</w:footnote></w:footnotes>'),
        ("word/header1.xml", f"{part}<w:hdr {W}>{paragraph(run(NAVIGATION))}</w:hdr>"),
        ("word/footer1.xml", f"{part}<w:ftr {W}>{paragraph(run(FOOTER))}</w:ftr>"),
        ("docProps/core.xml", f'{part}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
         'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
         f'<dc:title>Document1</dc:title><dc:creator>M. Orlan</dc:creator><dc:language>en</dc:language>'
         f'<dcterms:created xsi:type="dcterms:W3CDTF">{PUBLISHED}</dcterms:created></cp:coreProperties>'),
        ("docProps/app.xml", f'{part}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
         f"<Company>{PUBLISHER}</Company></Properties>"),
    ])


def odt(name="article.odt", caption=True, height="13cm"):
    spaces = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in [
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("meta", "meta"),
        ("fo", "xsl-fo-compatible"), ("draw", "drawing")])
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
    note = ('<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
            '<text:p text:style-name="Footnote">Sava is paid by the province.</text:p></text:note-body></text:note>')
    comment = f'<office:annotation><dc:creator>B</dc:creator><dc:date>2024-11-14T10:00:00</dc:date><text:p>{COMMENT}</text:p></office:annotation>'
    items = "".join(f"<text:list-item><text:p>{escape(item)}</text:p></text:list-item>" for item in ITEMS)
    row = "<table:table-row>" + "".join(f"<table:table-cell><text:p>{{}}</text:p></table:table-cell>" for _ in "ab") + "</table:table-row>"
    change = '<text:change text:change-id="c1"/>' if caption else ""
    body = (
        ("" if not caption else '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>B</dc:creator>'
        f'<dc:date>2024-11-14T10:00:00</dc:date></office:change-info><text:p>{DELETED}</text:p></text:deletion></text:changed-region></text:tracked-changes>') +
        f'<text:p text:style-name="Title">{TITLE}</text:p>'
        f'<text:p>{change}{LEAD[:20]}<text:span>{LEAD[20:30]}</text:span>{LEAD[30:]}{comment}</text:p>'
        + (f'<text:p text:style-name="P1">{CAPTION}</text:p>' if caption else "") +
        f'<text:p>{CHILDREN}</text:p><text:p/>'
        f'<text:h text:outline-level="2">{HEADING}</text:h><text:p>{FAMILIES}{note}</text:p><text:list>{items}</text:list>'
        f'<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>{row.format("Hospital", "Beds")}{row.format("Talmar General", "120")}</table:table>'
        f"<text:p>{END}</text:p>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    zipped(name, [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", f'{head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
         '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
         + "".join(f'<manifest:file-entry manifest:full-path="{n}.xml" manifest:media-type="text/xml"/>' for n in ["content", "styles", "meta"])
         + "</manifest:manifest>"),
        ("content.xml", f'{head}<office:document-content {spaces}><office:automatic-styles><style:style style:name="P1" style:family="paragraph" '
         f'style:parent-style-name="Illustration"/></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>'),
        ("styles.xml", f'{head}<office:document-styles {spaces}><office:styles><style:style style:name="Title" style:family="paragraph">'
         '<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>'
         '<style:style style:name="Illustration" style:family="paragraph"/></office:styles><office:automatic-styles><style:page-layout style:name="L">'
         '<style:page-layout-properties fo:page-width="12cm" fo:page-height="' + height + '" fo:margin="1.5cm"/><style:header-style/><style:footer-style/>'
         '</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">'
         f"<style:header><text:p>{NAVIGATION}</text:p></style:header><style:footer><text:p>{FOOTER}</text:p></style:footer>"
         "</style:master-page></office:master-styles></office:document-styles>"),
        ("meta.xml", f'{head}<office:document-meta {spaces}><office:meta><dc:title>{TITLE}</dc:title><meta:initial-creator>{PUBLISHER}</meta:initial-creator>'
         f"<meta:creation-date>{PUBLISHED}</meta:creation-date><dc:language>en</dc:language></office:meta></office:document-meta>"),
    ])
    if caption:
        converted("article.odt", "docx", "article-libreoffice.docx")


def pdf():
    # LibreOffice's own layout: subset fonts, words cut into pieces, running heads on every page. What is a
    # caption cannot be told from a PDF; the date is that of the printing, so it is set.
    odt("pdf.odt", caption=False, height="10cm")
    converted("pdf.odt", "pdf", "article.pdf")
    (OUT / "pdf.odt").unlink()
    made = (OUT / "article.pdf").read_bytes()
    write("article.pdf", re.sub(rb"D:20\d{12}[+-]\d\d'\d\d'|D:20\d{12}Z'?", lambda m: b"D:20241114154000Z'"[:len(m[0])], made))


def mails():
    def mail(html_only=False):
        message = EmailMessage()
        message["From"] = f"{PUBLISHER} <desk@courier.example>"
        message["To"] = "you@paper.example"
        message["Subject"] = TITLE
        message["Date"] = "Thu, 14 Nov 2024 18:40:00 +0300"
        message["Message-ID"] = "<1@courier.example>"
        items = "\n".join(f"- {item}" for item in ITEMS)
        text = "\n\n".join([LEAD, CHILDREN, HEADING, FAMILIES, items, END])
        text += f"\n\nOn Thursday, A. Reader wrote:\n> {QUOTED}\n> What is known?\n-- \n{PUBLISHER}\n{FOOTER}\n"
        quoted = f'<blockquote type="cite"><p>{QUOTED}</p></blockquote>'
        page = f"<html><body>{content()}{quoted}</body></html>"
        if html_only:
            message.set_content(page, subtype="html", cte="quoted-printable")
        else:
            message.set_content(text, cte="quoted-printable")
            message.add_alternative(page, subtype="html", cte="base64")
            message.add_attachment(COMMENT.encode(), maintype="text", subtype="plain", filename="notes.txt")
            message.set_boundary("=_outer")
            message.get_payload()[0].set_boundary("=_inner")
        return message

    write("article.eml", bytes(mail()))
    write("article-html.eml", bytes(mail(html_only=True)))
    empty = EmailMessage()
    empty["From"], empty["Subject"], empty["Message-ID"] = "a@paper.example", "Nothing new", "<2@paper.example>"
    empty.set_content("No news today.\n\nFrom now on we write daily.\n")
    parts = []
    for message in [empty, mail()]:
        text = bytes(message).replace(b"\r\n", b"\n")
        text = b"\n".join(b">" + line if line.startswith(b"From ") else line for line in text.split(b"\n"))
        parts.append(b"From desk@courier.example Thu Nov 14 18:40:00 2024\n" + text + b"\n")
    write("article.mbox", b"".join(parts))


def feeds():
    related = f'<ul><li><a href="/bus">{RELATED}</a></li></ul><figure><figcaption>{CAPTION}</figcaption></figure>'
    write("article.rss", f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>{PUBLISHER}</title><link>https://courier.example/</link><description>{NAVIGATION}</description><language>en</language>
<item><title>Market to be rebuilt</title><link>https://courier.example/rebuilt</link><description>The council met.</description></item>
<item><title>{TITLE}</title><link>{URL}</link><pubDate>Thu, 14 Nov 2024 18:40:00 +0300</pubDate>
<description>{QUOTED}</description><media:description>{CAPTION}</media:description>
<content:encoded><![CDATA[{content()}{related}]]></content:encoded></item>
</channel></rss>
""")
    write("article.atom", f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{PUBLISHER}</title><subtitle>{NAVIGATION}</subtitle>
<entry><title>Market to be rebuilt</title><link href="https://courier.example/rebuilt"/><summary>The council met.</summary></entry>
<entry><title>{TITLE}</title><link rel="enclosure" href="https://courier.example/a.mp3"/><link href="{URL}"/>
<published>{PUBLISHED}</published><updated>2024-11-15T08:00:00+03:00</updated><summary>{QUOTED}</summary>
<content type="html">{escape(content() + related)}</content></entry>
</feed>
""")
    write("feed.json", json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": PUBLISHER, "language": "en", "description": NAVIGATION,
        "items": [{"id": "1", "title": "Market to be rebuilt", "content_text": "The council met."},
                  {"id": "2", "title": TITLE, "url": URL, "date_published": PUBLISHED, "summary": QUOTED,
                   "content_html": content() + related}]}, ensure_ascii=False, indent=1))


def tables():
    import openpyxl
    import pyarrow
    import pyarrow.parquet

    items = "\n".join(f"- {item}" for item in ITEMS)
    text = "\n\n".join([LEAD, CHILDREN, HEADING, FAMILIES, items, END])
    header = ["Nr", "Headline", "Outlet", "Date", "Link", "Caption", "Body"]
    rows = [[1, "Market to be rebuilt", "Courier", "2024-11-20", "", NAVIGATION, "The council met."],
            [2, TITLE, PUBLISHER, PUBLISHED, URL, CAPTION, text]]

    def quoted(cell, mark):
        cell = str(cell)
        return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ['"', "\n", mark]) else cell

    for name, mark in [("article.csv", ","), ("article-semicolons.csv", ";"), ("article.tsv", "\t")]:
        write(name, "".join(mark.join(quoted(cell, mark) for cell in row) + "\r\n" for row in [header, *rows]))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Reports"
    sheet.append(["Reports of November 2024"])
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    sheet["D3"] = datetime(2024, 11, 20)
    other = book.create_sheet("Counts")
    other.append(["year", "deaths"])
    other.append([2023, "66 killed"])
    book.properties.created = book.properties.modified = datetime(2024, 11, 14)
    book.save(OUT / "article.xlsx")
    converted("article.xlsx", "ods", "article.ods")
    columns = {name.lower(): [str(row[n]) for row in rows] for n, name in enumerate(header)}
    pyarrow.parquet.write_table(pyarrow.table(columns), OUT / "article.parquet", compression="snappy")
    # The same as other programs keep it: by numbers, moments, words of a list, in pages of the second version.
    moments = pyarrow.array([datetime(2024, 11, 20), datetime.fromisoformat(PUBLISHED)], pyarrow.timestamp("ns", tz="UTC"))
    typed = {"seen": pyarrow.array([[3.5], []], pyarrow.list_(pyarrow.float64())), "id": pyarrow.array([1, 2]),
             "title": columns["headline"], "source": pyarrow.array(columns["outlet"]).dictionary_encode(), "timestamp": moments,
             "text": pyarrow.array(columns["body"], pyarrow.large_string()), "url": columns["link"]}
    pyarrow.parquet.write_table(pyarrow.table(typed), OUT / "article-typed.parquet", compression="zstd", data_page_version="2.0",
                                column_encoding={"text": "DELTA_BYTE_ARRAY"}, use_dictionary=["source"])
    lists = {"text": [[LEAD], [CHILDREN]], "place": [{"name": "Talmar"}, {"name": "Talmar"}], "seen": [17, 5],
             "words": [LEAD, CHILDREN], "outlet": [PUBLISHER, PUBLISHER]}
    pyarrow.parquet.write_table(pyarrow.table(lists), OUT / "lists.parquet", compression="gzip")


def archives():
    page = (OUT / "article.html").read_bytes()

    def record(kind, uri, mime, block):
        head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(block):012d}>\r\n"
                f"WARC-Target-URI: {uri}\r\nWARC-Date: 2024-11-16T00:00:00Z\r\nContent-Type: {mime}\r\nContent-Length: {len(block)}\r\n\r\n")
        return head.encode() + block + b"\r\n\r\n"

    chunks = b"".join(b"%x\r\n%s\r\n" % (len(page[n:n + 1000]), page[n:n + 1000]) for n in range(0, len(page), 1000)) + b"0\r\n\r\n"
    records = [
        record("warcinfo", "", "application/warc-fields", b"software: by hand\r\n"),
        record("request", URL, "application/http;msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", "https://courier.example/gone", "application/http;msgtype=response",
               b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>" + COMMENT.encode() + b"</p>"),
        record("response", URL, "application/http;msgtype=response",
               b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks),
        record("response", "https://courier.example/fire.jpg", "application/http;msgtype=response",
               b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff"),
    ]
    write("article.warc", b"".join(records))
    write("article.warc.gz", b"".join(gzip.compress(r, mtime=0) for r in records))


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for make in [markdown, html, docx, odt, pdf, mails, feeds, tables, archives]:
        make()
    print("\n".join(sorted(f"{path.name} {path.stat().st_size}" for path in OUT.iterdir())))
