// Hives made to harm: lists that lead to the same cells without end, sizes that lie, and facts
// whose bytes are nonsense.
#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/hive_bytes.h"

namespace noroshi::testing {
namespace {

HiveKey SoftwareHive(HiveKey key) { return {"ROOT", {}, {{"Classes", {}, {}}, std::move(key)}}; }

HiveKey SystemHive(HiveKey key) {
  return {"ROOT",
          {},
          {{"ControlSet001", {}, {std::move(key)}}, KeyPath("Select", {DwordValue("Current", 1)})}};
}

std::vector<std::uint8_t>::iterator Find(std::vector<std::uint8_t>& bytes, std::string_view text) {
  return std::search(bytes.begin() + 4096, bytes.end(), text.begin(), text.end());
}

// A key of which each subkey has the list of all subkeys again.
TEST(HostileHive, ListsThatLeadToThemselves) {
  HiveKey parent{"Parent", {}, {}};
  for (int i = 0; i < 300; ++i) {
    parent.keys.push_back({"k" + std::to_string(i), {}, {{"below", {}, {}}}});
  }
  auto bytes = MakeHive(SoftwareHive(parent));
  // The list of 300 is the only one of that length; all other lists lead to its first key.
  const std::vector<std::uint8_t> large = {'l', 'h', 0x2C, 1};
  const auto list = std::search(bytes.begin() + 4096, bytes.end(), large.begin(), large.end());
  ASSERT_NE(list, bytes.end());
  const std::vector<std::uint8_t> small = {'l', 'h', 1, 0};
  for (auto at = bytes.begin() + 4096; at != bytes.end();) {
    at = std::search(at, bytes.end(), small.begin(), small.end());
    if (at == bytes.end()) break;
    std::copy(list + 4, list + 8, at + 4);
    ++at;
  }
  const WalkedPart part = ReadArtefact(bytes);
  EXPECT_FALSE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, bytes.size()));
}

TEST(HostileHive, CountsThatLie) {
  auto bytes = MakeHive(SoftwareHive(KeyPath("Key", {TextValue("Value", "abc")})));
  const auto key = Find(bytes, "Key");
  ASSERT_NE(key, bytes.end());
  // 76 bytes of head before the name: counts of subkeys and values are at 20 and 36.
  for (const int at : {20, 36}) {
    auto lying = bytes;
    const auto count = lying.begin() + (key - bytes.begin()) - 76 + at;
    std::fill(count, count + 4, std::uint8_t{0xFF});
    const WalkedPart part = ReadArtefact(lying);
    EXPECT_TRUE(AddsUp(part, lying.size()));
    EXPECT_TRUE(at != 36 || !part.damage.empty());
  }
}

TEST(HostileHive, DeepKeysEnd) {
  HiveKey key{"end", {TextValue("Value", "x")}, {}};
  for (int i = 0; i < 600; ++i) key = {"k", {}, {std::move(key)}};
  const WalkedPart part = ReadArtefact(MakeHive(SoftwareHive(std::move(key))));
  EXPECT_TRUE(EventsOf(part, "host:registry").empty());  // below the registry's 512 levels
  ASSERT_EQ(part.damage.size(), 1U);
  EXPECT_EQ(part.damage[0].kind, DamageKind::kRecordSyntax);
}

TEST(HostileHive, ValuesBeyondAUnit) {
  HiveKey key{"Many", {}, {}};
  for (int i = 0; i < 5000; ++i) {
    key.values.push_back(TextValue("v" + std::to_string(i), std::string(60, 'x')));
  }
  const WalkedPart part = ReadArtefact(MakeHive(SoftwareHive(std::move(key))));
  EXPECT_EQ(EventsOf(part, "host:registry").size(), 5000U);
  EXPECT_TRUE(part.damage.empty());
}

// Values of forms of their own, cut at every place and filled with ones: nothing comes, or less.
TEST(HostileHive, FactsMadeOfNonsense) {
  struct Case {
    const char* key;
    const char* value;
    bool in_system;
  };
  constexpr Case kCases[] = {
      {"Control\\Session Manager\\AppCompatCache", "AppCompatCache", true},
      {"Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\{1}", "Actions", false},
      {"Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\{1}", "DynamicInfo",
       false},
  };
  for (const Case& one : kCases) {
    for (const std::uint8_t fill : std::initializer_list<std::uint8_t>{0x00, 0xFF, 0x66, 0x77}) {
      for (const std::size_t size : {0UL, 1UL, 5UL, 128UL, 132UL, 200UL}) {
        const HiveKey key =
            KeyPath(one.key, {{one.value, 3, std::vector<std::uint8_t>(size, fill)}});
        const auto bytes = MakeHive(one.in_system ? SystemHive(key) : SoftwareHive(key));
        const WalkedPart part = ReadArtefact(bytes);
        EXPECT_TRUE(AddsUp(part, bytes.size()));
        EXPECT_FALSE(EventsOf(part, "host:registry").empty());
      }
    }
  }
}

// A cache of Windows 7 whose entries all have the same long path.
TEST(HostileHive, EntriesThatShareAPath) {
  ByteWriter cache;
  cache.U32(0xBADC0FEE).U32(200).PadTo(128);
  for (int i = 0; i < 200; ++i) {
    cache.U16(60'000).U16(60'000).U32(0).U64(128).U64(1).U32(2).U32(0).U64(0).U64(0);
  }
  cache.PadTo(61'000);
  const auto bytes = MakeHive(SystemHive(
      KeyPath("Control\\Session Manager\\AppCompatCache", {{"AppCompatCache", 3, cache.bytes()}})));
  for (const ReadEvent& event : EventsOf(ReadArtefact(bytes), "host:shimcache")) {
    EXPECT_LE(At(event, "Image").size(), 3 * 1024U);
  }
}

}  // namespace
}  // namespace noroshi::testing
