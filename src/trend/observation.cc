#include "trend/observation.h"

#include <algorithm>
#include <array>

namespace noroshi {
namespace {

template <class Enum, std::size_t kCount>
std::optional<Enum> Find(const std::array<std::string_view, kCount>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

constexpr std::array<std::string_view, kObservationKindCount> kKinds = {
    "sighting", "activity", "trait", "topic", "context", "quoted"};
constexpr std::array<std::string_view, kActivityCount> kActivities = {
    "not stated", "most_active", "active", "relatively_active", "declined", "new", "as_before"};
constexpr std::array<std::string_view, 4> kStageNames = {"not stated", "delivery", "implant",
                                                         "objectives"};

struct IndicatorType {
  std::string_view name;
  bool expires;
};
constexpr IndicatorType kIndicatorTypes[] = {
    {"md5", true},         {"sha1", true},       {"sha256", true},     {"ip", true},
    {"domain", true},      {"url", true},        {"email", true},      {"mutex", false},
    {"pipe", false},       {"path", false},      {"registry", false},  {"string", false},
    {"user_agent", false}, {"url_shape", false}, {"host_name", false},
};

}  // namespace

std::string_view ObservationKindName(ObservationKind kind) noexcept {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::optional<ObservationKind> ParseObservationKind(std::string_view name) noexcept {
  return Find<ObservationKind>(kKinds, name);
}

std::string_view ActivityName(Activity activity) noexcept {
  return kActivities[static_cast<std::size_t>(activity)];
}
std::optional<Activity> ParseActivity(std::string_view name) noexcept {
  return Find<Activity>(kActivities, name);
}

std::string_view StageName(Stage stage) noexcept {
  return stage == Stage::kNotStated ? "" : kStageNames[static_cast<std::size_t>(stage)];
}
std::optional<Stage> ParseStage(std::string_view name) noexcept {
  return Find<Stage>(kStageNames, name);
}

std::optional<bool> IndicatorExpires(std::string_view type) noexcept {
  for (const IndicatorType& known : kIndicatorTypes) {
    if (known.name == type) return known.expires;
  }
  return std::nullopt;
}

}  // namespace noroshi
