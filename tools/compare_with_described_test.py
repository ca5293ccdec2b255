"""Tests of compare_with_described.py."""
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import compare_with_described as compare  # noqa: E402

DUMP = "atomic/windows/credential_access/host/dump.zip"


def finding(path, level, tactics, techniques):
    return json.dumps({"level": level, "tactics": tactics, "techniques": techniques,
                       "evidence": {"path": path}, "rule": {"title": "A rule"}}) + "\n"


class Compare(unittest.TestCase):
    def judge(self, lines, described=(), level="medium"):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "findings.jsonl"
            path.write_text(lines, encoding="utf-8")
            return compare.judge(DUMP, compare.read_findings(path, level), described)

    def test_verdicts(self):
        member = DUMP + "!/a.json"
        self.assertEqual(self.judge(""), "nothing")
        self.assertEqual(self.judge(finding(member, "high", ["execution"], [])), "other")
        self.assertEqual(self.judge(finding(member, "high", ["credential-access"], [])), "tactic")
        self.assertEqual(self.judge(finding(member, "low", ["credential-access"], [])), "nothing")
        lines = finding(member, "high", ["execution"], ["T1003.001"])
        self.assertEqual(self.judge(lines, {"T1003"}), "technique")
        self.assertEqual(self.judge(lines, {"T1003.001"}), "technique")
        self.assertEqual(self.judge(lines, {"T1003.002"}), "other")

    def test_what_is_no_atomic_data_set_describes_nothing(self):
        self.assertEqual(compare.tactic_of("compound/x.zip"), "")
        self.assertEqual(compare.tactic_of(DUMP), "credential-access")

    def test_captures_are_left_out(self):
        run = {"inputs": [{"path": DUMP, "state": "read", "kind": "container"},
                          {"path": DUMP + "!/a.cap", "state": "other_format"}]}
        self.assertEqual(compare.data_sets(run), [])
        run["inputs"].append({"path": DUMP + "!/a.json", "state": "read"})
        self.assertEqual(compare.data_sets(run), [DUMP])

    def test_metadata(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "a.yaml").write_text(
                "attack_mappings:\n  - technique: T1003\n    sub-technique: '001'\n"
                "files:\n  - link: https://example.org/dump.zip\n", encoding="utf-8")
            found = compare.read_metadata(pathlib.Path(folder))
        self.assertEqual(found["dump.zip"], {"T1003", "T1003.001"})


if __name__ == "__main__":
    unittest.main()
