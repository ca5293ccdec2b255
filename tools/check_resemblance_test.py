"""Tests of check_resemblance.py."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import check_resemblance  # noqa: E402


def incident(abstained, reason, *ranked):
    return {"abstained": abstained, "reason": reason,
            "attribution": [{"intrusion_set": {"id": i, "name": "N" + i}, "confidence": c} for i, c in ranked]}


def mistakes(*incidents, behind=("G1",)):
    return check_resemblance.mistakes(check_resemblance.answers(list(incidents)), set(behind))


class Judging(unittest.TestCase):
    def test_only_a_named_wrong_set_is_wrong(self):
        self.assertEqual(mistakes(incident(False, "none", ("G1", 70), ("G2", 1))), [])
        self.assertEqual(mistakes(incident(True, "many_fit", ("G2", 30), ("G1", 29))), [])
        self.assertEqual(mistakes(incident(False, "none", ("G2", 70), ("G1", 1))), ["named G2 NG2"])

    def test_a_lesser_incident_counts_as_well(self):
        self.assertEqual(mistakes(incident(True, "weak", ("G1", 9)), incident(False, "none", ("G3", 50))), ["named G3 NG3"])

    def test_nobody_is_behind_ordinary_days(self):
        self.assertEqual(len(mistakes(incident(False, "none", ("G1", 70)), behind=())), 1)

    def test_an_answer_without_a_name_has_a_reason(self):
        for reason in ("none", "", "because"):
            self.assertEqual(len(mistakes(incident(True, reason, ("G1", 9)))), 1)
        self.assertEqual(mistakes(incident(True, "nothing_known")), [])

    def test_incidents_nobody_asked_about_say_nothing(self):
        self.assertEqual(check_resemblance.answers([{"id": "i"}]), [])

    def test_rows_and_summary(self):
        told = check_resemblance.answers([incident(True, "weak", ("G0060", 9)), incident(True, "weak", ("G2", 1))])
        rows = [check_resemblance.row(("tick", "1", "all"), {"G0060"}, told),
                check_resemblance.row(("tick", "1", "a tenth"), {"G0060"}, [])]
        self.assertEqual(rows[0][3:], ("G0060 NG0060 (right) (+1 incidents)", "9", "weak"))
        self.assertEqual(rows[1][3:], ("no incident", "", ""))
        self.assertEqual(check_resemblance.summary(rows),
                         ["all: 1 intrusions, the right set nearest in 1, a set named in 0",
                          "a tenth: 1 intrusions, the right set nearest in 0, a set named in 0"])


class Cutting(unittest.TestCase):
    def test_a_tenth_by_the_seed(self):
        files = [f"{i:02}" for i in range(40)]
        one = check_resemblance.tenth(files, 1)
        self.assertEqual(len(one), 4)
        self.assertEqual(one, check_resemblance.tenth(reversed(files), 1))
        self.assertNotEqual(one, check_resemblance.tenth(files, 2))
        self.assertEqual(check_resemblance.tenth(["a"], 1), ["a"])


if __name__ == "__main__":
    unittest.main()
