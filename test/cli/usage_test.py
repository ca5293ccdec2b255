"""Wrong use, empty input and odd options: what a person is told, and that nothing else happens."""
import pathlib
import subprocess

import harness
from harness import INCOMPLETE, OK, USAGE, CliTest, Evidence, findings, manifest, run

RULE = """title: Any logon
id: 11111111-2222-3333-4444-555555555555
logsource: {product: windows, service: security}
detection:
  sel: {EventID: 4624}
  condition: sel
level: low
"""


class Messages(CliTest):
    """Each error names what is wrong and where, and is one or two lines, not a dump of the help."""

    # Arguments, and words that the message must have. LOGS and EMPTY stand for folders.
    CASES = (
        (("hunt",), ("PATH", "noroshi hunt --help")),
        (("hunt", "gone"), ("gone", "No such file")),
        (("hunt", "LOGS", "--rules", "gone"), ("gone", "no such file or folder")),
        (("hunt", "LOGS", "--placeholders", "gone"), ("gone",)),
        (("hunt", "LOGS", "--level", "gruesome"), ("--level", "gruesome")),
        (("hunt", "LOGS", "--write", "poems"), ("--write", "poems", "timeline")),
        (("hunt", "LOGS", "--write", "findings,poems"), ("--write", "poems")),
        (("hunt", "LOGS", "--status", "fresh"), ("--status", "fresh", "experimental")),
        (("hunt", "LOGS", "--threads", "many"), ("--threads", "many")),
        (("hunt", "LOGS", "--threads", "-1"), ("--threads", "-1")),
        (("hunt", "LOGS", "--threads", "1025"), ("--threads", "1025")),
        (("hunt", "LOGS", "--max-memory", "0"), ("--max-memory", "0")),
        (("hunt", "LOGS", "--lang", "de"), ("--lang", "de", "ja")),
        (("hunt", "LOGS", "--recovery", "some"), ("--recovery", "some", "damage")),
        (("hunt", "LOGS", "--disable-pass", "luck"), ("--disable-pass", "luck", "memo")),
        (("hunt", "LOGS", "--from", "2021"), ("--from", "2021", "2020-10-05")),
        (("hunt", "LOGS", "--to", "2020-13-01"), ("--to", "2020-13-01")),
        (("hunt", "LOGS", "--from", "2020-10-06", "--to", "2020-10-05"),
         ("--from", "--to", "2020-10-06", "2020-10-05")),
        (("hunt", "LOGS", "--from", "2020-10-06", "--to", "2020-10-06"), ("--to",)),
        (("hunt", "LOGS", "--no-shipped-rules"), ("no rule", "--rules")),
        (("hunt", "LOGS", "--rules", "EMPTY", "--no-shipped-rules"), ("no rule",)),
        (("hunt", "LOGS", "--write"), ("--write",)),
        (("hunt", "LOGS", "--quite"), ("--quite", "--quiet")),
        (("dump",), ("PATH",)),
        (("dump", "gone"), ("gone", "No such file")),
        (("dump", "LOGS", "--format", "csv"), ("--format", "csv", "jsonl", "xml")),
        (("dump", "LOGS", "--formt", "xml"), ("--formt", "--format")),
        (("search",), ("PATTERN",)),
        (("search", "word"), ("PATH",)),
        (("search", "word", "gone"), ("gone", "No such file")),
        (("search", "a(", "LOGS", "--regex"), ("character", "literally")),
        (("search", "[z-a]", "LOGS", "--regex"), ("character",)),
        (("explain",), ("RULE",)),
        (("explain", "x"), ("RECORD",)),
        (("explain", "x", "file"), ("FILE:RECORD_ID", "FILE@OFFSET")),
        (("explain", "x", "file:"), ("FILE:RECORD_ID",)),
        (("explain", "x", ":7"), ("FILE:RECORD_ID",)),
        (("explain", "x", "file:7x"), ("FILE:RECORD_ID",)),
        (("explain", "x", "file:99999999999999999999"), ("FILE:RECORD_ID",)),
        (("explain", "no such rule", "file:7"), ("no such rule", "rules list")),
        (("rules",), ("noroshi rules --help",)),
        (("rules", "chekc"), ("noroshi rules --help",)),
        (("rules", "check", "gone"), ("gone", "no such file or folder")),
        (("rules", "list", "gone"), ("gone",)),
        (("rules", "test"), ("PATH",)),
        (("rules", "test", "gone"), ("gone",)),
        (("rules", "check", "EMPTY"), ("no rule file",)),
        (("rules", "test", "EMPTY"), ("no rule file",)),
        (("simulate",), ("--out",)),
        (("simulate", "--out", "new", "--scenario", "picnic"), ("picnic", "a41apt", "benign")),
        (("simulate", "--out", "new", "--days", "6"), ("6 days", "7")),
        (("simulate", "--out", "new", "--hosts", "8"), ("8 hosts", "9")),
        (("simulate", "--out", "new", "--days", "20000", "--hosts", "9"), ("too many", "20000")),
        (("simulate", "--out", "new", "--start", "monday"), ("--start", "monday", "2020-10-05")),
        (("simulate", "--out", "new", "--days", "-7"), ("--days",)),
        (("demo", "--lang", "de"), ("--lang", "de")),
        (("completions",), ("FORM",)),
        (("completions", "tcsh"), ("tcsh", "bash", "fish")),
        (("version", "please"), ("please",)),
        (("hnut", "LOGS"), ("hnut", "noroshi hunt")),
        (("qqqqqqqq",), ("qqqqqqqq", "--help")),
        (("--hepl",), ("--hepl",)),
    )

    def test_each_says_what_and_where(self):
        empty = self.folder / "empty"
        empty.mkdir()
        places = {"LOGS": Evidence.logs, "EMPTY": empty}
        for arguments, words in self.CASES:
            with self.subTest(arguments=arguments):
                done = run(*(places.get(one, one) for one in arguments), cwd=self.folder,
                           expect=USAGE)
                self.assertTrue(done.err.startswith("noroshi: error: "), done.err)
                self.assertLessEqual(done.err.count("\n"), 2, done.err)
                self.assertTrue(done.err.endswith("\n"))
                self.assertEqual(done.out, "")
                for word in words:
                    self.assertIn(word, done.err)

    def test_wrong_use_leaves_no_file_behind(self):
        for arguments in (("hunt", Evidence.logs, "--level", "gruesome"),
                          ("hunt", Evidence.logs, "--from", "yesterday"),
                          ("hunt", Evidence.logs, "--lang", "de"),
                          ("simulate", "--out", "new", "--days", "1"),
                          ("simulate", "--out", "new", "--scenario", "picnic"),
                          ("dump", "gone"), ("search", "(", Evidence.logs, "--regex")):
            run(*arguments, cwd=self.folder, expect=USAGE)
            self.assertEqual(list(self.folder.iterdir()), [], arguments)

    def test_both_ways_to_ask_for_the_version(self):
        self.assertEqual(run("--version", expect=OK).out, run("version", expect=OK).out)

    def test_help_goes_to_stdout_and_says_nothing_else(self):
        for arguments in (("--help",), ("hunt", "--help"), ("rules", "test", "--help")):
            done = run(*arguments, expect=OK)
            self.assertEqual(done.err, "")
            self.assertIn("Usage: noroshi", done.out)


