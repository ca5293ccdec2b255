#include "stream/text/csv_text.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

struct CellCase {
  std::string_view text, cell;
};

constexpr CellCase kCells[] = {
    {"", ""},
    {"plain text", "plain text"},
    {"a,b", "\"a,b\""},                             // the separator
    {"say \"hi\"", "\"say \"\"hi\"\"\""},           // quotes double
    {"two\r\nlines", "\"two\r\nlines\""},           // a record may span lines when quoted
    {" padded ", "\" padded \""},                   // readers may trim bare blanks
    {"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},  // formulas
    {"+1", "'+1"},
    {"-1", "'-1"},
    {"@SUM(A1)", "'@SUM(A1)"},
    {"\t=1", "'\t=1"},
    {"\r=1", "\"'\r=1\""},
    {"a=1", "a=1"},  // harmless inside
    {"bell\x07", "bell\xef\xbf\xbd"},
    {"\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac"},
};

TEST(CsvText, Cells) {
  for (const CellCase& row : kCells) {
    std::string out;
    AppendCsvCell(row.text, out);
    EXPECT_EQ(out, row.cell) << row.text;
  }
}

}  // namespace
}  // namespace noroshi
