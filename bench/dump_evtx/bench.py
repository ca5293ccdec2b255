#!/usr/bin/env python3
"""How fast are records turned into JSON lines, compared with the fastest reader there is?"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import pairs  # noqa: E402  pylint: disable=wrong-import-position


def main() -> None:
    args = pairs.arguments(__doc__)
    rows = []
    for kind in ("dense", "quiet"):
        print(f"dump_evtx {kind}, {args.mib} MiB")
        files, records = pairs.big_evtx(args.corpus, kind, args.mib)
        dump = [str(pairs.PROGRAM), "dump", *map(str, files), "--threads", str(pairs.THREADS)]
        rival = pairs.rival_dump(args.evtx_dump, files)
        pairs.expect_equal("records", {"made": records, "noroshi": pairs.count_lines(dump),
                                       "evtx_dump": pairs.count_lines(rival)})
        results = pairs.alternate({"evtx_dump -o jsonl": rival, "noroshi dump": dump}, args.runs,
                                  accept=(0, 3))
        rows += pairs.table_rows(kind, args.mib, results, "evtx_dump -o jsonl")
    pairs.write_section("dump_evtx", [
        f"All records as JSON lines to nowhere ({args.mib} MiB each, {pairs.THREADS} threads, "
        f"{args.runs} runs in turn).", "", *pairs.TABLE_HEAD, *rows])


if __name__ == "__main__":
    main()
