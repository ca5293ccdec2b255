#include "rules/sigma/hayabusa.h"

#include <algorithm>

#include "rules/text/ascii.h"
#include "rules/text/pattern_text.h"

namespace noroshi::sigma {
namespace {

struct FieldAlias {
  std::string_view alias;
  std::string_view field;
  FieldScope scope;
};

// Aliases that name a field differently than Sigma does (S-3.11). ThreatName and SeverityID need
// none: the matcher ignores the blanks in event names (S-3.4).
constexpr FieldAlias kAliases[] = {
    {"UserDataPossibleCause", "PossibleCause", FieldScope::kAuto},
    {"UserDataProviderName", "ProviderName", FieldScope::kPayload},
    {"RdsGtwErrorCode", "ErrorCode", FieldScope::kAuto},
    {"RdsGtwUsername", "Username", FieldScope::kAuto},
    {"RdsGtwIpAddress", "IpAddress", FieldScope::kAuto},
    {"RdsGtwAuthType", "AuthType", FieldScope::kAuto},
    {"RdsGtwResource", "Resource", FieldScope::kAuto},
    {"RdsGtwConnectionProtocol", "ConnectionProtocol", FieldScope::kAuto},
    {"LogFileClearedChannel", "Channel", FieldScope::kPayload},
    {"LogFileClearedSubjectUserName", "SubjectUserName", FieldScope::kAuto},
    {"ComputerName", "Computer", FieldScope::kAuto},
    {"ProviderName", "Provider_Name", FieldScope::kAuto},
};

struct ChannelAbbreviation {
  std::string_view abbreviation;
  std::string_view channel;
};

constexpr ChannelAbbreviation kChannels[] = {
#include "rules/sigma/hayabusa_channels.inc"
};

}  // namespace

bool IsHayabusaDocument(const YamlNode& root) noexcept { return root.Find("ruletype") != nullptr; }

ResolvedField ResolveField(std::string_view name, const Rule& rule) {
  if (rule.source == RuleSource::kHayabusa) {
    const auto* found = std::ranges::find(kAliases, name, &FieldAlias::alias);
    if (found != std::end(kAliases)) return {std::string(found->field), found->scope};
  }
  return {std::string(name), FieldScope::kAuto};
}

std::vector<Pattern> ExpandChannel(const std::vector<Pattern>& patterns, std::string_view field,
                                   const Rule& rule) {
  std::vector<Pattern> out = patterns;
  if (rule.source != RuleSource::kHayabusa || field != "Channel") return out;
  for (const Pattern& pattern : patterns) {
    const auto text = LiteralText(pattern);
    if (!text) continue;
    for (const ChannelAbbreviation& entry : kChannels) {
      if (EqualsIgnoreCase(entry.abbreviation, *text)) out.push_back(LiteralPattern(entry.channel));
    }
  }
  return out;
}

}  // namespace noroshi::sigma
