"""noroshi hunt: outputs, determinism, bad input, interruption, full disk."""
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

import harness
from harness import INCOMPLETE, INTERNAL, OK, USAGE, CliTest, Evidence, findings, manifest, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUTPUTS = {"findings.jsonl", "timeline.csv", "incidents.json", "report.html", "run.json"}

RULE = """title: Any logon
id: 11111111-2222-3333-4444-555555555555
status: test
logsource: {product: windows, service: security}
detection:
  sel: {EventID: 4624}
  condition: sel
level: low
tags: [attack.t1078, attack.initial-access]
"""


class Outputs(CliTest):
    def test_hunt_writes_all_outputs(self):
        out = self.folder / "out"
        run("hunt", Evidence.logs, "--out", out, expect=OK)
        self.assertEqual(harness.outputs(out), OUTPUTS)
        found = findings(out)
        self.assertGreater(len(found), 0)
        self.assertEqual(len({one["id"] for one in found}), len(found))
        self.assertEqual(manifest(out)["findings"]["count"], len(found))
        rows = (out / "timeline.csv").read_bytes().decode("utf-8")
        self.assertTrue(rows.startswith("message,datetime,timestamp_desc,"))

    def test_the_intrusion_is_one_incident_with_all_its_hosts(self):
        out = self.folder / "out"
        run("hunt", Evidence.logs, "--out", out, expect=OK)
        path = out / "incidents.json"
        check = subprocess.run([sys.executable, ROOT / "schema/validate.py",
                                ROOT / "schema/incidents.schema.json", path],
                               capture_output=True, text=True)
        self.assertEqual(check.returncode, 0, check.stdout)
        incidents = json.loads(path.read_text())
        truth = json.loads((Evidence.root / "truth.json").read_text())
        attacked = {host["host"] for host in truth["attack_hosts"] if host["visible"]}
        # Hosts that saw the intruder pass: a domain controller's log has its logons.
        witnesses = {record["host"].split(".")[0].upper() for step in truth["steps"]
                     for record in step["records"] if "host" in record}  # gateways have none
        grave = [one for one in incidents if one["level"] in ("high", "critical")]
        self.assertEqual(len(grave), 1)
        hosts = {host.split(".")[0].upper() for host in grave[0]["hosts"]}
        self.assertLessEqual(attacked, hosts)
        # The administrator's own copy of the directory, on a host of the attack the day before it,
        # brings the host that he came from in no more.
        self.assertLessEqual(hosts, witnesses)
        known = {one["id"] for one in findings(out)}
        for one in incidents:
            self.assertLessEqual(set(one["findings"]), known)
            self.assertIn(one["patient_zero_finding"], one["findings"])

    def test_members_of_a_finding_come_in_the_published_order(self):
        out = self.folder / "out"
        run("hunt", Evidence.logs, "--out", out, "--write", "findings", expect=OK)
        for finding in findings(out):
            keys = [key for key in finding if key != "marks"]
            joined = next((key for key in ("correlation", "analytic") if key in finding), None)
            more = [joined, "member_count", "members"] if joined else []
            self.assertEqual(keys, ["id", "time", "level", "rule", "host", "channel", "provider",
                                    "event_id", "record_id", "evidence", "techniques", "tactics",
                                    "fields", "why", *more])
            self.assertTrue((Evidence.logs / finding["evidence"]["path"]).is_file())
            self.assertTrue(finding["why"])

    def test_same_bytes_for_any_threads_and_memory(self):
        rule = self.folder / "rule.yml"
        rule.write_text(RULE)
        results = {}
        for threads, memory in ((1, 32), (2, 32), (5, 1)):
            out = self.folder / f"out-{threads}"
            run("hunt", Evidence.logs, "--rules", rule, "--out", out, "--threads", threads,
                "--max-memory", memory, expect=OK)
            run_json = manifest(out)
            del run_json["measured"]
            files = {name: (out / name).read_bytes() for name in OUTPUTS - {"run.json"}}
            results[threads] = (files, run_json)
        self.assertEqual(results[1], results[2])
        self.assertEqual(results[1], results[5])

    def test_level_and_time_filters(self):
        out = self.folder / "out"
        run("hunt", Evidence.logs, "--out", out, "--level", "high", "--write", "findings",
            expect=OK)
        levels = {one["level"] for one in findings(out)}
        self.assertLessEqual(levels, {"high", "critical"})
        times = sorted(one["time"] for one in findings(out))
        run("hunt", Evidence.logs, "--out", out, "--level", "high", "--write", "findings",
            "--from", times[0], "--to", times[-1], expect=OK)
        self.assertEqual(sorted(one["time"] for one in findings(out)),
                         [one for one in times if one < times[-1]])

    def test_write_only_what_was_asked_for_and_drop_what_is_stale(self):
        out = self.folder / "out"
        run("hunt", Evidence.logs, "--out", out, expect=OK)
        (out / "notes.txt").write_text("mine")
        run("hunt", Evidence.logs, "--out", out, "--write", "findings", expect=OK)
        self.assertEqual(harness.outputs(out),
                         {"findings.jsonl", "run.json", "notes.txt"})

    def test_hash_is_that_of_the_file(self):
        out = self.folder / "out"
        log = harness.some_log()
        run("hunt", log, "--out", out, "--hash", "--write", "findings", expect=OK)
        wanted = subprocess.run(["sha256sum", log], stdout=subprocess.PIPE, check=True)
        self.assertEqual(manifest(out)["inputs"][0]["sha256"], wanted.stdout.decode().split()[0])

    def test_switching_off_passes_changes_nothing(self):
        out, plain = self.folder / "out", self.folder / "plain"
        run("hunt", Evidence.logs, "--out", out, "--write", "findings", expect=OK)
        text = " ".join(run("hunt", "--help", expect=OK).out.split())
        passes = re.search("switch off an optimisation: ([a-z_, ]+)", text)[1].split(", ")
        self.assertIn("memo", passes)
        off = [word for name in passes for word in ("--disable-pass", name.strip())]
        run("hunt", Evidence.logs, "--out", plain, "--write", "findings", *off, expect=OK)
        self.assertEqual((out / "findings.jsonl").read_bytes(),
                         (plain / "findings.jsonl").read_bytes())


