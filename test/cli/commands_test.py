"""The other commands, help, completions and the man page."""
import json
import pathlib
import re
import subprocess

import harness
from harness import INCOMPLETE, INTERNAL, OK, USAGE, CliTest, Evidence, findings, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMANDS = ["hunt", "demo", "dump", "search", "scan", "explain", "rules", "knowledge", "trend",
            "simulate", "completions", "version"]


class Help(CliTest):
    def test_every_command_has_help_with_examples(self):
        for command in COMMANDS:
            done = run(command, "--help", expect=OK)
            self.assertIn("noroshi", done.out)
            if command != "version":
                self.assertIn("Examples:", done.out, command)

    def test_program_help(self):
        self.assert_golden("help.txt", run("--help", expect=OK).out)

    def test_hunt_help(self):
        self.assert_golden("hunt_help.txt", run("hunt", "--help", expect=OK).out)

    def test_no_command_shows_help(self):
        self.assertIn("Subcommands", run(expect=USAGE).out)

    def test_unknown_command_suggests_the_nearest(self):
        done = run("hnut", "x", expect=USAGE)
        self.assertEqual(done.err, "noroshi: error: there is no command 'hnut'\n"
                                   "  did you mean 'noroshi hunt'?\n")

    def test_misspelt_option_suggests_the_nearest(self):
        done = run("hunt", "x", "--thread", "3", expect=USAGE)
        self.assertIn("did you mean '--threads'?", done.err)

    def test_version(self):
        self.assertRegex(run("version", expect=OK).out, r"^noroshi \d+\.\d+\.\d+\n$")
        self.assertEqual(run("--version", expect=OK).out, run("version", expect=OK).out)


class Completions(CliTest):
    def options(self):
        """Every long option of every command, from the help texts."""
        names = set()
        for command in (["hunt"], ["dump"], ["search"], ["explain"], ["rules", "check"],
                        ["rules", "list"], ["rules", "test"], ["simulate"], ["demo"]):
            names |= set(re.findall(r"^  (?:-\w,)?(--[a-z-]+)", run(*command, "--help").out, re.M))
        self.assertGreater(len(names), 20)
        return names

    def test_all_forms_hold_every_option(self):
        for form in ("bash", "zsh", "fish", "man"):
            text = run("completions", form, expect=OK).out.replace("\\-", "-")
            for name in self.options():
                shown = f"-l {name[2:]}" if form == "fish" else name
                self.assertIn(shown, text, f"{form} lacks {name}")

    def test_the_files_in_the_repository_are_current(self):
        for form, path in (("bash", "completions/noroshi.bash"), ("zsh", "completions/_noroshi"),
                           ("fish", "completions/noroshi.fish"), ("man", "man/noroshi.1")):
            self.assertEqual(run("completions", form).out,
                             (ROOT / path).read_text(encoding="utf-8"), path)

    def test_bash_accepts_and_uses_it(self):
        script = self.folder / "c.bash"
        script.write_text(run("completions", "bash").out)
        test = (f"source {script}; COMP_WORDS=(noroshi hunt --thr); COMP_CWORD=2; _noroshi; "
                "echo ${COMPREPLY[*]}; COMP_WORDS=(noroshi hu); COMP_CWORD=1; _noroshi; "
                "echo ${COMPREPLY[*]}; COMP_WORDS=(noroshi rules che); COMP_CWORD=2; _noroshi; "
                "echo ${COMPREPLY[*]}; COMP_WORDS=(noroshi case sho); COMP_CWORD=2; _noroshi; "
                "echo ${COMPREPLY[*]}")
        done = subprocess.run(["bash", "-c", test], stdout=subprocess.PIPE, check=True)
        self.assertEqual(done.stdout.decode().split("\n")[:4],
                         ["--threads", "hunt", "check", "show"])


class Dump(CliTest):
    def test_json_lines_in_order_for_any_threads(self):
        texts = {run("dump", Evidence.logs, "--threads", n, expect=OK).out for n in (1, 2, 5)}
        self.assertEqual(len(texts), 1)
        lines = texts.pop().splitlines()
        self.assertGreater(len(lines), 100)
        for line in lines:
            json.loads(line)

    def test_xml(self):
        text = run("dump", harness.some_log(), "--format", "xml", expect=OK).out
        self.assertIn("<Event", text)

    def test_missing_path(self):
        run("dump", "no/such/file", expect=USAGE)

    def test_not_an_event_log(self):
        path = self.folder / "x.evtx"
        path.write_text("text")
        done = run("dump", path, expect=INCOMPLETE)
        self.assertIn("unknown_format", done.err)

    def test_full_standard_output(self):
        with open("/dev/full", "wb") as full:
            done = run("dump", harness.some_log(), stdout=full, expect=INTERNAL)
        self.assertIn("No space left", done.err)


