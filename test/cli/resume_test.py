"""noroshi hunt --resume and --since-last: the bytes of a hunt that nobody disturbed."""
import json
import shutil
import signal
import subprocess
import time

import harness
from harness import OK, USAGE, CliTest, Evidence, manifest, run

CHAIN = """
title: First step
id: 00000000-0000-4000-8000-000000000001
name: first_step
logsource: {product: windows, service: security}
detection: {sel: {EventID: 1001}, condition: sel}
level: low
---
title: Second step
id: 00000000-0000-4000-8000-000000000002
name: second_step
logsource: {product: windows, service: security}
detection: {sel: {EventID: 1002}, condition: sel}
level: low
---
title: Chain
id: 00000000-0000-4000-8000-000000000003
correlation:
  type: temporal_ordered
  rules: [first_step, second_step]
  group-by: [User]
  timespan: 1h
level: high
"""


class Reuse(CliTest):
    def results(self, out):
        run_json = manifest(out)
        del run_json["measured"]
        whole = {name: (out / name).read_bytes()
                 for name in ("findings.jsonl", "timeline.csv", "report.html")}
        return {**whole, "run.json": json.dumps(run_json)}

    def assert_same(self, out, wanted):
        found = self.results(out)
        for name, content in self.results(wanted).items():
            self.assertTrue(found[name] == content, name)

    def record(self, name, minute, event_id):
        (self.folder / "in").mkdir(exist_ok=True)
        (self.folder / "in" / name).write_text(json.dumps(
            {"Channel": "Security", "EventID": event_id, "Hostname": "H", "User": "anna",
             "@timestamp": f"2020-10-05T02:{minute:02}:00Z"}) + "\n", encoding="utf-8")

    def test_a_killed_hunt_goes_on(self):
        whole, part = self.folder / "whole", self.folder / "part"
        begin = time.monotonic()
        run("hunt", Evidence.logs, "--out", whole, "--quiet", expect=OK)
        seconds = time.monotonic() - begin
        killed = 0
        for share in (0.3, 0.6, 0.8, 0.9):
            process = subprocess.Popen(
                [harness.PROGRAM, "hunt", Evidence.logs, "--out", part, "--quiet"],
                env={"SOURCE_DATE_EPOCH": "1600000000", "XDG_CACHE_HOME": str(Evidence.root / "cache"),
                     "PATH": "/usr/bin:/bin"})
            time.sleep(seconds * share)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            run("hunt", Evidence.logs, "--out", part, "--resume", "--quiet", expect=OK)
            self.assert_same(part, whole)
        self.assertGreater(killed, 0)

    def test_new_evidence_is_read_alone(self):
        logs, out, anew = self.folder / "logs", self.folder / "out", self.folder / "anew"
        shutil.copytree(Evidence.logs, logs)
        late = sorted(logs.rglob("*.evtx"))[::3]
        aside = self.folder / "aside"
        aside.mkdir()
        for number, path in enumerate(late):
            path.rename(aside / str(number))
        run("hunt", logs, "--out", out, expect=OK)
        for number, path in enumerate(late):
            (aside / str(number)).rename(path)
        done = run("hunt", logs, "--out", out, "--since-last", expect=OK)
        self.assertIn("were not read again", done.err)
        known = manifest(out)["measured"]["known_files"]
        self.assertEqual(known, len(list(logs.rglob("*.evtx"))) - len(late))
        run("hunt", logs, "--out", anew, expect=OK)
        self.assert_same(out, anew)

    def test_a_chain_over_old_and_new_evidence_is_found(self):
        rule, out = self.folder / "chain.yml", self.folder / "out"
        rule.write_text(CHAIN, encoding="utf-8")
        self.record("b.jsonl", 10, 1001)
        hunt = ["hunt", self.folder / "in", "--rules", rule, "--no-shipped-rules", "--out", out]
        run(*hunt, expect=OK)
        self.assertEqual(harness.findings(out), [])
        self.record("a.jsonl", 30, 1002)
        run(*hunt, "--since-last", expect=OK)
        found = harness.findings(out)
        self.assertEqual([one["rule"]["title"] for one in found], ["Chain"])
        self.assertEqual([one["path"] for one in found[0]["members"]], ["b.jsonl", "a.jsonl"])

    def test_other_rules_are_refused(self):
        rule, out = self.folder / "chain.yml", self.folder / "out"
        rule.write_text(CHAIN, encoding="utf-8")
        self.record("a.jsonl", 10, 1001)
        hunt = ["hunt", self.folder / "in", "--rules", rule, "--no-shipped-rules", "--out", out]
        run(*hunt, expect=OK)
        rule.write_text(CHAIN.replace("timespan: 1h", "timespan: 2h"), encoding="utf-8")
        self.assertIn("hunt anew", run(*hunt, "--resume", expect=USAGE).err)
        run(*hunt, "--resume", "--since-last", expect=USAGE)

    def test_without_a_journal_nothing_is_kept(self):
        self.record("a.jsonl", 10, 1001)
        out = self.folder / "out"
        run("hunt", self.folder / "in", "--out", out, "--no-journal", expect=OK)
        self.assertFalse((out / ".noroshi-journal").exists())
