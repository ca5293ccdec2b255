#!/usr/bin/env python3
"""What do our own rules and analytics cost beside SigmaHQ's rules?

Dense (many findings) and quiet logs, compiled rules cached, findings and incidents written: SigmaHQ's
rules alone, and with the shipped rules, without which no analytic runs. The whole run is judged, by
wall clock and by processor time: on a machine that has other work the latter says more.
"""
import contenders
import inputs
import page
import pairs

MUST, GOAL = 1.2, 1.1
KINDS = ("dense", "quiet")


def hunts(args, logs: inputs.EvtxSet) -> list[contenders.Contender]:
    rules = [args.corpus / "rules" / "sigma"]
    alone = contenders.hunt(args, "noroshi hunt, SigmaHQ's rules", logs.files, rules,
                            write="findings,incidents")
    return [alone, contenders.with_shipped_rules(alone, "the same and the shipped rules")]


def main() -> None:
    args = inputs.arguments(__doc__)
    rows, bars, told = [], [], {}
    for kind in KINDS:
        logs = inputs.big_evtx(args.corpus, kind, args.mib)
        pair = hunts(args, logs)
        first = [pairs.once(hunt).told for hunt in pair]
        pairs.expect_equal(f"records, {kind}", {"made": logs.records} | {
            hunt.name: one["evidence"]["records"] for hunt, one in zip(pair, first)})
        told[kind] = [one["findings"]["count"] for one in first]
        samples = pairs.in_turn(pair, args.runs)
        rows += page.speed_rows(kind, args.mib, pair, samples)
        for what, value in (("wall clock", pairs.seconds), ("processor", pairs.processor)):
            bars.append(page.Bar(f"shipped rules and analytics on, {kind}, {what}", MUST, GOAL).row(
                pairs.ratio(samples[1], samples[0], value)))
    counts = "; ".join(f"{kind} {alone:,} and {both:,}" for kind, (alone, both) in told.items())
    page.write_section("shipped_cost", [
        "Hunt with SigmaHQ's rules alone and with the shipped rules and analytics besides, `--write "
        f"findings,incidents` ({args.mib} MiB each, {inputs.THREADS} threads, {args.runs} turns). "
        f"Findings without and with: {counts}.", "",
        *page.SPEED_HEAD, *rows, *page.BAR_HEAD, *bars])


if __name__ == "__main__":
    main()
