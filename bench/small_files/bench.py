#!/usr/bin/env python3
"""What does a folder of many small logs cost, where starting and ending count most?

The rival takes one file at a time: a shell loop starts it for each.
"""
import contenders
import inputs
import page
import pairs

BAR = page.Bar("folder of small files, hunt", 2, 1)


FILE_HEADER_BYTES, CHUNK_BYTES = 4096, 65536


def is_cut(path) -> bool:
    """Whether the file ends within a chunk, which the rival leaves out."""
    return (path.stat().st_size - FILE_HEADER_BYTES) % CHUNK_BYTES != 0


def check(args, hunt: contenders.Contender, folder) -> str:
    """Record counts of all files in which nothing is damaged or cut (there the two differ in how much
    they save) must be those of evtx_dump. Returns what was compared."""
    told = pairs.once(hunt).told["inputs"]
    whole = {entry["path"]: entry["records"] for entry in told
             if entry["state"] == "read" and entry["damaged"] == 0 and not is_cut(folder / entry["path"])}
    files = [folder / path for path in whole]
    pairs.expect_equal(f"records of {len(files)} undamaged files", {
        "noroshi": sum(whole.values()),
        "evtx_dump": contenders.count_lines(contenders.rival(args, files))})
    return f"{len(files)} of them undamaged, with the same records for both"


def main() -> None:
    args = inputs.arguments(__doc__)
    folder = inputs.small_folder(args.corpus)
    logs = sorted(folder.rglob("*.evtx"))
    mib = sum(path.stat().st_size for path in logs) / 2**20
    hunt = contenders.hunt(args, "noroshi hunt", [folder], inputs.all_rules(args.corpus))
    dump = contenders.dump(args, [folder])
    compared = check(args, hunt, folder)
    all_contenders = [contenders.rival(args, logs), hunt, dump]
    samples = pairs.in_turn(all_contenders, args.runs)
    page.write_section("small_files", [
        f"A folder of {len(logs)} logs, {mib:.0f} MiB, {compared}; evtx_dump started for each file by "
        f"a shell loop ({inputs.THREADS} threads, all rules, {args.runs} turns).", "",
        *page.SPEED_HEAD, *page.speed_rows("folder", mib, all_contenders, samples),
        *page.BAR_HEAD, BAR.row(pairs.ratio(samples[1], samples[0]))])


if __name__ == "__main__":
    main()
