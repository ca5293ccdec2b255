#include "cli/find_record.h"

#include <charconv>
#include <memory>
#include <system_error>

#include "evidence/source.h"

namespace noroshi {
namespace {

class IgnoreDamage final : public DamageSink {
 public:
  void OnDamage(const Damage&) override {}
};

bool IsAt(const Event& event, const RecordAddress& address) {
  if (address.offset) return event.offset == *address.offset;
  return event.record_id == *address.record_id;
}

}  // namespace

Result<RecordAddress> ParseRecordAddress(const std::string& text) {
  const std::size_t mark = text.find_last_of(":@");
  std::uint64_t number = 0;
  bool has_number = false;
  if (mark != std::string::npos && mark > 0 && mark + 1 < text.size()) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + mark + 1, end, number);
    has_number = stop == end && error == std::errc();
  }
  if (!has_number) {
    return Error{ErrorCode::kInvalid, 0, "record",
                 "'" + text + "' names no record; write FILE:RECORD_ID or FILE@OFFSET"};
  }
  RecordAddress address{text.substr(0, mark), std::nullopt, std::nullopt};
  (text[mark] == '@' ? address.offset : address.record_id) = number;
  return address;
}

Status WithRecord(const RecordAddress& address,
                  const std::function<void(const Event&, const EventContext&)>& take) {
  ReadOptions options;
  options.recovery = Recovery::kAll;
  NOROSHI_TRY(const auto source, OpenSource(address.path, options));
  std::unique_ptr<EventContext> context;
  std::unique_ptr<Decoder> decoder;
  IgnoreDamage damage;
  ByteAccount account;
  Unit unit;
  EventBatch batch;
  while (source->NextUnit(unit, damage, account)) {
    if (context == nullptr || context->Full()) {
      batch.Clear();  // its events point into the decoder
      decoder.reset();
      context = std::make_unique<EventContext>();
      decoder = NewDecoder(source->format(), options, *context);
    }
    unit.source = source.get();
    decoder->Decode(unit, nullptr, batch, damage, account);
    for (const Event& event : batch.events) {
      if (!IsAt(event, address)) continue;
      take(event, *context);
      return Ok();
    }
  }
  return Error{ErrorCode::kNotFound, 0, "record",
               address.path + " holds no record " +
                   (address.offset ? "at offset " + std::to_string(*address.offset)
                                   : "with id " + std::to_string(*address.record_id))};
}

}  // namespace noroshi
