// Descriptions of an organisation: YAML and CSV by the first byte. What reads without error is
// written and read again, asked, and tested against a finding; none of it may crash, and what was
// written reads back without error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "environment/asset_reader.h"
#include "environment/environment_writer.h"
#include "environment/known_environment.h"
#include "environment/learn/sighting.h"
#include "environment/placeholders.h"
#include "environment/problems.h"

namespace {

using namespace noroshi;

// Placeholders of a range may be 128 patterns each: not for thousands of them.
constexpr std::size_t kMaxFuzzBytes = 64 * 1024;

void Ask(const KnownEnvironment& known, std::string_view text) {
  static_cast<void>(known.index.RolesOf(text));
  static_cast<void>(known.index.KindOfSite(known.index.SiteOf(text)));
  static_cast<void>(known.index.IsAccount(AccountRole::kAdministrator, text));
  static_cast<void>(known.index.DestinationOf(text));
  static_cast<void>(known.index.names().Has(text));
  const std::pair<std::string_view, std::string_view> fields[] = {{"User", text}, {"c-ip", text}};
  const auto rows = known.allow.RowsFor({"id", text, "beacon", {}});
  static_cast<void>(known.allow.Find(rows, {text, {}, fields}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > kMaxFuzzBytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  EnvironmentRead read =
      data[0] % 2 == 0 ? ReadEnvironmentYaml(text, "e.yaml") : ReadAssetCsv(text, "a.csv", {});
  FiledSighting filed;
  static_cast<void>(DecodeSighting(text, filed));
  if (HasErrors(read.problems)) return 0;
  const std::string written = WriteEnvironmentYaml(read.environment);
  if (data[0] % 2 == 0) {
    const EnvironmentRead again = ReadEnvironmentYaml(written, "e.yaml");
    if (HasErrors(again.problems)) std::abort();
    if (WriteEnvironmentYaml(again.environment) != written) std::abort();
  }
  static_cast<void>(PlaceholdersOf(read.environment));
  const KnownEnvironment known(std::move(read.environment), Timestamp{});
  Ask(known, text.substr(0, 64));
  return 0;
}
