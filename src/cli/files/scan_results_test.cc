#include "cli/files/scan_results.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

std::vector<std::string> Merged(ScanResults& results) {
  std::vector<std::string> texts;
  EXPECT_TRUE(results
                  .Merge([&](std::string_view text) {
                    texts.emplace_back(text);
                    return Ok();
                  })
                  .ok());
  return texts;
}

using Texts = std::vector<std::string>;

TEST(ScanResults, TheGravestComesFirst) {
  const TempFolder folder;
  ScanResults results(folder.path());
  results.AddByLevel(0, Level::kLow, "low");
  results.AddByLevel(3, Level::kHigh, "later");  // told late, as names of objects are
  results.AddByLevel(1, Level::kHigh, "high");
  results.AddByLevel(2, Level::kCritical, "critical");
  EXPECT_EQ(Merged(results), (Texts{"critical", "high", "later", "low"}));
}

scan::ScanFinding At(std::int64_t modified, const std::string& path, std::uint64_t offset) {
  scan::ScanFinding finding;
  finding.modified = modified;
  finding.path = path;
  finding.offset = offset;
  return finding;
}

TEST(ScanResults, TimesThenPathsThenPlaces) {
  const TempFolder folder;
  ScanResults results(folder.path());
  results.AddByTime(0, At(5, "a", 256), "5a256");
  results.AddByTime(1, At(5, "a", 2), "5a2");
  results.AddByTime(2, At(5, "a b", 0), "5ab");
  results.AddByTime(3, At(-1, "z", 0), "before 1970");
  results.AddByTime(4, At(0, "z", 0), "unknown");
  EXPECT_EQ(Merged(results), (Texts{"before 1970", "unknown", "5a2", "5a256", "5ab"}));
}

TEST(ScanResults, MoreThanMemoryHolds) {
  const TempFolder folder;
  ScanResults results(folder.path());
  const std::string filling(1'000, 'x');
  constexpr std::uint64_t kCount = 3 * kScanResultBytes / 1'000;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    results.AddInOrder(kCount - i, std::to_string(kCount - i) + filling);
  }
  const Texts texts = Merged(results);
  ASSERT_EQ(texts.size(), kCount);
  for (std::uint64_t i = 0; i < kCount; ++i) {
    ASSERT_EQ(texts[i], std::to_string(i + 1) + filling);
  }
}

}  // namespace
}  // namespace noroshi
