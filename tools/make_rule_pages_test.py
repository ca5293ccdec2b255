"""Tests of make_rule_pages.py: what it reads of a rule, and that the pages are current."""
import contextlib
import io
import pathlib
import tempfile
import unittest
from unittest import mock

import make_rule_pages

RULE = """title: 'It''s one: with a colon'
idea: D2-06
tags:
  - attack.persistence
  - attack.t1543.003
logsource:
  product: windows
  service: system
detection:
  a:
    EventID: 1
  condition: a
level: high
---
title: Another
level: low
"""


class MakeRulePagesTest(unittest.TestCase):
    def read(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "2-implant" / "a-rule.yml"
            path.parent.mkdir()
            path.write_text(text, encoding="utf-8")
            return make_rule_pages.read_rule(path)

    def test_reads_the_first_document(self):
        rule = self.read(RULE)
        self.assertEqual(rule["name"], "a-rule")
        self.assertEqual(rule["stage"], "2")
        self.assertEqual(rule["title"], "It's one: with a colon")
        self.assertEqual(rule["level"], "high")
        self.assertEqual(make_rule_pages.techniques(rule), ["T1543.003"])
        self.assertEqual(make_rule_pages.source(rule), "system")

    def test_names_the_product_where_it_is_not_windows(self):
        linux = self.read(RULE.replace("product: windows", "product: linux"))
        self.assertEqual(make_rule_pages.source(linux), "linux system")

    def test_text_around_the_tables_stays(self):
        old = "# T\n\nwords\n\n## 1 Old\n\nrow\n\n## Measured\n\nfigures\n"
        page = make_rule_pages.shipped_page(old, [self.read(RULE)])
        self.assertTrue(page.startswith("# T\n\nwords\n\n## 1 Delivery"))
        self.assertTrue(page.endswith("## Measured\n\nfigures\n"))
        self.assertIn("| `a-rule` | It's one: with a colon | high | D2-06 | T1543.003 | system |", page)

    def test_an_idea_without_a_rule_says_so(self):
        page = make_rule_pages.coverage_page([self.read(RULE)])
        row = next(line for line in page.splitlines() if line.startswith("| D2-06 |"))
        self.assertIn("`a-rule`", row)
        row = next(line for line in page.splitlines() if line.startswith("| D2-03 |"))
        self.assertIn("none", row)

    def test_an_idea_that_the_table_lacks_is_an_error(self):
        with self.assertRaises(SystemExit):
            make_rule_pages.coverage_page([self.read(RULE.replace("D2-06", "D2-99"))])

    def test_pages_are_current(self):
        out = io.StringIO()
        with mock.patch("sys.argv", ["make_rule_pages.py", "--check"]):
            with contextlib.redirect_stdout(out):
                self.assertEqual(make_rule_pages.main(), 0, out.getvalue())


if __name__ == "__main__":
    unittest.main()
