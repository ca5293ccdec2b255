"""`noroshi attribute`: both languages, every form of input, hostile files, and the benchmark."""
import json

from harness import INCOMPLETE, OK, USAGE, CliTest, run

# Software that few sets use, and what goes with it.
DISTINCT = {"id": "case-1", "title": {"en": "Servers abroad", "ja": "海外拠点のサーバ"},
            "techniques": ["T1190", "T1078", "T1574.001", "T1055", "T1070.001", "T1021.001"],
            "software": ["SodaMaster", "P8RAT", "Ecipekac"], "blind": ["T1566"]}
COMMON = {"id": "case-2", "techniques": ["T1059.001", "T1105", "T1204.002"]}
HOSTILE = "=1+1 <img src=x> \x1b[2J\x1b]0;owned\x07 \u202etxt.exe"


class Attribute(CliTest):
    def attribute(self, incidents, *args, expect=OK):
        path = self.folder / "incidents.json"
        path.write_text(incidents if isinstance(incidents, str) else json.dumps(incidents))
        return run("attribute", path, *args, expect=expect)

    def answers(self, incidents, *args):
        return [json.loads(line) for line in
                self.attribute(incidents, "--json", *args).out.splitlines()]

    def test_page_in_english(self):
        page = self.attribute([DISTINCT, COMMON]).out
        self.assertNotIn("done by", page)
        self.assert_golden("attribute-en.txt", page)

    def test_page_in_japanese(self):
        self.assert_golden("attribute-ja.txt", self.attribute([DISTINCT, COMMON], "--lang", "ja").out)

    def test_what_few_use_is_first_and_unfolds(self):
        answer = self.answers(DISTINCT)[0]
        self.assertEqual(answer["ranked"][0]["id"], "G0045")
        self.assertIn("S0627", [item["id"] for item in answer["ranked"][0]["for"]])
        weights = [item["weight"] for item in answer["ranked"][0]["for"]]
        self.assertEqual(weights, sorted(weights, reverse=True))
        self.assertTrue(all(0 <= s["confidence"] <= 1 for s in answer["ranked"]))

    def test_what_everybody_does_names_nobody(self):
        answer = self.answers(COMMON)[0]
        self.assertTrue(answer["abstained"])
        self.assertIn(answer["reason"], ("no_coherence", "many_fit", "weak"))
        self.assertIn("not enough evidence", self.attribute(COMMON).out)

    def test_ids_of_both_versions_give_one_answer(self):
        old = self.answers({**DISTINCT, "techniques": ["T1562.001", "T1070.001", "T1190"]})
        new = self.answers({**DISTINCT, "techniques": ["T1685", "T1685.005", "T1190"]})
        self.assertEqual(old, new)

    def test_every_form_of_file(self):
        self.assertEqual(len(self.answers({"incidents": [DISTINCT, COMMON]})), 2)
        self.assertEqual(self.answers([]), [])
        self.attribute("no json", expect=USAGE)
        self.attribute("7", expect=USAGE)
        self.attribute({"techniques": "T1190"}, expect=INCOMPLETE)

    def test_hostile_text_is_inert(self):
        incident = {"id": HOSTILE, "title": HOSTILE, "techniques": ["T1190", HOSTILE],
                    "software": [HOSTILE], "marks": [{"set": "G0045", "text": HOSTILE}],
                    "families": [HOSTILE]}
        for args in ((), ("--lang", "ja"), ("--json",)):
            out = self.attribute(incident, *args).out
            for bad in ("\x1b", "\x07", "\u202e"):
                self.assertNotIn(bad, out if "--json" not in args else out.replace("\u202e", ""))

    def test_wrong_use(self):
        run("attribute", expect=USAGE)
        run("attribute", "--out", "x", expect=USAGE)
        run("attribute", self.folder / "absent.json", expect=USAGE)
        run("attribute", "--benchmark", self.folder, "--out", self.folder / "x", expect=USAGE)
        bad = self.folder / "model.tsv"
        bad.write_text("noroshi-attribution-model\t2\n")
        self.attribute(DISTINCT, "--model", bad, expect=USAGE)

    def test_benchmark(self):
        folder = self.folder / "cases"
        folder.mkdir()
        profile = {"id": "G0045", "techniques": [{"id": "T1190", "rel": "r1"}],
                   "software": [{"id": "S0627", "rel": "r2"}]}
        case = {"id": "C1", "truth": "G0045", "strip": ["r1", "r2"], "sources": [], "exclude_campaigns": []}
        seen = {"techniques": DISTINCT["techniques"], "software": DISTINCT["software"]}
        variants = [{"case": "C1", "variant": "whole", "withhold": [], **seen},
                    {"case": "C1", "variant": "absent", "withhold": ["G0045"], **seen}]
        (folder / "profiles.jsonl").write_text(json.dumps(profile) + "\n")
        (folder / "cases.jsonl").write_text(json.dumps(case) + "\n")
        (folder / "variants.jsonl").write_text("".join(json.dumps(v) + "\n" for v in variants))
        out = self.folder / "predictions.jsonl"
        run("attribute", "--benchmark", folder, "--out", out, expect=OK)
        whole, absent = map(json.loads, out.read_text().splitlines())
        self.assertEqual((whole["case"], whole["variant"]), ("C1", "whole"))
        self.assertIn("G0045", [r["group"] for r in whole["ranked"]])
        self.assertNotIn("G0045", [r["group"] for r in absent["ranked"]])
        sure = [r["confidence"] for r in whole["ranked"]]
        self.assertEqual(sure, sorted(sure, reverse=True))
        values = self.folder / "values.jsonl"
        run("attribute", "--benchmark", folder, "--values", values, expect=OK)
        names = json.loads(values.read_text().splitlines()[0])
        self.assertIn("bernoulli_6", names["set-value"])
