#!/usr/bin/env python3
"""What does a record cost that no rule can want?

A rule for a channel that the logs do not have, quiet logs, one thread: what is left is finding the
records and seeing that each is of no interest.
"""
import contenders
import inputs
import page
import pairs

RULE = """title: Wants nothing that is there
id: 3f0e4c1c-7a0b-4a51-9d0f-6f5f3a4f7d10
status: stable
logsource: {product: windows}
detection:
  selection:
    Channel: No such channel
    EventID: 1
  condition: selection
level: low
"""
BAR = page.Bar("a record no rule wants", 100, 50, unit=" ns", digits=0)


def main() -> None:
    args = inputs.arguments(__doc__)
    rule = inputs.FOLDER / "wants_nothing.yml"
    logs = inputs.big_evtx(args.corpus, "quiet", args.mib)
    rule.write_text(RULE, encoding="utf-8")
    hunt = contenders.hunt(args, "noroshi hunt, one rule", logs.files, [rule], threads=1)
    rival = contenders.rival(args, logs.files, threads=1)
    told = pairs.once(hunt).told
    pairs.expect_equal("records", {"made": logs.records, "noroshi": told["evidence"]["records"],
                                   "evtx_dump": contenders.count_lines(rival)})
    pairs.expect_equal("findings", {"none": 0, "noroshi": hunt.findings()})
    samples = pairs.in_turn([rival, hunt], args.runs)

    def per_record(sample: pairs.Sample) -> float:
        stages = sample.told.get("measured", {}).get("seconds", {})
        return stages.get("scan", sample.seconds) / logs.records * 1e9

    each = [pairs.of(measured, per_record) for measured in samples]
    page.write_section("record_skip", [
        f"{logs.records:,} records of quiet logs, a rule that none of them can match, one thread, "
        f"{args.runs} turns. evtx_dump: the whole run; noroshi: its scan, reading included.", "",
        "| program | ns a record (least-most) | ratio |", "|---|---|---|",
        f"| {rival.name} | {each[0].text(0)} | 1.00 |",
        f"| {hunt.name} | {each[1].text(0)} | "
        f"{pairs.ratio(samples[1], samples[0], per_record).text()} |",
        *page.BAR_HEAD, BAR.row(each[1])])


if __name__ == "__main__":
    main()
