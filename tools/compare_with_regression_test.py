"""Tests of compare_with_regression.py on a few made-up results."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

import compare_with_regression

RULE = "0b9ad457-2554-44c1-82c2-d56a99c42377"
MORE = f"rules/a b.evtx: rule {RULE} wanted 1, found 3"
DOCUMENTED = f"rules/a b.evtx\t{RULE}\t1\t3\tmore"


class RegressionTest(unittest.TestCase):
    def judge(self, result: list[str], documented: str = DOCUMENTED) -> tuple[int, str]:
        out = io.StringIO()
        with tempfile.TemporaryDirectory() as name:
            table, reasons = pathlib.Path(name) / "d.tsv", pathlib.Path(name) / "r.md"
            table.write_text("# head\n" + documented + "\n")
            reasons.write_text("## Data\n\n### more\n\nReason.\n")
            with mock.patch.object(sys, "argv", ["x", str(table), str(reasons)]), \
                 mock.patch.object(sys, "stdin", io.StringIO("\n".join(result))), \
                 contextlib.redirect_stdout(out):
                return compare_with_regression.main(), out.getvalue()

    def test_all_exact(self):
        self.assertEqual(self.judge(["exact 100, at least once 100, of 100"], "")[0], 0)

    def test_a_documented_row(self):
        status, text = self.judge([MORE, "exact 99, at least once 100, of 100"])
        self.assertEqual(status, 0)
        self.assertIn("exact 99 of 100; documented 1", text)

    def test_only_as_documented(self):
        result = [MORE.replace("found 3", "found 4"), "exact 99, at least once 100, of 100"]
        status, text = self.judge(result)
        self.assertEqual(status, 1)
        self.assertIn("not documented", text)
        self.assertIn("stale", text)

    def test_fewer_matches_cannot_be_documented(self):
        result = [MORE.replace("found 3", "found 0"), "exact 99, at least once 99, of 100"]
        self.assertEqual(self.judge(result, DOCUMENTED.replace("\t3\t", "\t0\t"))[0], 1)

    def test_a_class_nobody_explains_documents_nothing(self):
        result = [MORE, "exact 99, at least once 100, of 100"]
        self.assertEqual(self.judge(result, DOCUMENTED.replace("\tmore", "\tother"))[0], 1)

    def test_a_stale_row_fails(self):
        self.assertEqual(self.judge(["exact 100, at least once 100, of 100"])[0], 1)

    def test_rows_that_were_not_shown_fail(self):
        self.assertEqual(self.judge([MORE, "exact 98, at least once 100, of 100"])[0], 1)

    def test_no_result_is_no_success(self):
        self.assertEqual(self.judge([], "")[0], 1)
        self.assertEqual(self.judge(["exact 0, at least once 0, of 0"], "")[0], 1)


if __name__ == "__main__":
    unittest.main()
