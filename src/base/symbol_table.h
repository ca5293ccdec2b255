// SymbolTable: text <-> small integer, for names that repeat without end (channels, providers,
// field names). Comparing two names is then comparing two integers. A symbol, once given, never
// changes or dies.
//
// Threads: all members are safe from any thread; readers share, a new text takes the lock alone.
// Cost: a lookup is a hash and a shared lock, so the hot path holds symbols and looks nothing up.
// Memory: grows with the number of distinct texts, which in evidence is some hundreds; a reader
// that interns text an attacker can vary without end must set itself a limit.
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
  // The text of a symbol; lives as long as the table. "" for a number this table never gave.
  [[nodiscard]] std::string_view Text(Symbol symbol) const;
  // Distinct texts, the empty one among them; so it is also one more than the largest number given.
  [[nodiscard]] std::size_t size() const;
  // Bytes of all texts together.
  [[nodiscard]] std::size_t text_bytes() const;

 private:
  mutable std::shared_mutex mutex_;  // guards what follows
  // By symbol. A deque, because growing one never moves a text: the map's keys point into it.
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, Symbol> symbols_;
  std::size_t text_bytes_ = 0;
};

}  // namespace noroshi
