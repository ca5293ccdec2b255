// wide, utf16le, utf16be, utf16: the value's bytes in that encoding, for base64 to encode (S-6.7).
#include <cstdint>

#include "rules/sigma/modifiers/literal_bytes.h"

namespace noroshi::sigma {
namespace {

enum class ByteOrder { kLittle, kBig };

void AppendUnit(std::string& out, std::uint32_t unit, ByteOrder order) {
  const char low = static_cast<char>(unit & 0xFF);
  const char high = static_cast<char>(unit >> 8 & 0xFF);
  out += order == ByteOrder::kLittle ? low : high;
  out += order == ByteOrder::kLittle ? high : low;
}

// `text` is UTF-8 that libyaml has already checked.
std::string ToUtf16(std::string_view text, ByteOrder order) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    const unsigned tail = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    std::uint32_t code_point = tail == 0 ? lead : lead & (0x3FU >> tail);
    for (unsigned k = 0; k < tail && i < text.size(); ++k) {
      code_point = code_point << 6 | (static_cast<unsigned char>(text[i++]) & 0x3FU);
    }
    if (code_point < 0x10000) {
      AppendUnit(out, code_point, order);
    } else {
      AppendUnit(out, 0xD800 + ((code_point - 0x10000) >> 10), order);
      AppendUnit(out, 0xDC00 + ((code_point - 0x10000) & 0x3FF), order);
    }
  }
  return out;
}

bool Encode(Item& item, const ModifierContext& context, ByteOrder order, std::string_view mark) {
  for (ItemValue& value : item.values) {
    if (!value.bytes.empty()) return context.Misplaced(item, "cannot follow another encoding");
    std::vector<std::string> texts = BytesToEncode(item, value, context);
    if (texts.empty()) return false;
    for (const std::string& text : texts) {
      value.bytes.push_back(std::string(mark) + ToUtf16(text, order));
    }
  }
  item.touched = true;
  return true;
}

}  // namespace

bool ApplyUtf16Le(Item& item, const ModifierContext& context) {
  return Encode(item, context, ByteOrder::kLittle, "");
}

bool ApplyUtf16Be(Item& item, const ModifierContext& context) {
  return Encode(item, context, ByteOrder::kBig, "");
}

bool ApplyUtf16(Item& item, const ModifierContext& context) {
  return Encode(item, context, ByteOrder::kLittle, "\xFF\xFE");
}

}  // namespace noroshi::sigma
