#!/usr/bin/env python3
"""Does peak memory grow with the evidence? Dense logs of a quarter, one and four times the size."""
import contenders
import inputs
import page
import pairs

BAR = page.Bar("peak memory", 160, 96, unit=" MB", digits=0)
WRITES = ("findings", contenders.EVERYTHING)


def measure(args, mib: int, runs: int) -> tuple[list[str], list[float]]:
    """Rows of the table and the peaks of the hunts over a set of that size."""
    logs = inputs.big_evtx(args.corpus, "dense", mib)
    rival = contenders.rival(args, logs.files)
    hunts = [contenders.hunt(args, f"noroshi hunt --write {write}", logs.files,
                             inputs.all_rules(args.corpus), write=write) for write in WRITES]
    hunts.append(contenders.with_shipped_rules(hunts[-1], "the same and the shipped rules"))
    all_contenders = [rival, *hunts]
    samples = pairs.in_turn(all_contenders, runs)
    pairs.expect_equal(f"records, {mib} MiB", {
        "made": logs.records, "evtx_dump": contenders.count_lines(rival)} |
        {hunt.name: measured[0].told["evidence"]["records"]
         for hunt, measured in zip(hunts, samples[1:])})
    peaks = [[sample.peak_mb for sample in measured] for measured in samples]
    rows = [f"| {mib} MiB | {contender.name} | {pairs.spread(peak).text(0, ' MB')} |"
            for contender, peak in zip(all_contenders, peaks)]
    return rows, [value for peak in peaks[1:] for value in peak]


def main() -> None:
    args = inputs.arguments(__doc__, runs=1)
    rows, peaks = [], []
    for mib in (args.mib // 4, args.mib, args.mib * 4):
        more_rows, more_peaks = measure(args, mib, args.runs)
        rows += more_rows
        peaks += more_peaks
    most = pairs.Spread(max(peaks), min(peaks), max(peaks))
    page.write_section("memory_growth", [
        f"Largest resident set, dense logs, all rules, {inputs.THREADS} threads. The bar is for the "
        "largest of all hunts here.", "",
        "| input | program | peak |", "|---|---|---|", *rows, *page.BAR_HEAD, BAR.row(most)])


if __name__ == "__main__":
    main()
