// Mapping files: what they may say, and what is told of faults.
#include "cli/options/mapping_file.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

constexpr std::string_view kWhole = R"(name: bluecoat json
detect: {vendor: bluecoat, cs_host: }
logsource: {category: proxy, service: bluecoat}
time: {when: iso-local, received: epoch-ms}
system: {Computer: appliance}
fields: {cs_host: cs-host, ua: c-useragent}
drop: [_id]
prefixes: ["event."]
---
name: second
detect: [a, b]
format: zeek
)";

TEST(MappingFile, ReadsEveryPart) {
  auto list = ReadMappings(kWhole, "m.yml");
  ASSERT_TRUE(list.ok()) << list.error().ToString();
  ASSERT_EQ(list->size(), 2U);
  const Mapping& first = (*list)[0]->view();
  EXPECT_EQ(first.name, "bluecoat json");
  EXPECT_EQ(first.format, "json");
  EXPECT_EQ(first.channel, "proxy:bluecoat");
  ASSERT_EQ(first.keys.size(), 2U);
  EXPECT_EQ(first.keys[0].value, "bluecoat");
  EXPECT_EQ(first.keys[1].value, "");
  ASSERT_EQ(first.times.size(), 2U);
  EXPECT_EQ(first.times[0].form, TimeForm::kIsoLocal);
  ASSERT_EQ(first.system.size(), 1U);
  EXPECT_EQ(first.system[0].field, SystemField::kComputer);
  ASSERT_EQ(first.renames.size(), 3U);
  EXPECT_EQ(first.renames[1].name, "c-useragent");
  EXPECT_EQ(first.renames[2].name, "");
  ASSERT_EQ(first.sections.size(), 1U);
  EXPECT_EQ((*list)[1]->view().format, "zeek");
}

TEST(MappingFile, NamesThePlaceOfAFault) {
  struct Case {
    std::string_view text, place;
  };
  constexpr Case kCases[] = {
      {"name: x\n", "m.yml:1:1"},
      {"detect: [a]\n", "m.yml:1:1"},
      {"name: x\ndetect: [a]\nfeilds: {a: b}\n", "m.yml:3:1"},
      {"name: x\ndetect: [a]\ntime: {a: sundial}\n", "m.yml:3:"},
      {"name: x\ndetect: [a]\nsystem: {Host: a}\n", "m.yml:3:"},
      {"name: x\ndetect: [a]\nlogsource: {vendor: a}\n", "m.yml:3:"},
      {"name: [x]\ndetect: [a]\n", "m.yml:1:"},
      {"- a list\n", "m.yml:1:1"},
      {"name: {\n", "m.yml:"},
  };
  for (const Case& c : kCases) {
    const auto list = ReadMappings(c.text, "m.yml");
    ASSERT_FALSE(list.ok()) << c.text;
    EXPECT_EQ(list.error().detail.find(c.place), 0U) << list.error().detail;
  }
}

// What has the wrong form would not be read, and nobody would know.
TEST(MappingFile, RefusesSectionsOfAnotherForm) {
  const std::string head = "name: x\ndetect: [a]\n";
  for (const char* section :
       {"logsource: proxy", "system: [Computer]", "fields: text", "drop: {a: b}", "drop: a",
        "prefixes: {a: b}", "time: [a]", "drop: [[a]]", "prefixes: [~]"}) {
    const auto list = ReadMappings(head + section + "\n", "m.yml");
    ASSERT_FALSE(list.ok()) << section;
    EXPECT_EQ(list.error().detail.find("m.yml:3:"), 0U) << list.error().detail;
  }
}

TEST(MappingFile, EmptySectionsAreNoFault) {
  const auto list = ReadMappings("name: x\ndetect: [a]\ndrop:\nfields:\n", "m.yml");
  ASSERT_TRUE(list.ok()) << list.error().ToString();
  EXPECT_TRUE((*list)[0]->view().renames.empty());
}

TEST(MappingFile, RefusesAWordThatIsThereTwice) {
  const auto list = ReadMappings("name: x\ndetect: [a]\nname: y\n", "m.yml");
  ASSERT_FALSE(list.ok());
  EXPECT_NE(list.error().detail.find("name"), std::string::npos) << list.error().detail;
}

TEST(MappingFile, AFileWithoutAMappingIsAFault) {
  for (const char* text : {"", "# only a remark\n"}) {
    EXPECT_FALSE(ReadMappings(text, "m.yml").ok()) << text;
  }
}

// It says how lines of squid are written, and stands alone.
TEST(MappingFile, StatesALogformatOfSquids) {
  auto list = ReadMappings("name: ours\nlogformat: '%ts.%03tu %>a \"%{User-Agent}>h\"'\n", "m.yml");
  ASSERT_TRUE(list.ok()) << list.error().ToString();
  EXPECT_EQ(list->front()->view().format, "squid");
  EXPECT_EQ(list->front()->view().logformat, "%ts.%03tu %>a \"%{User-Agent}>h\"");
  for (const std::string_view text :
       {"name: ours\nlogformat: '%>a%>p'\n", "name: ours\nlogformat: '%'\n",
        "name: ours\nlogformat: '%>a'\ndetect: [a]\n", "logformat: '%>a'\n",
        "name: ours\nformat: zeek\nlogformat: '%>a'\n"}) {
    auto refused = ReadMappings(text, "m.yml");
    ASSERT_FALSE(refused.ok()) << text;
    EXPECT_NE(refused.error().ToString().find("m.yml:"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace noroshi
