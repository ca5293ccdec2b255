// Windows events whose data stand under ECS's names.
#include "evidence/jsonl/ecs_names.h"

#include <gtest/gtest.h>

#include "evidence/testing/read_text.h"

namespace noroshi::jsonl {
namespace {

using testing::ReadText;
using testing::TextResult;
using Values = std::vector<std::string>;

TEST(EcsNames, SysmonsModuleMovesTheDataOfTheEvent) {
  const TextResult read = ReadText(
      R"({"@timestamp":"2020-10-05T02:11:09Z","winlog":{"channel":)"
      R"("Microsoft-Windows-Sysmon/Operational","event_id":"1","event_data":{"IntegrityLevel":)"
      R"("High"}},"process":{"executable":"C:\\x.exe","command_line":"x /y","hash":{"md5":"ab",)"
      R"("sha256":"cd"},"pe":{"imphash":"ef"},"parent":{"executable":"C:\\p.exe"}},)"
      R"("user":{"domain":"CORP","name":"bob"}})"
      "\n"
      R"({"winlog.channel":"Microsoft-Windows-Sysmon/Operational","winlog.event_id":11,)"
      R"("process.executable":"C:\\x.exe","file.path":"C:\\new.txt"})"
      "\n");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].At("Image"), "C:\\x.exe");
  EXPECT_EQ(read.events[0].At("CommandLine"), "x /y");
  EXPECT_EQ(read.events[0].At("ParentImage"), "C:\\p.exe");
  EXPECT_EQ(read.events[0].At("Hashes"), "MD5=AB,SHA256=CD,IMPHASH=EF");
  EXPECT_EQ(read.events[0].At("User"), "CORP\\bob");
  EXPECT_EQ(read.events[0].At("process.executable"), "C:\\x.exe");
  EXPECT_EQ(read.events[1].At("TargetFilename"), "C:\\new.txt");
  EXPECT_FALSE(read.events[1].fields.contains("ImageLoaded"));
}

TEST(EcsNames, WhatTheEventHasItselfCounts) {
  const TextResult read = ReadText(
      R"({"winlog":{"channel":"Security","event_id":4688,"event_data":{"NewProcessName":"own"}},)"
      R"("process":{"executable":"other","command_line":"x"}})"
      "\n"
      R"({"winlog":{"channel":"Application","event_id":4688},"process":{"executable":"other"}})"
      "\n");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].fields.at("NewProcessName"), Values({"own"}));
  EXPECT_EQ(read.events[0].At("CommandLine"), "x");
  EXPECT_FALSE(read.events[1].fields.contains("NewProcessName"));
}

// Of other logs Filebeat moves values as well; their mapping names them back.
TEST(EcsNames, ModulesOfFilebeat) {
  const TextResult read = ReadText(
      R"({"@timestamp":"2020-10-05T02:11:09Z","event":{"dataset":"zeek.dns"},"zeek":{"session_id":)"
      R"("C1","dns":{"query":"e.example","qtype_name":"A"}},"source":{"ip":"10.0.0.5"}})"
      "\n"
      R"({"@timestamp":"2020-10-05T02:11:09Z","suricata":{"eve":{"event_type":"http","flow_id":"1"}},)"
      R"("url":{"domain":"e.example","original":"/a.exe"},"destination":{"ip":"203.0.113.5"}})"
      "\n");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "zeek:dns");
  EXPECT_EQ(read.events[0].At("query"), "e.example");
  EXPECT_EQ(read.events[0].At("id.orig_h"), "10.0.0.5");
  EXPECT_EQ(read.events[1].channel, "suricata:http");
  EXPECT_EQ(read.events[1].At("http.url"), "/a.exe");
  EXPECT_EQ(read.events[1].At("dest_ip"), "203.0.113.5");
  EXPECT_EQ(read.events[1].At("flow_id"), "1");
}

}  // namespace
}  // namespace noroshi::jsonl
