#include "cli/session/out_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

TEST(OutFolder, IsMadeWithItsParents) {
  const TempFolder folder;
  const std::string out = folder.path() + "/a/b";
  ASSERT_TRUE(PrepareOutFolder(out, {}).ok());
  EXPECT_TRUE(std::filesystem::is_directory(out));
}

TEST(OutFolder, NeverInsideTheEvidence) {
  const TempFolder folder;
  folder.Write("logs/x.evtx", "");
  const std::string logs = folder.path() + "/logs";
  for (const std::string& out : {logs, logs + "/", logs + "/results", logs + "/../logs/results"}) {
    const Status status = PrepareOutFolder(out, {logs});
    ASSERT_FALSE(status.ok()) << out;
    EXPECT_EQ(status.error().code, ErrorCode::kInvalid);
  }
  EXPECT_TRUE(PrepareOutFolder(folder.path() + "/logs-results", {logs}).ok());
}

TEST(OutFolder, AFileIsNoFolder) {
  const TempFolder folder;
  const Status status = PrepareOutFolder(folder.Write("x", "mine"), {});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(folder.Read("x"), "mine");
}

TEST(OutFolder, OnlyOurStaleFilesGo) {
  const TempFolder folder;
  for (const char* name : {"findings.jsonl", "timeline.csv", "run.json", "notes.txt"}) {
    folder.Write(name, "x");
  }
  RemoveStaleOutputs(folder.path(), {"findings.jsonl", "run.json"});
  EXPECT_EQ(folder.Read("timeline.csv"), "");
  EXPECT_EQ(folder.Read("notes.txt"), "x");
  EXPECT_EQ(folder.Read("findings.jsonl"), "x");
}

}  // namespace
}  // namespace noroshi
