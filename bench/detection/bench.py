#!/usr/bin/env python3
"""Does a hunt with the shipped rules and analytics alone find simulated intrusions, and leave peace alone?

Each scenario of `noroshi simulate` is written for some seeds and hunted; score.py compares with truth.json.
Seeds 1 to 5 are for tuning (--tuning), from 101 on they judge. Names, times, machines, paths, forms of
logs and what each host records follow from the seed.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

import page  # noqa: E402
import score  # noqa: E402

SCENARIOS = ("a41apt", "lodeinfo", "vsingle", "tick", "benign")
TUNING, JUDGED = range(1, 6), range(101, 104)
FOLDER = page.ROOT / "build" / "bench" / "detection"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(page.ROOT / "build" / "release" / "noroshi"))
    parser.add_argument("--scenario", action="append", choices=SCENARIOS, help="only this one")
    parser.add_argument("--seed", action="append", type=int, help="only this one")
    parser.add_argument("--tuning", action="store_true", help="the seeds for tuning; writes no page")
    parser.add_argument("--runs", type=int, help="so many judged seeds")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--hosts", type=int, default=24)
    parser.add_argument("--full", action="store_true", help="90 days of 60 hosts")
    parser.add_argument("--verbose", action="store_true", help="what was missed and wrongly raised")
    parser.add_argument("--keep", action="store_true", help="leave logs and results in build/bench")
    for ignored in ("--corpus", "--evtx-dump", "--mib"):  # what bench.sh gives to all
        parser.add_argument(ignored, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.full:
        args.days, args.hosts = 90, 60
    return args


def run(*words) -> None:
    done = subprocess.run([str(word) for word in words], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{words}: exit {done.returncode}\n{done.stderr.decode()}")


def judge(args, scenario: str, seed: int) -> score.Score:
    folder = FOLDER / f"{scenario}-{seed}"
    logs, out = folder / "logs", folder / "out"
    shutil.rmtree(folder, ignore_errors=True)
    run(args.program, "simulate", "--scenario", scenario, "--seed", seed, "--days", args.days,
        "--hosts", args.hosts, "--out", logs)
    truth = json.loads((logs / "truth.json").read_text(encoding="utf-8"))
    (logs / "truth.json").rename(folder / "truth.json")  # JSON is evidence, too
    run(args.program, "hunt", logs, "--out", out, "--write", "findings,incidents", "--no-journal",
        "--quiet")
    made = score.score_hunt(truth, out)
    if not args.keep:
        shutil.rmtree(folder)
    return made


def row(name: str, one: score.Score) -> str:
    attack = (f"{one.found} of {one.visible} | {one.step_share:.2f} | {one.in_incident} of {one.hosts} | "
              f"{one.recall:.2f} | {one.precision:.2f}" if one.visible else "- | - | - | - | -")
    return (f"| {name} | {attack} | {one.raised} of {one.look_alikes} | {one.benign_incidents} | "
            f"{one.benign_high} in {one.records:,} | {one.high_rate:.1f} |")


HEAD = ["| scenario, seed | visible steps found | share | attack hosts in one incident | recall | precision | "
        "look-alikes in a high incident | benign high incidents | high findings on benign records | "
        "per 100,000 |",
        "|---|---|---|---|---|---|---|---|---|---|"]


def bar_rows(total: score.Score) -> list[str]:
    def line(what: str, must: str, value: float, holds: bool, digits: int = 2) -> str:
        return f"| {what} | {must} | {value:.{digits}f} | {'must met' if holds else '**not met**'} |"
    return ["", "| bar | must | measured | |", "|---|---|---|---|",
            line("visible steps with a finding", ">= 0.9", total.step_share, total.step_share >= 0.9),
            line("hosts of the attack in one incident: recall", ">= 0.9", total.recall,
                 total.recall >= 0.9),
            line("the same: precision", ">= 0.9", total.precision, total.precision >= 0.9),
            line("benign-only high incidents", "0", total.benign_incidents,
                 total.benign_incidents == 0, 0),
            line("high findings per 100,000 benign records", "<= 2", total.high_rate,
                 total.high_rate <= 2, 1)]


def main() -> None:
    args = arguments()
    seeds = args.seed or (TUNING if args.tuning else
                          range(JUDGED.start, JUDGED.start + (args.runs or len(JUDGED))))
    rows, total = [], score.Score()
    for scenario in args.scenario or SCENARIOS:
        subtotal = score.Score()
        for seed in seeds:
            one = judge(args, scenario, seed)
            rows.append(row(f"{scenario} {seed}", one))
            print(rows[-1], flush=True)
            if args.verbose:
                for line in [f"    missed {text}" for text in one.missed] + [f"    {text}" for text in one.wrong]:
                    print(line, flush=True)
            subtotal += one
        rows.append(row(f"**{scenario}**", subtotal))
        print(rows[-1], flush=True)
        total += subtotal
    lines = [f"{args.hosts} hosts over {args.days} days, shipped rules and analytics only, seeds "
             f"{', '.join(map(str, seeds))}. Witnesses (a domain controller that saw a logon, a server whose share "
             "was read) count as right in an incident, not towards recall.", "", *HEAD, *rows,
             row("**all**", total), *bar_rows(total)]
    if args.tuning or args.seed or args.scenario:
        print("\n".join(lines[-9:]))
    else:
        page.write_section("detection", lines)


if __name__ == "__main__":
    main()
