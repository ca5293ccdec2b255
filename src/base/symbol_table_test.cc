#include "base/symbol_table.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace noroshi {
namespace {

TEST(SymbolTable, SameTextSameSymbol) {
  SymbolTable table;
  const Symbol security = table.Intern("Security");
  EXPECT_EQ(table.Intern("Security"), security);
  EXPECT_NE(table.Intern("security"), security);  // exact: case counts
  EXPECT_EQ(table.Text(security), "Security");
}

TEST(SymbolTable, EmptyTextIsNoSymbol) {
  SymbolTable table;
  EXPECT_EQ(table.Intern(""), kNoSymbol);
  EXPECT_EQ(table.Text(kNoSymbol), "");
  EXPECT_EQ(table.size(), 1U);
}

TEST(SymbolTable, FindMakesNothing) {
  SymbolTable table;
  EXPECT_FALSE(table.Find("System").has_value());
  EXPECT_EQ(table.size(), 1U);
  const Symbol system = table.Intern("System");
  EXPECT_EQ(table.Find("System"), system);
}

TEST(SymbolTable, UnknownSymbolIsEmptyText) {
  const SymbolTable table;
  EXPECT_EQ(table.Text(static_cast<Symbol>(12'345)), "");
}

TEST(SymbolTable, TextsStayWhereTheyAre) {
  SymbolTable table;
  const std::string_view first = table.Text(table.Intern("first"));
  for (int i = 0; i < 10'000; ++i)
    [[maybe_unused]] const Symbol s = table.Intern(std::to_string(i));
  EXPECT_EQ(first, "first");
  EXPECT_EQ(first.data(), table.Text(*table.Find("first")).data());
}

// Threads that intern the same names at the same time must agree on every one of them.
TEST(SymbolTable, ThreadsAgree) {
  constexpr int kThreads = 8;
  constexpr int kNames = 2'000;
  SymbolTable table;
  std::vector<std::vector<Symbol>> seen(kThreads, std::vector<Symbol>(kNames));
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&table, &mine = seen[static_cast<std::size_t>(t)], t] {
        for (int i = 0; i < kNames; ++i) {
          const int name = (i * 7 + t * 251) % kNames;  // each thread in an order of its own
          mine[static_cast<std::size_t>(name)] = table.Intern("name" + std::to_string(name));
        }
      });
    }
  }
  for (const auto& mine : seen) EXPECT_EQ(mine, seen.front());
  EXPECT_EQ(table.size(), kNames + 1U);
  for (int i = 0; i < kNames; ++i) {
    EXPECT_EQ(table.Text(seen[0][static_cast<std::size_t>(i)]), "name" + std::to_string(i));
  }
}

TEST(SymbolTable, CountsTheBytesOfItsTexts) {
  SymbolTable table;
  EXPECT_EQ(table.text_bytes(), 0U);
  for (const char* text : {"abc", "de", "abc"})
    [[maybe_unused]] const Symbol s = table.Intern(text);
  EXPECT_EQ(table.text_bytes(), 5U);
}

}  // namespace
}  // namespace noroshi
