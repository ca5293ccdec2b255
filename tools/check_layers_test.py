"""Tests of check_layers.py on small made-up source trees."""
import pathlib
import tempfile
import unittest

import check_layers
from include_graph import find_cycle, includes_of


def problems_of(files: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        return check_layers.check(root)[0]


class CheckLayersTest(unittest.TestCase):
    def test_table_has_no_cycle(self):
        table = {name: set(row.split()) for name, row in check_layers.MAY_INCLUDE.items()}
        self.assertEqual(find_cycle(table), [])

    def test_include_down_is_fine(self):
        self.assertEqual(problems_of({"base/a.h": "", "event/b.h": '#include "base/a.h"\n'}), [])

    def test_include_up_is_named_with_its_line(self):
        problems = problems_of({"base/a.h": '\n#include "event/b.h"\n', "event/b.h": ""})
        self.assertEqual(problems, ["base/a.h:2: base may not include event"])

    def test_evidence_and_matcher_never_meet(self):
        problems = problems_of({"evidence/source.h": "",
                                "matcher/m.cc": '#include "evidence/source.h"\n'})
        self.assertEqual(problems, ["matcher/m.cc:1: matcher may not include evidence"])

    def test_a_test_may_use_real_evidence(self):
        self.assertEqual(problems_of({"evidence/source.h": "",
                                      "matcher/m_test.cc": '#include "evidence/source.h"\n'}), [])

    def test_private_and_test_headers_stay_at_home(self):
        problems = problems_of({"base/internal/a.h": "", "base/testing/b.h": "",
                                "base/c.cc": '#include "base/internal/a.h"\n',
                                "event/d.cc": '#include "base/internal/a.h"\n',
                                "event/e.cc": '#include "base/testing/b.h"\n',
                                "event/e_test.cc": '#include "base/testing/b.h"\n'})
        self.assertEqual(problems, ["event/d.cc:1: base/internal/a.h is private to base",
                                    "event/e.cc:1: product code may not include test helpers"])

    def test_cycle_of_files(self):
        problems = problems_of({"base/a.h": '#include "base/b.h"\n',
                                "base/b.h": '#include "base/a.h"\n'})
        self.assertEqual(problems, ["cycle of files: base/a.h -> base/b.h -> base/a.h"])

    def test_unknown_folder_and_missing_file(self):
        problems = problems_of({"misc/a.h": "", "base/b.h": '#include "base/gone.h"\n'})
        self.assertEqual(len(problems), 2)
        self.assertIn("base/gone.h is not a file", problems[0])
        self.assertIn("folder misc has no row", problems[1])

    def test_includes_are_found_with_lines(self):
        text = '#include <vector>\n#  include "a/b.h"\n// #include "no.h"\n#include "c.h"  // why\n'
        self.assertEqual(includes_of(text), [(2, "a/b.h"), (4, "c.h")])


if __name__ == "__main__":
    unittest.main()
