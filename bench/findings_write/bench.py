#!/usr/bin/env python3
"""What does each output of a hunt cost? Dense logs, all rules."""
import csv

import contenders
import inputs
import page
import pairs

BAR = page.Bar("hunt, dense, every output written", 6, 3)
OUTPUTS = ("findings", "findings,timeline", "findings,report", contenders.EVERYTHING)


def timeline_rows(hunt: contenders.Contender) -> int:
    with (hunt.out / "timeline.csv").open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1  # less the heading


def check(hunts: list[contenders.Contender]) -> int:
    """All outputs must tell of the same findings; returns their number."""
    for hunt in hunts:
        pairs.once(hunt)
    first = hunts[0].findings()
    pairs.expect_equal("findings", {hunt.name: hunt.findings() for hunt in hunts} |
                       {"timeline": timeline_rows(hunts[-1])})
    return first


def main() -> None:
    args = inputs.arguments(__doc__, runs=3)
    logs = inputs.big_evtx(args.corpus, "dense", args.mib)
    hunts = [contenders.hunt(args, f"noroshi hunt --write {write}", logs.files,
                             inputs.all_rules(args.corpus), write=write) for write in OUTPUTS]
    findings = check(hunts)
    all_contenders = [contenders.rival(args, logs.files), *hunts]
    samples = pairs.in_turn(all_contenders, args.runs)
    only, everything = samples[1], samples[-1]
    page.write_section("findings_write", [
        f"Dense logs, all rules, {findings:,} findings ({args.mib} MiB, {inputs.THREADS} threads, "
        f"{args.runs} turns).", "",
        *page.SPEED_HEAD, *page.speed_rows("dense", args.mib, all_contenders, samples),
        *page.BAR_HEAD, BAR.row(pairs.ratio(everything, samples[0])), "",
        f"Every output costs {pairs.ratio(everything, only).text()} times the findings alone."])


if __name__ == "__main__":
    main()
