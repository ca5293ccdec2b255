// Audit logs of cloud services: AWS CloudTrail (record contents of version 1.x), Microsoft 365's
// unified audit log (Office 365 Management Activity API schema), Microsoft Entra and Azure logs as
// diagnostic settings, Log Analytics and the activity log's API write them, Google Cloud audit logs
// (LogEntry). Dotted names are as the services nest them, which is how rules write them (S-2.8).
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

constexpr MappingKey kTrailKeys[] = {{"eventVersion"}, {"eventSource"}, {"eventName"}};
constexpr TimeRow kTrailTimes[] = {{"eventTime"}};

constexpr MappingKey kM365Keys[] = {{"CreationTime"}, {"Operation"}, {"Workload"}, {"RecordType"}};
constexpr TimeRow kM365Times[] = {{"CreationTime"}};

// Log Analytics: the table's name in "Type".
constexpr MappingKey kSignInTable[] = {{"Type", "SigninLogs"}};
constexpr MappingKey kQuietSignInTable[] = {{"Type", "AADNonInteractiveUserSignInLogs"}};
constexpr MappingKey kServiceSignInTable[] = {{"Type", "AADServicePrincipalSignInLogs"}};
constexpr MappingKey kManagedSignInTable[] = {{"Type", "AADManagedIdentitySignInLogs"}};
constexpr MappingKey kAuditTable[] = {{"Type", "AuditLogs"}};
constexpr MappingKey kActivityTable[] = {{"Type", "AzureActivity"}};
constexpr TimeRow kTableTimes[] = {{"TimeGenerated"}};

// Diagnostic settings: one envelope, the log's name in "category". What is inside "properties" is
// also what the service itself calls its record.
constexpr MappingKey kSignInCategory[] = {{"category", "SignInLogs"}, {"operationName"}};
constexpr MappingKey kQuietSignIn[] = {{"category", "NonInteractiveUserSignInLogs"},
                                       {"operationName"}};
constexpr MappingKey kServiceSignIn[] = {{"category", "ServicePrincipalSignInLogs"},
                                         {"operationName"}};
constexpr MappingKey kManagedSignIn[] = {{"category", "ManagedIdentitySignInLogs"},
                                         {"operationName"}};
constexpr MappingKey kAuditCategory[] = {{"category", "AuditLogs"}, {"operationName"}};
constexpr MappingKey kRiskCategory[] = {{"category", "UserRiskEvents"}, {"operationName"}};
constexpr MappingKey kAdministrative[] = {{"category", "Administrative"}, {"operationName"}};
constexpr TimeRow kEnvelopeTimes[] = {{"time"}, {"properties.createdDateTime"}};
constexpr RenameRow kEnvelopeRenames[] = {{"properties.message", "properties.message"}};
constexpr SectionRow kEnvelopeSections[] = {{"properties."}};

// Microsoft Graph: the records of the services' own lists.
constexpr MappingKey kGraphSignIn[] = {{"createdDateTime"}, {"appDisplayName"}, {"ipAddress"}};
constexpr TimeRow kGraphTimes[] = {{"createdDateTime"}};
constexpr MappingKey kGraphAudit[] = {{"activityDateTime"}, {"activityDisplayName"}};
constexpr TimeRow kGraphAuditTimes[] = {{"activityDateTime"}};

// The portal's CSV, in English: its columns under the names of the log's own fields.
constexpr MappingKey kPortalSignIn[] = {{"Date (UTC)"}, {"Request ID"}, {"Application"}};
constexpr RenameRow kPortalRenames[] = {
    {"Date (UTC)"},
    {"Sign-in error code", "ResultType"},
    {"Failure reason", "ResultDescription"},
    {"IP address", "IPAddress"},
    {"Client app", "ClientAppUsed"},
    {"User agent", "userAgent"},
    {"Application", "AppDisplayName"},
    {"Application ID", "AppId"},
    {"Resource", "ResourceDisplayName"},
    {"Resource ID", "ResourceId"},
    {"Correlation ID", "CorrelationId"},
    {"User ID", "UserId"},
    {"User type", "UserType"},
    {"Conditional Access", "ConditionalAccessStatus"},
    {"Conditional access", "ConditionalAccessStatus"},
    {"Multifactor authentication result", "MfaResult"},
    {"Authentication requirement", "AuthenticationRequirement"},
    {"Operating System", "DeviceDetail.operatingSystem"},
    {"Browser", "DeviceDetail.browser"},
    {"Device ID", "DeviceDetail.deviceId"},
    {"Compliant", "DeviceDetail.isCompliant"},
    {"Join Type", "DeviceDetail.trusttype"},
};
constexpr TimeRow kPortalTimes[] = {{"Date (UTC)"}};

