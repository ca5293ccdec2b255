"""Tests of mark_families.py, and that no shipped rule claims more than the knowledge bears out."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

from mark_families import FAMILIES, Tables, families_of, written

HERE = pathlib.Path(__file__).parent
ATTACK = """noroshi-knowledge\t1
set\tG1\tPaper Crane\tOrigami
software\tS1\tFoldRAT\t\tmalware
uses\tG1\tT1001\tR1\t0
uses\tG1\tS1\tR1\t
uses\tS1\tT1002\tR1\t
moved\tT1562.001\tT1685
"""
OWN = """noroshi-knowledge\t1
campaign\tX-C\tSpring\t\t\t
name\tG1\t折り鶴\tINF\t
attributed-to\tX-C\tG1\tR1\t
uses\tX-C\tT1003\tR1\t
uses\tG1\tT1685\tR1\t
uses\tG1\tT1004\tU\t
"""


class MarkFamilies(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(self.folder.name)
        (root / "attack-enterprise-1.tsv").write_text(ATTACK, encoding="utf-8")
        (root / "own.tsv").write_text(OWN, encoding="utf-8")
        self.tables = Tables(root)

    def tearDown(self):
        self.folder.cleanup()

    def test_the_best_statement_decides(self):
        for family, techniques, mark in [
                ("Paper Crane", {"T1001"}, "R2"),           # ATT&CK is an account
                ("origami", {"T1002"}, "R2"),               # by its software
                ("折り鶴", {"T1003"}, "R1"),                 # by a campaign of its own
                ("Paper Crane", {"T1562.001"}, "R1"),       # ids are resolved
                ("Paper Crane", {"T1004"}, "U"),
                ("Paper Crane", {"T1004", "T1001"}, "R2"),
                ("Paper Crane", {"T1999"}, "INF"),
                ("FoldRAT", {"T1001"}, "INF"),              # the set does it, not the software
                ("Nobody", {"T1001"}, "INF")]:
            self.assertEqual(self.tables.mark(family, techniques), mark, (family, techniques))

    def test_all_forms_are_read_and_one_is_written(self):
        for text in ["families: [A B, any]\n", "families: {A B: , any: }\n",
                     "families:\n  - A B\n  - any\n", "families:\n  A B:\n  any:\n"]:
            self.assertEqual(families_of(FAMILIES.search("title: t\n" + text)), [("A B", ""), ("any", "")], text)
        marked = written([("A B", "R1"), ("any", "")])
        self.assertEqual(families_of(FAMILIES.search(marked)), [("A B", "R1"), ("any", "")])

    def test_a_claim_too_high_is_told_and_mended(self):
        root = pathlib.Path(self.folder.name)
        rule = root / "rule.yml"
        rule.write_text("title: t\nfamilies:\n  Origami: R1\ntags:\n  - attack.t1001\n", encoding="utf-8")
        run = lambda *more: subprocess.run([sys.executable, str(HERE / "mark_families.py"), *more, str(root), str(root)],
                                           capture_output=True, text=True)
        told = run()
        self.assertEqual(told.returncode, 1)
        self.assertIn("marked R1, the tables bear out R2", told.stdout)
        self.assertEqual(run("--write").returncode, 0)
        self.assertIn("  Origami: R2\n", rule.read_text(encoding="utf-8"))
        self.assertEqual(run().returncode, 0)

    def test_shipped_rules_claim_no_more_than_the_tables_bear_out(self):
        told = subprocess.run([sys.executable, str(HERE / "mark_families.py"), str(HERE.parent / "rules"),
                               str(HERE.parent / "knowledge")], capture_output=True, text=True)
        self.assertEqual(told.returncode, 0, told.stdout)


if __name__ == "__main__":
    unittest.main()
