#include "matcher/build/key_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace noroshi {
namespace {

// Against a map, over texts that repeat, the empty one among them.
TEST(KeyTable, NumbersTextsAsAMapDoes) {
  KeyTable table;
  std::map<std::string, std::uint32_t> numbers;
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text(random() % 3, static_cast<char>(random() % 256));
    const std::string longer = text + std::to_string(random() % 3000);
    for (const std::string& key : {text, longer}) {
      const auto [known, fresh] =
          numbers.try_emplace(key, static_cast<std::uint32_t>(numbers.size()));
      bool is_new = !fresh;
      ASSERT_EQ(table.Intern(key, is_new), known->second);
      ASSERT_EQ(is_new, fresh);
    }
  }
  EXPECT_EQ(table.size(), numbers.size());
}

}  // namespace
}  // namespace noroshi