class Options(CliTest):
    """Options in the places where people put them."""

    def hunt(self, *arguments, expect=OK):
        out = self.folder / "out"
        run("hunt", *arguments, "--out", out, "--quiet", expect=expect)
        return findings(out)

    def test_paths_may_stand_behind_every_option_of_lists(self):
        rule = self.folder / "rule.yml"
        rule.write_text(RULE)
        log = harness.some_log()
        plain = self.hunt(log, "--rules", rule, "--write", "findings")
        self.assertGreater(len(plain), 0)
        for options in (("--write", "findings", "--rules", rule),
                        ("--rules", rule, "--write", "findings"),
                        ("--rules", rule, "--write", "findings", "--status",
                         "experimental,unknown,test,stable"),
                        ("--rules", rule, "--write", "findings", "--disable-pass", "memo")):
            self.assertEqual(self.hunt(*options, log), plain, options)

    def test_rules_may_be_given_again_and_again(self):
        for number in (1, 2):
            folder = self.folder / f"set{number}"
            folder.mkdir()
            (folder / "rule.yml").write_text(
                RULE.replace("11111111", f"{number}1111111").replace("Any", f"Any {number}"))
        found = self.hunt(Evidence.logs, "--no-shipped-rules", "--rules", self.folder / "set1",
                          "--rules", self.folder / "set2", "--write", "findings")
        titles = [one["rule"]["title"] for one in found]
        self.assertEqual(titles.count("Any 1 logon"), titles.count("Any 2 logon"))
        self.assertEqual(len(titles), 2 * titles.count("Any 1 logon"))

    def test_the_same_rule_twice_counts_once(self):
        rule = self.folder / "rule.yml"
        rule.write_text(RULE)
        once = self.hunt(Evidence.logs, "--no-shipped-rules", "--rules", rule)
        self.assertEqual(self.hunt(Evidence.logs, "--no-shipped-rules", "--rules", rule,
                                   "--rules", rule), once)

    def test_the_same_evidence_twice_is_read_once(self):
        log = harness.some_log()
        once = self.hunt(log)
        self.assertEqual(len(self.hunt(log, log)), len(once))

    def test_levels_are_nested(self):
        counts = [len(self.hunt(Evidence.logs, "--level", level)) for level in
                  ("informational", "low", "medium", "high")]
        self.assertEqual(counts, sorted(counts, reverse=True))
        self.assertGreater(counts[0], counts[3])

    def test_a_level_that_leaves_no_rule_says_so(self):
        rule = self.folder / "rule.yml"
        rule.write_text(RULE)
        done = run("hunt", Evidence.logs, "--no-shipped-rules", "--rules", rule, "--level", "high",
                   cwd=self.folder, expect=USAGE)
        self.assertIn("all 1 are left out", done.err)
        self.assertIn("--level", done.err)

    def test_a_day_and_its_neighbours_share_no_finding(self):
        def of_one_record(found):  # what joins records may join records of several days
            return [one for one in found if "members" not in one]

        whole = of_one_record(self.hunt(Evidence.logs))
        days = ("2020-10-04", "2020-10-07", "2020-10-08", "2020-10-20")
        parts = []
        for begin, end in zip(days, days[1:]):
            parts += of_one_record(self.hunt(Evidence.logs, "--from", begin, "--to", end))
        self.assertEqual(parts, whole)

    def test_times_with_a_zone_are_utc_times(self):
        self.assertEqual(self.hunt(Evidence.logs, "--from", "2020-10-08T09:00:00+09:00"),
                         self.hunt(Evidence.logs, "--from", "2020-10-08T00:00:00Z"))

    def test_status_keeps_only_what_was_asked_for(self):
        rule = self.folder / "rule.yml"
        rule.write_text(RULE + "status: deprecated\n")
        run("hunt", Evidence.logs, "--no-shipped-rules", "--rules", rule, expect=USAGE,
            cwd=self.folder)
        self.assertGreater(len(self.hunt(Evidence.logs, "--no-shipped-rules", "--rules", rule,
                                         "--status", "deprecated")), 0)

    def test_default_folder_for_results(self):
        run("hunt", Evidence.logs, "--write", "findings", "--quiet", cwd=self.folder, expect=OK)
        self.assertEqual(harness.outputs(self.folder / "noroshi-out"),
                         {"findings.jsonl", "run.json"})

    def test_every_choice_of_outputs(self):
        names = {"findings": "findings.jsonl", "timeline": "timeline.csv",
                 "incidents": "incidents.json", "report": "report.html"}
        for choice in (("findings",), ("timeline",), ("report",), ("findings", "timeline"),
                       ("findings", "report"), ("timeline", "report"),
                       ("incidents",), ("findings", "timeline", "incidents", "report")):
            out = self.folder / "-".join(choice)
            done = run("hunt", harness.some_log(), "--write", ",".join(choice), "--out", out,
                       expect=OK)
            self.assertEqual(harness.outputs(out),
                             {names[one] for one in choice} | {"run.json"})
            for name in harness.outputs(out):
                self.assertIn(str(out / name), done.out)

    def test_an_output_does_not_depend_on_the_others(self):
        log, texts = harness.some_log(), set()
        for write in ("findings", "findings,timeline", "findings,timeline,report"):
            out = self.folder / write.replace(",", "-")
            run("hunt", log, "--write", write, "--out", out, expect=OK)
            texts.add((out / "findings.jsonl").read_bytes())
        self.assertEqual(len(texts), 1)

    def test_profile_goes_to_stderr(self):
        done = run("hunt", harness.some_log(), "--out", self.folder / "out", "--profile",
                   expect=OK)
        for part in ("peak memory", "STAGE", "Costliest rules"):
            self.assertIn(part, done.err)
        self.assertNotIn("peak memory", done.out)


