#!/usr/bin/env python3
"""Does peak memory grow with the evidence? Dense logs of a quarter, one and four times the size; then small
files, in folders of a hundred, ever more of them.
"""
import pathlib
import shutil

import contenders
import inputs
import page
import pairs

BAR = page.Bar("peak memory", 160, 96, unit=" MB", digits=0)
WRITES = ("findings", contenders.EVERYTHING)
FILE_COUNTS = (3_000, 30_000, 300_000)
FOLDER_FILES = 100


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


def small_files(count: int) -> pathlib.Path:
    """A folder of that many logs of one event each, made once."""
    folder = inputs.FOLDER / f"files-{count}"
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        for number in range(count):
            host = part / f"host-{number // FOLDER_FILES:05}" / "logs"
            if number % FOLDER_FILES == 0:
                host.mkdir(parents=True)
            (host / f"events-{number:07}.json").write_text(
                f'{{"EventID":1,"Channel":"Security","Computer":"H{number // FOLDER_FILES}",'
                '"TimeCreated":"2024-01-01T00:00:00Z"}\n', encoding="utf-8")
        part.rename(folder)
    return folder


def many_files(args) -> tuple[list[str], list[float]]:
    """As above, over ever more files; with the bytes that one more takes."""
    rows, peaks, before = [], [], 0
    for count in FILE_COUNTS:
        hunt = contenders.hunt(args, f"noroshi hunt, {count} files", [small_files(count)],
                               inputs.all_rules(args.corpus), write=contenders.EVERYTHING)
        if not peaks:
            pairs.once(hunt)  # rules come from the cache behind it, and take less
        sample = pairs.once(hunt)
        pairs.expect_equal(f"{count} files", {
            "made": count, "read": sample.told["evidence"]["files_read"],
            "listed": len(sample.told["inputs"])})
        more = f"{(sample.peak_mb - peaks[-1]) * 1e6 / (count - before):,.0f} B" if peaks else ""
        rows.append(f"| {count:,} files | {sample.peak_mb:.0f} MB | {more} |")
        peaks.append(sample.peak_mb)
        before = count
    return rows, peaks


def main() -> None:
    args = inputs.arguments(__doc__, runs=1)
    rows, peaks = [], []
    for mib in (args.mib // 4, args.mib, args.mib * 4):
        more_rows, more_peaks = measure(args, mib, args.runs)
        rows += more_rows
        peaks += more_peaks
    file_rows, file_peaks = many_files(args)
    peaks += file_peaks
    most = pairs.Spread(max(peaks), min(peaks), max(peaks))
    page.write_section("memory_growth", [
        f"Largest resident set, dense logs, all rules, {inputs.THREADS} threads. The bar is for the "
        "largest of all hunts here.", "",
        "| input | program | peak |", "|---|---|---|", *rows, "",
        "| small files | peak, all outputs | of one more |", "|---|---|---|", *file_rows,
        *page.BAR_HEAD, BAR.row(most)])


if __name__ == "__main__":
    main()
