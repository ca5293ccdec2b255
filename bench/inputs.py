"""What the benchmarks read: options, sets of records laid together from real logs, real rules."""
import argparse
import dataclasses
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "bench"  # what is made here may be deleted at any time
THREADS = 2


def arguments(doc: str, runs: int = 5) -> argparse.Namespace:
    """The options all benchmarks take. `runs` is the number of turns that this question needs."""
    parser = argparse.ArgumentParser(description=doc,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--evtx-dump", required=True, help="the rival's program")
    parser.add_argument("--program", default=str(ROOT / "build" / "release" / "noroshi"))
    parser.add_argument("--mib", type=int, default=256)
    parser.add_argument("--runs", type=int, default=runs)
    return parser.parse_args()


@dataclasses.dataclass(frozen=True)
class EvtxSet:
    """A few large logs; see tools/make_big_evtx.py beside the corpus."""
    kind: str
    mib: int
    files: list[pathlib.Path]
    records: int


def big_evtx(corpus: pathlib.Path, kind: str, mib: int) -> EvtxSet:
    """Makes (once) the set `kind` (dense: attacks among them, quiet: system logs) of that size."""
    folder = FOLDER / f"{kind}-{mib}"
    manifest = folder / "manifest.json"
    if not manifest.exists():
        maker = corpus.parent / "tools" / "make_big_evtx.py"
        subprocess.run([sys.executable, maker, corpus / "evtx", folder, "--mib", str(mib), "--set",
                        kind], check=True, stdout=sys.stderr)
    told = json.loads(manifest.read_text(encoding="utf-8"))
    return EvtxSet(kind, mib, [folder / entry["file"] for entry in told["files"]], told["records"])


@dataclasses.dataclass(frozen=True)
class JsonSet:
    file: pathlib.Path
    records: int


def members(path: pathlib.Path):
    """(name, open file) of the members of an archive."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name, archive.open(name)
    else:
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile():
                    yield member.name, archive.extractfile(member)


def json_lines(corpus: pathlib.Path, mib: int) -> JsonSet:
    """Makes (once) one file of that size from the Windows events among the corpus's exports."""
    file = FOLDER / f"events-{mib}.jsonl"
    archives = sorted((corpus / "json" / "otrf" / "atomic" / "windows").rglob("*"))
    room = mib << 20
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            for archive in archives:
                if archive.suffix not in (".zip", ".gz") or out.tell() >= room:
                    continue
                for name, lines in members(archive):
                    if name.endswith(".json") and "__MACOSX" not in name:
                        out.writelines(line.rstrip() + b"\n" for line in lines if line.strip())
    with file.open("rb") as lines:
        return JsonSet(file, sum(1 for _ in lines))


def small_logs(corpus: pathlib.Path) -> list[pathlib.Path]:
    return sorted((corpus / "evtx").rglob("*.evtx"))


def small_folder(corpus: pathlib.Path) -> pathlib.Path:
    """The corpus's logs in their folders, without what lies beside them."""
    folder = FOLDER / "small"
    if not folder.exists():
        for path in small_logs(corpus):
            copy = folder / path.relative_to(corpus / "evtx")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    return folder


def smallest_log(corpus: pathlib.Path) -> pathlib.Path:
    return min(small_logs(corpus), key=lambda path: (path.stat().st_size, path))


def all_rules(corpus: pathlib.Path) -> list[pathlib.Path]:
    """SigmaHQ's and Hayabusa's, as they are."""
    return [corpus / "rules" / name for name in ("sigma", "hayabusa")]