constexpr MappingKey kActivityKeys[] = {{"operation_name.value"}, {"event_timestamp"}};
constexpr RenameRow kActivityRenames[] = {{"operation_name.value", "operationName"}};
constexpr TimeRow kActivityTimes[] = {{"event_timestamp"}};

constexpr MappingKey kGcpKeys[] = {{"protoPayload.methodName"}, {"logName"}};
constexpr RenameRow kGcpRenames[] = {{"protoPayload.methodName", "gcp.audit.method_name"}};
constexpr TimeRow kGcpTimes[] = {{"timestamp"}, {"receiveTimestamp"}};

constexpr Mapping Plain(std::string_view name, std::span<const MappingKey> keys,
                        std::span<const TimeRow> times, std::string_view channel) {
  return {.name = name, .format = "json", .keys = keys, .times = times, .channel = channel};
}

constexpr Mapping Renamed(std::string_view name, std::span<const MappingKey> keys,
                          std::span<const RenameRow> renames, std::span<const TimeRow> times,
                          std::string_view channel) {
  return {.name = name,
          .format = "json",
          .keys = keys,
          .renames = renames,
          .times = times,
          .channel = channel};
}

constexpr Mapping Envelope(std::string_view name, std::span<const MappingKey> keys,
                           std::string_view channel) {
  return {.name = name,
          .format = "json",
          .keys = keys,
          .sections = kEnvelopeSections,
          .renames = kEnvelopeRenames,
          .times = kEnvelopeTimes,
          .channel = channel};
}

}  // namespace

constexpr Mapping kCloudLogs[20] = {
    Plain("aws cloudtrail", kTrailKeys, kTrailTimes, "aws:cloudtrail"),
    Plain("microsoft 365 audit", kM365Keys, kM365Times, "m365:audit"),
    Plain("entra sign-in, log analytics", kSignInTable, kTableTimes, "azure:signinlogs"),
    Plain("entra audit, log analytics", kAuditTable, kTableTimes, "azure:auditlogs"),
    Plain("azure activity, log analytics", kActivityTable, kTableTimes, "azure:activitylogs"),
    Envelope("entra sign-in", kSignInCategory, "azure:signinlogs"),
    Plain("entra sign-in, quiet, log analytics", kQuietSignInTable, kTableTimes,
          "azure:signinlogs"),
    Plain("entra sign-in, services, log analytics", kServiceSignInTable, kTableTimes,
          "azure:signinlogs"),
    Plain("entra sign-in, managed, log analytics", kManagedSignInTable, kTableTimes,
          "azure:signinlogs"),
    Envelope("entra sign-in, quiet", kQuietSignIn, "azure:signinlogs"),
    Envelope("entra sign-in, services", kServiceSignIn, "azure:signinlogs"),
    Envelope("entra sign-in, managed", kManagedSignIn, "azure:signinlogs"),
    Envelope("entra audit", kAuditCategory, "azure:auditlogs"),
    Envelope("entra risk", kRiskCategory, "azure:riskdetection"),
    Envelope("azure activity", kAdministrative, "azure:activitylogs"),
    Plain("entra sign-in, graph", kGraphSignIn, kGraphTimes, "azure:signinlogs"),
    Plain("entra audit, graph", kGraphAudit, kGraphAuditTimes, "azure:auditlogs"),
    Renamed("entra sign-in, portal", kPortalSignIn, kPortalRenames, kPortalTimes,
            "azure:signinlogs"),
    Renamed("azure activity, api", kActivityKeys, kActivityRenames, kActivityTimes,
            "azure:activitylogs"),
    Renamed("google cloud audit", kGcpKeys, kGcpRenames, kGcpTimes, "gcp:gcp.audit"),
};

}  // namespace noroshi::shapes
