"""``resources/schemas/cases-1.schema.json``: the JSON Schema of the case format, made from its values.

Without an argument the file is written; with ``--check`` nothing is written, and it is said where it is out
of date. It is made from the values that the format holds, so that the two cannot differ.
"""

from __future__ import annotations

import argparse
import json
import sys
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from intman_desktop.exchange.case_format import FORMAT, FORMAT_VERSION, LISTS
from intman_desktop.exchange.converting import kept_fields
from intman_desktop.values.office import Office

FILE = Path(__file__).resolve().parents[1] / "resources" / "schemas" / "cases-1.schema.json"
_SAID_OF = {
    ("Participant", "counts"): "left out: as counts_by_default of the talk's form says",
    ("Client", "birth_precision"): "left out beside a birth_date: day; unknown: the date tells no age",
    (
        "Talk",
        "key",
    ): "any text that is the same in every file with this talk and no other's; kept as a digest",
    ("Office", "backup_places"): "of one machine: not written, and not taken over",
    ("Office", "lock_minutes"): "of one machine: not written, and not taken over",
}
"""What holds of single fields beside their type."""
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}


def case_schema() -> dict[str, Any]:
    """Return the schema of a whole document as JSON objects (draft 2020-12)."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {
        "format": {"const": FORMAT},
        "format_version": {"const": FORMAT_VERSION},
        "whole": {"type": "boolean", "description": "true for an export of a whole store"},
        "generated_at": {"type": "string", "description": "moment in UTC, ISO 8601"},
        "program": {"type": "string", "description": "version of the program that wrote the file"},
        "from_office": {"type": "string", "description": "the other office whose file it is, by name"},
        "office": _reference(Office, definitions),
    }
    for name, kind in LISTS.items():
        properties[name] = {"type": "array", "items": _reference(kind, definitions)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Cases of intman-desktop",
        "description": "See docs/formats.md; codes of lists stand in resources/profiles.",
        "type": "object",
        "required": ["format", "format_version"],
        "additionalProperties": False,
        "properties": properties,
        "$defs": dict(sorted(definitions.items())),
    }


def _reference(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = _object(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _object(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    kept = kept_fields(kind)
    required = [
        f.name
        for f in fields(kind)
        if f.name in kept and f.default is MISSING and f.default_factory is MISSING
    ]
    found: dict[str, Any] = {
        "type": "object",
        "description": (kind.__doc__ or "").strip().splitlines()[0],
        "additionalProperties": False,
        "properties": {name: _described(kind, name, _shape(hints[name], definitions)) for name in kept},
    }
    return found | ({"required": required} if required else {})


def _described(kind: type[Any], name: str, shape: dict[str, Any]) -> dict[str, Any]:
    said = _SAID_OF.get((kind.__name__, name))
    return shape if said is None else {**shape, "description": said}


def _shape(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if get_origin(hint) in (Union, types.UnionType):
        inner = [_shape(part, definitions) for part in get_args(hint) if part is not type(None)]
        return {"anyOf": [*inner, {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _shape(get_args(hint)[0], definitions)}
    if is_dataclass(hint) and isinstance(hint, type):
        return _reference(hint, definitions)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    raise TypeError(f"the case format has no shape for {hint!r}")


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or with ``--check`` say that it is out of date and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    content = json.dumps(case_schema(), ensure_ascii=False, indent=1) + "\n"
    if not parser.parse_args(arguments).check:
        FILE.write_text(content, encoding="utf-8", newline="\n")
    elif FILE.read_text(encoding="utf-8") != content:
        print(f"{FILE.name} is out of date: run packaging/case_schema.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
