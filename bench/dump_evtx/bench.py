#!/usr/bin/env python3
"""How fast are records turned into JSON lines, compared with the fastest reader there is?"""
import contenders
import inputs
import page
import pairs


def main() -> None:
    args = inputs.arguments(__doc__)
    rows, bars = [], []
    for kind in ("dense", "quiet"):
        logs = inputs.big_evtx(args.corpus, kind, args.mib)
        rival, dump = contenders.rival(args, logs.files), contenders.dump(args, logs.files)
        pairs.expect_equal(f"records, {kind}", {
            "made": logs.records, "noroshi": contenders.count_lines(dump),
            "evtx_dump": contenders.count_lines(rival)})
        samples = pairs.in_turn([rival, dump], args.runs)
        rows += page.speed_rows(kind, args.mib, [rival, dump], samples)
        bars.append(page.Bar(f"dump, {kind}", 0.7, 0.5).row(pairs.ratio(samples[1], samples[0])))
    page.write_section("dump_evtx", [
        f"All records as JSON lines to nowhere ({args.mib} MiB each, {inputs.THREADS} threads, "
        f"{args.runs} turns).", "", *page.SPEED_HEAD, *rows, *page.BAR_HEAD, *bars])


if __name__ == "__main__":
    main()
