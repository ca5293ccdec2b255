#!/usr/bin/env python3
"""Tests of check_campaigns.py on made-up results."""
import pathlib
import tempfile
import unittest

import check_campaigns as campaigns


def run_of(channels: dict) -> dict:
    return {"evidence": {"records": sum(channels.values()), "records_by_channel": channels}}


class Verdict(unittest.TestCase):
    WINDOWS = run_of({"Security": 5, "zeek:conn": 2})

    def test_hosts_are_the_same_with_and_without_domain(self):
        incidents = [{"hosts": ["SRV1.corp.example", "srv2"]}]
        self.assertEqual(campaigns.verdict(self.WINDOWS, {"srv1", "srv2"}, incidents), "complete")

    def test_a_host_outside_is_named(self):
        said = campaigns.verdict(self.WINDOWS, {"a", "b", "c"}, [{"hosts": ["A"]}, {"hosts": ["B"]}])
        self.assertEqual(said, "outside: b, c")
        self.assertTrue(campaigns.is_incomplete(said))

    def test_a_second_incident_is_one_too_many(self):
        said = campaigns.verdict(self.WINDOWS, {"a"}, [{"hosts": ["A"]}, {"hosts": ["A"]}])
        self.assertEqual(said, "2 incidents")
        self.assertTrue(campaigns.is_incomplete(said))

    def test_sensors_alone_are_no_host_events(self):
        said = campaigns.verdict(run_of({"zeek:conn": 9, "zeek:dce_rpc": 1}), set(), [])
        self.assertEqual(said, "no host events in it")
        self.assertFalse(campaigns.is_incomplete(said))
        self.assertEqual(campaigns.verdict(run_of({}), set(), []), "no log in it")
        self.assertEqual(campaigns.verdict(self.WINDOWS, {"a"}, []), "no incident")

    def test_only_grave_findings_on_hosts_are_traces(self):
        findings = [{"host": "A.x", "level": "medium"}, {"host": "B", "level": "low"},
                    {"host": "", "level": "high"}, {"host": "10.0.0.1", "level": "high"}]
        self.assertEqual(campaigns.hosts_with_traces(findings), {"a", "10.0.0.1"})


class DataSets(unittest.TestCase):
    def test_a_day_is_one_data_set(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in ("a/x.zip", "a/y.tar.gz", "c/day1/z.zip", "c/day1/logs/w.log", "c/days/v.zip",
                         "a/readme.txt"):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).touch()
            names = [path.relative_to(root).as_posix() for path in campaigns.data_sets(root)]
        self.assertEqual(names, ["a/x.zip", "a/y.tar.gz", "c/day1", "c/days/v.zip"])


if __name__ == "__main__":
    unittest.main()
