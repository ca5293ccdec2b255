#!/usr/bin/env python3
"""Does the time of a hunt grow with the number of rules? One, two, five and ten times as many.

The further rules are copies with other texts to look for: same gates, same fields, no two equal
(tools/vary_rules.py).
"""
import json
import pathlib
import subprocess

import contenders
import inputs
import page
import pairs
import vary_rules

TIMES = (1, 2, 5, 10)


def used_rules(args, rules: list[pathlib.Path]) -> list[pathlib.Path]:
    """The files of the rules that a hunt evaluates."""
    sets = [word for folder in rules for word in ("--rules", str(folder))]
    listed = subprocess.run([args.program, "rules", "list", *sets, "--no-shipped-rules", "--json"],
                            stdout=subprocess.PIPE, check=False).stdout
    roots = {folder.name: folder.parent for folder in rules}
    used = [row["path"] for row in map(json.loads, listed.splitlines()) if row["use"] == "used"]
    return sorted({roots[pathlib.Path(path).parts[0]] / path for path in used})


def grown_hunts(args, logs: inputs.EvtxSet) -> list[contenders.Contender]:
    """Not every rule has a copy, so there are a few copies more than times."""
    rules = inputs.all_rules(args.corpus)
    originals = used_rules(args, rules)
    folder = inputs.FOLDER / "varied_rules"
    each = vary_rules.write_copies(originals, folder, 1)
    needed = [round((times - 1) * len(originals) / each) for times in TIMES]
    vary_rules.write_copies(originals, folder, max(needed))
    copies = [folder / f"copy-{number}.yml" for number in range(1, max(needed) + 1)]
    return [contenders.hunt(args, f"noroshi hunt, {times} x the rules", logs.files,
                            rules + copies[:count]) for times, count in zip(TIMES, needed)]


def main() -> None:
    args = inputs.arguments(__doc__, runs=3)
    logs = inputs.big_evtx(args.corpus, "dense", args.mib)
    hunts = grown_hunts(args, logs)
    rival = contenders.rival(args, logs.files)
    told = [pairs.once(hunt).told for hunt in hunts]
    pairs.expect_equal("records", {"made": logs.records,
                                   "evtx_dump": contenders.count_lines(rival)} |
                       {hunt.name: one["evidence"]["records"] for hunt, one in zip(hunts, told)})
    _, *samples = pairs.in_turn([rival, *hunts], args.runs)

    def after_loading(sample: pairs.Sample) -> float:
        return sample.after_loading

    rows = [f"| {one['rules']['evaluated']:,} | {one['findings']['count']:,} | "
            f"{pairs.of(measured, pairs.seconds).text(2, ' s')} | "
            f"{pairs.ratio(measured, samples[0]).text()} | "
            f"{pairs.of(measured, after_loading).text(2, ' s')} | "
            f"{pairs.ratio(measured, samples[0], after_loading).text()} | "
            f"{max(sample.peak_mb for sample in measured):.0f} MB |"
            for one, measured in zip(told, samples)]
    page.write_section("rule_growth", [
        f"Dense logs ({args.mib} MiB, {inputs.THREADS} threads, {args.runs} turns). Ratios are to the "
        "rules as they are; copies look for other texts in the same fields of the same events.", "",
        "| rules | findings | whole run | ratio | after loading rules | ratio | peak memory |",
        "|---|---|---|---|---|---|---|", *rows, *page.BAR_HEAD,
        page.Bar("10 x the rules, hunt after loading", 1.3, 1.1).row(
            pairs.ratio(samples[-1], samples[0], after_loading)),
        page.Bar("10 x the rules, whole run", 1.3, 1.1).row(pairs.ratio(samples[-1], samples[0]))])


if __name__ == "__main__":
    main()
