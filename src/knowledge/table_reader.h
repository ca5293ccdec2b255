// Reads knowledge tables: UTF-8 text, one row a line, fields between tabs, '#' begins a remark.
//
//   noroshi-knowledge <TAB> 1                                   the first row, always
//   source     text
//   report     key  year  name|name...                          key: short name used in this table
//   set        id  name  alias|alias...                         also software, campaign, technique,
//                                                               tactic, mitigation; see kEntityRows
//   moved      old-id  new-id
//   name       id  alias  mark  source
//   japanese   id  name                                         what a report in Japanese calls it
//   target     id  sector|region  value|value...  mark  source
//   fact       id  topic  mark  source  english  japanese
//   uses       from  to  mark  key,key...                       also attributed-to, mitigates,
//                                                               related-to, apart
//
// The format is this project's own, so that a table can be read, compared and mended by a person.
// Docs: docs/design/knowledge.md. Rows may come in any order but for the first.
//
// Tables may come from strangers: sizes are bounded, a row that breaks the form is an error with
// its line, and nothing is half read. Pure; cost is linear with a map step a row.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "knowledge/builder.h"

namespace noroshi {

// The first field of the first row, and the version that this program reads and writes.
inline constexpr std::string_view kTableMagic = "noroshi-knowledge";
inline constexpr std::string_view kTableVersion = "1";
// All of ATT&CK Enterprise is about 0.6 MB and 20,000 rows; these leave room for fifty of it.
inline constexpr std::size_t kMostTableBytes = std::size_t{32} << 20;
inline constexpr std::size_t kMostTableRows = 1'000'000;

// Adds what the table says. On an error nothing more is added and the builder is to be dropped;
// Error::offset is the line, from 1.
[[nodiscard]] Status ReadTable(std::string_view text, KnowledgeBuilder& into);

}  // namespace noroshi
