"""Tests of check_shipped_rules.py's counting."""
import unittest

import check_shipped_rules


class CheckShippedRulesTest(unittest.TestCase):
    def test_the_half_depends_on_the_name_alone(self):
        self.assertEqual(check_shipped_rules.half_of("a/b.evtx"), check_shipped_rules.half_of("b.evtx"))
        halves = [check_shipped_rules.half_of(f"{n}.evtx") for n in range(400)]
        self.assertGreater(halves.count("dev"), 150)
        self.assertGreater(halves.count("held-out"), 150)

    def test_low_findings_do_not_count(self):
        findings = [{"level": "low", "evidence": {"path": "a"}},
                    {"level": "medium", "evidence": {"path": "b"}},
                    {"level": "high", "evidence": {"path": "b"}}]
        self.assertEqual(check_shipped_rules.files_found(findings), {"b"})

    def test_rows_are_tactics_where_the_collection_has_them(self):
        tactic = check_shipped_rules.tactic_of
        self.assertEqual(tactic("attack-samples", "Discovery/x/a.evtx"), "attack-samples/Discovery")
        self.assertEqual(tactic("attack-samples", "a.evtx"), "attack-samples")
        self.assertEqual(tactic("yamato", "Sysmon/a.evtx"), "yamato")

    def test_share_of_nothing(self):
        self.assertIn("0.0 %", check_shipped_rules.share(0, 0))


if __name__ == "__main__":
    unittest.main()
