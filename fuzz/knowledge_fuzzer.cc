// Any text, as a STIX bundle and as a knowledge table: an answer or an error, and what was read is
// written as a table that is read back as the same table.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "knowledge/builder.h"
#include "knowledge/stix_import.h"
#include "knowledge/table_reader.h"
#include "knowledge/table_writer.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  noroshi::KnowledgeBuilder tables;
  if (noroshi::ReadTable(text, tables).ok()) (void)tables.Build();

  noroshi::KnowledgeBuilder builder;
  if (!noroshi::ImportStixBundle(text, builder).ok()) return 0;
  const std::string table = noroshi::WriteTable(builder.Build());
  noroshi::KnowledgeBuilder again;
  Require(noroshi::ReadTable(table, again).ok());
  Require(noroshi::WriteTable(again.Build()) == table);
  return 0;
}
