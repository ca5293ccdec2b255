#include "rules/cache/source_table.h"

#include <gtest/gtest.h>

#include "rules/packed/pack_reader.h"
#include "rules/packed/pack_writer.h"

namespace noroshi {
namespace {

std::vector<SourceFile> SomeFiles() {
  std::vector<SourceFile> files;
  for (std::uint64_t i = 0; i < 5; ++i) {
    files.push_back({.path = std::string(i, 'p'),
                     .stamp = {.size = i, .modified = 2, .changed = 3, .device = 4, .inode = i},
                     .hash = i * 7});
  }
  return files;
}

std::string Packed(const SourceTable& table) {
  std::string bytes;
  PackWriter writer(bytes);
  SourceTable::Members(writer, table);
  return bytes;
}

// Whether the bytes are a table; every file of one is looked at.
bool Reads(const std::string& bytes) {
  PackReader reader(bytes);
  SourceTable table;
  SourceTable::Members(reader, table);
  if (!reader.ok() || !table.IsSound()) return false;
  return table.Files().size() == table.size();
}

TEST(SourceTable, GivesBackItsFiles) {
  const SourceTable table(SomeFiles());
  EXPECT_EQ(table.Files(), SomeFiles());
  EXPECT_EQ(table.path(3).data()[3], '\0');
  EXPECT_TRUE(SourceTable().Files().empty());
}

TEST(SourceTable, ComesBackFromBytes) {
  const std::string bytes = Packed(SourceTable(SomeFiles()));
  PackReader reader(bytes);
  SourceTable read;
  SourceTable::Members(reader, read);
  ASSERT_TRUE(reader.ok() && reader.at_end() && read.IsSound());
  EXPECT_EQ(read.Files(), SomeFiles());
}

TEST(SourceTable, SurvivesAnyBytes) {
  const std::string good = Packed(SourceTable(SomeFiles()));
  std::size_t accepted = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    EXPECT_FALSE(Reads(good.substr(0, at))) << at;
    for (const char byte : {'\0', '\x01', '\x7F', '\xFF'}) {
      std::string bad = good;
      bad[at] = byte;
      accepted += Reads(bad) ? 1 : 0;
    }
  }
  EXPECT_GT(accepted, 0U);
}

}  // namespace
}  // namespace noroshi
