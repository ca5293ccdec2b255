#!/usr/bin/env python3
"""What does a folder of many small logs cost, where starting and ending count most?

The rival takes one file at a time: a shell loop starts it for each.
"""
import contenders
import inputs
import page
import pairs

BAR = page.Bar("folder of small files, hunt", 2, 1)


def check(args, hunt: contenders.Contender, logs: list) -> str:
    """Record counts of all files in which nothing is damaged (there the two differ in how much they
    save) must be those of evtx_dump. Returns what was compared."""
    told = pairs.once(hunt).told["inputs"]
    whole = {entry["path"]: entry["records"] for entry in told
             if entry["state"] == "read" and entry["damaged"] == 0}
    root = args.corpus / "evtx"
    files = [path for path in logs if str(path.relative_to(root)) in whole]
    pairs.expect_equal(f"records of {len(files)} undamaged files", {
        "noroshi": sum(whole.values()),
        "evtx_dump": contenders.count_lines(contenders.rival(args, files))})
    return f"{len(files)} of them undamaged, with the same records for both"


def main() -> None:
    args = inputs.arguments(__doc__)
    logs = inputs.small_logs(args.corpus)
    mib = sum(path.stat().st_size for path in logs) / 2**20
    hunt = contenders.hunt(args, "noroshi hunt", [args.corpus / "evtx"],
                           inputs.all_rules(args.corpus))
    dump = contenders.dump(args, [args.corpus / "evtx"])
    compared = check(args, hunt, logs)
    all_contenders = [contenders.rival(args, logs), hunt, dump]
    samples = pairs.in_turn(all_contenders, args.runs)
    page.write_section("small_files", [
        f"A folder of {len(logs)} logs, {mib:.0f} MiB, {compared}; evtx_dump started for each file by "
        f"a shell loop ({inputs.THREADS} threads, all rules, {args.runs} turns).", "",
        *page.SPEED_HEAD, *page.speed_rows("folder", mib, all_contenders, samples),
        *page.BAR_HEAD, BAR.row(pairs.ratio(samples[1], samples[0]))])


if __name__ == "__main__":
    main()