class Summary(CliTest):
    """What each line says is tested beside the code (hunt_report_text_test.cc); here, that it is
    this run's."""

    def test_english(self):
        out = self.folder / "out"
        done = run("hunt", Evidence.logs, "--out", out, expect=OK)
        self.assertTrue(done.out.startswith(f"{len(findings(out))} findings on "))
        for title in ("Rules to look at first", "Hosts to look at first", "Evidence", "Written"):
            self.assertIn(f"\n{title}\n", done.out)
        self.assertIn(str(out / "report.html"), done.out)
        incidents = json.loads((out / "incidents.json").read_text("utf-8"))
        self.assertEqual(bool(incidents), "\nIncidents\n" in done.out)

    def test_japanese(self):
        done = run("hunt", Evidence.logs, "--out", self.folder / "out", "--lang", "ja", expect=OK,
                   env={"COLUMNS": "60"})
        self.assertTrue(done.out.startswith("検知結果 "))
        self.assertIn("\n証跡\n", done.out)

    def test_quiet_prints_nothing(self):
        done = run("hunt", Evidence.logs, "--out", self.folder / "out", "--quiet", expect=OK)
        self.assertEqual(done.out + done.err, "")

    def test_no_escape_sequences_without_a_terminal(self):
        done = run("hunt", Evidence.logs, "--out", self.folder / "out", expect=OK)
        self.assertNotIn("\x1b", done.out + done.err)


