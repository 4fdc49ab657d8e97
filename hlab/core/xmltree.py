"""XML from people we do not know, as a tree with line numbers: small enough, not too deep, no entities. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

MAX_XML_DEPTH = 100


class Unreadable(ValueError):
    """A file that is not what it should be. line: in the XML, or 0.

    code: "too_large" · "empty" · "doctype" (it brings entities of its own, which are refused) · "not_xml" (broken or
    not closed) · "too_deep"; those who read one sort of file have codes of their own besides.
    """

    def __init__(self, code: str, line: int = 0):
        self.code, self.line = code, line
        super().__init__(f"{code} (line {line})")


@dataclass
class Node:
    """One element. name: without its namespace, which is in space. line: where it begins. text: all that stands
    directly in it."""

    name: str
    space: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, name: str) -> list[Node]:
        """Children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Node | None:
        """The first child of that name, or None."""
        return next(iter(self.all(name)), None)


def parse(raw: bytes, *, most: int) -> Node:
    """The root element. most: bytes that may be read. Raises Unreadable, with the line."""
    if len(raw) > most:
        raise Unreadable("too_large")
    if not raw.strip():
        raise Unreadable("empty")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    roots: list[Node] = []
    open_: list[Node] = []

    def begins(name: str, attributes: dict[str, str]) -> None:
        if len(open_) >= MAX_XML_DEPTH:
            raise Unreadable("too_deep", parser.CurrentLineNumber)
        space, _, local = name.rpartition(" ")
        node = Node(local, space, attributes, parser.CurrentLineNumber)
        (open_[-1].children if open_ else roots).append(node)
        open_.append(node)

    def ends(_name: str) -> None:
        open_.pop()

    def says(text: str) -> None:
        open_[-1].text += text

    def declares(*_args: object) -> None:
        raise Unreadable("doctype", parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begins, ends, says
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declares
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise Unreadable("not_xml", error.lineno) from None
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("not_xml", 1) from None
    return roots[0]
