#!/usr/bin/env python3
"""How fast are files scanned, does memory grow with them, and what do YARA rules cost beside yara's own command?

Files are those of the folder NOROSHI_SCAN_FILES (tools/check_ordinary_files.py makes one), else what MinGW-w64 has
installed, copied until --mib are there; in each copy one byte of every 4 KiB behind the headers is another, so that
no two files are alike.
"""
import concurrent.futures
import os
import pathlib
import shutil

import contenders
import inputs
import page
import pairs

SPEED = page.Bar("scan without rules, processor time, MB/s of one core", 300, 600, at_least=True, unit=" MB/s",
                 digits=0)
GROWTH = page.Bar("peak memory of four times the files", 1.3, 1.1)
YARA = page.Bar("throughput of yara -p 2", 0.9, 1.2, at_least=True)
WITHOUT_HEADERS = 4_096


def originals() -> list[pathlib.Path]:
    given = os.environ.get("NOROSHI_SCAN_FILES")
    folders = [given] if given else ["/usr/x86_64-w64-mingw32", "/usr/lib/gcc/x86_64-w64-mingw32",
                                     "/usr/lib/gcc/i686-w64-mingw32"]
    return [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*"))
            if path.is_file() and not path.is_symlink() and path.stat().st_size > 0]


def varied(data: bytes, turn: int) -> bytes:
    changed = bytearray(data)
    if turn:
        for at in range(WITHOUT_HEADERS, len(changed), 4_096):
            changed[at] = (changed[at] + turn) % 256
    return bytes(changed)


def make(mib: int) -> tuple[pathlib.Path, float]:
    """A folder of about that size, made once; with its size in MB. In a process of its own: what this one holds
    counts as peak memory of those it starts."""
    with concurrent.futures.ProcessPoolExecutor(1) as apart:
        return apart.submit(make_here, mib).result()


def make_here(mib: int) -> tuple[pathlib.Path, float]:
    folder = inputs.FOLDER / f"scan-{mib}"
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        left, turn, files = mib << 20, 0, originals()
        while left > 0 and files:
            for number, path in enumerate(files):
                if left <= 0:
                    break
                data = varied(path.read_bytes(), turn)
                place = part / f"{turn}" / f"{number // 200}"
                place.mkdir(parents=True, exist_ok=True)
                (place / f"{number}-{path.name}").write_bytes(data)
                left -= len(data)
            turn += 1
        part.rename(folder)
    return folder, sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def scan(args, folder: pathlib.Path, name: str, *options: str) -> contenders.Contender:
    return contenders.Contender(name, [args.program, "scan", str(folder), "--json", "--threads",
                                       str(inputs.THREADS), *options])


def speed(args, folder: pathlib.Path, size: float) -> list[str]:
    plain = scan(args, folder, "noroshi scan --no-shipped-rules", "--no-shipped-rules")
    ours = scan(args, folder, "noroshi scan")
    pairs.once(plain)  # files in the cache
    samples = pairs.in_turn([plain, ours], args.runs)
    rates = [pairs.spread([size / sample.run.cpu_seconds for sample in measured]) for measured in samples]
    rows = [f"| {contender.name} | {rate.text(0, ' MB/s')} | {max(s.peak_mb for s in measured):.0f} MB |"
            for contender, rate, measured in zip([plain, ours], rates, samples)]
    return ["| program | of a core's time | peak memory |", "|---|---|---|", *rows, *page.BAR_HEAD,
            SPEED.row(rates[0])]


def growth(args) -> str:
    """The most of several turns: whether two large files are in memory at once is chance."""
    peaks = []
    for mib in (args.mib, args.mib * 4):
        folder, _ = make(mib)
        contender = scan(args, folder, f"noroshi scan, {mib} MiB")
        peaks.append(max(pairs.once(contender).peak_mb for _ in range(2 * args.runs)))
    ratio = peaks[1] / peaks[0]
    return GROWTH.row(pairs.Spread(ratio, ratio, ratio))


def yara(args, folder: pathlib.Path) -> str:
    """Both with the rules of JPCERT/CC, which need no names of files."""
    rules = args.corpus / "rules" / "yara" / "jpcert"
    files = sorted(path for path in rules.rglob("*.yar*") if path.is_file())
    options = [word for path in files for word in ("--yara", str(path))]
    ours = scan(args, folder, "noroshi scan --yara", "--no-shipped-rules", "--no-archives", *options)
    theirs = contenders.Contender("yara -p 2", ["yara", "-w", "-N", "-r", "-p", "2", *map(str, files), str(folder)])
    samples = pairs.in_turn([theirs, ours], args.runs)
    return YARA.row(pairs.ratio(samples[0], samples[1]))


def main() -> None:
    args = inputs.arguments(__doc__, runs=3)
    folder, size = make(args.mib)
    lines = speed(args, folder, size) + [growth(args)]
    if shutil.which("yara"):
        lines.append(yara(args, folder))
    count = sum(1 for path in folder.rglob("*") if path.is_file())
    page.write_section("scan", [f"{count:,} files of programs, libraries and headers for Windows, {size:,.0f} MB, "
                                f"{inputs.THREADS} threads, {args.runs} turns.", "", *lines])


if __name__ == "__main__":
    main()
