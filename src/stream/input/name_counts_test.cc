// Counts of names: exact, bounded, and the same in whatever order and by however many workers.
#include "stream/input/name_counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace noroshi {
namespace {

TEST(NameCounts, CountsByName) {
  NameCounts counts;
  counts.Add("b", 2);
  counts.Add("a", 1);
  counts.Add("b", 3);
  EXPECT_EQ(counts.rows(), (NameCounts::Rows{{"a", 1}, {"b", 5}}));
  EXPECT_EQ(counts.others(), 0U);
}

TEST(NameCounts, KeepsTheFirstNamesAndSumsTheRest) {
  NameCounts counts(2);
  for (const char* name : {"c", "d", "a", "c", "b", "d", "a"}) counts.Add(name, 1);
  EXPECT_EQ(counts.rows(), (NameCounts::Rows{{"a", 2}, {"b", 1}}));
  EXPECT_EQ(counts.others(), 4U);
}

TEST(NameCounts, LongNamesAreCutBetweenCharacters) {
  NameCounts counts;
  counts.Add(std::string(kMaxCountedNameBytes - 1, 'x') + "\xc3\xa9", 1);
  ASSERT_EQ(counts.rows().size(), 1U);
  EXPECT_EQ(counts.rows().begin()->first, std::string(kMaxCountedNameBytes - 1, 'x'));
}

// However the names are shared out and in whatever order they come: the kept counts are those of an
// unbounded count, and nothing is lost.
TEST(NameCounts, OrderAndWorkersDoNotMatter) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    NameCounts::Rows truth;
    std::vector<std::string> names;
    for (int i = 0; i < 300; ++i) {
      names.push_back(std::to_string(random() % 40));
      ++truth[names.back()];
    }
    std::vector<NameCounts> workers(1 + random() % 4, NameCounts(10));
    std::shuffle(names.begin(), names.end(), random);
    for (const std::string& name : names) workers[random() % workers.size()].Add(name, 1);
    NameCounts sum(10);
    for (const NameCounts& worker : workers) sum.Merge(worker);
    const auto end = std::next(truth.begin(), std::min<std::ptrdiff_t>(10, std::ssize(truth)));
    EXPECT_EQ(sum.rows(), NameCounts::Rows(truth.begin(), end));
    std::uint64_t total = sum.others();
    for (const auto& row : sum.rows()) total += row.second;
    EXPECT_EQ(total, names.size());
  }
}

}  // namespace
}  // namespace noroshi
