#include "rules/text/number.h"

#include <charconv>

#include "rules/text/ascii.h"

namespace noroshi {
namespace {

std::optional<Number> ParseWhole(std::string_view digits, int base, bool negative) noexcept {
  Number number{.negative = negative};
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number.magnitude, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (number.magnitude == 0) number.negative = false;
  number.real = static_cast<double>(number.magnitude) * (negative ? -1.0 : 1.0);
  return number;
}

std::optional<Number> ParseReal(std::string_view text, bool negative) noexcept {
  Number number{.whole = false};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number.real);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (negative) number.real = -number.real;
  return number;
}

}  // namespace

std::optional<Number> ParseNumber(std::string_view text) noexcept {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.starts_with("0x") || text.starts_with("0X")) {
    return ParseWhole(text.substr(2), 16, negative);
  }
  // from_chars would also take "inf" and "nan", and a second sign.
  if (text.empty() || !(IsDigit(text.front()) || text.front() == '.')) return std::nullopt;
  if (auto whole = ParseWhole(text, 10, negative)) return whole;
  return ParseReal(text, negative);
}

}  // namespace noroshi
