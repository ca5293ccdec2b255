#include "base/symbol_table.h"

#include <mutex>

namespace noroshi {

SymbolTable::SymbolTable() {
  texts_.emplace_back();
  symbols_.emplace(texts_.front(), kNoSymbol);
}

Symbol SymbolTable::Intern(std::string_view text) {
  if (const auto known = Find(text)) return *known;
  const std::unique_lock lock(mutex_);
  if (const auto it = symbols_.find(text); it != symbols_.end()) return it->second;
  texts_.emplace_back(text);
  const auto symbol = static_cast<Symbol>(texts_.size() - 1);
  symbols_.emplace(texts_.back(), symbol);
  text_bytes_ += text.size();
  return symbol;
}

std::optional<Symbol> SymbolTable::Find(std::string_view text) const {
  const std::shared_lock lock(mutex_);
  const auto it = symbols_.find(text);
  if (it == symbols_.end()) return std::nullopt;
  return it->second;
}

std::string_view SymbolTable::Text(Symbol symbol) const {
  const std::shared_lock lock(mutex_);
  const auto index = static_cast<std::size_t>(symbol);
  return index < texts_.size() ? std::string_view(texts_[index]) : std::string_view();
}

std::size_t SymbolTable::size() const {
  const std::shared_lock lock(mutex_);
  return texts_.size();
}

std::size_t SymbolTable::text_bytes() const {
  const std::shared_lock lock(mutex_);
  return text_bytes_;
}

}  // namespace noroshi
