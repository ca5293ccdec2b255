#include "analytics/contacts/contact_fields.h"

#include <gtest/gtest.h>

#include "event/event_builder.h"

namespace noroshi {
namespace {

TEST(ContactLogOf, KnowsEachLogByItsChannel) {
  constexpr std::pair<std::string_view, ContactLog> kCases[] = {
      {"proxy:squid", ContactLog::kWeb},
      {"suricata:http", ContactLog::kWeb},
      {"paloalto:url", ContactLog::kWeb},
      {"fortigate:webfilter", ContactLog::kWeb},
      {"cef:web", ContactLog::kWeb},
      {"cef:flow", ContactLog::kFlow},
      {"zeek:http", ContactLog::kZeekHttp},
      {"zeek:open_ssl", ContactLog::kTls},
      {"firewall:anything", ContactLog::kFlow},
      {"cisco:asa", ContactLog::kFlow},
      {"Microsoft-Windows-Sysmon/Operational", ContactLog::kSysmon},
      {"Security", ContactLog::kNone},
      {"zeek:dns", ContactLog::kNone},  // a question is no connection
      {"proxy", ContactLog::kNone},     // the prefix needs its colon
      {"", ContactLog::kNone},
  };
  for (const auto& [channel, log] : kCases) EXPECT_EQ(ContactLogOf(channel), log) << channel;
}

ContactFields FieldsOf(std::string_view channel, std::initializer_list<std::string_view> names) {
  EventContext context;
  EventBuilder builder(context);
  builder.Add("Channel", channel);
  for (const std::string_view name : names) builder.AddPayload(name, "1");
  return FindContactFields(ContactLogOf(channel), builder.Build(), context);
}

TEST(FindContactFields, AsksSentBeforeReceived) {
  const ContactFields both = FieldsOf("proxy:squid", {"sc-bytes", "cs-bytes"});
  EXPECT_EQ(both.bytes.size(), 2U);
  EXPECT_EQ(FieldsOf("proxy:squid", {"sc-bytes"}).bytes.size(), 1U);
}

TEST(FindContactFields, GivesZeekHttpTheFieldsOfTheWeb) {
  const ContactFields fields = FieldsOf("zeek:http", {"id.orig_h", "host", "proxied"});
  EXPECT_FALSE(fields.source.empty());
  EXPECT_FALSE(fields.name.empty());
  EXPECT_FALSE(fields.proxied.empty());
  EXPECT_TRUE(fields.initiated.empty());
}

TEST(FindContactFields, FindsNothingInALogOfAnotherKind) {
  const ContactFields fields = FieldsOf("Security", {"c-ip", "src_ip", "dst_ip"});
  EXPECT_TRUE(fields.source.empty());
  EXPECT_TRUE(fields.address.empty());
}

}  // namespace
}  // namespace noroshi
