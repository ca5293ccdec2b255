#include "stream/input/scanned_files.h"

#include <map>
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
  std::map<std::string_view, std::uint32_t> ranks;
  for (std::uint32_t rank = 0; rank < inputs.files.size(); ++rank) {
    ranks.emplace(inputs.files[rank].shown, rank);
  }
  for (const UnscannedPart& part : parts) {
    const std::string_view shown = part.shown;
    const std::size_t mark = shown.find(kMemberMark);
    const auto found = ranks.find(shown.substr(0, mark));
    const bool known = found != ranks.end();
    std::string detail = part.why;
    if (!known || mark != std::string_view::npos) {
      const std::size_t from = known ? mark + kMemberMark.size() : 0;
      detail = std::string(shown.substr(from)) + ": " + detail;
    }
    // A name that nobody has any more must not vanish: the first input tells of it.
    ledger.Add({known ? found->second : 0, 0},
               Damage{DamageKind::kNotScanned, part.offset, 0, 0, 0, std::move(detail)});
  }
}

}  // namespace noroshi
