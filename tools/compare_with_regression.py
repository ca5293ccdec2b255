#!/usr/bin/env python3
"""Judges what check_regression.py prints, read from standard input: passes when every row that
is not exact is documented, and every documented row is still so.

  check_regression.py FINDINGS.jsonl FOLDER --show 1000 | compare_with_regression.py TSV REASONS.md

TSV has lines `path, rule id, stated count, found count, class`, tab-separated. The class is the
name of a `### heading` in the reasons file, where it is explained. Only more matches than stated
can be documented: fewer are an error of ours.
"""
import argparse
import pathlib
import re
import sys

ROW = re.compile(r"(?P<path>.+): rule (?P<rule>\S+) wanted (?P<wanted>\S+), found (?P<found>\d+)")
TOTAL = re.compile(r"exact (?P<exact>\d+), at least once \d+, of (?P<all>\d+)")

Row = tuple[str, str, str, str]  # path, rule id, stated, found


def read_documented(table: pathlib.Path, reasons: pathlib.Path) -> set[Row]:
    """Rows of the table whose class is explained, and which have more matches than stated."""
    explained = {heading.strip() for heading in
                 re.findall(r"^### (.+)$", reasons.read_text(encoding="utf-8"), re.MULTILINE)}
    rows = set()
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        path, rule, wanted, found, reason = line.split("\t")
        if reason in explained and int(found) > int(wanted):
            rows.add((path, rule, wanted, found))
    return rows


def read_result(lines: list[str]) -> tuple[set[Row], int, int]:
    """Rows that are not exact; how many are exact; how many there are. Zeros without a total."""
    rows, exact, whole = set(), 0, 0
    for line in lines:
        if match := ROW.fullmatch(line.strip()):
            rows.add((match["path"], match["rule"], match["wanted"], match["found"]))
        elif match := TOTAL.fullmatch(line.strip()):
            exact, whole = int(match["exact"]), int(match["all"])
    return rows, exact, whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documented", type=pathlib.Path)
    parser.add_argument("reasons", type=pathlib.Path)
    args = parser.parse_args()

    documented = read_documented(args.documented, args.reasons)
    rows, exact, whole = read_result(sys.stdin.read().splitlines())
    for text, wrong in (("not documented", rows - documented), ("stale", documented - rows)):
        for row in sorted(wrong):
            print(f"  {text}: {' '.join(row)}")
    print(f"exact {exact} of {whole}; documented {len(rows & documented)}")
    return 0 if rows == documented and 0 < whole == exact + len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
