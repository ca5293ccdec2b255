#!/usr/bin/env python3
"""Hunts evidence that is huge, broken or made to harm, and prints what came of each: one line a
case with size, time, peak memory, findings and what the loss ledger says. Ends with 1 when a case
is not as it has to be.

  check_odd_evidence.py PROGRAM [--scale N] [CASE]...

--scale divides the large sizes, for a quick look. What is written lies in a temporary folder and is
removed; the largest is 1 GB.
"""
import argparse
import gzip
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

MIB = 1 << 20
RULES = """title: Tool
name: tool
logsource: {product: windows, service: security}
detection: {sel: {Tool: psexec}, condition: sel}
level: high
"""
CHAIN = """title: a
name: a
logsource: {product: windows, service: security}
detection: {sel: {Step: a}, condition: sel}
---
title: b
name: b
logsource: {product: windows, service: security}
detection: {sel: {Step: b}, condition: sel}
---
title: c
name: c
logsource: {product: windows, service: security}
detection: {sel: {Step: c}, condition: sel}
---
title: chain
level: high
correlation: {type: temporal_ordered, rules: [a, b, c], group-by: User, timespan: 10m}
"""
OK, INCOMPLETE = 0, 3


def record(**more):
    return json.dumps({"Channel": "Security", "EventID": 1, "Hostname": "H", "Tool": "psexec",
                       "@timestamp": "2020-10-05T02:11:09Z", **more}, ensure_ascii=False)


class Case:
    """What is written, and what has to come of it."""

    def __init__(self, write, status, findings, ledger, rules=RULES, most_mb=160):
        self.write, self.status, self.findings = write, status, findings
        self.ledger, self.rules, self.most_mb = ledger, rules, most_mb


def corrupt_line(folder, _):
    (folder / "x.jsonl").write_bytes(
        (record() + '\n{"Channel": "Secu\x00\n' + record() + "\n").encode())


