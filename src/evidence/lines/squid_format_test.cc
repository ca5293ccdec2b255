// squid's logformats: the built-in ones without a reader of their own, and the user's.
#include "evidence/lines/squid_format.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/mapping/owned_mapping.h"
#include "evidence/testing/read_text.h"

namespace noroshi::lines {
namespace {

using testing::ReadText;
using testing::TextResult;

TextResult ReadBy(std::string_view logformat, std::string_view text) {
  OwnedMapping own;
  own.scalars.name = "own";
  own.scalars.format = "squid";
  own.scalars.logformat = logformat;
  testing::TextSettings settings;
  settings.options.text.mappings = {&own.view()};
  return ReadText(text, settings);
}

TEST(SquidFormat, AnOrderOfOnesOwn) {
  const TextResult read = ReadBy(
      R"(%{%Y-%m-%dT%H:%M:%S}tl.%03tu%{%z}tl %>a:%>p %[un "%rm %ru HTTP/%rv" %>Hs %<st %Ss:%Sh/%<a)"
      R"( %6tr "%{User-Agent}>h" "%{Cookie}>h" %ssl::>sni %<pt)",
      "2020-10-05T11:11:09.123+0900 2001:db8::5:50000 bob \"GET http://e.example/a?b=c "
      "HTTP/1.1\" 200 1234 TCP_MISS:HIER_DIRECT/203.0.113.5    345 \"a \\\"b\\\" c\" \"-\" "
      "e.example 7\n");
  EXPECT_EQ(read.format, "squid");
  ASSERT_EQ(read.events.size(), 1U);
  const auto& event = read.events[0];
  EXPECT_EQ(event.channel, "proxy:squid");
  EXPECT_EQ(event.time, "2020-10-05T02:11:09.1230000Z");
  EXPECT_EQ(event.At("c-ip"), "2001:db8::5");
  EXPECT_EQ(event.At("c-port"), "50000");
  EXPECT_EQ(event.At("cs-username"), "bob");
  EXPECT_EQ(event.At("cs-method"), "GET");
  EXPECT_EQ(event.At("sc-status"), "200");
  EXPECT_EQ(event.At("sc-bytes"), "1234");
  EXPECT_EQ(event.At("s-action"), "TCP_MISS");
  EXPECT_EQ(event.At("s-hierarchy"), "HIER_DIRECT");
  EXPECT_EQ(event.At("r-ip"), "203.0.113.5");
  EXPECT_EQ(event.At("time-taken"), "345");
  EXPECT_EQ(event.At("cs-user-agent"), "a \\\"b\\\" c");
  EXPECT_FALSE(event.fields.contains("cs-cookie"));
  EXPECT_EQ(event.At("cs-tls-sni"), "e.example");
  EXPECT_EQ(event.At("<pt"), "7");  // no name of Sigma's: its own
}

TEST(SquidFormat, TheNativeFormatReadsTheSame) {
  const std::string line =
      "1601863869.123    345 10.0.0.5 TCP_MISS/200 1234 GET http://e.example/a bob "
      "HIER_DIRECT/203.0.113.5 text/html\n";
  const TextResult own =
      ReadBy("%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt", line);
  const TextResult built_in = ReadText(line);
  ASSERT_EQ(own.events.size(), 1U);
  ASSERT_EQ(built_in.events.size(), 1U);
  EXPECT_EQ(own.events[0].fields, built_in.events[0].fields);
  EXPECT_EQ(own.events[0].time, built_in.events[0].time);
  EXPECT_EQ(own.events[0].time, "2020-10-05T02:11:09.1230000Z");
}

TEST(SquidFormat, ReferrerAndUserAgentAreBuiltIn) {
  const TextResult referrer = ReadText(
      "1601863869.123 10.0.0.5 http://r.example/ http://e.example/a\n"
      "1601863870.001 10.0.0.5 - http://e.example/b\n");
  ASSERT_EQ(referrer.events.size(), 2U);
  EXPECT_EQ(referrer.events[0].At("cs-referer"), "http://r.example/");
  EXPECT_EQ(referrer.events[0].At("c-uri"), "http://e.example/a");
  EXPECT_EQ(referrer.events[1].time, "2020-10-05T02:11:10.0010000Z");
  const TextResult agent =
      ReadText("10.0.0.5 [05/Oct/2020:11:11:09 +0900] \"Mozilla/5.0 (X; \\\"y\\\")\"\n");
  ASSERT_EQ(agent.events.size(), 1U);
  EXPECT_EQ(agent.events[0].channel, "proxy:squid");
  EXPECT_EQ(agent.events[0].time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(agent.events[0].At("cs-user-agent"), "Mozilla/5.0 (X; \\\"y\\\")");
}

TEST(SquidFormat, LinesOfOtherFormsAreNotForced) {
  for (const std::string_view text :
       {"1601863869.123 nobody - http://e.example/\n", "10.0.0.5 [x] \"a\"\n",
        "1601863869.123 10.0.0.5 a b\n", "a b c d\n"}) {
    EXPECT_EQ(ReadText(text).format, "") << text;
  }
  const TextResult mixed = ReadBy("%>a %>Hs %>rs", "10.0.0.5 200 http\nno_line\n");
  EXPECT_EQ(mixed.events.size(), 1U);
  EXPECT_EQ(mixed.CountOf(DamageKind::kRecordSyntax), 1U);
}

TEST(SquidFormat, BehindASyslogHeader) {
  const std::string line =
      "1601863869.123 3 10.0.0.5 TCP_MISS/200 1 GET http://e.example/ - "
      "HIER_DIRECT/- text/html\n";
  const TextResult read = ReadText("Oct  5 11:11:09 proxy01 (squid-1)[12]: " + line +
                                   "<134>1 2020-10-05T02:11:09Z 2001:db8::1 squid 12 - - " + line);
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "proxy:squid");
  EXPECT_EQ(read.events[0].At("Computer"), "proxy01");
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.1230000Z");
  EXPECT_EQ(read.events[1].At("Computer"), "2001:db8::1");
}

TEST(SquidFormat, WhatCannotBeReadIsRefused) {
  PathTable paths;
  for (const std::string_view format : {"", "no code", "%", "% ", "%>a%>p", "%{x"}) {
    EXPECT_FALSE(SquidFormat::Make(format, paths).ok()) << format;
  }
  EXPECT_TRUE(SquidFormat::Make("100%% %>a", paths).ok());
}

}  // namespace
}  // namespace noroshi::lines
