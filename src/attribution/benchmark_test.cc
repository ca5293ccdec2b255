#include "attribution/benchmark.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "attribution/standing.h"
#include "attribution/testing/small_knowledge.h"
#include "attribution/values.h"

namespace noroshi {
namespace {

// A model that ranks by how many techniques are in common.
AttributionModel CountingModel() {
  std::string table = "noroshi-attribution-model\t1\nfolds\t1\n";
  std::size_t common = 0;
  for (std::size_t i = 0; i < SetValueNames().size(); ++i) {
    table += "set-value\t" + SetValueNames()[i] + "\n";
    if (SetValueNames()[i] == "common") common = i;
  }
  for (const std::string& name : CaseValueNames()) table += "case-value\t" + name + "\n";
  const std::string number = std::to_string(common);
  table += "tree\trank\t0\t" + number + "," + number + "\t0.5,1.5\t-1,-2\t1,-3\t0,1,2\n";
  return *AttributionModel::Read(table);
}

BenchmarkTexts Texts() {
  return {
      R"({"id":"G1","techniques":[{"id":"T1","rel":"r1"},{"id":"T2","rel":"r2"}],"software":[]})",
      R"({"id":"c","truth":"G1","strip":["r2","other"],"sources":["A"],"exclude_campaigns":["C1"]})",
      R"({"case":"c","variant":"v","techniques":["T2","T4"],"software":[],"withhold":[]})"
      "\n"
      R"({"case":"c","variant":"absent","techniques":["T2"],"software":[],"withhold":["G1"]})"
      "\n"
      R"({"case":"m","variant":"mixture","techniques":["T2","T4"],"software":[]})"
      "\n\nnot json\n[]\n"};
}

std::vector<std::string> LinesOf(BenchmarkOutput output, BenchmarkCounts& counts) {
  std::vector<std::string> lines;
  counts = RunBenchmark(SmallKnowledge(), CountingModel(), Texts(), output,
                        [&](std::string_view line) { lines.emplace_back(line); });
  return lines;
}

TEST(Benchmark, TheScorerDoesNotSeeWhatIsWithheld) {
  BenchmarkCounts counts;
  const std::vector<std::string> lines = LinesOf(BenchmarkOutput::kPredictions, counts);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(counts.predictions, 3U);
  EXPECT_EQ(counts.not_understood, 2U);
  // Without r2, G1 has none of the two, and G2 has T4.
  EXPECT_NE(lines[0].find(R"("variant":"v","ranked":[{"group":"G2","confidence":0.25)"),
            std::string::npos);
  EXPECT_EQ(lines[1].find("G1"), std::string::npos);
  // Where nothing is stripped, G1 has T2 and is as good as G2.
  EXPECT_NE(lines[2].find(R"("ranked":[{"group":"G1","confidence":0.25)"), std::string::npos);
}

TEST(Benchmark, ValuesNameThemselvesFirst) {
  BenchmarkCounts counts;
  const std::vector<std::string> lines = LinesOf(BenchmarkOutput::kValues, counts);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_TRUE(lines[0].starts_with(R"({"set-value":["seen_techniques")"));
  EXPECT_NE(lines[1].find(R"("first":"G2","values":[)"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
