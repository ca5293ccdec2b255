#!/usr/bin/env python3
"""Whom do simulated intrusions resemble, by all of their logs and by a tenth of them? Prints a table
and ends with 1 when a set that is not behind the scenario is named (to rank one first and name
nobody is no mistake), or when an answer without a name has no reason.

  check_resemblance.py PROGRAM [--seeds N] [--first-seed N] [--hosts N] [--days N]
                       [--rules PATH]... [SCENARIO]...

Each scenario of `noroshi simulate` is written for some seeds and hunted by the shipped rules, and
those of PATH: once
whole, once with a tenth of its log files, drawn by the seed. In `benign` nobody attacks, so there
nobody must be named. Works in a temporary folder, which is removed.
"""
import argparse
import collections
import dataclasses
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

# By scenario: the sets whose doings it is made after; of VSingle's user the knowledge has the program's
# user and the set to which the campaign with it is attributed.
BEHIND = {
    "a41apt": {"G0045"},
    "lodeinfo": {"G1054"},
    "vsingle": {"X-VSINGLE-USER", "G0032"},
    "tick": {"G0060"},
    "benign": set(),
}
REASONS = {"nothing_known", "no_coherence", "many_fit", "weak"}
PART = 10   # one file of so many is left
HEAD = ("scenario", "seed", "evidence", "nearest set", "confidence", "answer")
WIDTHS = (8, 4, 8, 44, 10, 0)


@dataclasses.dataclass
class Answer:
    """What a hunt says of one incident."""
    first: str = ""        # id of the nearest set
    name: str = ""
    confidence: int = 0
    named: bool = False
    reason: str = ""       # why none is named

    def text(self, behind):
        if not self.first:
            return "nobody"
        return f"{self.first} {self.name}{' (right)' if self.first in behind else ''}"


def answers(incidents):
    """Of each incident of incidents.json that the hunt asked about, in its order: the gravest first."""
    told = []
    for incident in incidents:
        if "abstained" not in incident:
            continue
        ranked = incident.get("attribution") or []
        answer = Answer(named=not incident["abstained"], reason=incident.get("reason", ""))
        if ranked:
            answer.first = ranked[0]["intrusion_set"]["id"]
            answer.name = ranked[0]["intrusion_set"]["name"]
            answer.confidence = ranked[0]["confidence"]
        told.append(answer)
    return told


def mistakes(told, behind):
    """What must not be, as texts."""
    wrong = []
    for answer in told:
        if answer.named and answer.first not in behind:
            wrong.append(f"named {answer.first} {answer.name}")
        if not answer.named and answer.reason not in REASONS:
            wrong.append(f"named nobody for no known reason: '{answer.reason}'")
    return wrong


def tenth(files, seed):
    """The files that are left, at least one."""
    files = sorted(files)
    return sorted(random.Random(seed).sample(files, max(1, round(len(files) / PART))))


def cut(logs, into, seed):
    files = [p.relative_to(logs) for p in logs.rglob("*") if p.is_file()]
    for name in tenth(files, seed):
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        os.link(logs / name, into / name)


def hunt(program, logs, out, rules=()):
    command = [program, "hunt", str(logs), "--out", str(out), "--quiet", "--no-journal", "--write", "incidents"]
    command += [word for path in rules for word in ("--rules", path)]
    status = subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode
    if status not in (0, 3):   # 3: a part of the evidence could not be used, and run.json says which
        sys.exit(f"{' '.join(command)}: status {status}")
    return answers(json.loads((out / "incidents.json").read_text(encoding="utf-8")))


def row(what, behind, told):
    """The gravest incident, and how many there are."""
    if not told:
        return (*what, "no incident", "", "")
    first = told[0]
    said = "named" if first.named else first.reason
    more = f" (+{len(told) - 1} incidents)" if len(told) > 1 else ""
    return (*what, first.text(behind) + more, str(first.confidence), said)


def run(options, scenario, seed, folder):
    """The rows and mistakes of one intrusion."""
    logs, part = folder / "logs", folder / "tenth"
    subprocess.run([options.program, "simulate", "--out", str(logs), "--scenario", scenario, "--seed", str(seed),
                    "--hosts", str(options.hosts), "--days", str(options.days)], check=True,
                   stdout=subprocess.DEVNULL)
    (logs / "truth.json").rename(folder / "truth.json")   # JSON is evidence, too
    cut(logs, part, seed)
    rows, wrong = [], []
    for evidence, path in (("all", logs), ("a tenth", part)):
        told = hunt(options.program, path, folder / f"out {evidence}", options.rules)
        what = (scenario, str(seed), evidence)
        rows.append(row(what, BEHIND[scenario], told))
        show(rows[-1])
        wrong += [" ".join(what) + ": " + text for text in mistakes(told, BEHIND[scenario])]
    return rows, wrong


def show(cells):
    """Each row as soon as it is known: a hunt may take its time."""
    print("  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS)).rstrip(), flush=True)


def summary(rows):
    """By evidence: how often the right set is nearest, how often one is named, of all intrusions."""
    counts = collections.defaultdict(collections.Counter)
    for scenario, _, evidence, nearest, _, said in rows:
        if BEHIND[scenario]:
            counts[evidence].update(all=1, right=nearest.count("(right)"), named=int(said == "named"))
    return [f"{evidence}: {c['all']} intrusions, the right set nearest in {c['right']}, a set named in {c['named']}"
            for evidence, c in counts.items()]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("program")
    p.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=" ".join(BEHIND))
    p.add_argument("--seeds", type=int, default=3, help="how many")
    p.add_argument("--first-seed", type=int, default=1)
    p.add_argument("--hosts", type=int, default=12)
    p.add_argument("--days", type=int, default=14)
    p.add_argument("--rules", action="append", default=[], help="beside the shipped ones")
    options = p.parse_args()
    options.program = str(pathlib.Path(options.program).resolve())
    unknown = set(options.scenarios) - set(BEHIND)
    if unknown:
        p.error("no such scenario: " + ", ".join(sorted(unknown)))
    rows, wrong = [], []
    show(HEAD)
    for scenario in options.scenarios or BEHIND:
        for seed in range(options.first_seed, options.first_seed + options.seeds):
            with tempfile.TemporaryDirectory(prefix="noroshi-resemblance-") as folder:
                more_rows, more_wrong = run(options, scenario, seed, pathlib.Path(folder))
            rows += more_rows
            wrong += more_wrong
    print("\n".join(summary(rows)))
    print("\n".join(wrong) if wrong else "no wrong set is named")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
