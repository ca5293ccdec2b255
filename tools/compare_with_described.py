#!/usr/bin/env python3
"""Compares findings with what public attack data sets say was done in them.

  compare_with_described.py OUT [--metadata DIR] [--level medium] [--misses FILE]

OUT is the folder of the hunt's results; the evidence is in Security-Datasets' layout,
atomic/PLATFORM/TACTIC/KIND/NAME. Data sets without any log in them (captures) are left out.
What a data set describes is its tactic (its folder), and where DIR has the collection's metadata
(YAML files that name the data set's archive and `attack_mappings`), its techniques too. A data set
counts as found when a finding of at least the level has the tactic, or the technique or one below
or above it.

Prints a line a data set and the sums. --misses: a tab-separated file of data set and reason; a miss
without a row there, or a row without its miss, makes the end status 1.
"""
import argparse
import collections
import json
import pathlib
import re
import sys

LEVELS = ("informational", "low", "medium", "high", "critical")
# ATT&CK 19 took defense evasion apart; data sets are older than that, rules may not be.
PARTS_OF = {"defense-evasion": {"defense-evasion", "stealth", "defense-impairment"}}


def data_set_of(path: str) -> str:
    """The archive of a finding's evidence: what stands before the first member."""
    return path.partition("!/")[0]


def tactic_of(data_set: str) -> str:
    parts = data_set.split("/")
    if "atomic" not in parts or len(parts) < parts.index("atomic") + 4:
        return ""
    return parts[parts.index("atomic") + 2].replace("_", "-")


def data_sets(run):
    """Those that describe a tactic and have a log in them, in the order of the run."""
    read = {data_set_of(item["path"]) for item in run["inputs"]
            if item["state"] == "read" and item.get("kind") != "container"}
    return [name for name in sorted(read) if tactic_of(name)]


def read_metadata(folder: pathlib.Path):
    """Archive name -> techniques. No YAML reader is needed for two kinds of lines."""
    techniques = collections.defaultdict(set)
    for path in sorted(folder.rglob("*.y*ml")):
        text = path.read_text(encoding="utf-8")
        found = set()
        for technique, sub in re.findall(
                r"technique:\s*(T\d{4})\s*\n\s*(?:-\s*)?sub-technique:\s*'?(\d{3})?", text):
            found.add(f"{technique}.{sub}" if sub else technique)
        found |= set(re.findall(r"technique:\s*(T\d{4})\b", text))
        for archive in re.findall(r"([\w.-]+\.(?:zip|tar\.gz))", text):
            techniques[archive] |= found
    return techniques


def related(a: str, b: str) -> bool:
    return a == b or a.startswith(b + ".") or b.startswith(a + ".")


def read_findings(path: pathlib.Path, least: str):
    """Data set -> tactics, techniques and rule titles of its findings."""
    found = collections.defaultdict(lambda: (set(), set(), collections.Counter()))
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            finding = json.loads(line)
            if LEVELS.index(finding["level"]) < LEVELS.index(least):
                continue
            tactics, techniques, titles = found[data_set_of(finding["evidence"]["path"])]
            tactics.update(finding["tactics"])
            techniques.update(finding["techniques"])
            titles[finding["rule"]["title"]] += 1
    return found


def judge(data_set, found, described):
    """"technique", "tactic", "other" (findings of other kinds) or "nothing"."""
    tactics, techniques, titles = found.get(data_set, (set(), set(), {}))
    if any(related(a, b) for a in techniques for b in described):
        return "technique"
    tactic = tactic_of(data_set)
    if tactics & PARTS_OF.get(tactic, {tactic}):
        return "tactic"
    return "other" if titles else "nothing"


def read_reasons(path):
    if path is None:
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--metadata", type=pathlib.Path)
    parser.add_argument("--level", choices=LEVELS, default="medium")
    parser.add_argument("--misses", type=pathlib.Path)
    args = parser.parse_args()
    found = read_findings(args.out / "findings.jsonl", args.level)
    described = read_metadata(args.metadata) if args.metadata else {}
    reasons = read_reasons(args.misses)
    counts, misses = collections.Counter(), set()
    print("| data set | described | verdict | findings, most frequent rule |\n|---|---|---|---|")
    run = json.loads((args.out / "run.json").read_text(encoding="utf-8"))
    for name in data_sets(run):
        short = name.rpartition("/")[2]
        techniques = described.get(short, set())
        verdict = judge(name, found, techniques)
        counts[verdict] += 1
        if verdict in ("other", "nothing"):
            misses.add(name)
        titles = found[name][2] if name in found else {}
        most = max(titles.items(), key=lambda row: (row[1], row[0]))[0] if titles else ""
        says = ", ".join([tactic_of(name), *sorted(techniques)])
        print(f"| {short} | {says} | {verdict} | {sum(titles.values())}, {most} |")
    print(f"\n{sum(counts.values())} data sets: " +
          ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    unexplained, needless = sorted(misses - set(reasons)), sorted(set(reasons) - misses)
    if args.misses is None:
        return 0
    for name in unexplained:
        print(f"missed and not explained: {name}", file=sys.stderr)
    for name in needless:
        print(f"explained and not missed: {name}", file=sys.stderr)
    return 1 if unexplained or needless else 0


if __name__ == "__main__":
    sys.exit(main())
