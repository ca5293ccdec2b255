// ContactFeed: one worker's part in finding beacons. Files every contact for sorting: by source and
// destination, and there by time, so that a series is read as a whole with one in memory at a time.
//
// One owner (a worker). Memory: a sort buffer; more goes to disk. About 120 bytes a contact.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analytics/contacts/contact.h"
#include "stream/input/input_list.h"
#include "stream/journal/unit_log.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

inline constexpr std::size_t kContactSortBytes = std::size_t{1} << 20;

// A contact as it is sorted, and where its record is. Texts are cut to 255 bytes.
struct FiledContact {
  Contact contact;
  std::string_view channel;
  Timestamp time;
  // The log it is in: NumberOf(SourceRank).
  std::uint64_t file = 0;
  std::uint64_t offset = 0, line = 0, record_id = 0;
};

// The sorted form and back; views into `bytes`. False for bytes that EncodeContact did not make.
void EncodeContact(const FiledContact& filed, std::string& out);
[[nodiscard]] bool DecodeContact(std::string_view bytes, FiledContact& filed);
// Contacts of one source and destination get one hash in front, and stand by time behind it; hashes
// that collide are told apart by the texts.
[[nodiscard]] SortKey ContactKey(const FiledContact& filed) noexcept;

class ContactFeed {
 public:
  // `with_internal`: contacts that stay inside the organisation, too.
  ContactFeed(const std::string& spill_folder, bool with_internal)
      : buffer_(spill_folder, kContactSortBytes), with_internal_(with_internal) {}

  // Contacts are written down there as well; null: they are not.
  void set_log(UnitLog* log) noexcept { log_ = log; }

  // Files the event if it is a contact. `reader` and `context` are those of the event.
  void Take(const Event& event, SourceRank source, ContactReader& reader,
            const EventContext& context);

  // Encodes one contact and files it, in the log as well; what Take does in the end.
  void File(const FiledContact& filed);

  [[nodiscard]] RunBuffer& buffer() noexcept { return buffer_; }

 private:
  RunBuffer buffer_;
  bool with_internal_;
  UnitLog* log_ = nullptr;
};

}  // namespace noroshi
