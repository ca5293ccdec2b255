#!/usr/bin/env python3
"""Holds `noroshi scan --yara` against the yara command: same rules, same files, same matches.

  compare_with_yara.py NOROSHI RULES FOLDER [--threads N] [--named N]

Rule files that need no names of files are compared on all of FOLDER at once: rule, file, number of
matched strings and the places of the first ones. Those that do (filename, filepath, ...) are compared
on the first --named files, one run of yara each. noroshi is run with rules compiled anew and with those
from its cache. Prints each difference (the first 30), processor times and their ratios; ends with 1 if
there is any difference. Without yara it says so and ends with 0.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

NAMES = ("filename", "filepath", "extension", "filetype", "owner")
HIT = re.compile(r"^0x([0-9a-f]+):\d+:(\$\w*):")
SHOWN = re.compile(r"^(\$\w*) at (\d+), ")


def compiles(path, names=()):
    definitions = [part for name in names for part in ("-d", f"{name}=x")]
    return subprocess.run(["yarac", "-w", *definitions, path, os.devnull], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


def sort_rules(folder):
    """(files for all, files that need names, files that nobody can use)."""
    plain, named, bad = [], [], []
    for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.suffix in (".yar", ".yara", ".rule")):
        group = plain if compiles(path) else named if compiles(path, NAMES) else bad
        group.append(path)
    return plain, named, bad


def by_yara(rules, target, threads, definitions=()):
    """{(rule file, rule, file): [number of strings, {(string, offset)}]}"""
    command = ["yara", "-w", "-N", "-r", "-e", "-s", "-L", "-p", str(threads), *definitions]
    command += [f"n{i}:{path}" for i, path in enumerate(rules)] + [str(target)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    found, current = {}, None
    for line in done.stdout.decode("utf-8", "surrogateescape").splitlines():
        hit = HIT.match(line)
        if hit and current is not None:
            current[0] += 1
            current[1].add((hit.group(2), int(hit.group(1), 16)))
            continue
        space, _, rest = line.partition(":")
        rule, _, path = rest.partition(" ")
        if re.fullmatch(r"n\d+", space) and path:
            current = found.setdefault((str(rules[int(space[1:])]), rule, path), [0, set()])
    return found


def processor_seconds():
    """Of all programs that were run and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def timed(function, *arguments):
    """(result, processor seconds)"""
    before = processor_seconds()
    result = function(*arguments)
    return result, processor_seconds() - before


def by_noroshi(noroshi, rules, target, threads, *more):
    options = [part for path in rules for part in ("--yara", str(path))] + list(more)
    done = subprocess.run([noroshi, "scan", str(target), *options, "--no-shipped-rules", "--no-archives", "--json",
                           "--threads", str(threads)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    found = {}
    for line in done.stdout.decode("utf-8").splitlines():
        finding = json.loads(line)
        if finding["rule"] != "yara_match":
            continue
        reasons = collections.defaultdict(list)
        for reason in finding["reasons"]:
            reasons[reason["name"]].append(reason["value"])
        hits = {(m.group(1), int(m.group(2))) for m in map(SHOWN.match, reasons["string"])}
        count = len(reasons["string"]) + sum(int(n) for n in reasons["more_strings"])
        base = target if target.is_dir() else target.parent
        found[(reasons["yara_file"][0], reasons["yara_rule"][0], str(base / finding["path"]))] = [count, hits]
    return found


def differences(theirs, ours):
    lines = [f"only yara: {key}" for key in theirs.keys() - ours.keys()]
    lines += [f"only noroshi: {key}" for key in ours.keys() - theirs.keys()]
    for key in theirs.keys() & ours.keys():
        if theirs[key][0] != ours[key][0] or not ours[key][1] <= theirs[key][1]:
            lines.append(f"other strings: {key}: {theirs[key][0]} and {ours[key][0]}")
    return sorted(lines)


def named_definitions(path, root):
    shown = path.relative_to(root)
    folder = str(shown.parent).replace("/", "\\") if str(shown.parent) != "." else ""
    is_program = path.read_bytes()[:2] == b"MZ"
    values = {"filename": path.name, "filepath": folder, "extension": path.suffix, "filetype":
              "EXE" if is_program else "", "owner": ""}
    return [part for name, value in values.items() for part in ("-d", f"{name}={value}")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("noroshi")
    parser.add_argument("rules")
    parser.add_argument("folder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--named", type=int, default=20)
    options = parser.parse_args()
    if not shutil.which("yara") or not shutil.which("yarac"):
        print("yara: not compared, yara is not installed")
        return 0
    root = pathlib.Path(options.folder).resolve()
    noroshi = os.path.abspath(options.noroshi)
    plain, named, bad = sort_rules(options.rules)
    theirs, by_theirs = timed(by_yara, plain, root, options.threads)
    ours, anew = timed(by_noroshi, noroshi, plain, root, options.threads, "--no-rule-cache")
    by_noroshi(noroshi, plain, root, options.threads)  # fills the cache
    again, cached = timed(by_noroshi, noroshi, plain, root, options.threads)
    lines = differences(theirs, ours) + differences(theirs, again)
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    own = by_noroshi(noroshi, named, root, options.threads) if named else {}
    for path in files[:options.named if named else 0]:
        here = {key: value for key, value in own.items() if key[2] == str(path)}
        lines += differences(by_yara(named, path, 1, named_definitions(path, root)), here)
    for line in lines[:30]:
        print(line)
    print(f"yara: {len(plain)} + {len(named)} rule files ({len(bad)} of no use to either), {len(files)} files, "
          f"{len(theirs)} matches of yara, {len(ours)} of noroshi, {len(lines)} differences")
    print(f"processor time: yara -p {options.threads} {by_theirs:.2f} s, noroshi {anew:.2f} s, from the cache "
          f"{cached:.2f} s; throughput {by_theirs / anew:.2f} and {by_theirs / cached:.2f} of yara's")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