class RuleCache(CliTest):
    """A second start with the same rules must differ in nothing but time."""

    def setUp(self):
        super().setUp()
        self.rules = self.folder / "rules"
        self.rules.mkdir()
        self.cache = self.folder / "cache"
        self.write_rule("any.yml", RULE)
        (self.rules / "bad.yml").write_text("title: x\ndetection: [")
        (self.rules / "later.yml").write_text(RULE.replace("4624", "1").replace("low", "nonsense"))

    def write_rule(self, name, text):
        (self.rules / name).write_text(text)

    def hunt(self, *args, **env):
        """Findings, run.json without what the clock measured, and what was said on stderr."""
        out = self.folder / "out"
        done = run("hunt", Evidence.logs, "--rules", self.rules, "--out", out, "--write", "findings",
                   *args, expect=INCOMPLETE, env={"XDG_CACHE_HOME": str(self.cache), **env})
        told = manifest(out)
        del told["measured"]
        return (out / "findings.jsonl").read_bytes(), told, done.err

    def files(self):
        return sorted(self.cache.rglob("*.cache"))

    def test_found_again(self):
        cold = self.hunt()
        kept = self.files()
        self.assertEqual(len(kept), 3)
        self.assertEqual(self.hunt(), cold)
        self.assertEqual(self.files(), kept)
        self.assertEqual(self.hunt("--no-rule-cache"), cold)

    def test_changed_rules_are_seen(self):
        _, before, _ = self.hunt()
        self.write_rule("any.yml", RULE.replace("4624", "4625"))
        after = self.hunt()
        self.assertNotEqual(after[1]["rules"]["content_hash"], before["rules"]["content_hash"])
        self.assertEqual(after, self.hunt("--no-rule-cache"))
        (self.rules / "config").mkdir()
        (self.rules / "config" / "exclude_rules.txt").write_text(RULE.split()[4] + "\n")
        after = self.hunt()
        self.assertEqual(after[1]["rules"]["not_used_by_reason"]["excluded"], 2)
        self.assertEqual(after, self.hunt("--no-rule-cache"))

    def test_options_that_change_the_rules_are_apart(self):
        self.hunt()
        for args in (("--level", "medium"), ("--no-shipped-rules",), ("--status", "test")):
            self.assertEqual(self.hunt(*args), self.hunt("--no-rule-cache", *args), args)

    def test_no_rule_cache_keeps_nothing(self):
        self.hunt("--no-rule-cache")
        self.assertEqual(self.files(), [])

    def test_damage_is_silent(self):
        cold = self.hunt()
        for file in self.files():
            whole = file.read_bytes()
            for broken in (b"", whole[:-1], whole[:40], b"\0" * len(whole), whole + b"x"):
                file.write_bytes(broken)
                self.assertEqual(self.hunt(), cold)

    def test_no_place_for_it(self):
        cold = self.hunt("--no-rule-cache")
        (self.folder / "file").write_text("")
        self.assertEqual(self.hunt(XDG_CACHE_HOME=str(self.folder / "file")), cold)
        self.assertEqual(self.hunt(XDG_CACHE_HOME="", HOME=""), cold)

    def test_many_at_once(self):
        wanted, _, _ = self.hunt("--no-rule-cache")
        env = {**os.environ, "XDG_CACHE_HOME": str(self.cache)}
        hunts = [subprocess.Popen([str(harness.PROGRAM), "hunt", str(Evidence.logs), "--rules",
                                   str(self.rules), "--quiet", "--write", "findings", "--out",
                                   str(self.folder / f"out{i}")], env=env) for i in range(4)]
        for i, hunt in enumerate(hunts):
            self.assertEqual(hunt.wait(), INCOMPLETE)
            found = (self.folder / f"out{i}" / "findings.jsonl").read_bytes()
            self.assertEqual(found, wanted)


