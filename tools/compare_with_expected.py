#!/usr/bin/env python3
"""Compares findings with another engine's, less the differences that are documented.

  compare_with_expected.py FINDINGS.jsonl EXPECTED.tsv [--documented TSV --reasons MD]
                           [--least 0.995] [--write-new TSV]

EXPECTED has lines `path, record id, rule id, count`, tab-separated. The documented differences have
`path, record id, rule id, sign, class`: `+` = we find it and the other engine does not, `-` = the
other way round. A class is the name of a `### heading` in the reasons file, where it is explained;
a class without explanation counts as not documented. A documented difference that no longer occurs
is stale and fails: the list must tell the truth. Recall and precision are of what is left.
--write-new lists the differences that are not documented yet, in the same form with class `?`.

Correlation findings (no record id) and findings of noroshi's own rules take no part.
"""
import argparse
import collections
import json
import pathlib
import re
import sys

Key = tuple[str, str, str]  # path, record id, rule id


def read_expected(path: pathlib.Path) -> collections.Counter:
    counts: collections.Counter = collections.Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            evidence, record, rule, count = line.split("\t")
            counts[(evidence, record, rule)] += int(count)
    return counts


def read_findings(path: pathlib.Path) -> collections.Counter:
    counts: collections.Counter = collections.Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            finding = json.loads(line)
            if finding.get("record_id") is None or finding["rule"].get("source") == "noroshi":
                continue
            key = (finding["evidence"]["path"], str(finding["record_id"]), finding["rule"]["id"])
            counts[key] += 1
    return counts


def read_documented(table: pathlib.Path | None, reasons: pathlib.Path | None) -> dict:
    """(key, sign) -> class, of rows whose class the reasons file explains."""
    if table is None or not table.exists():
        return {}
    text = reasons.read_text(encoding="utf-8") if reasons and reasons.exists() else ""
    explained = {heading.strip() for heading in re.findall(r"^### (.+)$", text, re.MULTILINE)}
    rows = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        evidence, record, rule, sign, reason = line.split("\t")
        if reason in explained:
            rows[((evidence, record, rule), sign)] = reason
    return rows


def differences(expected: collections.Counter, found: collections.Counter) -> collections.Counter:
    """(key, sign) -> how many."""
    result = collections.Counter({(key, "-"): n for key, n in (expected - found).items()})
    result.update({(key, "+"): n for key, n in (found - expected).items()})
    return result


def ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def print_by_rule(rows: collections.Counter, most: int) -> None:
    by_rule: dict[tuple[str, str], list] = {}
    for (key, sign), count in sorted(rows.items()):
        entry = by_rule.setdefault((key[2], sign), [0, key])
        entry[0] += count
    ordered = sorted(by_rule.items(), key=lambda item: (-item[1][0], item[0]))
    for (rule, sign), (count, key) in ordered[:most]:
        print(f"  {sign}{count:5}  {rule}  e.g. {key[0]} record {key[1]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("findings", type=pathlib.Path)
    parser.add_argument("expected", type=pathlib.Path)
    parser.add_argument("--documented", type=pathlib.Path)
    parser.add_argument("--reasons", type=pathlib.Path)
    parser.add_argument("--least", type=float, default=0.995)
    parser.add_argument("--write-new", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=20)
    args = parser.parse_args()

    expected, found = read_expected(args.expected), read_findings(args.findings)
    documented = read_documented(args.documented, args.reasons)
    rows = differences(expected, found)
    agreed = sum((expected & found).values())
    new = collections.Counter({row: n for row, n in rows.items() if row not in documented})
    stale = sorted(row for row in documented if row not in rows)
    missing = sum(n for (_, sign), n in new.items() if sign == "-")
    extra = sum(n for (_, sign), n in new.items() if sign == "+")
    recall, precision = ratio(agreed, agreed + missing), ratio(agreed, agreed + extra)

    print_by_rule(new, args.show)
    for (key, sign) in stale[:args.show]:
        print(f"  stale: {sign} {' '.join(key)}")
    if args.write_new:
        args.write_new.write_text("".join("\t".join([*key, sign, "?"]) + "\n"
                                          for key, sign in sorted(new)), encoding="utf-8")
    print(f"expected {sum(expected.values())}, found {sum(found.values())}, agree {agreed}; "
          f"documented differences {len(documented)} ({len(stale)} stale)")
    print(f"raw: recall {ratio(agreed, sum(expected.values())):.4f}, "
          f"precision {ratio(agreed, sum(found.values())):.4f}")
    print(f"without the documented: recall {recall:.4f}, precision {precision:.4f} "
          f"(at least {args.least})")
    return 0 if recall >= args.least and precision >= args.least and not stale else 1


if __name__ == "__main__":
    sys.exit(main())
