#include "simulate/event_catalog.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace noroshi {
namespace {

constexpr auto kLast = CatalogEvent::kRdpOutgoing;

std::vector<CatalogEvent> AllKinds() {
  std::vector<CatalogEvent> kinds;
  for (unsigned i = 0; i <= static_cast<unsigned>(kLast); ++i) {
    kinds.push_back(static_cast<CatalogEvent>(i));
  }
  return kinds;
}

TEST(CatalogRows, KindsAreToldApartByChannelProviderAndId) {
  std::set<std::tuple<std::string, std::string, std::uint16_t>> seen;
  for (const CatalogEvent kind : AllKinds()) {
    const WindowsEvent event = MakeEvent(kind, "HOST", {}, {});
    EXPECT_TRUE(seen.emplace(event.channel, event.provider, event.event_id).second)
        << event.provider << " " << event.event_id;
    EXPECT_EQ(event.event_id, EventIdOf(kind));
    EXPECT_EQ(event.channel, ChannelName(ChannelOf(kind)));
  }
}

TEST(CatalogRows, FieldNamesAreUniqueWithinAKind) {
  for (const CatalogEvent kind : AllKinds()) {
    std::set<std::string_view> seen;
    for (const std::string_view name : FieldNames(kind)) {
      if (name.empty()) continue;  // classic providers do not name their data
      EXPECT_TRUE(seen.insert(name).second) << EventIdOf(kind) << " " << name;
    }
  }
}

TEST(CatalogRows, EveryFieldIsThereWhetherGivenOrNot) {
  const Timestamp time = *ParseIso8601("2020-10-05T01:02:03Z");
  for (const CatalogEvent kind : AllKinds()) {
    const WindowsEvent event = MakeEvent(kind, "HOST.example", time, {});
    EXPECT_EQ(event.computer, "HOST.example");
    EXPECT_EQ(event.time.ticks, time.ticks);
    const std::vector<std::string_view> names = FieldNames(kind);
    ASSERT_EQ(event.fields.size(), names.size()) << event.event_id;
    for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(event.fields[i].name, names[i]);
  }
}

TEST(CatalogRows, GivenFieldsKeepTheirPlaceWhateverTheOrder) {
  const Fields fields = {{"LogonType", "3"}, {"TargetUserName", "sato"}};
  const Fields turned = {{"TargetUserName", "sato"}, {"LogonType", "3"}};
  const WindowsEvent one = MakeEvent(CatalogEvent::kLogon, "H", {}, fields);
  const WindowsEvent two = MakeEvent(CatalogEvent::kLogon, "H", {}, turned);
  for (std::size_t i = 0; i < one.fields.size(); ++i) {
    EXPECT_EQ(one.fields[i].value.bytes, two.fields[i].value.bytes) << one.fields[i].name;
    if (one.fields[i].name == "TargetUserName") {
      EXPECT_EQ(one.fields[i].value.bytes, Utf16Bytes("sato"));
    }
  }
}

TEST(CatalogRows, UnknownFieldsAreNamed) {
  EXPECT_EQ(UnknownField(CatalogEvent::kLogon, {{"LogonType", "3"}}), "");
  EXPECT_EQ(UnknownField(CatalogEvent::kLogon, {{"LogonType", "3"}, {"LogonTyp", "3"}}),
            "LogonTyp");
  EXPECT_EQ(UnknownField(CatalogEvent::kLogon, {{"logontype", "3"}}), "logontype");
}

TEST(CatalogRows, ChannelsHaveTheirFiles) {
  std::set<std::string> files;
  for (std::size_t i = 0; i < kChannelCount; ++i) {
    const auto channel = static_cast<Channel>(i);
    const std::string file = ChannelFile(channel);
    EXPECT_TRUE(files.insert(file).second) << file;
    EXPECT_TRUE(file.ends_with(".evtx"));
    EXPECT_EQ(file.find('/'), std::string::npos) << "a channel's name may hold a slash";
  }
}

}  // namespace
}  // namespace noroshi
