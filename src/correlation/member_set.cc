#include "correlation/member_set.h"

#include <tuple>

#include "base/byte_text.h"

namespace noroshi {
namespace {

void EncodeMember(const CorrelationMember& member, std::string& out) {
  PutRaw(member.time.ticks, out);
  for (const std::uint64_t number : {member.file, member.offset, member.line, member.record_id}) {
    PutRaw(number, out);
  }
  EncodeMemberTexts(member.told(), out);
}

CorrelationMember DecodeMember(std::string_view& in) {
  CorrelationMember member;
  member.time.ticks = GetRaw<std::uint64_t>(in);
  for (std::uint64_t* number : {&member.file, &member.offset, &member.line, &member.record_id}) {
    *number = GetRaw<std::uint64_t>(in);
  }
  const auto texts = std::make_shared<MemberTexts>();
  DecodeMemberTexts(in, *texts);
  member.texts = texts;
  return member;
}

bool ComesLater(const CorrelationMember& a, const CorrelationMember& b) noexcept {
  return std::tuple(a.time, a.file, a.position()) > std::tuple(b.time, b.file, b.position());
}

}  // namespace

const MemberTexts& CorrelationMember::told() const noexcept {
  static const MemberTexts kNothing;
  return texts == nullptr ? kNothing : *texts;
}

void MemberSet::Compare(const CorrelationMember& member) noexcept {
  if (member.texts == listed_.front().texts) return;  // as in a burst
  const MemberTexts& told = member.told();
  const MemberTexts& with = listed_.front().told();
  if (told.host != with.host) mixed_ |= kHost;
  if (told.channel != with.channel) mixed_ |= kChannel;
  if (told.provider != with.provider) mixed_ |= kProvider;
  if (told.event_id != with.event_id) mixed_ |= kEventId;
}

void MemberSet::Add(const CorrelationMember& member) {
  if (++count_ > 1) {
    if (count_ == 2) last_ = listed_.front();
    Compare(member);
    if (ComesLater(member, last_)) last_ = member;
  }
  if (listed_.size() < kMaxListedMembers) listed_.push_back(member);
}

void MemberSet::Add(const MemberSet& more) {
  const std::uint64_t count = count_ + more.count_;
  if (listed_.empty()) listed_.reserve(more.listed_.size());
  for (const CorrelationMember& member : more.listed_) Add(member);
  if (more.count_ > more.listed_.size()) {
    Compare(more.last_);
    if (ComesLater(more.last_, last_)) last_ = more.last_;
  }
  mixed_ |= more.mixed_;
  count_ = count;
}

void MemberSet::Encode(std::string& out) const {
  PutRaw(count_, out);
  PutRaw(mixed_, out);
  PutRaw(static_cast<std::uint32_t>(listed_.size()), out);
  for (const CorrelationMember& member : listed_) EncodeMember(member, out);
  if (listed_.size() > 1) EncodeMember(last_, out);
}

MemberSet MemberSet::Decode(std::string_view& in) {
  MemberSet set;
  set.count_ = GetRaw<std::uint64_t>(in);
  set.mixed_ = GetRaw<std::uint8_t>(in);
  const auto size = GetRaw<std::uint32_t>(in);
  for (std::uint32_t i = 0; i < size; ++i) set.listed_.push_back(DecodeMember(in));
  if (size > 1) set.last_ = DecodeMember(in);
  return set;
}

}  // namespace noroshi
