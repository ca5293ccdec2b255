#include "stream/pass/contact_feed.h"

#include <array>

#include "base/hash.h"
#include "stream/sort/run_format.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxTextBytes = 255;

void PutText(std::string_view text, std::string& out) {
  text = text.substr(0, kMaxTextBytes);
  out += static_cast<char>(text.size());
  out += text;
}

bool TakeText(std::string_view& in, std::string_view& text) {
  if (in.empty()) return false;
  const std::size_t size = static_cast<unsigned char>(in.front());
  if (in.size() < size + 1) return false;
  text = in.substr(1, size);
  in.remove_prefix(size + 1);
  return true;
}

}  // namespace

void EncodeContact(const FiledContact& filed, std::string& out) {
  const Contact& contact = filed.contact;
  const std::array<std::uint64_t, 6> numbers = {
      filed.time.ticks,
      filed.file,
      filed.offset,
      filed.line,
      filed.record_id,
      contact.bytes << 4 | static_cast<std::uint64_t>(contact.form) << 2 |
          (contact.via_proxy ? 2U : 0U) | (contact.internal ? 1U : 0U)};
  out.append(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
  PutText(contact.source, out);
  PutText(contact.destination, out);
  PutText(contact.address, out);
  PutText(contact.program, out);
  PutText(filed.channel, out);
}

bool DecodeContact(std::string_view bytes, FiledContact& filed) {
  if (bytes.size() < 6 * sizeof(std::uint64_t)) return false;
  filed.time = Timestamp{TakeRaw<std::uint64_t>(bytes)};
  filed.file = TakeRaw<std::uint64_t>(bytes);
  filed.offset = TakeRaw<std::uint64_t>(bytes);
  filed.line = TakeRaw<std::uint64_t>(bytes);
  filed.record_id = TakeRaw<std::uint64_t>(bytes);
  const auto packed = TakeRaw<std::uint64_t>(bytes);
  filed.contact.bytes = packed >> 4;
  filed.contact.form = static_cast<ContactForm>(packed >> 2 & 3);
  filed.contact.via_proxy = (packed & 2) != 0;
  filed.contact.internal = (packed & 1) != 0;
  return TakeText(bytes, filed.contact.source) && TakeText(bytes, filed.contact.destination) &&
         TakeText(bytes, filed.contact.address) && TakeText(bytes, filed.contact.program) &&
         TakeText(bytes, filed.channel);
}

SortKey ContactKey(const FiledContact& filed) noexcept {
  const auto cut = [](std::string_view text) { return text.substr(0, kMaxTextBytes); };
  const std::uint64_t group =
      HashMix(Hash64(cut(filed.contact.source)), Hash64(cut(filed.contact.destination)));
  return {.time = group, .position = filed.time.ticks};
}

void ContactFeed::Take(const Event& event, SourceRank source, ContactReader& reader,
                       const EventContext& context) {
  FiledContact filed;
  if (!reader.Read(event, filed.contact)) return;
  if (filed.contact.internal && !with_internal_) return;
  filed.channel = context.channels.Text(event.channel);
  filed.time = event.time;
  filed.file = NumberOf(source);
  filed.offset = event.offset;
  filed.line = event.line;
  filed.record_id = event.record_id;
  File(filed);
}

void ContactFeed::File(const FiledContact& filed) {
  const SortKey key = ContactKey(filed);
  const std::size_t before = buffer_.pending().size();
  EncodeContact(filed, buffer_.pending());
  if (log_ != nullptr) log_->AddContact(key, std::string_view(buffer_.pending()).substr(before));
  buffer_.Commit(key);
}

}  // namespace noroshi
