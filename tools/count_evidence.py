#!/usr/bin/env python3
"""Counts what became of evidence: a table of log sources, and every file that was not read.

  count_evidence.py RUN_JSON...       run.json of hunts (noroshi hunt PATH --out DIR)

Markdown, for docs/evidence-counts.md. Ends with 1 when some bytes of a file that was read are
accounted for by nobody.
"""
import argparse
import collections
import json
import pathlib
import sys


def plain(text):
    return text.replace("|", "\\|")


def total_of(item):
    return item["used"] + item["damaged"] + item["padding"]


def unaccounted(run):
    """Plain files that were read and whose bytes do not add up; a packed one's are unpacked bytes."""
    return [item["path"] for item in run["inputs"]
            if item["state"] == "read" and item.get("kind") != "container" and item["size"]
            and "encoding" not in item and total_of(item) < item["size"]]


def describe(run):
    evidence = run["evidence"]
    states = collections.Counter(item["state"] for item in run["inputs"]
                                 if item.get("kind") != "container")
    lost = sum(loss["lost_records"] for loss in run["losses"])
    rows = [("containers", sum(item.get("kind") == "container" for item in run["inputs"])),
            ("logs read", states["read"]),
            ("of other formats, left out", states["other_format"]),
            ("not read, each with its reason", states["not_read"]),
            ("records", evidence["records"]),
            ("records lost, each in the ledger", lost)]
    yield "| what | count |"
    yield "|---|---:|"
    for name, count in rows:
        yield f"| {name} | {count:,} |"
    yield ""
    yield "| log | records |"
    yield "|---|---:|"
    for channel, count in sorted(evidence["records_by_channel"].items(), key=lambda row: -row[1]):
        yield f"| {plain(channel) or '(no known log source)'} | {count:,} |"
    if run["losses"]:
        yield ""
        yield "| file | what | times | bytes | records | first |"
        yield "|---|---|---:|---:|---:|---|"
    for loss in run["losses"]:
        name = loss["path"].rpartition("!/")[2] or loss["path"]
        yield (f"| {plain(pathlib.PurePath(name).name)} | {loss['kind']} | {loss['count']:,} | "
               f"{loss['lost_bytes']:,} | {loss['lost_records']:,} | {plain(loss['detail'])} |")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", type=pathlib.Path)
    open_bytes = []
    for path in parser.parse_args().runs:
        run = json.loads(path.read_text(encoding="utf-8"))
        print(f"\n## {path.parent.name}\n")
        for line in describe(run):
            print(line)
        open_bytes += unaccounted(run)
    for name in open_bytes:
        print(f"bytes of {name} are accounted for by nobody", file=sys.stderr)
    return 1 if open_bytes else 0


if __name__ == "__main__":
    sys.exit(main())