class Search(CliTest):
    def test_finds_in_any_case_and_says_where(self):
        done = run("search", "ADMINISTRATOR", Evidence.logs, "--json", expect=OK)
        hits = [json.loads(line) for line in done.out.splitlines()]
        for hit in hits:
            self.assertTrue(any("administrator" in match["value"].lower()
                                for match in hit["matches"]))
        again = run("search", "ADMINISTRATOR", Evidence.logs, "--json", "--match-case", expect=OK)
        self.assertLessEqual(len(again.out.splitlines()), len(hits))

    def test_field_and_regex(self):
        done = run("search", r"^4\d{3}$", Evidence.logs, "--regex", "--field", "EventID", "--json",
                   expect=OK)
        self.assertGreater(len(done.out.splitlines()), 0)
        for line in done.out.splitlines():
            self.assertEqual([one["field"] for one in json.loads(line)["matches"]], ["EventID"])

    def test_bad_expression(self):
        done = run("search", "a(b", Evidence.logs, "--regex", expect=USAGE)
        self.assertIn("character", done.err)


class Explain(CliTest):
    def finding(self):
        out = self.folder / "out"
        run("hunt", Evidence.logs, "--out", out, "--write", "findings", expect=OK)
        return next(one for one in findings(out) if "members" not in one)

    def test_a_finding_is_explained(self):
        finding = self.finding()
        path = Evidence.logs / finding["evidence"]["path"]
        for record in (f"{path}:{finding['record_id']}", f"{path}@{finding['evidence']['offset']}"):
            done = run("explain", finding["rule"]["id"], record, expect=OK)
            self.assertIn("The rule matches this record.", done.out)
            as_json = json.loads(run("explain", finding["rule"]["title"], record, "--json",
                                     expect=OK).out)
            self.assertTrue(as_json["matched"])

    def test_a_rule_file_that_does_not_match(self):
        rule = self.folder / "rule.yml"
        rule.write_text("title: Never\nid: 11111111-2222-3333-4444-555555555555\n"
                        "logsource: {product: windows}\nlevel: low\n"
                        "detection:\n  sel: {Channel: nowhere}\n  condition: sel\n")
        finding = self.finding()
        record = f"{Evidence.logs / finding['evidence']['path']}:{finding['record_id']}"
        done = run("explain", rule, record, expect=OK)
        self.assertIn("does not match", done.out)
        self.assertIn("failed", done.out)

    def test_what_is_not_there(self):
        log = harness.some_log()
        self.assertIn("no rule", run("explain", "no-such-rule", f"{log}:1", expect=USAGE).err)
        rule = self.finding()["rule"]["id"]
        self.assertIn("no record", run("explain", rule, f"{log}:999999999", expect=USAGE).err)
        self.assertIn("FILE:RECORD_ID", run("explain", rule, str(log), expect=USAGE).err)


class Rules(CliTest):
    def test_shipped_rules_are_sound(self):
        self.assertIn(" 0 errors", run("rules", "check", expect=OK).out)

    def test_check_tells_place_and_fix(self):
        bad = self.folder / "bad.yml"
        bad.write_text("title: Bad\nlogsource: {product: windows}\ndetection:\n"
                       "  sel: {Image|sounds_like: x}\n  condition: sel\nlevel: low\n")
        done = run("rules", "check", bad, expect=INCOMPLETE)
        self.assertIn("bad.yml:4", done.out)
        self.assertIn("sounds_like", done.out)

    def test_list_as_json(self):
        rows = [json.loads(line) for line in run("rules", "list", "--json", expect=OK)
                .out.splitlines()]
        self.assertGreater(len(rows), 5)
        self.assertEqual({row["source"] for row in rows if row["use"] == "used"}, {"noroshi"})

    def test_examples_of_the_shipped_rules_hold(self):
        done = run("rules", "test", ROOT / "rules", expect=OK)
        self.assertRegex(done.out, r"\d+")

    def test_a_failing_example_is_told(self):
        rule = self.folder / "rule.yml"
        rule.write_text("title: Never\nid: 11111111-2222-3333-4444-555555555555\n"
                        "logsource: {product: windows}\nlevel: low\n"
                        "detection:\n  sel: {Channel: nowhere}\n  condition: sel\n")
        (self.folder / "rule.events.jsonl").write_text(
            '{"expect":"match","note":"n","event":{"Channel":"Security","EventID":1}}\n')
        self.assertIn("rule.events.jsonl", run("rules", "test", rule, expect=INCOMPLETE).out)

    def test_missing_path(self):
        run("rules", "check", "no/such/folder", expect=USAGE)
        run("rules", "test", "no/such/folder", expect=USAGE)


class Demo(CliTest):
    def test_it_finds_the_intrusion_and_names_the_report(self):
        done = run("demo", "--out", self.folder / "demo", expect=OK)
        self.assertIn(str(self.folder / "demo/report/report.html"), done.out)
        self.assertGreater(len(findings(self.folder / "demo/report")), 0)


if __name__ == "__main__":
    raise SystemExit("run run_tests.py")
