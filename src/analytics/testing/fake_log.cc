#include "analytics/testing/fake_log.h"

namespace noroshi::testing {

Timestamp DayTime(std::uint32_t day, std::uint32_t seconds) {
  CivilTime start;
  start.year = 2020;
  return {FromCivil(start)->ticks + day * kTicksPerDay + seconds * kTicksPerSecond};
}

const Event& FakeLog::Make(std::uint32_t event_id, std::uint64_t record_id, Timestamp time,
                           Fields payload) {
  builder_.Clear();
  builder_.Add("Computer", host_);
  builder_.Add("Channel", channel_);
  builder_.Add("Provider_Name", provider_);
  builder_.Add("EventID", std::to_string(event_id));
  for (const auto& [name, value] : payload) builder_.AddPayload(name, value);
  builder_.SetRecordId(record_id);
  builder_.SetTime(time);
  return builder_.Build();
}

}  // namespace noroshi::testing
