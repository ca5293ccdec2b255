#include "exchange/plain_text.h"

#include "base/case_fold.h"
#include "base/hidden_character.h"

namespace noroshi {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

std::string PlainText(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter one = DecodeCharacter(text, at);
    const bool good = one.code_point < kInvalidByteBase && !IsHiddenCharacter(one.code_point);
    const std::string_view piece = good ? text.substr(at, one.size) : kReplacement;
    if (out.size() + piece.size() > most) return out + "...";
    out += piece;
    at += one.size;
  }
  return out;
}

}  // namespace noroshi
