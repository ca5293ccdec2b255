// Finds one record in a file or in a member of an archive, for `noroshi explain`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "event/event.h"

namespace noroshi {

// "Security.evtx:1234" (record id), "logs.zip!/Security.evtx@69632" (offset), "access.log#17"
// (line).
struct RecordAddress {
  std::string path;
  // Exactly one of them: ':' is a record id, '@' a byte offset, '#' a line from 1.
  std::optional<std::uint64_t> record_id, offset, line;
  // Each is tried where an archive wants one.
  std::vector<std::string> archive_passwords;
};
// The last ':', '@' or '#' parts file and number, so paths may hold them. kInvalid when there is
// none.
[[nodiscard]] Result<RecordAddress> ParseRecordAddress(const std::string& text);

// Calls `take` with the first record at the address and its names; both are valid during the call
// only. kNotFound when there is none. Reads the whole file, carved records included.
Status WithRecord(const RecordAddress& address,
                  const std::function<void(const Event&, const EventContext&)>& take);

}  // namespace noroshi
