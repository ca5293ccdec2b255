#!/usr/bin/env python3
"""How much more does a hunt with all rules cost than merely reading the logs?

Dense (many findings) and quiet logs; SigmaHQ and Hayabusa rules together; findings written.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import pairs  # noqa: E402  pylint: disable=wrong-import-position


def hunt_command(corpus: pathlib.Path, files: list[pathlib.Path], out: pathlib.Path) -> list[str]:
    rules = [option for name in ("sigma", "hayabusa")
             for option in ("--rules", str(corpus / "rules" / name))]
    return [str(pairs.PROGRAM), "hunt", *map(str, files), *rules, "--no-shipped-rules",
            "--out", str(out), "--write", "findings", "--threads", str(pairs.THREADS), "--quiet"]


def main() -> None:
    args = pairs.arguments(__doc__)
    rows = []
    findings = {}
    for kind in ("dense", "quiet"):
        print(f"hunt_evtx {kind}, {args.mib} MiB")
        files, records = pairs.big_evtx(args.corpus, kind, args.mib)
        out = pairs.ROOT / "build" / "bench" / f"hunt-{kind}"
        hunt = hunt_command(args.corpus, files, out)
        rival = pairs.rival_dump(args.evtx_dump, files)
        if pairs.run(hunt).status not in (0, 3):
            raise SystemExit("the hunt failed")
        told = json.loads((out / "run.json").read_text())
        # Line by line: what this process holds counts as peak memory of those it starts.
        with (out / "findings.jsonl").open("rb") as lines:
            findings[kind] = sum(1 for _ in lines)
        pairs.expect_equal("records", {"made": records, "noroshi": told["evidence"]["records"],
                                       "evtx_dump": pairs.count_lines(rival)})
        results = pairs.alternate({"evtx_dump -o jsonl": rival, "noroshi hunt": hunt}, args.runs,
                                  accept=(0, 3))
        rows += pairs.table_rows(kind, args.mib, results, "evtx_dump -o jsonl")
    pairs.write_section("hunt_evtx", [
        f"Hunt with all SigmaHQ and Hayabusa rules, `--write findings`, against only reading the same "
        f"files ({args.mib} MiB each, {pairs.THREADS} threads, {args.runs} runs in turn).",
        f"Findings: dense {findings['dense']:,}, quiet {findings['quiet']:,}. Bar: ratio <= 10.", "",
        *pairs.TABLE_HEAD, *rows])


if __name__ == "__main__":
    main()
