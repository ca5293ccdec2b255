#include "correlation/correlation_event.h"

#include "base/byte_text.h"
#include "base/hash.h"

namespace noroshi {
namespace {

// What the record of an event holds, beside what all do.
enum : std::uint8_t { kHasInner = 1, kHasLine = 2 };

std::uint8_t FormOf(const CorrelationEvent& event) noexcept {
  return static_cast<std::uint8_t>((event.derived() ? kHasInner : 0) |
                                   (event.line != 0 ? kHasLine : 0));
}

}  // namespace

// What tells events apart stands ahead of the pool, which depends on the worker.
void EncodeEvent(const CorrelationEvent& event, const PackedTexts& texts, std::string& out) {
  PutSortable(event.file, out);
  PutSortable(event.position, out);
  PutRaw(static_cast<std::uint8_t>(event.source), out);
  PutRaw(FormOf(event), out);
  PutRaw(texts.hash, out);
  PutRaw(event.record_id, out);
  if (event.line != 0) PutRaw(event.offset, out);
  if (event.derived()) event.inner->Encode(out);
  PutRaw(texts.pool, out);
  if (texts.pool == kNoPool) {
    out += texts.bytes;
  } else {
    PutRaw(texts.number, out);
  }
}

void EncodeEvent(const CorrelationEvent& event, std::string& out) {
  std::string bytes;
  EncodeTexts(*event.texts, bytes);
  EncodeEvent(event, {.bytes = bytes, .hash = Hash64(bytes)}, out);
}

void DecodeEvent(std::string_view bytes, std::span<const TextPool> pools, CorrelationEvent& event) {
  event.file = GetSortable(bytes);
  event.position = GetSortable(bytes);
  event.source = GetRaw<std::uint8_t>(bytes);
  const auto form = GetRaw<std::uint8_t>(bytes);
  static_cast<void>(GetRaw<std::uint64_t>(bytes));  // the hash is for the order only
  event.record_id = GetRaw<std::uint64_t>(bytes);
  event.line = (form & kHasLine) != 0 ? event.position : 0;
  event.offset = (form & kHasLine) != 0 ? GetRaw<std::uint64_t>(bytes) : event.position;
  event.inner = nullptr;
  if ((form & kHasInner) != 0) {
    event.inner = std::make_shared<const MemberSet>(MemberSet::Decode(bytes));
  }
  const auto pool = GetRaw<std::uint32_t>(bytes);
  if (pool == kNoPool) {
    event.texts = DecodeTexts(bytes);
  } else {
    event.texts = TextsRef(TextsRef(), &pools[pool].At(GetRaw<std::uint32_t>(bytes)));
  }
}

}  // namespace noroshi
