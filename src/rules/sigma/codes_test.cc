// The codes and the page that explains them agree.
#include "rules/sigma/codes.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace noroshi::sigma {
namespace {

TEST(DiagnosticKinds, CodesAreUniqueAndInOrder) {
  std::string_view last;
  for (const DiagnosticKind& kind : AllDiagnosticKinds()) {
    EXPECT_LT(last, kind.code);
    EXPECT_EQ(kind.code.size(), 4U);
    last = kind.code;
  }
}

TEST(DiagnosticKinds, EachIsExplainedInTheDocumentation) {
  std::ifstream in("docs/rules/diagnostics.md");
  ASSERT_TRUE(in) << "run from the project's root";
  std::set<std::string> documented;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("| S")) documented.insert(line.substr(2, 4));
  }
  for (const DiagnosticKind& kind : AllDiagnosticKinds()) {
    EXPECT_EQ(documented.erase(std::string(kind.code)), 1U) << kind.code << " is not explained";
  }
  EXPECT_TRUE(documented.empty()) << *documented.begin() << " is explained but not used";
}

}  // namespace
}  // namespace noroshi::sigma
