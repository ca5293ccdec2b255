#!/usr/bin/env python3
"""How long from start to the first record, with rules read from their files and from the cache?

A hunt over the smallest real log, from start to end: a little more than what is asked.
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


def main() -> None:
    args = inputs.arguments(__doc__)
    log, rules = [inputs.smallest_log(args.corpus)], inputs.all_rules(args.corpus)
    without = cache_off(args.program)
    cold = contenders.hunt(args, "noroshi hunt, rules cold", log, rules, *without)
    cached = contenders.hunt(args, "noroshi hunt, rules cached", log, rules)
    rival = contenders.rival(args, log)
    told = [pairs.once(hunt).told for hunt in (cold, cached)]
    pairs.expect_equal("rules", {"cold": told[0]["rules"]["evaluated"],
                                 "cached": told[1]["rules"]["evaluated"]})
    pairs.expect_equal("findings", {"cold": cold.findings(), "cached": cached.findings()})
    all_contenders = [rival, cold, cached]
    samples = pairs.in_turn(all_contenders, args.runs)
    took = [pairs.of(measured, pairs.seconds) for measured in samples]
    page.write_section("rule_load", [
        f"Start to end over a log of {log[0].stat().st_size // 1024} KiB, "
        f"{told[0]['rules']['evaluated']:,} rules, {inputs.THREADS} threads, {args.runs} turns."
        + ("" if without else " This program keeps no compiled rules: both are cold."), "",
        "| program | median (least-most) | peak memory |", "|---|---|---|",
        *[f"| {contender.name} | {time.text(3, ' s')} | {measured[0].peak_mb:.0f} MB |"
          for contender, time, measured in zip(all_contenders, took, samples)],
        *page.BAR_HEAD,
        page.Bar("start to first record, cold", 0.5, 0.25, unit=" s").row(took[1]),
        page.Bar("start to first record, cached", 0.05, 0.02, unit=" s", digits=3).row(took[2])])


if __name__ == "__main__":
    main()
