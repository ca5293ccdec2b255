"""`noroshi knowledge`: names in every spelling, both languages, and bundles good and bad."""
import json

from harness import INCOMPLETE, OK, USAGE, CliTest, run


def bundle(*objects):
    return json.dumps({"type": "bundle", "id": "bundle--1", "objects": list(objects)})


def thing(kind, number, attack_id, name):
    return {"type": kind, "id": f"{kind}--{number}", "name": name,
            "external_references": [{"source_name": "mitre-attack", "external_id": attack_id}]}


CRANE = thing("intrusion-set", 1, "G9001", "Paper \x1b[31mCrane")
FOLDING = thing("attack-pattern", 1, "T9001", "Folding")
USES = {"type": "relationship", "id": "r", "relationship_type": "uses",
        "source_ref": "intrusion-set--1", "target_ref": "attack-pattern--1",
        "external_references": [{"source_name": "Report X", "url": "https://example.org/x"}]}


class Show(CliTest):
    def test_every_spelling_leads_to_the_group(self):
        first = run("knowledge", "show", "menuPass", expect=OK).out
        self.assertTrue(first.startswith("G0045 menuPass"), first[:80])
        for name in ("g0045", "apt10", "APT-10", "ＡＰＴ１０", "stone_panda"):
            self.assertEqual(run("knowledge", "show", name, expect=OK).out, first, name)

    def test_marks_and_sources_are_shown(self):
        out = run("knowledge", "show", "A41APT", expect=OK).out
        for text in ("[R1]", "[R2]", "[U]", "Macnica", "attributed to", "G0045 menuPass"):
            self.assertIn(text, out)

    def test_japanese(self):
        out = run("knowledge", "show", "ミラーフェイス", "--lang", "ja", expect=OK).out
        for text in ("G1054 MirrorFace", "攻撃グループ", "標的", "別物"):
            self.assertIn(text, out)

    def test_a_name_of_two_things_shows_both(self):
        out = run("knowledge", "show", "heavypot", expect=OK).out
        self.assertIn("S0626 P8RAT", out)
        self.assertIn("S0627 SodaMaster", out)

    def test_unknown_name_suggests_the_nearest(self):
        done = run("knowledge", "show", "Lazarus Gruop", expect=USAGE)
        self.assertIn("Lazarus Group", done.err)


class Groups(CliTest):
    def test_json_lines(self):
        rows = [json.loads(line) for line in
                run("knowledge", "groups", "--json", expect=OK).out.splitlines()]
        self.assertEqual([row["id"] for row in rows], sorted(row["id"] for row in rows))
        tick = next(row for row in rows if row["id"] == "G0060")
        self.assertIn({"name": "ティック", "mark": "INF"}, tick["aliases"])
        self.assertGreater(tick["techniques"], 20)


class Import(CliTest):
    def setUp(self):
        super().setUp()
        self.bundle, self.table = self.folder / "bundle.json", self.folder / "attack.tsv"

    def imported(self, text, expect):
        self.bundle.write_text(text)
        return run("knowledge", "import", str(self.bundle), "--out", str(self.table),
                   expect=expect)

    def test_a_bundle_takes_the_place_of_the_shipped_table(self):
        self.imported(bundle(CRANE, FOLDING, USES), OK)
        out = run("knowledge", "show", "t9001", "--knowledge", str(self.table), expect=OK).out
        self.assertIn("G9001 Paper", out)
        self.assertNotIn("\x1b", out)
        out = run("knowledge", "show", "g9001", "--knowledge", str(self.table), expect=OK).out
        self.assertIn("Report X", out)
        run("knowledge", "show", "G0007", "--knowledge", str(self.table), expect=USAGE)

    def test_what_is_not_understood_is_counted(self):
        done = self.imported(bundle(CRANE, {"type": "intrusion-set", "id": 7}), INCOMPLETE)
        self.assertIn("1 not understood", done.out)

    def test_other_files_are_refused(self):
        for text in ("", "no bundle", "[]", '{"objects":[{'):
            self.assertIn("STIX bundle", self.imported(text, USAGE).err)
        run("knowledge", "groups", "--knowledge", str(self.bundle), expect=USAGE)
        run("knowledge", "import", "nowhere.json", expect=USAGE)
