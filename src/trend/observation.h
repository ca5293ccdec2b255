// Observation: one line of an observation file, i.e. one thing that one source says about targeted
// attacks. What the source does not say stays unsaid: an empty optional is "not stated", which is
// an answer of its own and never turns into "none".
//
// Plain values that own their texts; const access is safe from any number of threads. The format is
// described in docs/user/trend.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trend/period.h"
#include "trend/words.h"

namespace noroshi {

// What a line is about. Only sightings are counted: the others speak of the same attacks again.
enum class ObservationKind : std::uint8_t {
  // An attack was observed, or several, in this period and sector.
  kSighting,
  // What the source says of a set or campaign over a period.
  kActivity,
  // How a set or campaign works.
  kTrait,
  // Named by the source without details.
  kTopic,
  // About the time in general.
  kContext,
  // The source repeats what others say.
  kQuoted,
};
inline constexpr std::size_t kObservationKindCount = 6;
[[nodiscard]] std::string_view ObservationKindName(ObservationKind kind) noexcept;  // "sighting"
[[nodiscard]] std::optional<ObservationKind> ParseObservationKind(std::string_view name) noexcept;

// How active a set was in the period, in the source's own judgement.
enum class Activity : std::uint8_t {
  kNotStated,
  // Probably the most active of all.
  kMostActive,
  kActive,
  kRelativelyActive,
  kDeclined,
  // Observed now, and not in earlier periods.
  kNew,
  // Observed as in earlier periods, without a change.
  kAsBefore,
};
inline constexpr std::size_t kActivityCount = 7;
[[nodiscard]] std::string_view ActivityName(Activity activity) noexcept;  // "most_active"
[[nodiscard]] std::optional<Activity> ParseActivity(std::string_view name) noexcept;

// Whether the source ties the set to what it saw without reserve.
enum class Certainty : std::uint8_t { kStated, kBelieved };

// The three parts of an intrusion by which detection and mitigation are ordered.
enum class Stage : std::uint8_t { kNotStated, kDelivery, kImplant, kObjectives };
inline constexpr Stage kStages[] = {Stage::kDelivery, Stage::kImplant, Stage::kObjectives};
[[nodiscard]] std::string_view StageName(Stage stage) noexcept;  // "delivery"; "" = not stated
[[nodiscard]] std::optional<Stage> ParseStage(std::string_view name) noexcept;

// A value to search for, as it stands in the file: nothing is resolved or looked up. Addresses and
// hashes are static and go stale; the rest lasts longer.
struct Indicator {
  std::string type;  // "sha256", "domain", "mutex", ...: IndicatorExpires knows them
  std::string value;
};
// Nothing for a type we do not know.
[[nodiscard]] std::optional<bool> IndicatorExpires(std::string_view type) noexcept;

// Names in the order of the file. Empty = not stated; never an empty vector.
using StatedList = std::optional<std::vector<std::string>>;

// One line. ParseObservation makes them; whoever builds one by hand gives it an id and a source.
struct Observation {
  std::string id;  // unique among all lines read together
  ObservationKind kind = ObservationKind::kSighting;
  Period period;
  // Names as the source writes them. `sectors` holds the keys of docs/user/trend.md, or other text.
  StatedList intrusion_sets, malware, sectors, techniques;
  std::optional<std::string> campaign, region;
  // Where in the report the line stands: the choice of whoever wrote the file.
  Stage stage = Stage::kNotStated;
  // What the source judges and how sure it is of the set.
  Activity activity = Activity::kNotStated;
  Certainty certainty = Certainty::kStated;
  // 0 to 100, where the source gives a figure.
  std::optional<unsigned> confidence;
  // ATT&CK ids by whoever wrote the file; an aid to find rules, never shown as the source's words.
  std::vector<std::string> mapped_techniques;
  std::vector<Indicator> indicators;
  Words statement;  // what the source says
  Words note;       // what to know about it; often empty
  Words source;
};

}  // namespace noroshi
