// The names of damage kinds are part of the output: every kind has one of its own.
#include "event/damage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace noroshi {
namespace {

TEST(DamageKindNames, AreDistinctLowerCaseWords) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kDamageKindCount; ++i) {
    const std::string_view name = DamageKindName(static_cast<DamageKind>(i));
    EXPECT_FALSE(name.empty()) << i;
    EXPECT_TRUE(std::ranges::all_of(name, [](char c) {
      return c == '_' || (c >= 'a' && c <= 'z');
    })) << name;
    EXPECT_TRUE(names.insert(name).second) << name << " names two kinds";
  }
}

TEST(DamageKindNames, StandAtTheirKind) {
  struct Case {
    DamageKind kind;
    std::string_view name;
  };
  // The first, and one of each level of the format: a row out of place moves them.
  constexpr Case kCases[] = {
      {DamageKind::kFileSignature, "file_signature"},
      {DamageKind::kChunkBounds, "chunk_bounds"},
      {DamageKind::kRecordGap, "record_gap"},
      {DamageKind::kTemplateStructure, "template_structure"},
      {DamageKind::kSubstitutionIndex, "substitution_index"},
      {DamageKind::kRecovered, "recovered"},
      {DamageKind::kEmptyFile, "empty_file"},
      {DamageKind::kNotScanned, "not_scanned"},
  };
  for (const Case& c : kCases) EXPECT_EQ(DamageKindName(c.kind), c.name);
}

}  // namespace
}  // namespace noroshi
