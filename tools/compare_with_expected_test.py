"""Tests of compare_with_expected.py on a few made-up findings."""
import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

import compare_with_expected

RULE = "8a76bcd8-dec2-4c8a-995d-a4600aad8fe2"


def finding(record: int | None, source: str = "sigma", path: str = "a.evtx") -> str:
    return json.dumps({"record_id": record, "evidence": {"path": path},
                       "rule": {"id": RULE, "source": source}})


class CompareTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def compare(self, findings: list[str], expected: list[str], documented: list[str] = (),
                reasons: str = "### late-start\n") -> tuple[int, str]:
        texts = {"f.jsonl": findings, "e.tsv": expected, "d.tsv": documented, "r.md": [reasons]}
        for name, lines in texts.items():
            (self.folder / name).write_text("".join(line + "\n" for line in lines))
        paths = [str(self.folder / name) for name in texts]
        arguments = ["x", paths[0], paths[1], "--documented", paths[2], "--reasons", paths[3]]
        out = io.StringIO()
        with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(out):
            return compare_with_expected.main(), out.getvalue()

    def test_agreement(self):
        self.assertEqual(self.compare([finding(1)], [f"a.evtx\t1\t{RULE}\t1"])[0], 0)

    def test_missing_and_extra_fail(self):
        self.assertEqual(self.compare([], [f"a.evtx\t1\t{RULE}\t1"])[0], 1)
        status, text = self.compare([finding(1), finding(2)], [f"a.evtx\t1\t{RULE}\t1"])
        self.assertEqual(status, 1)
        self.assertIn("precision 0.5000", text)

    def test_a_count_is_compared(self):
        self.assertEqual(self.compare([finding(1)], [f"a.evtx\t1\t{RULE}\t2"])[0], 1)

    def test_documented_differences_are_taken_off(self):
        rows = [f"a.evtx\t2\t{RULE}\t+\tlate-start"]
        status, text = self.compare([finding(1), finding(2)], [f"a.evtx\t1\t{RULE}\t1"], rows)
        self.assertEqual(status, 0)
        self.assertIn("raw: recall 1.0000, precision 0.5000", text)

    def test_a_class_nobody_explains_documents_nothing(self):
        rows = [f"a.evtx\t2\t{RULE}\t+\tno-such-heading"]
        status, _ = self.compare([finding(1), finding(2)], [f"a.evtx\t1\t{RULE}\t1"], rows)
        self.assertEqual(status, 1)

    def test_a_stale_row_fails(self):
        rows = [f"a.evtx\t2\t{RULE}\t+\tlate-start"]
        status, text = self.compare([finding(1)], [f"a.evtx\t1\t{RULE}\t1"], rows)
        self.assertEqual(status, 1)
        self.assertIn("stale", text)

    def test_own_rules_and_correlations_take_no_part(self):
        findings = [finding(1), finding(5, source="noroshi"), finding(None)]
        self.assertEqual(self.compare(findings, [f"a.evtx\t1\t{RULE}\t1"])[0], 0)


if __name__ == "__main__":
    unittest.main()
