#!/usr/bin/env python3
"""How much more does a hunt with all rules cost than merely reading the logs?

Dense (many findings) and quiet logs; SigmaHQ and Hayabusa rules together; findings written.
"""
import contenders
import inputs
import page
import pairs

BARS = {"dense": page.Bar("hunt, dense", 3, 1.5), "quiet": page.Bar("hunt, quiet", 1.5, 1)}


def main() -> None:
    args = inputs.arguments(__doc__)
    rows, bars, findings = [], [], {}
    for kind, bar in BARS.items():
        logs = inputs.big_evtx(args.corpus, kind, args.mib)
        rival = contenders.rival(args, logs.files)
        hunt = contenders.hunt(args, "noroshi hunt", logs.files, inputs.all_rules(args.corpus))
        pairs.expect_equal(f"records, {kind}", {
            "made": logs.records, "noroshi": pairs.once(hunt).told["evidence"]["records"],
            "evtx_dump": contenders.count_lines(rival)})
        findings[kind] = hunt.findings()
        samples = pairs.in_turn([rival, hunt], args.runs)
        rows += page.speed_rows(kind, args.mib, [rival, hunt], samples)
        bars.append(bar.row(pairs.ratio(samples[1], samples[0])))
    page.write_section("hunt_evtx", [
        "Hunt with all SigmaHQ and Hayabusa rules, `--write findings`, against only reading the same "
        f"files ({args.mib} MiB each, {inputs.THREADS} threads, {args.runs} turns).",
        f"Findings: dense {findings['dense']:,}, quiet {findings['quiet']:,}.", "",
        *page.SPEED_HEAD, *rows, *page.BAR_HEAD, *bars])


if __name__ == "__main__":
    main()
