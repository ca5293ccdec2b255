"""Case stores and self-checks: several hunts in one file, what people write into it, what comes out."""
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import unittest

from harness import CliTest, Evidence, OK, USAGE, findings, run

ROOT = pathlib.Path(__file__).resolve().parents[2]


def split_logs(folder):
    """Two input folders with half of the hosts each."""
    hosts = sorted(path for path in Evidence.logs.iterdir() if path.is_dir())
    halves = [folder / "site-a", folder / "site-b"]
    for number, host in enumerate(hosts):
        target = halves[number % 2] / host.name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(host, target)
    return halves


class CaseTest(CliTest):
    """One case over the simulated organisation."""

    def hunt(self, case, *args):
        return run("hunt", *args, "--case", case, "--out", self.folder / "out", expect=OK)

    def test_a_case_of_one_hunt_says_what_the_hunt_says(self):
        case = self.folder / "case.db"
        self.hunt(case, Evidence.logs)
        listed = json.loads(run("case", "list", case, "--json", expect=OK).out)
        self.assertEqual(len(listed["hunts"]), 1)
        self.assertEqual(listed["findings"], len(findings(self.folder / "out")))
        incidents = json.loads((self.folder / "out/incidents.json").read_text())
        self.assertEqual([one["id"] for one in listed["incidents"]],
                         [one["id"] for one in incidents])
        report = json.loads(run("report", case, "--json", expect=OK).out)
        self.assertEqual(report["findings"], listed["findings"])
        path = self.folder / "report.json"
        path.write_text(json.dumps(report))
        done = subprocess.run([sys.executable, ROOT / "schema/validate.py",
                               ROOT / "schema/report.schema.json", path],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_two_hunts_become_one(self):
        site_a, site_b = split_logs(self.folder)
        case = self.folder / "case.db"
        if not any(site_b.iterdir()):
            self.skipTest("one host only")
        for _ in range(2):  # the second time nothing is new
            self.hunt(case, site_a)
            first = len(findings(self.folder / "out"))
            self.hunt(case, site_b)
            second = len(findings(self.folder / "out"))
            listed = json.loads(run("case", "list", case, "--json", expect=OK).out)
            self.assertEqual(listed["findings"], first + second)
        with sqlite3.connect(case) as database:
            self.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))

    def test_remarks_and_suppressions(self):
        case = self.folder / "case.db"
        self.hunt(case, Evidence.logs)
        listed = json.loads(run("case", "list", case, "--json", expect=OK).out)
        incident = listed["incidents"][0]["id"]
        text = "\x1b[31mnote\u202e </script>"
        run("case", "note", case, incident, text, "--author", "anna", expect=OK)
        run("case", "status", case, incident, "in_progress", "--reason", "asked", expect=OK)
        shown = run("case", "show", case, incident, "--lang", "ja", expect=OK).out
        self.assertNotIn("\x1b", shown)
        self.assertNotIn("\u202e", shown)
        self.assertIn("対応中", shown)
        run("report", case, "--out", self.folder / "case.html", expect=OK)
        page = (self.folder / "case.html").read_text()
        self.assertNotIn("note\u202e </script>", page)
        rule = findings(self.folder / "out")[0]["rule"]["id"]
        before = json.loads(run("report", case, "--json", expect=OK).out)
        run("case", "suppress", case, rule, "--reason", "known", "--until", "2100-01-01", expect=OK)
        after = json.loads(run("report", case, "--json", expect=OK).out)
        left_out = after["case"]["suppressions"][0]["left_out"]
        self.assertGreater(left_out, 0)
        self.assertEqual(after["findings"] + left_out, before["findings"])
        self.assertEqual(after["case"]["notes"][0]["text"], text)
        run("export", case, "--format", "sarif", "--out", self.folder / "x", expect=OK)
        self.assertNotIn(rule, (self.folder / "x/findings.sarif").read_text())
        run("case", "suppress", case, "--remove", "1", expect=OK)
        again = json.loads(run("report", case, "--json", expect=OK).out)
        self.assertEqual(again["findings"], before["findings"])

    def test_what_cannot_be(self):
        case = self.folder / "case.db"
        self.hunt(case, Evidence.logs, "--write", "findings")
        until = ["--until", "2100-01-01"]
        for args in (["show", case, "i-none"], ["note", case, "f-none", "text"],
                     ["suppress", case, "no-rule", "--reason", "x", *until],
                     ["suppress", case, findings(self.folder / "out")[0]["rule"]["id"], *until],
                     ["suppress", case, findings(self.folder / "out")[0]["rule"]["id"],
                      "--reason", "x", "--until", "1999-01-01"],
                     ["suppress", case, "--remove", "7"],
                     ["list", self.folder / "none.db"], ["list", Evidence.root / "truth.json"]):
            done = run("case", *args, expect=USAGE)
            self.assertIn("error", done.err)
            self.assertNotIn("terminate", done.err)

    def test_other_files_are_refused(self):
        foreign = self.folder / "foreign.db"
        with sqlite3.connect(foreign) as database:
            database.execute("CREATE TABLE notes(x)")
        for command in (["report", foreign], ["case", "list", foreign], ["export", foreign],
                        ["hunt", Evidence.logs, "--case", foreign, "--out", self.folder / "out"]):
            done = run(*command, expect=USAGE)
            self.assertIn("another program", done.err)
        with sqlite3.connect(foreign) as database:
            self.assertEqual(database.execute("SELECT count(*) FROM notes").fetchone(), (0,))

    def test_a_case_is_not_evidence(self):
        run("hunt", Evidence.logs, "--case", Evidence.logs / "case.db", "--out",
            self.folder / "out", expect=USAGE)

    def test_a_damaged_case_is_told(self):
        case = self.folder / "case.db"
        self.hunt(case, Evidence.logs, "--write", "findings")
        whole = case.read_bytes()
        case.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
        done = run("report", case, expect=USAGE)
        self.assertIn("case.db", done.err)

    def test_the_trend_report_reads_cases(self):
        case = self.folder / "case.db"
        self.hunt(case, Evidence.logs)
        run("trend", case, "--out", self.folder / "trend", expect=OK)
        trend = json.loads((self.folder / "trend/trend.json").read_text())
        self.assertIn("case", json.dumps(trend))


class CheckTest(CliTest):
    def test_every_technique_has_an_answer(self):
        page = self.folder / "checklist.html"
        done = run("check", Evidence.logs, "--group", "a41 apt", "--json", "--html", page,
                   "--lang", "ja", expect=OK)
        check = json.loads(done.out)
        self.assertEqual(sum(check["counts"].values()), len(check["techniques"]))
        self.assertGreater(check["hosts"], 3)
        states = {one["state"] for one in check["techniques"]}
        self.assertIn("found", states)
        for one in check["techniques"]:
            if one["state"] == "blind" and one["rules"] > 0:
                self.assertLess(one["hosts"]["seen"], 1)
        text = page.read_text()
        self.assertIn("確認不可", text)
        self.assertNotIn("<script", text)
        table = run("check", Evidence.logs, "--group", "G0045", expect=OK).out
        self.assertIn("what to switch on", table)

    def test_unknown_names(self):
        self.assertIn("nothing is known", run("check", Evidence.logs, "--group", "nobody at all",
                                              expect=USAGE).err)
        self.assertIn("no intrusion set", run("check", Evidence.logs, "--group", "SodaMaster",
                                              expect=USAGE).err)


if __name__ == "__main__":
    unittest.main()
