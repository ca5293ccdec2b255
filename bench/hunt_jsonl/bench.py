#!/usr/bin/env python3
"""How fast is JSON hunted with all rules, and how much of that is finding its structure?

Windows events as JSON lines, laid together from the exports in the corpus; one thread; findings
written. Beside it simdjson alone over the same bytes.
"""
import pathlib
import subprocess

import contenders
import inputs
import page
import pairs

BAR = page.Bar("JSON lines, MB/s a core with all rules", 150, 300, unit=" MB/s", digits=0,
               at_least=True)


def parse_only(args) -> pathlib.Path:
    build = pathlib.Path(args.program).parent
    subprocess.run(["cmake", "--build", str(build), "--target", "bench_parse_only"], check=True,
                   stdout=subprocess.DEVNULL)
    return build / "bench" / "bench_parse_only"


def main() -> None:
    args = inputs.arguments(__doc__)
    logs = inputs.json_lines(args.corpus, args.mib)
    parse = contenders.Contender("simdjson, parse only", [str(parse_only(args)), str(logs.file)])
    hunt = contenders.hunt(args, "noroshi hunt", [logs.file], inputs.all_rules(args.corpus),
                           threads=1)
    parsed = int(subprocess.run(parse.command, check=True, capture_output=True).stdout)
    pairs.expect_equal("records", {"made": logs.records, "simdjson": parsed,
                                   "noroshi": pairs.once(hunt).told["evidence"]["records"]})
    samples = pairs.in_turn([parse, hunt], args.runs)
    size = logs.file.stat().st_size

    def rate(sample: pairs.Sample) -> float:
        stages = sample.told.get("measured", {}).get("seconds", {})
        return size / stages.get("scan", sample.seconds) / 1e6

    rates = [pairs.of(measured, rate) for measured in samples]
    page.write_section("hunt_jsonl", [
        f"{logs.records:,} records, {size / 1e6:,.0f} MB of JSON lines, all SigmaHQ and Hayabusa "
        f"rules, one thread, {args.runs} turns. noroshi: its scan, reading included.", "",
        "| program | MB/s (least-most) |", "|---|---|",
        f"| {parse.name} | {rates[0].text(0)} |", f"| {hunt.name} | {rates[1].text(0)} |",
        *page.BAR_HEAD, BAR.row(rates[1])])


if __name__ == "__main__":
    main()