def cut_gzip(folder, _):
    lines = [record(N=i, Pad=f"{random.Random(i).random()}") for i in range(1000)]
    packed = gzip.compress("\n".join(lines).encode())
    (folder / "x.jsonl.gz").write_bytes(packed[:len(packed) // 2])


def zipped(names_and_contents):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in names_and_contents:
            archive.writestr(name, content)
    return out.getvalue()


def nested_zips(leaf):
    """Zip files in zip files, sixteen in each, three deep: 4,096 times the leaf."""
    content = zipped([("leaf", leaf)])
    for layer in range(3):
        content = zipped([(f"{layer}-{i}.zip", content) for i in range(16)])
    return content


def log_of_blank_lines(size):
    """A record and nothing behind it: packs a thousand to one, and a reader reads all of it."""
    return (record() + "\n").encode().ljust(size, b"\n")


def zip_bomb(folder, _):
    """Some kilobytes that hold a terabyte of zeros, of which no reader wants more than the beginning:
    it is the zip files in it that become too much. Never scaled: smaller ones are no bomb."""
    (folder / "bomb.zip").write_bytes(nested_zips(bytes(256 * MIB)))
    (folder / "good.jsonl").write_text(record() + "\n")


def zip_bomb_of_logs(folder, scale):
    (folder / "bomb.zip").write_bytes(nested_zips(log_of_blank_lines(256 * MIB // scale)))
    (folder / "good.jsonl").write_text(record() + "\n")


def gzip_bomb(folder, _):
    """A log, packed as densely as deflate can, and packed again: 2 GiB, past what is free."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"\n" * (16 * MIB)
    parts = [packer.compress(log_of_blank_lines(MIB))]
    parts += [packer.compress(block) for _ in range(128)] + [packer.flush()]
    (folder / "bomb.jsonl.gz.gz").write_bytes(gzip.compress(b"".join(parts)))
    (folder / "good.jsonl").write_text(record() + "\n")


def large_array(folder, scale):
    line = record(Pad="y" * 2000).replace("psexec", "calc").encode() + b",\n"
    with (folder / "array.json").open("wb") as file:
        file.write(b"[\n")
        block = line * 500
        for _ in range((1 << 30) // scale // len(block) + 1):
            file.write(block)
        file.write(record().encode() + b"\n]\n")


def shift_jis(folder, _):
    (folder / "ja.jsonl").write_bytes((record(User="管理者") + "\n").encode("cp932"))


def long_line(folder, _):
    with (folder / "long.jsonl").open("wb") as file:
        file.write(record().encode() + b'\n{"a":"')
        for _ in range(64):
            file.write(b"x" * MIB)
        file.write(b'"}\n' + record().encode() + b"\n")


def million_events(folder, scale):
    """Three steps each of users who come in any order, lines shuffled within a file: every user's
    chain is in order once."""
    users = 1_000_000 // 3 // scale
    lines = []
    for user in range(users):
        second = user * 7 % 2_000_000
        for step, name in enumerate("abc"):
            at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_600_000_000 + second + 60 * step))
            lines.append(json.dumps({"Channel": "Security", "EventID": 1, "Hostname": "H",
                                     "Step": name, "User": f"user{user}", "@timestamp": at}))
    random.Random(1).shuffle(lines)
    half = len(lines) // 2
    (folder / "one.jsonl").write_text("\n".join(lines[:half]) + "\n")
    (folder / "two.jsonl").write_text("\n".join(lines[half:]) + "\n")


CASES = {
    "corrupt_line": Case(corrupt_line, INCOMPLETE, lambda _: 2, {"record_syntax"}),
    "cut_gzip": Case(cut_gzip, INCOMPLETE, lambda _: None, {"container"}),
    "zip_bomb": Case(zip_bomb, INCOMPLETE, lambda _: 1, {"container_limit"}),
    "zip_bomb_of_logs": Case(zip_bomb_of_logs, INCOMPLETE, lambda _: None, {"container_limit"}),
    "gzip_bomb": Case(gzip_bomb, INCOMPLETE, lambda _: 2, {"container_limit"}),
    "array_of_1_gb": Case(large_array, OK, lambda _: 1, set()),
    "shift_jis": Case(shift_jis, OK, lambda _: 1, set()),
    "line_of_64_mb": Case(long_line, INCOMPLETE, lambda _: 2, {"record_size"}),
    "million_events": Case(million_events, OK, lambda scale: 1_000_000 // 3 // scale, set(),
                           rules=CHAIN),
}


def hunt(program, folder, case):
    """Exit status, seconds, findings and run.json of a hunt over folder/logs."""
    (folder / "rule.yml").write_text(case.rules)
    out = folder / "out"
    start = time.monotonic()
    status = subprocess.run(
        [program, "hunt", str(folder / "logs"), "--rules", str(folder / "rule.yml"),
         "--no-shipped-rules", "--out", str(out), "--write", "findings", "--quiet"],
        env={"PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": str(folder)}, check=False).returncode
    seconds = time.monotonic() - start
    with (out / "findings.jsonl").open(encoding="utf-8") as file:
        findings = sum(1 for _ in file)
    return status, seconds, findings, json.loads((out / "run.json").read_text(encoding="utf-8"))


def objections(case, scale, status, findings, manifest):
    """What is not as it has to be, as texts."""
    wanted = case.findings(scale)
    kinds = {loss["kind"] for loss in manifest["losses"]}
    peak = manifest["measured"]["peak_memory_bytes"] / 1e6
    wrong = []
    if status != case.status:
        wrong.append(f"exit {status}, wanted {case.status}")
    if wanted is not None and findings != wanted:
        wrong.append(f"{findings} findings, wanted {wanted}")
    if wanted is None and findings == 0:
        wrong.append("no findings at all")
    if not case.ledger <= kinds:
        wrong.append(f"the ledger has {sorted(kinds)}, wanted {sorted(case.ledger)}")
    if peak > case.most_mb:
        wrong.append(f"{peak:.0f} MB, wanted {case.most_mb} at most")
    return wrong


def run_case(name, case, args):
    with tempfile.TemporaryDirectory(prefix="noroshi-odd-") as temporary:
        folder = pathlib.Path(temporary)
        (folder / "logs").mkdir()
        case.write(folder / "logs", args.scale)
        size = sum(path.stat().st_size for path in (folder / "logs").iterdir())
        status, seconds, findings, manifest = hunt(args.program, folder, case)
    wrong = objections(case, args.scale, status, findings, manifest)
    ledger = ", ".join(sorted({loss["kind"] for loss in manifest["losses"]})) or "nothing lost"
    peak = manifest["measured"]["peak_memory_bytes"] / 1e6
    print(f"| {name} | {size:,} | {seconds:.1f} s | {peak:.0f} MB | {findings:,} | {ledger} | "
          f"{'; '.join(wrong) or 'as it has to be'} |", flush=True)
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--scale", type=int, default=1)
    args = parser.parse_args()
    print("| case | bytes | time | peak | findings | ledger | |\n|---|---|---|---|---|---|---|")
    good = [run_case(name, CASES[name], args) for name in args.cases or CASES]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
