"""The trend report: goldens in both languages, bad and hostile files, and what the folder holds."""
import json
import pathlib
import re

from harness import INCOMPLETE, OK, USAGE, CliTest, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOSTILE = ("=1+1 <img src=x onerror=alert(1)></script> [a](javascript:x) `c` | "
           "\x1b[2J\x1b]0;owned\x07 \u202etxt.exe \x9b31m \u2028 https://evil.example")
RULES = {
    "delivery.yml": ("D1-02", "medium", "attack.t1078"),
    "implant.yml": ("D2-01", "high", "attack.t1620"),
    "objectives.yml": ("D3-20", "critical", "attack.t1070.001"),
    "other.yml": ("", "low", "attack.t1078"),  # names no idea: not listed
}
RULE = """title: Sample {name}
title_ja: 見本 {name}
id: 11111111-2222-3333-4444-55555555555{number}
{idea}
logsource: {{product: windows, service: security}}
detection:
  sel: {{EventID: {number}}}
  condition: sel
level: {level}
tags: [{tag}]
mitigation_en: Do {name}.
mitigation_ja: {name}を行う。
"""


class TrendTest(CliTest):
    def setUp(self):
        super().setUp()
        rules = self.folder / "rules"
        rules.mkdir()
        for number, (name, (idea, level, tag)) in enumerate(RULES.items()):
            (rules / name).write_text(RULE.format(
                name=name, number=number, idea=f"idea: {idea}" if idea else "author: x",
                level=level, tag=tag), encoding="utf-8")
        self.rules = ("--no-shipped-rules", "--rules", rules)

    def trend(self, *args, expect=OK):
        out = self.folder / "out"
        done = run("trend", *args, "--out", out, *self.rules, expect=expect, cwd=ROOT)
        return out, done

    def write(self, text):
        path = self.folder / "observations.jsonl"
        path.write_text(text, encoding="utf-8")
        return path


class Example(TrendTest):
    def test_goldens(self):
        for language in ("ja", "en"):
            out, _ = self.trend("examples", "--fiscal-year", "2020", "--compare", "2019",
                                "--lang", language)
            for name in ("trend.md", "trend.json"):
                text = (out / name).read_text(encoding="utf-8")
                text = re.sub(r'"engine_version": "[^"]+"', '"engine_version": "VERSION"', text)
                self.assert_golden(name.replace(".", f"-{language}."), text)

    def test_writes_three_files_and_the_same_again(self):
        out, _ = self.trend("examples", "--lang", "ja")
        first = {path.name: path.read_bytes() for path in out.iterdir()}
        self.assertEqual(sorted(first), ["trend.html", "trend.json", "trend.md"])
        self.trend("examples", "--lang", "ja")
        self.assertEqual(first, {path.name: path.read_bytes() for path in out.iterdir()})

    def test_takes_the_latest_year_when_none_is_named(self):
        out, done = self.trend("examples")
        self.assertEqual(json.loads((out / "trend.json").read_text())["year"]["fiscal_year"], 2020)
        self.assertIn("fiscal 2020", done.out)

    def test_lists_rules_by_stage_and_marks_those_that_fit(self):
        out, _ = self.trend("examples")
        rules = json.loads((out / "trend.json").read_text())["rules"]
        self.assertEqual([(rule["stage"], rule["shares_a_technique"]) for rule in rules],
                         [("delivery", False), ("implant", True), ("objectives", False)])

    def test_every_shipped_rule_of_a_stage_has_its_mitigation(self):
        run("trend", "examples", "--out", self.folder / "out", expect=OK, cwd=ROOT)
        document = json.loads((self.folder / "out/trend.json").read_text(encoding="utf-8"))
        self.assertEqual({rule["stage"] for rule in document["rules"]},
                         {"delivery", "implant", "objectives"})
        for rule in document["rules"]:
            self.assertTrue(rule["mitigation"]["en"], rule["title"])
            self.assertTrue(rule["mitigation"]["ja"], rule["title"])
            self.assertTrue(rule["title"]["ja"], rule["title"])


class BadFiles(TrendTest):
    def test_bad_lines_are_told_and_the_rest_is_used(self):
        path = self.write('{"id":"a","period":"2020-05","source":"s"}\n'
                          "nonsense\n"
                          '{"id":"a","source":"s"}\n'
                          '{"id":"b","period":"2020-06","source":"s"}\n')
        out, done = self.trend(path, expect=INCOMPLETE)
        self.assertIn("observations.jsonl:2: not JSON", done.err)
        self.assertIn("observations.jsonl:3: id 'a' is already used", done.err)
        document = json.loads((out / "trend.json").read_text())
        self.assertEqual(len(document["year"]["observations"]), 2)
        self.assertEqual([line["line"] for line in document["rejected"]], [2, 3])
        self.assertIn("not JSON", (out / "trend.md").read_text(encoding="utf-8"))

    def test_says_what_is_missing(self):
        done = run("trend", self.folder / "gone", expect=USAGE)
        self.assertRegex(done.err, "gone: no such file or folder")
        done = run("trend", self.write('{"id":"a","source":"s"}'), expect=USAGE)
        self.assertIn("--fiscal-year", done.err)
        done = run("trend", "x", "--fiscal-year", "20", expect=USAGE)
        self.assertIn("--fiscal-year", done.err)

    def test_does_not_write_over_a_file(self):
        target = self.folder / "mine"
        target.write_text("mine")
        run("trend", ROOT / "examples", "--out", target, expect=USAGE)
        self.assertEqual(target.read_text(), "mine")


class HostileFiles(TrendTest):
    def test_nothing_acts(self):
        line = {"id": "h", "period": "2020-05", "intrusion_set": HOSTILE, "campaign": HOSTILE,
                "malware": [HOSTILE], "sector": HOSTILE, "statement": HOSTILE, "source": HOSTILE,
                "indicators": [{"type": "string", "value": HOSTILE}]}
        path = self.write(json.dumps(line) + "\n" + json.dumps({HOSTILE: 1}) + "\n")
        out, done = self.trend(path, expect=INCOMPLETE)
        texts = {name: (out / name).read_text(encoding="utf-8")
                 for name in ("trend.html", "trend.md", "trend.json")}
        texts["out"], texts["err"] = done.out, done.err
        for name, text in texts.items():
            self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", text), name)
        self.assertNotIn("<img src=x", texts["trend.html"])
        self.assertIsNone(re.search(r"(?<!\\)<img|(?<!\\)\[a\]|(?<!\\):// ?evil", texts["trend.md"]))
        document = json.loads(texts["trend.json"])
        self.assertEqual(document["year"]["observations"][0]["statement"]["en"], HOSTILE)
