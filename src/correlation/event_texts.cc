#include "correlation/event_texts.h"

#include "base/byte_text.h"
#include "base/case_fold.h"
#include "base/hash.h"

namespace noroshi {
namespace {

void EncodeList(const std::vector<std::string>& texts, std::string& out) {
  PutRaw(static_cast<std::uint32_t>(texts.size()), out);
  for (const std::string& text : texts) PutText(text, out);
}

std::vector<std::string> DecodeList(std::string_view& in) {
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

void EventTexts::Complete() {
  group_key = GroupKey(group);
  group_hash = GroupHash(group);
  tuple.clear();
  for (const std::string& value : values) PutText(value, tuple);
}

void EncodeMemberTexts(const MemberTexts& texts, std::string& out) {
  PutRaw(texts.rule, out);
  PutRaw(texts.event_id, out);
  PutText(texts.host, out);
  PutText(texts.channel, out);
  PutText(texts.provider, out);
  PutText(texts.from, out);
}

void DecodeMemberTexts(std::string_view& in, MemberTexts& texts) {
  texts.rule = GetRaw<std::uint32_t>(in);
  texts.event_id = GetRaw<std::uint32_t>(in);
  texts.host = GetText(in);
  texts.channel = GetText(in);
  texts.provider = GetText(in);
  texts.from = GetText(in);
}

void EncodeTexts(const EventTexts& texts, std::string& out) {
  EncodeList(texts.group, out);
  EncodeList(texts.values, out);
  EncodeMemberTexts(texts.member, out);
}

TextsRef DecodeTexts(std::string_view& in) {
  const auto texts = std::make_shared<EventTexts>();
  texts->group = DecodeList(in);
  texts->values = DecodeList(in);
  DecodeMemberTexts(in, texts->member);
  texts->Complete();
  return texts;
}

}  // namespace noroshi
