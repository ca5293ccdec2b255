"""`noroshi export`: every format from a real hunt, versions of ATT&CK, and files that are none."""
import csv
import json

from harness import INCOMPLETE, OK, USAGE, CliTest, Evidence, run

LINE = {"id": "f-1", "time": "2020-10-05T02:11:09.0000000Z", "level": "high", "host": "SRV",
        "rule": {"id": "r", "title": "Log cleared"}, "techniques": ["T1070.001"], "fields": {}}


class Export(CliTest):
    def exported(self, *args, expect=OK):
        return run("export", *args, "--out", self.folder / "exchange", expect=expect)

    def layer(self):
        return json.loads((self.folder / "exchange" / "navigator-layer.json").read_text())

    def test_every_format_of_a_hunt(self):
        hunt = self.folder / "hunt"
        run("hunt", Evidence.logs, "--out", hunt, "--quiet", "--write", "findings", expect=OK)
        count = len((hunt / "findings.jsonl").read_text().splitlines())
        self.exported(hunt)
        out = self.folder / "exchange"
        sarif = json.loads((out / "findings.sarif").read_text())
        self.assertEqual(len(sarif["runs"][0]["results"]), count)
        rows = list(csv.DictReader((out / "timesketch.csv").open(encoding="utf-8", newline="")))
        self.assertEqual(len(rows), count)
        self.assertEqual(len((out / "timesketch.jsonl").read_text().splitlines()), count)
        self.assertGreater(len(self.layer()["techniques"]), 5)
        types = {o["type"] for o in json.loads((out / "stix-bundle.json").read_text())["objects"]}
        self.assertEqual(types, {"identity", "attack-pattern", "sighting", "note", "report"})
        self.assertTrue(json.loads((out / "misp-event.json").read_text())["Event"]["Attribute"])

    def test_ids_of_the_version_that_is_asked_for(self):
        path = self.folder / "findings.jsonl"
        path.write_text(json.dumps(LINE) + "\n")
        self.exported(path, "--format", "navigator")
        self.assertEqual(self.layer()["techniques"][0]["techniqueID"], "T1070.001")
        self.exported(path, "--format", "navigator", "--attack-version", "19")
        self.assertEqual(self.layer()["techniques"][0]["techniqueID"], "T1685.005")
        self.assertEqual(self.layer()["versions"]["attack"], "19")
        path.write_text(json.dumps({**LINE, "techniques": ["T1685.005"]}) + "\n")
        self.exported(path, "--format", "navigator")
        self.assertEqual(self.layer()["techniques"][0]["techniqueID"], "T1070.001")

    def test_wrong_use(self):
        run("export", expect=USAGE)
        self.exported(self.folder / "absent", expect=USAGE)
        self.exported(self.folder, expect=USAGE)  # no hunt's folder
        path = self.folder / "findings.jsonl"
        path.write_text("no finding\n" + json.dumps(LINE) + "\n\n")
        done = self.exported(path, expect=INCOMPLETE)
        self.assertIn("1 findings, 1 lines not understood", done.err)
        self.exported(path, "--format", "nothing", expect=USAGE)
