"""Tests of vary_rules.py: what changes in a copy, and what must not."""
import unittest

import vary_rules

RULE = r"""title: Encoded command
id: 11111111-2222-3333-4444-555555555555
name: encoded
logsource:
    product: windows
    category: process_creation
detection:
    selection_image:
        EventID: 4688
        Channel: Security
        Image|endswith:
            - '\powershell.exe'
            - '\pwsh.exe'
        Elevated: null
    selection_net:
        Address|cidr: 10.0.0.0/8
        Protocol: 'kerberos'
    selection_kind:
        EventID:
            - 4688
            - 4689
    keywords:
        - 'mimikatz'
    filter_main:
        ParentImage|contains: 'installer'
    condition: selection_image and keywords and not filter_main
level: high
"""


class VaryDocument(unittest.TestCase):
    def setUp(self):
        self.copy = vary_rules.vary_document(RULE, 1)

    def line(self, start):
        return next(line for line in self.copy.splitlines() if line.lstrip().startswith(start))

    def test_gate_filter_condition_and_what_is_no_text_stay(self):
        for kept in ("title: Encoded command", "        EventID: 4688", "        Channel: Security",
                     "        Image|endswith:", "        Elevated: null",
                     "        Address|cidr: 10.0.0.0/8",
                     "        ParentImage|contains: 'installer'",
                     "    condition: selection_image and keywords and not filter_main",
                     "    category: process_creation", "level: high"):
            self.assertIn(kept + "\n", self.copy)

    def test_texts_change_and_keep_their_length_and_punctuation(self):
        self.assertNotIn("powershell", self.copy)
        self.assertNotIn("mimikatz", self.copy)
        self.assertRegex(self.copy, r"- '\\p[a-z]{9}\.exe'\n")
        self.assertRegex(self.copy, r"- 'm[a-z]{7}'\n")

    def test_identity_is_the_copys_own(self):
        self.assertNotIn("11111111", self.copy)
        self.assertNotIn("name:", self.copy)
        self.assertEqual(self.copy, vary_rules.vary_document(RULE, 1))

    def test_no_two_copies_are_equal(self):
        copies = {vary_rules.vary_document(RULE, copy) for copy in range(1, vary_rules.SHIFTS + 1)}
        words = {vary_rules.vary_word("user", copy) for copy in range(1, vary_rules.SHIFTS + 1)}
        self.assertEqual(len(copies), vary_rules.SHIFTS)
        self.assertEqual(len(words | {"user"}), vary_rules.SHIFTS + 1)

    def test_a_rule_that_would_match_all_the_same_has_no_copy(self):
        gate_only = "detection:\n  sel:\n    EventID: 1102\n  condition: sel\n"
        other_way = RULE.replace("    filter_main:", "    weak:\n        Level: 4\n    filter_main:")
        for rule in (gate_only, other_way):
            self.assertIsNone(vary_rules.vary_document(rule, 1))


if __name__ == "__main__":
    unittest.main()
