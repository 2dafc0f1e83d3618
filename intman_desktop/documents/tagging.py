"""The structure of a paper in its file: what is a heading, a table, a list, and in which language.

Nothing here claims conformance with PDF/UA or PDF/A: no validator was to be had.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from intman_desktop.documents.strips import Node


def tag(pdf: Pdf, root: Node, marks: Sequence[Sequence[Node]]) -> None:
    """Write the structure below ``root`` into ``pdf``; ``marks`` holds each page's nodes by mark."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    written: dict[int, Object] = {}
    tree.K = Array([_element(pdf, root, tree, written)])
    numbers: list[Any] = []
    for page, nodes in enumerate(marks):
        own = pdf.pages[page].obj
        own.StructParents = page
        own.Tabs = Name.S
        numbers.extend([page, pdf.make_indirect(Array([written[id(node)] for node in nodes]))])
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(marks)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(pdf: Pdf, node: Node, parent: Object, written: dict[int, Object]) -> Object:
    """Write one element with everything inside it."""
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
    written[id(node)] = element
    element.Lang = String(node.language)
    if node.spoken:
        element.ActualText = String(node.spoken)
    if node.described:
        element.Alt = String(node.described)
    if node.scope:
        element.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
    kids = [Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=mark) for page, mark in node.content]
    inside = [_element(pdf, kid, element, written) for kid in node.kids]
    element.K = Array([*kids, *inside])
    return element
