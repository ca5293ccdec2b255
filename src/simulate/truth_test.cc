#include "simulate/truth.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TruthEntry Entry(TruthKind kind, std::string id) {
  TruthEntry entry;
  entry.kind = kind;
  entry.id = std::move(id);
  return entry;
}

TEST(Truth, LabelsCountFromOneAndNameTheirEntry) {
  Truth truth;
  EXPECT_EQ(truth.Add(Entry(TruthKind::kAttackStep, "A01")), 1U);
  EXPECT_EQ(truth.Add(Entry(TruthKind::kLookAlike, "L01")), 2U);
  EXPECT_EQ(truth.Add(Entry(TruthKind::kAttackStep, "A02")), 3U);
  EXPECT_EQ(truth.Count(TruthKind::kAttackStep), 2U);
  EXPECT_EQ(truth.Count(TruthKind::kLookAlike), 1U);
  truth.AddRecord(3, {"HQ-FS01", "HQ-FS01/Security.evtx", "Security", 9, 0, 4624, {}});
  EXPECT_TRUE(truth.records()[0].empty());
  ASSERT_EQ(truth.records()[2].size(), 1U);
  EXPECT_EQ(truth.records()[2][0].record_id, 9U);
}

// The form that tools/ and people read; a change breaks what scores hunts.
TEST(Truth, JsonForm) {
  Organisation organisation;
  organisation.sites = {{Site::kHeadOffice, "HQ", 9, 10, ""}, {Site::kAffiliate, "VN", 7, 20, ""}};
  organisation.hosts = {
      {"HQ-DC01", "HQ-DC01.hoshikawa.example", "10.10.1.20", Site::kHeadOffice,
       Role::kDomainController, 0},
      {"VN-CL102", "VN-CL102.hoshikawa.example", "10.20.8.30", Site::kAffiliate, Role::kClient, 1}};
  Truth truth;
  const Timestamp moment = *ParseIso8601("2020-10-05T01:02:03Z");
  const Label step = truth.Add({TruthKind::kAttackStep,
                                "A01",
                                "Says \"hello\"",
                                {"D1-02", "D1-05"},
                                {"T1078"},
                                {},
                                "HQ-DC01",
                                "adm"});
  truth.Add({TruthKind::kLookAlike, "L01", "Backup", {"D3-01"}, {}, moment, "", ""});
  truth.AddRecord(step, {"HQ-DC01", "HQ-DC01/Security.evtx", "Security", 77, 0, 4624, moment});
  truth.AddRecord(step, {"", "network/HQ/vpn.log", "pulse", 0, 12, 0, moment});
  truth.NoteHidden(step, "no sensor at VN");
  truth.AddAttackHost("HQ-DC01");
  truth.AddAttackHost("VN-CL102");
  truth.AddAttackAddress("203.0.113.7");
  const TruthHeader header{"a41apt", 5, 14, *ParseIso8601("2020-10-05"), 99, &organisation};
  EXPECT_EQ(TruthToJson(header, truth),
            R"({
 "scenario": "a41apt",
 "seed": 5,
 "start": "2020-10-05T00:00:00.0000000Z",
 "days": 14,
 "records": 99,
 "sites": [
  {
   "name": "HQ",
   "hours_east_of_utc": 9,
   "network": "10.10.0.0/16",
   "vpn_pool": "10.10.30.0/24"
  },
  {
   "name": "VN",
   "hours_east_of_utc": 7,
   "network": "10.20.0.0/16",
   "vpn_pool": "10.20.30.0/24"
  }
 ],
 "hosts": [
  {
   "name": "HQ-DC01",
   "computer": "HQ-DC01.hoshikawa.example",
   "address": "10.10.1.20",
   "site": "HQ",
   "role": "domain-controller",
   "sysmon": true
  },
  {
   "name": "VN-CL102",
   "computer": "VN-CL102.hoshikawa.example",
   "address": "10.20.8.30",
   "site": "VN",
   "role": "client",
   "sysmon": true
  }
 ],
 "attack_hosts": [
  {
   "host": "HQ-DC01",
   "visible": true
  },
  {
   "host": "VN-CL102",
   "visible": false
  }
 ],
 "attack_addresses": [
  "203.0.113.7"
 ],
 "steps": [
  {
   "id": "A01",
   "title": "Says \"hello\"",
   "time": "2020-10-05T01:02:03.0000000Z",
   "host": "HQ-DC01",
   "account": "adm",
   "ideas": [
    "D1-02",
    "D1-05"
   ],
   "techniques": [
    "T1078"
   ],
   "visible": true,
   "evidence": [
    "Security",
    "pulse"
   ],
   "not_visible_because": [
    "no sensor at VN"
   ],
   "records": [
    {
     "host": "HQ-DC01",
     "path": "HQ-DC01/Security.evtx",
     "channel": "Security",
     "event_id": 4624,
     "record_id": 77,
     "time": "2020-10-05T01:02:03.0000000Z"
    },
    {
     "path": "network/HQ/vpn.log",
     "channel": "pulse",
     "line": 12,
     "time": "2020-10-05T01:02:03.0000000Z"
    }
   ]
  }
 ],
 "look_alikes": [
  {
   "id": "L01",
   "title": "Backup",
   "time": "2020-10-05T01:02:03.0000000Z",
   "ideas": [
    "D3-01"
   ],
   "techniques": [],
   "visible": false,
   "evidence": [],
   "records": []
  }
 ]
}
)");
}

}  // namespace
}  // namespace noroshi
