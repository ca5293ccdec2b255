#include "evidence/pe/pe_version.h"

#include <gtest/gtest.h>

namespace noroshi::pe {
namespace {

void PutWord(std::vector<std::uint8_t>& bytes, std::size_t value) {
  bytes.push_back(static_cast<std::uint8_t>(value));
  bytes.push_back(static_cast<std::uint8_t>(value >> 8));
}

// A node with its length filled in; text as UTF-16.
std::vector<std::uint8_t> Node(std::string_view key, std::size_t value_length,
                               const std::vector<std::uint8_t>& value,
                               const std::vector<std::vector<std::uint8_t>>& children) {
  std::vector<std::uint8_t> node;
  PutWord(node, 0);
  PutWord(node, value_length);
  PutWord(node, 1);
  for (const char c : key) PutWord(node, static_cast<unsigned char>(c));
  PutWord(node, 0);
  while (node.size() % 4 != 0) node.push_back(0);
  node.insert(node.end(), value.begin(), value.end());
  for (const auto& child : children) {
    while (node.size() % 4 != 0) node.push_back(0);
    node.insert(node.end(), child.begin(), child.end());
  }
  node[0] = static_cast<std::uint8_t>(node.size());
  node[1] = static_cast<std::uint8_t>(node.size() >> 8);
  return node;
}

std::vector<std::uint8_t> Utf16(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  for (const char c : text) PutWord(bytes, static_cast<unsigned char>(c));
  PutWord(bytes, 0);
  return bytes;
}

std::vector<std::uint8_t> Resource() {
  const auto company = Node("CompanyName", 8, Utf16("Example"), {});
  const auto original = Node("OriginalFilename", 6, Utf16("a.exe"), {});
  const auto table = Node("040904b0", 0, {}, {company, original});
  return Node("VS_VERSION_INFO", 0, {}, {Node("StringFileInfo", 0, {}, {table})});
}

TEST(PeVersion, ReadsStrings) {
  const auto version = ParseVersion(Resource());
  ASSERT_TRUE(version.has_value());
  EXPECT_EQ(version->Find("CompanyName"), "Example");
  EXPECT_EQ(version->Find("OriginalFilename"), "a.exe");
  EXPECT_EQ(version->Find("ProductName"), "");
}

TEST(PeVersion, OtherResourcesAreNone) {
  EXPECT_FALSE(ParseVersion({}).has_value());
  EXPECT_FALSE(ParseVersion(Node("SOMETHING", 0, {}, {})).has_value());
}

TEST(PeVersion, EveryTruncationEnds) {
  const auto whole = Resource();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto version = ParseVersion(Bytes(whole).first(size));
    if (version.has_value()) {
      EXPECT_LE(version->strings.size(), 2U);
    }
  }
}

}  // namespace
}  // namespace noroshi::pe
