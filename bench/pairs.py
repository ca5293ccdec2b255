"""What every benchmark here shares: inputs, alternating runs, ratios, the results page.

A benchmark compares noroshi with a rival on the same files in the same run, in turn, so that what
disturbs the machine disturbs both. It checks the answers before it times them. Results are ratios
and speeds with their spread; they name no machine.
"""
import argparse
import json
import pathlib
import re
import shlex
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from measured import Run, run  # noqa: E402  pylint: disable=wrong-import-position

RESULTS = ROOT / "bench" / "results.md"
PROGRAM = ROOT / "build" / "release" / "noroshi"
THREADS = 2


def arguments(doc: str) -> argparse.Namespace:
    """The options all benchmarks take."""
    parser = argparse.ArgumentParser(description=doc,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--evtx-dump", required=True, help="the rival's program")
    parser.add_argument("--mib", type=int, default=256)
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def big_evtx(corpus: pathlib.Path, kind: str, mib: int) -> tuple[list[pathlib.Path], int]:
    """Makes (once) the set `kind` of that size; returns its files and their number of records."""
    folder = ROOT / "build" / "bench" / f"{kind}-{mib}"
    manifest = folder / "manifest.json"
    if not manifest.exists():
        maker = corpus.parent / "tools" / "make_big_evtx.py"
        subprocess.run([sys.executable, maker, corpus / "evtx", folder, "--mib", str(mib), "--set",
                        kind], check=True, stdout=sys.stderr)
    told = json.loads(manifest.read_text())
    return [folder / entry["file"] for entry in told["files"]], told["records"]


def rival_dump(program: str, files: list[pathlib.Path]) -> list[str]:
    """evtx_dump over all files, one after the other: it takes one at a time."""
    each = f"{shlex.quote(program)} -o jsonl -t {THREADS}"
    return ["sh", "-c", " && ".join(f"{each} {shlex.quote(str(file))}" for file in files)]


def count_lines(command: list[str]) -> int:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        return sum(block.count(b"\n") for block in iter(lambda: process.stdout.read(1 << 20), b""))


def expect_equal(what: str, values: dict[str, int]) -> None:
    """Ends the benchmark when the contenders do not agree: there is nothing to time then."""
    print(f"  {what}: " + ", ".join(f"{name} {value}" for name, value in values.items()))
    if len(set(values.values())) != 1:
        raise SystemExit(f"{what} differ; not timed")


def alternate(contenders: dict[str, list[str]], runs: int,
              accept: tuple[int, ...] = (0,)) -> dict[str, list[Run]]:
    """Runs each contender once to warm the file cache, then `runs` times in turn, output to
    /dev/null."""
    results: dict[str, list[Run]] = {name: [] for name in contenders}
    for turn in range(runs + 1):
        for name, command in contenders.items():
            result = run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if result.status not in accept:
                raise SystemExit(f"{name} failed: {result}")
            if turn > 0:
                results[name].append(result)
                print(f"  {name}: {result}")
    return results


def table_rows(label: str, mib: int, results: dict[str, list[Run]], yardstick: str) -> list[str]:
    """One Markdown row a contender: median, spread, speed, memory, ratio to the yardstick."""
    base = statistics.median(result.seconds for result in results[yardstick])
    rows = []
    for name, measured in results.items():
        seconds = sorted(result.seconds for result in measured)
        middle = statistics.median(seconds)
        peak = max(result.peak_mb for result in measured)
        rows.append(f"| {label} | {name} | {middle:.2f} s ({seconds[0]:.2f}-{seconds[-1]:.2f}) | "
                    f"{mib / middle:,.0f} MiB/s | {peak:.0f} MB | {middle / base:.2f} |")
    return rows


TABLE_HEAD = ["| input | program | median (least-most) | speed | peak memory | ratio |",
              "|---|---|---|---|---|---|"]


def write_section(name: str, lines: list[str]) -> None:
    """Puts the section `name` into bench/results.md, in place of an older one."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    section = "\n".join([f"## {name}", "", *lines, ""]) + "\n"
    pattern = re.compile(rf"^## {re.escape(name)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(text):
        text = pattern.sub(lambda _: section, text)
    else:
        text = text.rstrip("\n") + "\n\n" + section
    RESULTS.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