class EmptyInput(CliTest):
    def test_an_empty_folder_is_no_judgement(self):
        empty = self.folder / "empty"
        empty.mkdir()
        out = self.folder / "out"
        done = run("hunt", empty, "--out", out, expect=OK)
        self.assertTrue(done.out.startswith("No records were read"))
        self.assertEqual(findings(out), [])
        self.assertEqual(manifest(out)["inputs"], [])
        rows = (out / "timeline.csv").read_bytes().split(b"\r\n")
        self.assertEqual(rows[1:], [b""])  # the heading alone

    def test_other_commands_are_silent(self):
        empty = self.folder / "empty"
        empty.mkdir()
        for arguments in (("dump", empty), ("search", "x", empty)):
            done = run(*arguments, expect=OK)
            self.assertEqual(done.out + done.err, "")

    def test_a_log_without_records(self):
        # Header only: what Windows leaves of a channel that has never been written to.
        path = self.folder / "none.evtx"
        path.write_bytes(harness.some_log().read_bytes()[:4096])
        done = run("dump", path)
        self.assertEqual(done.out, "")
        self.assertIn(done.status, (OK, INCOMPLETE))

    def test_an_empty_file_is_told_by_every_reader_of_evidence(self):
        path = self.folder / "empty.evtx"
        path.write_bytes(b"")
        for arguments in (("dump", path), ("search", "x", path)):
            done = run(*arguments, expect=INCOMPLETE)
            self.assertIn("empty.evtx: empty_file", done.err)
        done = run("hunt", path, "--out", self.folder / "out", expect=INCOMPLETE)
        self.assertIn("empty.evtx", done.out)

    def test_no_hits_is_no_failure(self):
        done = run("search", "no such words anywhere", Evidence.logs, expect=OK)
        self.assertEqual(done.out + done.err, "")

    def test_no_findings_is_said(self):
        rule = self.folder / "rule.yml"
        rule.write_text(RULE.replace("4624", "65535"))
        done = run("hunt", Evidence.logs, "--no-shipped-rules", "--rules", rule, "--out",
                   self.folder / "out", expect=OK)
        self.assertTrue(done.out.startswith("No findings in "))
        self.assertNotIn("Hosts to look at first", done.out)


