// SymbolTable: text <-> small integer, for names that repeat without end (channels, providers,
// field names). Interning is thread-safe; a symbol, once given, never changes or dies.
//
// The number depends on the order of first sight and so on thread timing: compare symbols for
// equality only, and never let their order reach any output.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace noroshi {

enum class Symbol : std::uint32_t {};
inline constexpr Symbol kNoSymbol{0};  // the empty text

class SymbolTable {
 public:
  SymbolTable();

  // Returns the symbol of `text`, making one on first sight. Exact, case-sensitive.
  [[nodiscard]] Symbol Intern(std::string_view text);
  // Returns the symbol only if the text has been interned before.
  [[nodiscard]] std::optional<Symbol> Find(std::string_view text) const;
  // The text of a symbol; lives as long as the table.
  [[nodiscard]] std::string_view Text(Symbol symbol) const;
  [[nodiscard]] std::size_t size() const;

 private:
  mutable std::shared_mutex mutex_;  // guards the two below
  std::deque<std::string> texts_;    // a deque: growing never moves a text
  std::unordered_map<std::string_view, Symbol> symbols_;
};

}  // namespace noroshi
