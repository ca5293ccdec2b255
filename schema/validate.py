#!/usr/bin/env python3
"""Checks JSON files against one of the schemas here: validate.py SCHEMA FILE...

Needs nothing but Python. Knows the part of JSON Schema that our schemas use, and refuses a schema
that uses more, so that no keyword is silently ignored. With --run PROGRAM the files are those that
PROGRAM writes to a folder given as its argument.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
    "integer": int, "number": (int, float),
}
ANNOTATIONS = {"$schema", "$defs", "title", "description"}


def is_type(value, name: str) -> bool:
    if name in ("integer", "number") and isinstance(value, bool):
        return False
    return isinstance(value, TYPES[name])


def check_object(value, schema, where):
    for name in schema.get("required", []):
        if name not in value:
            yield where, f"lacks {name}"
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    for name, member in value.items():
        if name in known:
            yield f"{where}/{name}", (member, known[name])
        elif rest is False:
            yield where, f"has unknown member {name}"
        elif isinstance(rest, dict):
            yield f"{where}/{name}", (member, rest)


def check_array(value, schema, where):
    if len(value) < schema.get("minItems", 0):
        yield where, "has too few items"
    if len(value) > schema.get("maxItems", len(value)):
        yield where, "has too many items"
    for index, item in enumerate(value):
        yield f"{where}/{index}", (item, schema.get("items", {}))


def check_scalar(value, schema, where):
    if "const" in schema and value != schema["const"]:
        yield where, f"is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield where, f"is none of {schema['enum']}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield where, f"does not fit {schema['pattern']}"
    if "minimum" in schema and value < schema["minimum"]:
        yield where, f"is below {schema['minimum']}"


KNOWN = ANNOTATIONS | {
    "$ref", "type", "required", "properties", "additionalProperties", "items", "minItems",
    "maxItems", "const", "enum", "pattern", "minimum",
}


def problems(document, schema):
    """All problems, in no recursion: documents may be deep."""
    work = [("", document, schema)]
    while work:
        where, value, rule = work.pop()
        while "$ref" in rule:
            rule = schema["$defs"][rule["$ref"].removeprefix("#/$defs/")]
        if unknown := set(rule) - KNOWN:
            raise ValueError(f"schema keywords this check does not know: {sorted(unknown)}")
        wanted = rule.get("type", [])
        wanted = [wanted] if isinstance(wanted, str) else wanted
        if wanted and not any(is_type(value, name) for name in wanted):
            yield where, f"is not {' or '.join(wanted)}"
            continue
        found = check_scalar(value, rule, where)
        if isinstance(value, dict):
            found = check_object(value, rule, where)
        elif isinstance(value, list):
            found = check_array(value, rule, where)
        for place, what in found:
            if isinstance(what, str):
                yield place, what
            else:
                work.append((place, *what))


def check_file(path: pathlib.Path, schema) -> int:
    count = 0
    for where, what in problems(json.loads(path.read_bytes()), schema):
        count += 1
        if count <= 20:
            print(f"{path.name}{where}: {what}")
    print(f"{path.name}: {count or 'no'} problem{'' if count == 1 else 's'}")
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("schema", type=pathlib.Path)
    parser.add_argument("files", type=pathlib.Path, nargs="*")
    parser.add_argument("--run", type=pathlib.Path, help="program that writes the files")
    args = parser.parse_args()
    schema = json.loads(args.schema.read_text())
    with tempfile.TemporaryDirectory() as folder:
        files = list(args.files)
        if args.run:
            subprocess.run([args.run, folder], check=True)
            files += sorted(pathlib.Path(folder).glob("*.json"))
        if not files:
            parser.error("no files to check")
        return 1 if sum(check_file(file, schema) for file in files) else 0


if __name__ == "__main__":
    sys.exit(main())