class BadInput(CliTest):
    def hunt(self, *args, expect):
        return run("hunt", *args, "--out", self.folder / "out", "--write", "findings",
                   expect=expect)

    def good_and(self, name, content):
        """A folder with one good log and one odd file; and how many findings the good one has."""
        folder = self.folder / "in"
        folder.mkdir()
        shutil.copy(harness.some_log(), folder / "good.evtx")
        rule = self.folder / "any.yml"
        rule.write_text(RULE.replace("{EventID: 4624}", "{EventID|gte: 0}")
                        .replace(", service: security", ""))
        self.hunt(folder, "--rules", rule, "--no-shipped-rules", expect=OK)
        wanted = len(findings(self.folder / "out"))
        self.assertGreater(wanted, 0)
        if content is not None:
            (folder / name).write_bytes(content)
        return folder, rule, wanted

    def test_missing_path(self):
        done = self.hunt("no/such/path", expect=USAGE)
        self.assertIn("no/such/path", done.err)

    def test_text_named_evtx(self):
        folder, rule, wanted = self.good_and("bad.evtx", b"hello, I am a text\n" * 100)
        done = self.hunt(folder, "--rules", rule, "--no-shipped-rules", expect=INCOMPLETE)
        self.assertIn("bad.evtx", done.out)
        self.assertEqual(len(findings(self.folder / "out")), wanted)

    def test_empty_file(self):
        folder, rule, wanted = self.good_and("bad.evtx", b"")
        self.hunt(folder, "--rules", rule, "--no-shipped-rules", expect=INCOMPLETE)
        self.assertEqual(len(findings(self.folder / "out")), wanted)
        self.assertEqual(manifest(self.folder / "out")["losses"][0]["kind"], "empty_file")

    def test_other_formats_in_a_folder_are_no_failure(self):
        folder, rule, _ = self.good_and("notes.txt", b"notes")
        self.hunt(folder, "--rules", rule, "--no-shipped-rules", expect=OK)
        self.assertEqual(manifest(self.folder / "out")["evidence"]["files_other_format"], 1)

    def test_unreadable_file(self):
        folder, rule, wanted = self.good_and("bad.evtx", None)
        # A link to nothing cannot be read even by root, under whom this test may run.
        os.symlink("nowhere", folder / "bad.evtx")
        self.hunt(folder, "--rules", rule, "--no-shipped-rules", expect=INCOMPLETE)
        self.assertEqual(len(findings(self.folder / "out")), wanted)
        self.assertEqual(manifest(self.folder / "out")["losses"][0]["kind"], "unreadable")

    def test_damaged_log(self):
        whole = harness.some_log().read_bytes()
        folder, rule, wanted = self.good_and(
            "bad.evtx", whole[:70_000] + b"\xff" * 1000 + whole[71_000:])
        self.hunt(folder, "--rules", rule, "--no-shipped-rules", expect=INCOMPLETE)
        self.assertGreater(len(findings(self.folder / "out")), wanted)
        evidence = manifest(self.folder / "out")["evidence"]
        self.assertEqual(evidence["bytes_used"] + evidence["bytes_damaged"] +
                         evidence["bytes_padding"], evidence["bytes"])

    def test_rule_that_is_not_yaml(self):
        folder, rule, wanted = self.good_and("x", None)
        bad = self.folder / "bad.yml"
        bad.write_text("title: [unclosed\n\t- x")
        done = self.hunt(folder, "--rules", rule, "--rules", bad, "--no-shipped-rules",
                         expect=INCOMPLETE)
        self.assertIn("bad.yml", done.err)
        self.assertEqual(len(findings(self.folder / "out")), wanted)

    def test_rule_with_an_unknown_modifier(self):
        folder, rule, wanted = self.good_and("x", None)
        bad = self.folder / "bad.yml"
        bad.write_text(RULE.replace("EventID: 4624", "EventID|sounds_like: 4624"))
        self.hunt(folder, "--rules", rule, "--rules", bad, "--no-shipped-rules", expect=INCOMPLETE)
        not_used = manifest(self.folder / "out")["rules"]["not_used"]
        self.assertEqual([one["reason"] for one in not_used], ["unknown_modifier"])
        self.assertEqual(len(findings(self.folder / "out")), wanted)

    def test_no_rules_at_all(self):
        done = self.hunt(Evidence.logs, "--no-shipped-rules", expect=USAGE)
        self.assertIn("--rules", done.err)

    def test_out_inside_the_evidence(self):
        folder, _, _ = self.good_and("x", None)
        done = run("hunt", folder, "--out", folder / "results", expect=USAGE)
        self.assertIn("inside the evidence", done.err)

    def test_out_is_a_file(self):
        target = self.folder / "file"
        target.write_text("x")
        run("hunt", Evidence.logs, "--out", target, expect=USAGE)
        self.assertEqual(target.read_text(), "x")

    def test_wrong_times_and_levels(self):
        self.hunt(Evidence.logs, "--from", "yesterday", expect=USAGE)
        self.hunt(Evidence.logs, "--level", "gruesome", expect=USAGE)
        self.hunt(Evidence.logs, "--no-such-option", expect=USAGE)

    def test_full_disk_leaves_no_half_file(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        rule = self.folder / "rule.yml"
        rule.write_text(RULE)
        out = self.folder / "out"
        done = run("hunt", Evidence.logs, "--rules", rule, "--out", out, preexec_fn=small_files,
                   expect=INTERNAL)
        self.assertIn("File too large", done.err)
        self.assertEqual(harness.outputs(out), set())


class Interrupt(CliTest):
    def test_first_signal_keeps_what_was_found(self):
        logs = self.folder / "many"
        logs.mkdir()
        log = harness.some_log()
        for number in range(400):
            shutil.copy(log, logs / f"{number:03}.evtx")
        out = self.folder / "out"
        process = subprocess.Popen([harness.PROGRAM, "hunt", logs, "--out", out, "--threads", "1"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        part = out / ".findings.jsonl.part"  # is there as soon as the hunt itself runs
        deadline = time.monotonic() + 60
        while not part.exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, INCOMPLETE)
        self.assertTrue(manifest(out)["interrupted"])
        for finding in findings(out):
            self.assertIn("id", finding)


if __name__ == "__main__":
    raise SystemExit("run run_tests.py")
