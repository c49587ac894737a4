"""The parts of an Office Open XML package, read without trust: bombs, entities and deep nesting are refused."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_PARTS = 20_000
LARGEST_PART = 8_000_000
LARGEST_SUM = 100_000_000
_MOST_NODES = 300_000
_DEEPEST = 100


class Refused(ValueError):
    """A package that is broken, or that would take more than its share of memory or time."""


@dataclass(slots=True)
class Node:
    """An XML element: its local name, attributes by local name, children, and the text directly inside."""

    name: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def find_all(self, name: str) -> Iterator[Node]:
        """Every element of a name below this one, in document order; none inside another of that name."""
        pending = list(reversed(self.children))
        while pending:
            node = pending.pop()
            if node.name == name:
                yield node
            else:
                pending.extend(reversed(node.children))

    def child(self, *names: str) -> Node | None:
        """The element at the end of a path of names, each the first of its name."""
        node: Node | None = self
        for name in names:
            node = next((part for part in node.children if part.name == name), None) if node is not None else None
        return node


class Package:
    """The parts of a zip file by name, each read only when it is asked for."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            infos = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Refused("no zip archive, or a damaged one") from error
        if len(infos) > MOST_PARTS:
            raise Refused(f"{len(infos):,} parts; at most {MOST_PARTS:,} are read")
        self._parts = {info.filename: info for info in infos}
        self._read = 0

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def xml(self, name: str) -> Node:
        """A part as a tree. Raises Refused for what is missing, damaged, too large or no plain XML."""
        info = self._parts.get(name)
        if info is None:
            raise Refused(f"{name} is missing")
        if info.file_size > LARGEST_PART:
            raise Refused(f"{name} unpacks to {info.file_size:,} bytes; at most {LARGEST_PART:,} are read")
        try:
            with self._archive.open(info) as stream:
                content = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
            raise Refused(f"{name} is damaged") from error
        except Exception as error:  # zlib, lzma and bz2 raise errors of their own
            raise Refused(f"{name} cannot be unpacked") from error
        self._read += len(content)
        if len(content) > LARGEST_PART or self._read > LARGEST_SUM:
            raise Refused(
                f"{name} unpacks to more than it says, or all parts together to more than {LARGEST_SUM:,} bytes"
            )
        return parse(content, name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id -> the last word of the type, and the part it leads to inside the package."""
        folder, base = posixpath.split(name)
        path = f"{folder}/_rels/{base}.rels"
        if path not in self._parts:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(path).find_all("Relationship"):
            if relation.attributes.get("TargetMode") != "External":
                target = relation.attributes.get("Target", "")
                where = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = relation.attributes.get("Type", "").rpartition("/")[2]
                found[relation.attributes.get("Id", "")] = (kind, posixpath.normpath(where))
        return found


def parse(content: bytes, name: str) -> Node:
    """XML as a tree. Raises Refused for a document type (and with it every entity), depth, size and broken syntax."""
    root = Node("", {})
    stack = [root]
    count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _MOST_NODES or len(stack) > _DEEPEST:
            raise Refused(f"{name} has too many elements, or nests them too deeply")
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        local.update({key: value for key, value in attributes.items() if ":" in key})
        node = Node(tag.rpartition(":")[2], local)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_: str) -> None:
        stack.pop()

    def text(words: str) -> None:
        if len(stack) > 1:
            stack[-1].text += words

    def refuse(*_: object) -> None:
        raise Refused(f"{name} declares a document type; entities are not read")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(f"{name} is no well-formed XML") from error
    return root
