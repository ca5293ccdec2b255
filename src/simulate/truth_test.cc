#include "simulate/truth.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Truth, LabelsCountFromOneAndNameTheirEntry) {
  Truth truth;
  EXPECT_EQ(truth.Add({TruthKind::kAttackStep, "A01", "t", "D1-01", {}}), 1U);
  EXPECT_EQ(truth.Add({TruthKind::kLookAlike, "L01", "t", "D1-01", {}}), 2U);
  EXPECT_EQ(truth.Add({TruthKind::kAttackStep, "A02", "t", "D1-02", {}}), 3U);
  EXPECT_EQ(truth.Count(TruthKind::kAttackStep), 2U);
  EXPECT_EQ(truth.Count(TruthKind::kLookAlike), 1U);
  LabelledRecord record;
  record.label = 3;
  record.record_id = 9;
  truth.AddRecord({"HQ-FS01", "HQ-FS01/Security.evtx", record});
  EXPECT_TRUE(truth.records()[0].empty());
  ASSERT_EQ(truth.records()[2].size(), 1U);
  EXPECT_EQ(truth.records()[2][0].record.record_id, 9U);
}

// The form that tools/ and people read; a change breaks what scores hunts.
TEST(Truth, JsonForm) {
  Organisation organisation;
  organisation.hosts = {
      {"HQ-DC01", "HQ-DC01.hoshikawa.example", "10.10.1.20", Site::kHeadOffice,
       Role::kDomainController, 0},
      {"VN-CL102", "VN-CL102.hoshikawa.example", "10.20.8.30", Site::kAffiliate, Role::kClient, 1}};
  Truth truth;
  const Label step =
      truth.Add({TruthKind::kAttackStep, "A01", "Says \"hello\"", "D1-02", {"T1078", "T1021"}});
  truth.Add({TruthKind::kLookAlike, "L01", "Backup", "D3-01", {}});
  truth.AddRecord({"HQ-DC01",
                   "HQ-DC01/Security.evtx",
                   {step, Channel::kSecurity, 4624, 77, *ParseIso8601("2020-10-05T01:02:03Z")}});
  const TruthHeader header{"a41apt", 5, 14, *ParseIso8601("2020-10-05"), &organisation};
  EXPECT_EQ(TruthToJson(header, truth),
            R"({
 "scenario": "a41apt",
 "seed": 5,
 "start": "2020-10-05T00:00:00.0000000Z",
 "days": 14,
 "hosts": [
  {
   "name": "HQ-DC01",
   "computer": "HQ-DC01.hoshikawa.example",
   "address": "10.10.1.20",
   "site": "head-office",
   "role": "domain-controller"
  },
  {
   "name": "VN-CL102",
   "computer": "VN-CL102.hoshikawa.example",
   "address": "10.20.8.30",
   "site": "affiliate",
   "role": "client"
  }
 ],
 "steps": [
  {
   "id": "A01",
   "title": "Says \"hello\"",
   "idea": "D1-02",
   "techniques": [
    "T1078",
    "T1021"
   ],
   "visible": true,
   "records": [
    {
     "host": "HQ-DC01",
     "path": "HQ-DC01/Security.evtx",
     "channel": "Security",
     "event_id": 4624,
     "record_id": 77,
     "time": "2020-10-05T01:02:03.0000000Z"
    }
   ]
  }
 ],
 "look_alikes": [
  {
   "id": "L01",
   "title": "Backup",
   "idea": "D3-01",
   "techniques": [],
   "visible": false,
   "records": []
  }
 ]
}
)");
}

}  // namespace
}  // namespace noroshi
