#include "evidence/lines/dissect.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi::lines {
namespace {

std::string Told(std::string_view text, std::string_view pattern) {
  Dissection parts;
  if (!parts.Match(text, pattern)) return "none";
  std::string all;
  for (const DissectedSlot& slot : parts.slots()) {
    all += std::string(slot.name) + "=" + std::string(slot.value) + ";";
  }
  return all;
}

TEST(Dissection, TakesTheShortestText) {
  struct Case {
    std::string_view text, pattern, told;
  };
  constexpr Case kCases[] = {
      {"from 1 to 2 on x", "from {a} to {b} on {c}", "a=1;b=2;c=x;"},
      {"from 1 to 2 to 3", "from {a} to {b}", "a=1;b=2 to 3;"},  // the last slot is all the rest
      {"from 1 to 2 and so on", "from {a} to {b} and", "a=1;b=2;"},
      {"from 1 to 2", "to {a}", "none"},  // the first literal stands at the start
      {"from 1", "from {a} to {b}", "none"},
      {"from  1  to 2", "from {a} to {b}", "a=1;b=2;"},  // blanks around a value
      {"from 1 to 2", "from {} to {b}", "b=2;"},
      {"from  to 2", "from {a} to {b}", "a=;b=2;"},
      {"started", "started", ""},
      {"", "{a}", "a=;"},
      {"", "x", "none"},
      {"anything", "", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Told(c.text, c.pattern), c.told) << c.text;
}

TEST(Dissection, KeepsNothingOfATextOfAnotherForm) {
  Dissection parts;
  EXPECT_TRUE(parts.Match("a 1 b 2", "a {x} b {y}"));
  EXPECT_FALSE(parts.Match("a 1 c 2", "a {x} b {y}"));
  EXPECT_TRUE(parts.slots().empty());
}

}  // namespace
}  // namespace noroshi::lines
