#!/usr/bin/env python3
"""Compares the values that noroshi and evtx_dump read from the same EVTX files.

    tools/compare_with_evtx_dump.py NOROSHI EVTX_DUMP PATH...

NOROSHI is the command that dumps a file as JSON lines ("build/release/noroshi dump"), EVTX_DUMP the
other reader's program. PATH is a file or a folder. Every System and payload value of every record is
compared; each difference must belong to a class that docs/divergences.md explains, or the exit
code is 1. Files that either reader finds damaged are listed and left out: there the two differ in
how much they read, which the recovery tests check.
"""

import argparse
import collections
import concurrent.futures
import functools
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$")
GUID = re.compile(r"^\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?$")


def text_of(value):
    """A JSON scalar as the text it stands for; None stays None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def flatten(value, path, out):
    """Leaves of an event as path -> list of texts."""
    if isinstance(value, dict):
        if not value:
            out[path].append(None)
        for key, inner in value.items():
            if key == "#text":
                flatten(inner, path, out)
            elif key == "#attributes":
                for name, attribute in inner.items():
                    out[f"{path}@{name}"].append(text_of(attribute))
            else:
                flatten(inner, f"{path}/{named(key, inner)}", out)
    elif isinstance(value, list):
        for item in value:
            flatten(item, path, out)
    else:
        out[path].append(text_of(value))


def named(key, element):
    """<ComplexData Name="F">: evtx_dump keeps the element's name, noroshi the field's."""
    if not key.startswith("ComplexData") or not isinstance(element, dict):
        return key
    return element.get("#attributes", {}).pop("Name", key)


def leaves(event):
    """Leaves of an event. evtx_dump calls the second element of a name X_1, the third X_2: such
    endings are taken off on both sides, so that all of a name stand together."""
    out = collections.defaultdict(list)
    flatten(event["Event"], "", out)
    merged = collections.defaultdict(list)
    for path, values in out.items():
        merged[re.sub(r"_\d+(?=[/@]|$)", "", path)] += values
    return merged


def instant(text):
    """A time without the zeros at the end of its fraction."""
    return text.rstrip("Z").rstrip("0").rstrip(".")


def is_number_pair(ours, theirs):
    try:
        return float(ours) == float(theirs)
    except ValueError:
        return False


def class_of(ours, theirs):
    """Names the reason why two values differ; None when there is none."""
    ours = sorted(ours or [None], key=str)
    theirs = sorted(theirs or [None], key=str)
    if len(ours) != len(theirs):
        left, right = [v for v in ours if v], [v for v in theirs if v]
        if left == right:
            return "null element dropped"
        if "".join(left) == "".join(right):
            return "array items kept apart"
        return None
    for a, b in zip(ours, theirs):
        if a == b:
            continue
        if (a or "") == "" and (b or "") == "":
            return "empty for null"
        if a is None or b is None:
            return None
        if GUID.match(a) and GUID.match(b) and a.strip("{}").lower() == b.strip("{}").lower():
            return "GUID in braces and upper case"
        if TIME.match(a) and TIME.match(b) and instant(a) == instant(b):
            return "digits of a time"
        if a == b.replace("\0", "").rstrip("\0") or a == b.split("\0")[0]:
            return "cut at NUL"
        if a.replace("\ufffd", "") == b.replace("\ufffd", ""):
            return "lone surrogate kept as U+FFFD"
        if is_number_pair(a, b):
            return "form of a number"
        if a == "true" and b.isdigit() and int(b) > 1:
            return "boolean that is neither 0 nor 1"
        return None
    return "same"


def run(command):
    done = subprocess.run(command, capture_output=True, check=False)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [line for line in lines if line.startswith("{")], done.stderr.decode("utf-8", "replace")


def record_key(event):
    system = event["Event"].get("System") or {}
    time = (system.get("TimeCreated") or {}).get("#attributes", {}).get("SystemTime", "")
    return int(system.get("EventRecordID") or 0), time


class Comparison:
    def __init__(self):
        self.files = self.records = self.values = 0
        self.classes = collections.Counter()
        self.examples = {}
        self.left_out = []

    def add(self, other):
        """What another comparison found, as if it had been found behind this one."""
        self.files += other.files
        self.records += other.records
        self.values += other.values
        self.classes.update(other.classes)
        for name, examples in other.examples.items():
            self.examples.setdefault(name, []).extend(examples)
        self.left_out += other.left_out

    def add_file(self, path, ours, theirs, errors):
        marked = any('"noroshi":{"marks":' in line for line in ours)
        broken = len(ours) != len(theirs) or "ERROR" in errors.upper()
        if broken or (marked and '"suspect"' in "".join(ours)):
            self.left_out.append((path, len(ours), len(theirs)))
            return
        self.files += 1
        # The two walk the chunks of a wrapped log in different orders.
        for mine, other in zip(sorted(map(json.loads, ours), key=record_key),
                               sorted(map(json.loads, theirs), key=record_key)):
            self.add_record(path, mine, other)

    def add_record(self, path, mine, other):
        self.records += 1
        left, right = leaves(mine), leaves(other)
        for key in sorted(left.keys() | right.keys()):
            self.values += 1
            if left.get(key) == right.get(key):
                continue
            name = class_of(left.get(key), right.get(key)) or "UNEXPLAINED"
            if name == "same":
                continue
            self.classes[name] += 1
            self.examples.setdefault(name, []).append(
                (path.name, mine["Event"].get("System", {}).get("EventRecordID"), key,
                 left.get(key), right.get(key)))

    def report(self, examples):
        print(f"{self.files} files, {self.records} records, {self.values} values compared")
        for path, mine, other in self.left_out:
            print(f"left out, damaged: {path} ({mine} records here, {other} there)")
        for name, count in sorted(self.classes.items()):
            print(f"{count:8} {name}")
            for example in self.examples[name][:examples]:
                print("          ", *example)
        return 1 if self.classes["UNEXPLAINED"] or not self.records else 0


def compare_file(noroshi, evtx_dump, file):
    ours, _ = run([*shlex.split(noroshi), str(file)])
    theirs, errors = run([evtx_dump, "-t", "1", "-o", "jsonl", str(file)])
    comparison = Comparison()
    comparison.add_file(file, ours, theirs, errors)
    return comparison


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("noroshi", help="command that dumps a file as JSON lines")
    parser.add_argument("evtx_dump")
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    parser.add_argument("--examples", type=int, default=1, help="shown per class")
    options = parser.parse_args()
    files = [file for path in options.paths
             for file in (sorted(path.rglob("*.evtx")) if path.is_dir() else [path])]
    comparison = Comparison()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as workers:
        for part in workers.map(functools.partial(compare_file, options.noroshi, options.evtx_dump), files):
            comparison.add(part)
    return comparison.report(options.examples)


if __name__ == "__main__":
    sys.exit(main())
