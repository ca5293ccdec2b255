#!/usr/bin/env python3
"""How long from start to the first record, with rules read from their files and from the cache?

Hunts over the smallest real log. The program notes when its first worker has its first record and everything to match
it with; what passes before the program has a clock of its own (loading, linking) is taken from a run of
`noroshi version`, whole. From start to end stands beside it.
"""
import subprocess

import contenders
import inputs
import page
import pairs


def cache_off(program: str) -> list[str]:
    """The option that leaves the cache of compiled rules out, where there is such a cache."""
    told = subprocess.run([program, "hunt", "--help"], stdout=subprocess.PIPE, check=True).stdout
    return ["--no-rule-cache"] if b"--no-rule-cache" in told else []


def first_record(hunts: list[pairs.Sample], starts: list[pairs.Sample]) -> pairs.Spread:
    return pairs.spread([start.seconds + hunt.told["measured"]["profile"]["first_record_seconds"]
                         for hunt, start in zip(hunts, starts)])


def main() -> None:
    args = inputs.arguments(__doc__)
    log, rules = [inputs.smallest_log(args.corpus)], inputs.all_rules(args.corpus)
    without = cache_off(args.program)
    cold = contenders.hunt(args, "noroshi hunt, rules cold", log, rules, "--profile", *without)
    cached = contenders.hunt(args, "noroshi hunt, rules cached", log, rules, "--profile")
    rival = contenders.rival(args, log)
    told = [pairs.once(hunt).told for hunt in (cold, cached)]
    pairs.expect_equal("rules", {"cold": told[0]["rules"]["evaluated"],
                                 "cached": told[1]["rules"]["evaluated"]})
    pairs.expect_equal("findings", {"cold": cold.findings(), "cached": cached.findings()})
    nothing = contenders.Contender("noroshi version", [args.program, "version"])
    all_contenders = [rival, cold, cached, nothing]
    samples = pairs.in_turn(all_contenders, args.runs)
    firsts = [first_record(hunts, samples[3]) for hunts in samples[1:3]]
    took = [pairs.of(measured, pairs.seconds) for measured in samples]
    page.write_section("rule_load", [
        f"Start to end over a log of {log[0].stat().st_size // 1024} KiB, "
        f"{told[0]['rules']['evaluated']:,} rules, {inputs.THREADS} threads, {args.runs} turns."
        + ("" if without else " This program keeps no compiled rules: both are cold."), "",
        "| program | median (least-most) | peak memory |", "|---|---|---|",
        *[f"| {contender.name} | {time.text(3, ' s')} | {measured[0].peak_mb:.0f} MB |"
          for contender, time, measured in zip(all_contenders, took, samples)],
        *page.BAR_HEAD,
        page.Bar("start to first record, cold", 0.5, 0.25, unit=" s").row(firsts[0]),
        page.Bar("start to first record, cached", 0.05, 0.02, unit=" s", digits=3).row(firsts[1])])


if __name__ == "__main__":
    main()
