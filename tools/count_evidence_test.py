"""Tests of count_evidence.py."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import count_evidence  # noqa: E402


def item(path, size, used, **more):
    return {"path": path, "size": size, "used": used, "damaged": 0, "padding": 0, "records": 1,
            "state": "read", **more}


RUN = {
    "evidence": {"records": 3, "records_by_channel": {"Security": 1, "zeek:conn": 2}},
    "inputs": [item("a.zip", 9, 0, kind="container"), item("a.zip!/x", 5, 5), item("b", 7, 7),
               item("c", 4, 0, state="other_format")],
    "losses": [{"path": "a.zip!/d/x", "kind": "record_syntax", "count": 2, "lost_bytes": 10,
                "lost_records": 2, "first_offset": 0, "detail": "a|b"}],
}


class Count(unittest.TestCase):
    def test_tables(self):
        text = "\n".join(count_evidence.describe(RUN))
        self.assertIn("| containers | 1 |", text)
        self.assertIn("| logs read | 2 |", text)
        self.assertIn("| of other formats, left out | 1 |", text)
        self.assertIn("| records lost, each in the ledger | 2 |", text)
        self.assertLess(text.index("zeek:conn"), text.index("Security"))
        self.assertIn("| x | record_syntax | 2 | 10 | 2 | a\\|b |", text)

    def test_bytes_that_nobody_accounts_for(self):
        self.assertEqual(count_evidence.unaccounted(RUN), [])
        holed = {**RUN, "inputs": [item("b", 7, 6)]}
        self.assertEqual(count_evidence.unaccounted(holed), ["b"])


if __name__ == "__main__":
    unittest.main()
