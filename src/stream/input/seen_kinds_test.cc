#include "stream/input/seen_kinds.h"

#include <gtest/gtest.h>

#include "analytics/visibility/need.h"

namespace noroshi {
namespace {

SeenKinds Kinds(std::initializer_list<std::pair<const char*, std::uint32_t>> kinds) {
  SeenKinds seen;
  for (const auto& [channel, id] : kinds) seen.Add(channel, id);
  return seen;
}

TEST(SeenKinds, MergesInAnyOrderToTheSame) {
  const SeenKinds a = Kinds({{"Security", 4624}, {"System", 7045}});
  SeenKinds b = Kinds({{"Security", 4688}, {"Security", 4624}});
  b.NoteCommandLine();
  SeenKinds ab = a, ba = b;
  ab.Merge(b);
  ba.Merge(a);
  EXPECT_EQ(ab.rows(), ba.rows());
  EXPECT_TRUE(ab.command_lines() && ba.command_lines());
  EXPECT_EQ(ab.rows(), (SeenKinds::Rows{{"Security", 4624}, {"Security", 4688}, {"System", 7045}}));
}

TEST(SeenKinds, WrittenDownAndReadBackIsTheSame) {
  SeenKinds kinds = Kinds({{"Security", 4624}, {"Security", 4688}, {"", 0}});
  kinds.NoteCommandLine();
  std::string bytes;
  kinds.Encode(bytes);
  PayloadReader whole(bytes);
  const SeenKinds back = SeenKinds::Decode(whole);
  EXPECT_TRUE(whole.ok() && whole.at_end());
  EXPECT_EQ(back.rows(), kinds.rows());
  EXPECT_TRUE(back.command_lines());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    PayloadReader cut(std::string_view(bytes).substr(0, size));
    static_cast<void>(SeenKinds::Decode(cut));
    EXPECT_FALSE(cut.ok()) << size;
  }
}

TEST(SeenKinds, KeepsTheFirstInOrderWhateverEvidenceMakesUp) {
  constexpr std::uint32_t kMany = kMaxSeenKinds + 100;
  SeenKinds up, down;
  for (std::uint32_t i = 0; i < kMany; ++i) up.Add("Log", i);
  for (std::uint32_t i = kMany; i-- > 0;) down.Add("Log", i);
  EXPECT_EQ(up.rows().size(), kMaxSeenKinds);
  EXPECT_EQ(up.rows(), down.rows());
}

TEST(SeenKinds, AsCoverageTellsSeenQuietAndBlind) {
  NameCounts channels;
  channels.Add("Security", 10);
  channels.Add("Windows PowerShell", 3);
  const HostCoverage all = Kinds({{"Security", 4624}, {"Security", 4688}}).AsCoverage(channels);
  struct Case {
    const char* channel;
    std::uint32_t event_id;
    bool command_line;
    Sight sight;
  };
  for (const Case& one :
       {Case{"security", 4624, false, Sight::kSeen}, Case{"Security", 4625, false, Sight::kQuiet},
        Case{"Security", 4688, false, Sight::kSeen}, Case{"Security", 4688, true, Sight::kBlind},
        Case{"Windows PowerShell", 400, false, Sight::kQuiet},
        Case{"System", 7045, false, Sight::kBlind}}) {
    NeedAlternative need;
    need.channels = {one.channel};
    need.event_ids = {one.event_id};
    need.command_line = one.command_line;
    EXPECT_EQ(SightOf(need, all), one.sight) << one.channel << ' ' << one.event_id;
  }
}

TEST(KindNotes, NotesByChannelAndIdOfWantedEvents) {
  EventContext context;
  KindNotes notes;
  SeenKinds kinds;
  Event event;
  event.channel = context.channels.Intern("Security");
  for (const std::uint32_t id : {0U, 63U, 64U, 4624U, kMaxSeenEventId, kMaxSeenEventId + 1}) {
    event.event_id = id;
    notes.Note(event, context, kinds);
    notes.Note(event, context, kinds);
  }
  notes.MoveTo(kinds, context.channels);
  EXPECT_EQ(kinds.rows(), (SeenKinds::Rows{{"Security", 0},
                                           {"Security", 63},
                                           {"Security", 64},
                                           {"Security", 4624},
                                           {"Security", 65535}}));
  SeenKinds again;
  notes.MoveTo(again, context.channels);
  EXPECT_TRUE(again.rows().empty());  // moved
}

TEST(KindNotes, ManyChannelsDoNotFillMemory) {
  EventContext context;
  KindNotes notes;
  SeenKinds kinds;
  Event event;
  event.event_id = kMaxSeenEventId;  // eight kilobytes of bits a channel
  for (int i = 0; i < 300; ++i) {
    event.channel = context.channels.Intern("log " + std::to_string(i));
    notes.Note(event, context, kinds);
  }
  EXPECT_FALSE(kinds.rows().empty());  // some were moved on the way
  notes.MoveTo(kinds, context.channels);
  EXPECT_EQ(kinds.rows().size(), 300U);
}

}  // namespace
}  // namespace noroshi
