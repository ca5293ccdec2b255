#!/usr/bin/env python3
"""What does a second thread bring? And more threads than cores: do they harm?"""
import hashlib
import os
import shlex

import contenders
import inputs
import page
import pairs

THREADS = (1, 2, 5)


def fingerprint(hunt: contenders.Contender) -> str:
    digest = hashlib.sha256()
    with (hunt.out / "findings.jsonl").open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()[:12]


def side_by_side(hunt: contenders.Contender) -> contenders.Contender:
    """Two such hunts at once that share nothing but the machine: what two cores can give at most."""
    def command(part: str) -> str:
        words = list(hunt.command)
        words[words.index("--out") + 1] = str(hunt.out / part)
        return shlex.join(words)
    return contenders.Contender(f"two of {hunt.name}",
                                ["sh", "-c", f"{command('a')} & {command('b')}; wait"])


def scale(args, kind: str, mib: int) -> tuple[list[str], str]:
    """Rows of the table, and of the bar, for one kind of logs."""
    logs = inputs.big_evtx(args.corpus, kind, mib)
    hunts = [contenders.hunt(args, f"noroshi hunt --threads {n}", logs.files,
                             inputs.all_rules(args.corpus), threads=n) for n in THREADS]
    for hunt in hunts:
        pairs.once(hunt)
    pairs.expect_equal(f"bytes of the findings, {kind}, {mib} MiB",
                       {hunt.name: fingerprint(hunt) for hunt in hunts})
    rivals = [contenders.rival(args, logs.files, threads=n) for n in (1, 2)]
    rival_one, rival_two, apart, *noroshi = pairs.in_turn([*rivals, side_by_side(hunts[0]), *hunts],
                                                          args.runs)
    shown = f"{kind}, {mib} MiB"
    rows = [f"| {shown} | evtx_dump -o jsonl | 2 | {pairs.ratio(rival_one, rival_two).text()} | |"]
    limit = pairs.spread([2 * one.seconds / two.seconds for one, two in zip(noroshi[0], apart)])
    rows.append(f"| {shown} | two hunts of one thread, side by side | 1 and 1 | {limit.text()} | |")
    for threads, samples in zip(THREADS[1:], noroshi[1:]):
        loaded = pairs.ratio(noroshi[0], samples, lambda sample: sample.after_loading)
        rows.append(f"| {shown} | noroshi hunt | {threads} | {pairs.ratio(noroshi[0], samples).text()} "
                    f"| {loaded.text()} |")
    bar = page.Bar(f"second thread, {shown}", 1.8, 1.9, at_least=True)
    return rows, bar.row(pairs.ratio(noroshi[0], noroshi[1]))


def main() -> None:
    args = inputs.arguments(__doc__, runs=3)
    # Start and end of a hunt have one thread: the smallest and the largest size that count.
    rows, bars = zip(*(scale(args, kind, mib) for mib in (args.mib, 2 * args.mib)
                       for kind in ("dense", "quiet")))
    page.write_section("thread_scaling", [
        f"Time of one thread over time of several: whole runs, and the hunt once rules are loaded. "
        f"{os.cpu_count()} cores, all rules, `--write findings`, {args.runs} turns. "
        "The findings are the same bytes. Two hunts side by side share nothing but the machine: where they "
        "do not reach twice, no program can.", "",
        "| input | program | threads | speed-up | after loading rules |", "|---|---|---|---|---|",
        *[row for some in rows for row in some], *page.BAR_HEAD, *bars])


if __name__ == "__main__":
    main()
