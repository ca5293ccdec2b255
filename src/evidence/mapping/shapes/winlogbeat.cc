// Windows events as Winlogbeat ships them: since version 7 in winlog.* with ECS fields beside
// (Elastic, "Winlogbeat fields"), before in event_data.* with log_name and computer_name.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"winlog.channel"}};
constexpr MappingKey kOldKeys[] = {{"log_name"}, {"event_id"}};

constexpr SystemRow kSystem[] = {
    {kProviderName, "winlog.provider_name"},
    {kProviderName, "event.provider"},
    {kProviderGuid, "winlog.provider_guid"},
    {kEventId, "winlog.event_id"},
    {kEventId, "event.code"},
    {kVersion, "winlog.version"},
    {kActivityId, "winlog.activity_id"},
    {kRelatedActivityId, "winlog.related_activity_id"},
    {kEventRecordId, "winlog.record_id"},
    {kProcessId, "winlog.process.pid"},
    {kThreadId, "winlog.process.thread.id"},
    {kChannel, "winlog.channel"},
    {kComputer, "winlog.computer_name"},
    {kComputer, "host.name"},
    {kUserId, "winlog.user.identifier"},
};

constexpr SystemRow kOldSystem[] = {
    {kProviderName, "source_name"},
    {kProviderGuid, "provider_guid"},
    {kEventId, "event_id"},
    {kVersion, "version"},
    {kActivityId, "activity_id"},
    {kRelatedActivityId, "related_activity_id"},
    {kEventRecordId, "record_number"},
    {kProcessId, "process_id"},
    {kThreadId, "thread_id"},
    {kChannel, "log_name"},
    {kComputer, "computer_name"},
    {kUserId, "user.identifier"},
};

// Of the shipper, not of the event.
constexpr RenameRow kRenames[] = {
    {"@metadata.beat"},
    {"@metadata.type"},
    {"@metadata.version"},
    {"@metadata.topic"},
    {"@metadata.pipeline"},
    {"beat.name"},
    {"beat.hostname"},
    {"beat.version"},
    {"agent.type"},
    {"agent.version"},
    {"agent.id"},
    {"agent.ephemeral_id"},
    {"agent.name"},
    {"agent.hostname"},
    {"ecs.version"},
    {"winlog.api"},
    {"type"},
    {"message", "Message"},
};

using enum SectionRow::Keep;
constexpr SectionRow kSections[] = {
    {"winlog.event_data.", PayloadSection::kEventData, kRest},
    {"winlog.user_data.", PayloadSection::kUserData, kRest},
};
constexpr SectionRow kOldSections[] = {
    {"event_data.", PayloadSection::kEventData, kRest},
    {"user_data.", PayloadSection::kUserData, kRest},
};

constexpr TimeRow kTimes[] = {{"@timestamp"}, {"@timestamp", TimeForm::kKibana}, {"event.created"}};

}  // namespace

constexpr Mapping kWinlogbeat = {.name = "winlogbeat",
                                 .format = "json",
                                 .keys = kKeys,
                                 .system = kSystem,
                                 .sections = kSections,
                                 .renames = kRenames,
                                 .times = kTimes};

constexpr Mapping kWinlogbeatOld = {.name = "winlogbeat, before 7",
                                    .format = "json",
                                    .keys = kOldKeys,
                                    .system = kOldSystem,
                                    .sections = kOldSections,
                                    .renames = kRenames,
                                    .times = kTimes};

}  // namespace noroshi::shapes
