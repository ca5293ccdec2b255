#include "stream/pass/rare_feed.h"

#include <array>

#include "base/hash.h"
#include "stream/sort/run_format.h"

namespace noroshi {
namespace {

void PutNumber(std::uint64_t number, std::string& out) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void PutText(std::string_view text, std::string& out) {
  text = text.substr(0, 255);
  out += static_cast<char>(text.size());
  out += text;
}

void PutPlace(const SeenAt& at, std::string& out) {
  for (const std::uint64_t number :
       {at.time.ticks, at.file, at.offset, at.line, at.record_id, at.event_id}) {
    PutNumber(number, out);
  }
}

bool TakeNumber(std::string_view& in, std::uint64_t& number) {
  if (in.size() < sizeof number) return false;
  number = TakeRaw<std::uint64_t>(in);
  return true;
}

bool TakeText(std::string_view& in, std::string_view& text) {
  if (in.empty() || in.size() <= static_cast<unsigned char>(in.front())) return false;
  const std::size_t size = static_cast<unsigned char>(in.front());
  text = in.substr(1, size);
  in.remove_prefix(size + 1);
  return true;
}

bool TakePlace(std::string_view& in, SeenAt& at) {
  return TakeNumber(in, at.time.ticks) && TakeNumber(in, at.file) && TakeNumber(in, at.offset) &&
         TakeNumber(in, at.line) && TakeNumber(in, at.record_id) && TakeNumber(in, at.event_id);
}

}  // namespace

void EncodeUse(const FiledUse& filed, std::string& out) {
  out += static_cast<char>(filed.kind);
  PutText(filed.value, out);
  PutText(filed.host, out);
  PutNumber(filed.use.count, out);
  PutPlace(filed.use.first, out);
  if (filed.use.count != 1) PutPlace(filed.use.last, out);
  PutNumber(filed.use.users.size(), out);
  for (const std::string& user : filed.use.users) PutText(user, out);
}

bool DecodeUse(std::string_view bytes, FiledUse& filed) {
  if (bytes.empty() || static_cast<unsigned char>(bytes.front()) >= kRareKinds) return false;
  filed.kind = static_cast<RareKind>(bytes.front());
  bytes.remove_prefix(1);
  filed.use = {};
  std::uint64_t users = 0;
  if (!TakeText(bytes, filed.value) || !TakeText(bytes, filed.host) ||
      !TakeNumber(bytes, filed.use.count) || !TakePlace(bytes, filed.use.first)) {
    return false;
  }
  filed.use.last = filed.use.first;
  if (filed.use.count != 1 && !TakePlace(bytes, filed.use.last)) return false;
  if (!TakeNumber(bytes, users) || users > kMaxRareUsers) return false;
  for (std::uint64_t i = 0; i < users; ++i) {
    std::string_view user;
    if (!TakeText(bytes, user)) return false;
    filed.use.users.emplace_back(user);
  }
  return true;
}

void RareFeed::Add(const NameSighting& observation, const Event& event, SourceRank source) {
  key_.assign(1, static_cast<char>(observation.kind));
  key_ += observation.value;
  key_ += '\n';
  key_ += observation.host;
  NameUse* use = sums_.Of(key_);
  if (use == nullptr) {
    Flush();
    use = sums_.Of(key_);
  }
  const SeenAt at{event.time, NumberOf(source), event.offset,
                  event.line, event.record_id,  event.event_id};
  use->Add(at, observation.user);
}

void RareFeed::Flush() {
  sums_.Flush([this](std::string_view name, NameUse& use) {
    const std::size_t split = name.find('\n', 1);
    const FiledUse filed{static_cast<RareKind>(name.front()), name.substr(1, split - 1),
                         name.substr(split + 1), std::move(use)};
    const SortKey key{.time = Hash64(name.substr(0, split))};
    const std::size_t before = buffer_.pending().size();
    EncodeUse(filed, buffer_.pending());
    if (log_ != nullptr) log_->AddUse(key, std::string_view(buffer_.pending()).substr(before));
    buffer_.Commit(key);
  });
}

}  // namespace noroshi
