#include "stream/input/scanned_files.h"

#include <optional>
#include <string_view>

#include "stream/input/input_list.h"
#include "stream/input/loss_ledger.h"

namespace noroshi {
namespace {

constexpr std::string_view kMemberMark = "!/";

}  // namespace

void AddUnscanned(const std::vector<UnscannedPart>& parts, const InputList& inputs,
                  LossLedger& ledger) {
  if (parts.empty() || inputs.files.empty()) return;
  for (const UnscannedPart& part : parts) {
    const std::string_view shown = part.shown;
    const std::size_t mark = shown.find(kMemberMark);
    const std::optional<std::uint32_t> rank = inputs.files.Find(shown.substr(0, mark));
    const bool known = rank.has_value();
    std::string detail = part.why;
    if (!known || mark != std::string_view::npos) {
      const std::size_t from = known ? mark + kMemberMark.size() : 0;
      detail = std::string(shown.substr(from)) + ": " + detail;
    }
    // A name that nobody has any more must not vanish: the first input tells of it.
    ledger.Add({rank.value_or(0), 0},
               Damage{DamageKind::kNotScanned, part.offset, 0, 0, 0, std::move(detail)});
  }
}

}  // namespace noroshi
