"""What the CLI tests share: running the program, simulated evidence, golden texts."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = pathlib.Path("noroshi")
UPDATE = False
GOLDEN = pathlib.Path(__file__).resolve().parent / "golden"

OK, INTERNAL, USAGE, INCOMPLETE = 0, 1, 2, 3


class Evidence:
    """One simulated organisation for all tests; made once, never written to."""
    root = None
    logs = None

    def __enter__(self):
        Evidence.root = pathlib.Path(tempfile.mkdtemp(prefix="noroshi-cli-"))
        Evidence.logs = Evidence.root / "logs"
        run("simulate", "--out", Evidence.logs, "--days", "7", "--hosts", "9", expect=OK)
        # JSON is evidence, too: what is counted here are the event logs, not the truth beside them,
        # nor the logs of the network.
        for name in ("truth.json", "network"):
            (Evidence.logs / name).rename(Evidence.root / name)
        return self

    def __exit__(self, *unused):
        shutil.rmtree(Evidence.root)


class Finished:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")


def run(*args, expect=None, env=None, **options):
    """Runs the program; `expect` is the exit status it must have."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1600000000", "COLUMNS": "80",
                   "XDG_CACHE_HOME": str(Evidence.root / "cache"), **(env or {})}
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    done = subprocess.run([str(PROGRAM), *map(str, args)], env=environment, timeout=120, **options)
    done.stdout = done.stdout or b""
    done.stderr = done.stderr or b""
    finished = Finished(done)
    if expect is not None and finished.status != expect:
        raise AssertionError(f"{args}: exit {finished.status}, wanted {expect}\n"
                             f"{finished.out}\n{finished.err}")
    return finished


def findings(folder):
    text = (pathlib.Path(folder) / "findings.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def manifest(folder):
    return json.loads((pathlib.Path(folder) / "run.json").read_text(encoding="utf-8"))


def outputs(folder):
    """Names of the results in an output folder; the journal of the hunt is none."""
    return {path.name for path in pathlib.Path(folder).iterdir()} - {".noroshi-journal"}


def some_log():
    """One of the simulated files: the largest, so that it has several chunks."""
    return max(Evidence.logs.rglob("*.evtx"), key=lambda path: (path.stat().st_size, str(path)))


class CliTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="noroshi-test-"))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def assert_golden(self, name, text):
        """Compares with golden/NAME, with times and paths of this machine taken out."""
        text = text.replace(str(self.folder), "FOLDER").replace(str(Evidence.root), "EVIDENCE")
        text = re.sub(r"\d+\.\d+ s(?![a-z])", "N s", text)
        path = GOLDEN / name
        if UPDATE:
            path.write_text(text, encoding="utf-8")
        self.assertEqual(text, path.read_text(encoding="utf-8"))
