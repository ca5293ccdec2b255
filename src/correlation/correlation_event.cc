#include "correlation/correlation_event.h"

#include "base/byte_text.h"
#include "base/case_fold.h"
#include "base/hash.h"

namespace noroshi {
namespace {

void EncodeTexts(const std::vector<std::string>& texts, std::string& out) {
  PutRaw(static_cast<std::uint32_t>(texts.size()), out);
  for (const std::string& text : texts) PutText(text, out);
}

std::vector<std::string> DecodeTexts(std::string_view& in) {
  std::vector<std::string> texts(GetRaw<std::uint32_t>(in));
  for (std::string& text : texts) text = GetText(in);
  return texts;
}

}  // namespace

std::string GroupKey(const std::vector<std::string>& group) {
  std::string key, folded;
  for (const std::string& text : group) {
    folded.clear();
    AppendFolded(text, folded);
    PutText(folded, key);  // with its length, so that no two groups run together
  }
  return key;
}

std::uint64_t GroupHash(const std::vector<std::string>& group) {
  std::uint64_t hash = 0;
  std::string folded;
  for (const std::string& text : group) {
    folded.clear();
    AppendFolded(text, folded);
    hash = HashMix(hash, Hash64(folded));
  }
  return hash;
}

void EncodeEvent(const CorrelationEvent& event, std::string& out) {
  PutSortable(event.file, out);
  PutSortable(event.position, out);
  PutSortable(event.source, out);
  PutRaw(event.derived, out);
  EncodeTexts(event.group, out);
  EncodeTexts(event.values, out);
  event.members.Encode(out);
}

void DecodeEvent(std::string_view bytes, CorrelationEvent& event) {
  event.file = GetSortable(bytes);
  event.position = GetSortable(bytes);
  event.source = static_cast<std::uint32_t>(GetSortable(bytes));
  event.derived = GetRaw<bool>(bytes);
  event.group = DecodeTexts(bytes);
  event.values = DecodeTexts(bytes);
  event.members = MemberSet::Decode(bytes);
}

}  // namespace noroshi
