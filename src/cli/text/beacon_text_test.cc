#include "cli/text/beacon_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

namespace noroshi {
namespace {

Beacon OneBeacon(const std::string& text) {
  Beacon beacon;
  beacon.source = text;
  beacon.destination = text;
  beacon.channel = "proxy:squid";
  beacon.contacts = 1'234;
  beacon.sources = 2;
  beacon.score = 71.25;
  beacon.via_proxy = true;
  beacon.series.interval_seconds = 300;
  beacon.series.jitter = 0.05;
  beacon.series.night_share = 0.5;
  beacon.first = *ParseIso8601("2020-10-05T02:11:09Z");
  beacon.last = *ParseIso8601("2020-10-06T02:11:09Z");
  return beacon;
}

TEST(BeaconText, ARowForEachBeacon) {
  Terminal terminal;
  terminal.columns = 200;
  const std::string text = BeaconsTable({OneBeacon("plain")}, Language::kEnglish, terminal);
  for (const char* part : {"plain (proxy)", "1,234", "5.0 min", "\u00B15%", "50%", "proxy:squid"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
  }
}

TEST(BeaconText, NoBeaconIsSaid) {
  EXPECT_EQ(BeaconsTable({}, Language::kEnglish, Terminal()), "No regular series were found.\n");
  EXPECT_NE(BeaconsTable({}, Language::kJapanese, Terminal()), "");
  EXPECT_EQ(BeaconsJson({}), "");
}

TEST(BeaconText, HostileTextIsInert) {
  const std::vector<Beacon> beacons = {OneBeacon("\x1b[31m\u202Etext\n\x07")};
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const std::string text = BeaconsTable(beacons, language, Terminal());
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find("\u202E"), std::string::npos);
  }
}

TEST(BeaconText, EachLineIsJson) {
  const std::string text = BeaconsJson({OneBeacon("a\"\n\xFF"), OneBeacon("b")});
  const std::size_t end = text.find('\n');
  ASSERT_NE(end, std::string::npos);
  rapidjson::Document first;
  first.Parse<rapidjson::kParseValidateEncodingFlag>(text.substr(0, end).c_str());
  ASSERT_FALSE(first.HasParseError()) << text;
  EXPECT_DOUBLE_EQ(first["score"].GetDouble(), 71.2);
  EXPECT_EQ(first["contacts"].GetInt(), 1'234);
  EXPECT_TRUE(first["via_proxy"].GetBool());
  EXPECT_STREQ(first["first"].GetString(), "2020-10-05T02:11:09.0000000Z");
}

}  // namespace
}  // namespace noroshi
