#include "cli/session/find_record.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "evidence/evidence_walk.h"

namespace noroshi {
namespace {

class IgnoreDamage final : public DamageSink {
 public:
  void OnDamage(const Damage&) override {}
};

bool IsAt(const Event& event, const RecordAddress& address) {
  if (address.offset) return event.offset == *address.offset;
  if (address.line) return event.line == *address.line;
  return event.record_id == *address.record_id;
}

// File and member, which is "" for a plain or packed log. A file may have the mark in its own name.
std::pair<std::string, std::string> SplitPath(const std::string& path) {
  constexpr std::string_view kMark = "!/";
  std::error_code ignored;
  for (std::size_t at = path.find(kMark); at != std::string::npos; at = path.find(kMark, at + 1)) {
    const std::string file = path.substr(0, at);
    if (std::filesystem::is_regular_file(file, ignored)) {
      return {file, path.substr(at + kMark.size())};
    }
  }
  return {path, {}};
}

bool FindIn(Source& source, const ReadOptions& options, const RecordAddress& address,
            const std::function<void(const Event&, const EventContext&)>& take) {
  std::unique_ptr<EventContext> context;
  std::unique_ptr<Decoder> decoder;
  IgnoreDamage damage;
  ByteAccount account;
  Unit unit;
  EventBatch batch;
  while (source.NextUnit(unit, damage, account)) {
    if (context == nullptr || context->Full()) {
      batch.Clear();  // its events point into the decoder
      decoder.reset();
      context = std::make_unique<EventContext>();
      decoder = NewDecoder(source.format(), options, *context);
    }
    unit.source = &source;
    decoder->Decode(unit, nullptr, batch, damage, account);
    const auto at = std::ranges::find_if(batch.events,
                                         [&](const Event& event) { return IsAt(event, address); });
    if (at == batch.events.end()) continue;
    take(*at, *context);
    return true;
  }
  return false;
}

std::string PlaceText(const RecordAddress& address) {
  if (address.offset) return "at offset " + std::to_string(*address.offset);
  if (address.line) return "that begins in line " + std::to_string(*address.line);
  return "with id " + std::to_string(*address.record_id);
}

}  // namespace

Result<RecordAddress> ParseRecordAddress(const std::string& text) {
  const std::size_t mark = text.find_last_of(":@#");
  std::uint64_t number = 0;
  bool has_number = false;
  if (mark != std::string::npos && mark > 0 && mark + 1 < text.size()) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + mark + 1, end, number);
    has_number = stop == end && error == std::errc();
  }
  if (!has_number) {
    return Error{ErrorCode::kInvalid, 0, "record",
                 "'" + text + "' names no record; write FILE:RECORD_ID, FILE#LINE or FILE@OFFSET"};
  }
  RecordAddress address;
  address.path = text.substr(0, mark);
  switch (text[mark]) {
    case '@': address.offset = number; break;
    case '#': address.line = number; break;
    default: address.record_id = number;
  }
  return address;
}

Status WithRecord(const RecordAddress& address,
                  const std::function<void(const Event&, const EventContext&)>& take) {
  ReadOptions options;
  options.recovery = Recovery::kAll;
  options.archive_passwords = address.archive_passwords;
  const auto [file, member] = SplitPath(address.path);
  NOROSHI_TRY(const auto walk, OpenEvidence(file, options));
  bool member_found = false;
  while (std::optional<EvidencePart> part = walk->Next()) {
    if (part->name != member) continue;
    if (part->kind == EvidencePart::Kind::kFailed && !part->damage.empty()) {
      return Error{ErrorCode::kIo, 0, "record", address.path + ": " + part->damage[0].detail};
    }
    if (part->source == nullptr) continue;
    member_found = true;
    if (FindIn(*part->source, options, address, take)) return Ok();
  }
  if (!member_found) {
    return Error{ErrorCode::kNotFound, 0, "record", address.path + " is no log that can be read"};
  }
  return Error{ErrorCode::kNotFound, 0, "record",
               address.path + " holds no record " + PlaceText(address)};
}

}  // namespace noroshi
