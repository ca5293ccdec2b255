#include "cli/terminal/safe_text.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

struct SafeCase {
  std::string_view text, shown;
};

constexpr SafeCase kCases[] = {
    {"plain C:\\x", "plain C:\\x"},
    {"\x1b[31mred", "\\x1b[31mred"},             // colours
    {"\x1b]0;title\x07", "\\x1b]0;title\\x07"},  // window title
    {"\xc2\x9b"
     "31m",
     "\\x9b31m"},                         // the 8-bit form of ESC [
    {"a\r\nb\tc", "a\\x0d\\x0ab\\x09c"},  // a record stays one line
    {"evil\xe2\x80\xae"
     "txt.exe",
     "evil<U+202E>txt.exe"},  // right-to-left override
    {"zero\xe2\x80\x8bwidth", "zero<U+200B>width"},
    {"\xe7\x8b\xbc\xe7\x85\x99", "\xe7\x8b\xbc\xe7\x85\x99"},
    {"bad\xff"
     "byte",
     "bad\xef\xbf\xbd"
     "byte"},
    {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},  // a surrogate is no character
    {"cut\xe7\x8b", "cut\xef\xbf\xbd\xef\xbf\xbd"},
};

TEST(SafeText, MakesTrapsVisible) {
  for (const SafeCase& row : kCases) EXPECT_EQ(SafeText(row.text), row.shown);
}

}  // namespace
}  // namespace noroshi
