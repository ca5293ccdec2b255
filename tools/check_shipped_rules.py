#!/usr/bin/env python3
"""What the shipped rules find in event logs of attacks, and in ordinary ones.

    tools/check_shipped_rules.py PROGRAM CORPUS [--rules DIR] [--compare DIR] [--misses dev|held-out]

Attack logs are the folders attack-samples, deepbluecli and yamato of CORPUS/evtx, ordinary ones
parser and plaso. A file counts as found when a finding of level medium or above names it. The
attack files are split in two halves by the checksum of their name: rules are written against one
half only, so the other half says what they do on files nobody looked at. --rules takes rules of a
folder in place of the compiled ones; --compare hunts the same files with other rules.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import zlib

ATTACKS = ("attack-samples", "deepbluecli", "yamato")
ORDINARY = ("parser", "plaso")
FOUND = ("medium", "high", "critical")


def half_of(path: str) -> str:
    """The half a file belongs to, by its name alone."""
    name = path.rsplit("/", 1)[-1]
    return "dev" if zlib.crc32(name.encode()) % 2 == 0 else "held-out"


def hunt(program: str, folder: pathlib.Path, options: list[str]) -> tuple[list[dict], dict]:
    """Findings and run facts of one hunt."""
    with tempfile.TemporaryDirectory() as out:
        command = [program, "hunt", str(folder), "--out", out, "--write", "findings", "--quiet"]
        status = subprocess.run(command + options, check=False).returncode
        if status not in (0, 3):  # 3: some evidence could not be used, as in damaged logs
            sys.exit(f"hunt of {folder} failed with status {status}")
        lines = (pathlib.Path(out) / "findings.jsonl").read_text(encoding="utf-8").splitlines()
        run = json.loads((pathlib.Path(out) / "run.json").read_text(encoding="utf-8"))
    return [json.loads(line) for line in lines], run


def files_found(findings: list[dict]) -> set[str]:
    """The files that a finding of medium or above names."""
    return {f["evidence"]["path"] for f in findings if f["level"] in FOUND}


def tactic_of(folder: str, path: str) -> str:
    """The row a file is counted in: its folder below the collection."""
    inner = path.split("/")[0] if folder == "attack-samples" and "/" in path else ""
    return f"{folder}/{inner}" if inner else folder


def attack_files(evtx: pathlib.Path) -> list[tuple[str, str]]:
    """Every attack log as (collection, path in it)."""
    files = []
    for folder in ATTACKS:
        root = evtx / folder
        files += [(folder, p.relative_to(root).as_posix()) for p in sorted(root.rglob("*.evtx"))]
    return files


def found_in(program: str, evtx: pathlib.Path, options: list[str]) -> set[tuple[str, str]]:
    """The attack logs with a finding, as (collection, path)."""
    found = set()
    for folder in ATTACKS:
        findings, _ = hunt(program, evtx / folder, options)
        found |= {(folder, path) for path in files_found(findings)}
    return found


def share(part: int, whole: int) -> str:
    return f"{part:4d} of {whole:4d}  {100 * part / whole if whole else 0:5.1f} %"


def print_table(files, found, other) -> None:
    """One row per folder, then the halves, then all."""
    rows = collections.OrderedDict()
    for folder, path in files:
        rows.setdefault(tactic_of(folder, path), []).append((folder, path))
    for half in ("dev", "held-out"):
        rows[f"half: {half}"] = [f for f in files if half_of(f[1]) == half]
    rows["all"] = list(files)
    print(f"{'folder':42s} {'shipped rules':>22s}" + (f" {'compared':>22s}" if other else ""))
    for name, members in rows.items():
        line = f"{name:42s} {share(sum(m in found for m in members), len(members)):>22s}"
        if other is not None:
            line += f" {share(sum(m in other for m in members), len(members)):>22s}"
        print(line)


def print_ordinary(program: str, evtx: pathlib.Path, options: list[str], label: str) -> None:
    """High and medium findings on logs that nobody attacked."""
    records, levels, rules = 0, collections.Counter(), collections.Counter()
    for folder in ORDINARY:
        findings, run = hunt(program, evtx / folder, options)
        records += run["evidence"]["records"]
        for finding in findings:
            levels[finding["level"]] += 1
            if finding["level"] in FOUND:
                rules[(finding["level"], finding["rule"]["title"])] += 1
    high = levels["high"] + levels["critical"]
    print(f"\nordinary logs, {label}: {records} records, high {high} "
          f"({10000 * high / max(records, 1):.2f} per 10,000), medium {levels['medium']}")
    for (level, title), count in sorted(rules.items(), key=lambda r: (-r[1], r[0])):
        print(f"  {count:5d} {level:8s} {title}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--rules", help="folder of rules in place of the compiled ones")
    parser.add_argument("--compare", help="folder of other rules to hunt the same files with")
    parser.add_argument("--misses", choices=("dev", "held-out"), help="list files without a finding")
    arguments = parser.parse_args()
    evtx = arguments.corpus / "evtx"
    own = ["--no-shipped-rules", "--rules", arguments.rules] if arguments.rules else []
    files = attack_files(evtx)
    found = found_in(arguments.program, evtx, own)
    other_options = ["--no-shipped-rules", "--rules", arguments.compare or ""]
    other = found_in(arguments.program, evtx, other_options) if arguments.compare else None
    print_table(files, found, other)
    print_ordinary(arguments.program, evtx, own, "shipped rules")
    if arguments.compare:
        print_ordinary(arguments.program, evtx, other_options, "compared rules")
    if arguments.misses:
        print(f"\nwithout a finding, half {arguments.misses}:")
        for folder, path in files:
            if half_of(path) == arguments.misses and (folder, path) not in found:
                print(f"  {folder}/{path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
