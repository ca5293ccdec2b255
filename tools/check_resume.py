#!/usr/bin/env python3
"""Kills a hunt with SIGKILL at random moments, goes on with --resume, and compares the bytes.

  check_resume.py --program build/release/noroshi EVIDENCE... [--rules DIR]... [--kills 20]

Each round begins a hunt into a new folder (with --resume, so that everything is written down from
the start), kills it after a random share of the time that a whole one takes, resumes it (every
third time killing that as well), and compares findings.jsonl, timeline.csv, report.html and what
run.json says of the evidence with those of a hunt that nobody disturbed. Prints how much of the work was known when going on. Ends with 1 at the first difference.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

FILES = ("findings.jsonl", "timeline.csv", "report.html")
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1600000000"}  # the report tells the time


def start(args, out, *more):
    command = [str(args.program), "hunt", *args.evidence, "--out", str(out), "--quiet", *more]
    for folder in args.rules:
        command += ["--rules", folder]
    return subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE)


def finish(process, accepted=(0, 3)):
    """The seconds it took."""
    begin = time.monotonic()
    _, errors = process.communicate(timeout=1800)
    if process.returncode not in accepted:
        sys.exit(f"exit {process.returncode}: {errors.decode('utf-8', 'replace')}")
    return time.monotonic() - begin


def kill_after(process, seconds):
    """True when it was killed before it came to its end."""
    try:
        process.wait(timeout=seconds)
        process.stderr.close()
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True


def results(out):
    whole = {name: (out / name).read_bytes() for name in FILES}
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    measured = manifest.pop("measured")
    whole["run.json"] = json.dumps(manifest).encode()
    return whole, measured


def units_of(out):
    return sum(path.stat().st_size for path in (out / ".noroshi-journal").glob("units-*"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evidence", nargs="+")
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--rules", action="append", default=[])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="noroshi-resume-"))
    try:
        return check(args, chance, folder)
    finally:
        shutil.rmtree(folder)


def check(args, chance, folder) -> int:
    finish(start(args, folder / "cache"))  # fills the cache of rules
    seconds = finish(start(args, folder / "whole", "--resume"))
    wanted, _ = results(folder / "whole")
    journal = units_of(folder / "whole")
    print(f"a whole hunt: {seconds:.2f} s, {len(wanted['findings.jsonl'])} bytes of findings")
    killed = shares = 0
    while killed < args.kills:
        out = folder / "part"
        moment = chance.uniform(0, seconds)
        if not kill_after(start(args, out, "--resume"), moment):
            shutil.rmtree(out)
            continue
        killed += 1
        if killed % 3 == 0:
            kill_after(start(args, out, "--resume"), chance.uniform(0, seconds))
        share = units_of(out) / journal if journal else 0
        shares += share
        finish(start(args, out, "--resume"))
        found, measured = results(out)
        for name, content in wanted.items():
            if found[name] != content:
                print(f"killed after {moment:.3f} s: {name} differs")
                return 1
        print(f"killed after {moment:.3f} s: same bytes; {share:.0%} was written down, "
              f"{measured['known_units']} units known")
        shutil.rmtree(out)
    print(f"{killed} kills, the same bytes after --resume; on average {shares / killed:.0%} of the "
          "work was written down")
    return 0


if __name__ == "__main__":
    sys.exit(main())
