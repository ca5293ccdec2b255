#include "cli/terminal/table.h"

#include <gtest/gtest.h>

#include "cli/terminal/text_width.h"

namespace noroshi {
namespace {

Table Example() {
  Table table({{"LEVEL"}, {"COUNT", Table::Align::kRight}, {"RULE", Table::Align::kLeft, true}});
  table.AddRow({{"緊急", Style::kRed}, {"3"}, {"A title that is rather long for a small window"}});
  table.AddRow({{"high"}, {"1,234"}, {"Short"}});
  return table;
}

TEST(Table, LinesUp) {
  Terminal terminal;
  terminal.columns = 80;
  EXPECT_EQ(Example().Render(terminal),
            "  LEVEL  COUNT  RULE\n"
            "  緊急       3  A title that is rather long for a small window\n"
            "  high   1,234  Short\n");
}

TEST(Table, GivesWayInANarrowWindow) {
  Terminal terminal;
  terminal.columns = 40;
  std::string text = Example().Render(terminal);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    EXPECT_LE(TextWidth(text.substr(0, end)), 40U);
    text.erase(0, end + 1);
  }
}

TEST(Table, ColourIsOnlyWhereAskedFor) {
  Terminal terminal;
  EXPECT_EQ(Example().Render(terminal).find('\x1b'), std::string::npos);
  terminal.colour = true;
  EXPECT_NE(Example().Render(terminal).find("\x1b[1;31m緊急\x1b[0m"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
