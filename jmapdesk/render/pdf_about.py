"""What a PDF says of itself: title, owner, purpose, keywords, language; once for old readers and once as XMP.

No day, no name of a computer's user, no path: the same map gives the same bytes everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from jmapdesk.render.pdf_file import Objects, text_string

_MAKER: Final = "jmapdesk"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class AboutFile:
    """What is said; what is empty is left out."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""


def information(about: AboutFile, objects: Objects) -> str:
    """The information dictionary; gives its reference."""
    told = {
        "Title": about.title, "Author": about.author, "Subject": about.subject, "Keywords": ", ".join(about.keywords),
        "Creator": _MAKER, "Producer": _MAKER,
    }  # fmt: skip
    return objects.add(f"<<{''.join(f'/{key}{text_string(text)}' for key, text in told.items() if text)}>>")


def metadata(about: AboutFile, objects: Objects) -> str:
    """The same as XMP (ISO 16684-1), not compressed, so that programs that know no PDF find it; gives its reference."""
    parts = [
        f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{_xml(about.title)}</rdf:li></rdf:Alt></dc:title>",
        f"<pdf:Producer>{_MAKER}</pdf:Producer><xmp:CreatorTool>{_MAKER}</xmp:CreatorTool>",
    ]
    if about.author:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{_xml(about.author)}</rdf:li></rdf:Seq></dc:creator>")
    if about.subject:
        said = f"<rdf:li xml:lang='x-default'>{_xml(about.subject)}</rdf:li>"
        parts.append(f"<dc:description><rdf:Alt>{said}</rdf:Alt></dc:description>")
    if about.keywords:
        words = "".join(f"<rdf:li>{_xml(word)}</rdf:li>" for word in about.keywords)
        parts.append(f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>")
        parts.append(f"<pdf:Keywords>{_xml(', '.join(about.keywords))}</pdf:Keywords>")
    if about.language:
        parts.append(f"<dc:language><rdf:Bag><rdf:li>{_xml(about.language)}</rdf:li></rdf:Bag></dc:language>")
    spaces = (
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/' "
        "xmlns:xmp='http://ns.adobe.com/xap/1.0/'"
    )
    text = (
        "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>\n"
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        f"<rdf:Description rdf:about='' {spaces}>{''.join(parts)}</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        "<?xpacket end='r'?>"
    )
    return objects.stream({"Type": "/Metadata", "Subtype": "/XML"}, text.encode("utf-8"), ready="")


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
