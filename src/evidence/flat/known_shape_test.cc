// Does a mapping know the record?
#include "evidence/flat/known_shape.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

constexpr MappingKey kNamed[] = {{"a.b"}, {"c"}};
constexpr MappingKey kValued[] = {{"kind", "mail"}};
constexpr Mapping kByName = {.name = "by name", .keys = kNamed};
constexpr Mapping kByValue = {.name = "by value", .keys = kValued};
constexpr Mapping kAny = {.name = "any"};  // fits everything, and so knows nothing

class KnownShapes : public ::testing::Test {
 protected:
  // A record of names; a value where one stands behind '='.
  bool Knows(std::initializer_list<std::pair<const char*, const char*>> fields) {
    record_.Clear();
    for (const auto& [name, value] : fields) {
      PathId path = kRootPath;
      std::string_view rest = name;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        path = paths_.Find(path, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      record_.Add(path, FlatType::kText, value);
    }
    return known_.Knows(record_);
  }

 private:
  PathTable paths_;
  FlatRecord record_;
  KnownShape known_{paths_, {&kByName, &kByValue, &kAny}};
};

TEST_F(KnownShapes, NamesCountHoweverTheyAreNested) {
  EXPECT_TRUE(Knows({{"a/b", "1"}, {"c", "2"}}));
  EXPECT_TRUE(Knows({{"a.b", "1"}, {"c", "2"}, {"d", "3"}}));
  EXPECT_FALSE(Knows({{"a/b", "1"}}));
  EXPECT_FALSE(Knows({{"a", "1"}, {"b", "1"}, {"c", "2"}}));
  EXPECT_FALSE(Knows({}));
}

// The names are remembered, their values are not.
TEST_F(KnownShapes, ValuesAreLookedAtEachTime) {
  EXPECT_TRUE(Knows({{"kind", "mail"}}));
  EXPECT_FALSE(Knows({{"kind", "web"}}));
  EXPECT_TRUE(Knows({{"kind", "mail"}}));
  EXPECT_FALSE(Knows({{"kind", "mails"}, {"other", "x"}}));
}

}  // namespace
}  // namespace noroshi
