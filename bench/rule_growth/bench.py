#!/usr/bin/env python3
"""Does the time of a hunt grow with the number of rules? One, two, five and ten times as many.

The further rules are copies with other texts to look for: same gates, same fields, no two equal
(tools/vary_rules.py). Copies that find something all the same are left out, for what a finding costs
to write is another question (bench/findings_write); one row has them.
"""
import dataclasses
import json
import pathlib
import re
import subprocess

import contenders
import inputs
import page
import pairs
import vary_rules

TIMES = (1, 2, 5, 10)
SPARE = 1.3  # more copies than rules are wanted, because some are left out
RULE_ID = re.compile(r"^id: (\S+)", re.MULTILINE)


def used_rules(args, rules: list[pathlib.Path]) -> list[pathlib.Path]:
    """The files of the rules that a hunt evaluates."""
    sets = [word for folder in rules for word in ("--rules", str(folder))]
    listed = subprocess.run([args.program, "rules", "list", *sets, "--no-shipped-rules", "--json"],
                            stdout=subprocess.PIPE, check=False).stdout
    roots = {folder.name: folder.parent for folder in rules}
    used = [row["path"] for row in map(json.loads, listed.splitlines()) if row["use"] == "used"]
    return sorted({roots[pathlib.Path(path).parts[0]] / path for path in used})


def drop(file: pathlib.Path, found: set[str], out: pathlib.Path) -> int:
    """Writes the rules of a file that are not among `found`; returns how many there are."""
    rules = [text for text in vary_rules.documents(file)
             if (told := RULE_ID.search(text)) is None or told.group(1) not in found]
    out.write_text("---\n".join(text.strip("\n") + "\n" for text in rules), encoding="utf-8")
    return len(rules)


def silent(args, logs: inputs.EvtxSet, copies: list[pathlib.Path],
           folder: pathlib.Path) -> tuple[list[pathlib.Path], int]:
    """The copies without those that find something in the logs, and how many there are in a file."""
    hunt = contenders.hunt(args, "noroshi hunt, copies alone", logs.files, copies)
    pairs.once(hunt)
    with (hunt.out / "findings.jsonl").open(encoding="utf-8") as lines:
        found = {json.loads(line)["rule"]["id"] for line in lines}
    folder.mkdir(exist_ok=True)
    kept = [folder / file.name for file in copies]
    counts = [drop(file, found, out) for file, out in zip(copies, kept)]
    return kept, min(counts)


def with_own_cache(hunt: contenders.Contender, name: str) -> contenders.Contender:
    """All these rules together are more than one cache of compiled rules holds."""
    cache = inputs.FOLDER / f"cache-{name}"
    return dataclasses.replace(hunt, command=["env", f"XDG_CACHE_HOME={cache}", *hunt.command])


def grown_hunts(args, logs: inputs.EvtxSet) -> list[contenders.Contender]:
    """Not every rule has a copy, so there are more copies than times. The last: with all copies."""
    rules = inputs.all_rules(args.corpus)
    originals = used_rules(args, rules)
    folder = inputs.FOLDER / "varied_rules"
    each = vary_rules.write_copies(originals, folder, 1)
    most = round(SPARE * (TIMES[-1] - 1) * len(originals) / each)
    vary_rules.write_copies(originals, folder, most)
    copies = [folder / f"copy-{number}.yml" for number in range(1, most + 1)]
    kept, left = silent(args, logs, copies, inputs.FOLDER / "silent_rules")
    needed = [round((times - 1) * len(originals) / left) for times in TIMES]
    named = [(f"{times} x the rules", kept[:count]) for times, count in zip(TIMES, needed)]
    named.append((f"{TIMES[-1]} x, copies that find something too", copies[:needed[-1]]))
    return [with_own_cache(contenders.hunt(args, f"noroshi hunt, {name}", logs.files, rules + more),
                           str(number)) for number, (name, more) in enumerate(named)]


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
        "rules as they are; copies look for other texts in the same fields of the same events. Last row: with the "
        "copies that find something all the same.", "",
        "| rules | findings | whole run | ratio | after loading rules | ratio | peak memory |",
        "|---|---|---|---|---|---|---|", *rows, *page.BAR_HEAD,
        page.Bar("10 x the rules, hunt after loading", 1.3, 1.1).row(
            pairs.ratio(samples[-2], samples[0], after_loading)),
        page.Bar("10 x the rules, whole run", 1.3, 1.1).row(pairs.ratio(samples[-2], samples[0]))])


if __name__ == "__main__":
    main()