class Folders(CliTest):
    def test_foreign_files_in_the_folder_stay(self):
        out = self.folder / "out"
        out.mkdir()
        (out / "notes.txt").write_text("mine")
        (out / "timeline.csv").write_text("of an earlier hunt")
        run("hunt", harness.some_log(), "--out", out, "--write", "findings", expect=OK)
        self.assertEqual((out / "notes.txt").read_text(), "mine")
        self.assertFalse((out / "timeline.csv").exists())

    def test_folders_are_made_as_deep_as_needed(self):
        out = self.folder / "a/b/c"
        run("hunt", harness.some_log(), "--out", out, expect=OK)
        self.assertTrue((out / "run.json").is_file())

    def test_the_evidence_itself_is_refused(self):
        logs = self.folder / "logs"
        logs.mkdir()
        for out in (logs, logs / ".", logs / "a/../b", self.folder / "x/../logs"):
            done = run("hunt", logs, "--out", out, expect=USAGE)
            self.assertIn("inside the evidence", done.err)
        self.assertEqual(list(logs.iterdir()), [])

    def test_a_link_does_not_hide_it(self):
        logs = self.folder / "logs"
        logs.mkdir()
        (self.folder / "link").symlink_to(logs)
        run("hunt", logs, "--out", self.folder / "link/out", expect=USAGE)
        self.assertEqual(list(logs.iterdir()), [])

    def test_evidence_beside_the_results_is_fine(self):
        (self.folder / "logs").mkdir()
        run("hunt", self.folder / "logs", "--out", self.folder / "logs-out", expect=OK)

    def test_evidence_is_never_written_to(self):
        before = {path: (path.stat().st_mtime_ns, path.stat().st_size)
                  for path in Evidence.logs.rglob("*")}
        run("hunt", Evidence.logs, "--out", self.folder / "out", "--hash", expect=OK)
        run("search", "x", Evidence.logs, expect=OK)
        after = {path: (path.stat().st_mtime_ns, path.stat().st_size)
                 for path in Evidence.logs.rglob("*")}
        self.assertEqual(after, before)

    def test_where_it_runs_does_not_matter(self):
        texts = set()
        for place, log in ((Evidence.logs, "."), (Evidence.logs.parent, Evidence.logs.name),
                           (pathlib.Path("/"), Evidence.logs)):
            out = self.folder / f"out{len(texts)}"
            run("hunt", log, "--out", out, "--write", "findings", "--quiet", cwd=place, expect=OK)
            texts.add((out / "findings.jsonl").read_bytes())
        self.assertEqual(len(texts), 1)


class Pipes(CliTest):
    def test_a_reader_that_has_enough_ends_the_dump_quietly(self):
        done = subprocess.run(
            f"'{harness.PROGRAM}' dump '{Evidence.logs}' | head -n 1", shell=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
        self.assertEqual(done.stdout.count(b"\n"), 1)
        self.assertEqual(done.stderr, b"")

    def test_results_alone_are_on_stdout(self):
        bad = self.folder / "bad.evtx"
        bad.write_text("no log")
        done = run("dump", harness.some_log(), bad, expect=INCOMPLETE)
        self.assertTrue(all(line.startswith("{") for line in done.out.splitlines()))
        self.assertIn("bad.evtx", done.err)


if __name__ == "__main__":
    raise SystemExit("run run_tests.py")
