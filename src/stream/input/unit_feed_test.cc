#include "stream/input/unit_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "stream/input/source_summary.h"
#include "stream/testing/fake_evidence.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

// What a test keeps of a ticket.
struct Taken {
  std::uint64_t sequence = 0;
  std::string shown;
  std::string text;
  friend auto operator<=>(const Taken&, const Taken&) = default;
};

class UnitFeedTest : public testing::Test {
 protected:
  // `lines` records in a file; each line names its file and number.
  void AddFile(const std::string& name, unsigned lines) {
    std::string text = "FAKE\n";
    for (unsigned i = 0; i < lines; ++i) text += name + " " + std::to_string(i) + "\n";
    folder.Write(name, text);
  }

  UnitFeed NewFeed(const std::atomic<bool>* cancel = nullptr) {
    inputs = *ListInputs({folder.path()});
    return {inputs, ReadOptions{}, readers, cancel};
  }

  static Taken Take(const UnitFeed::Ticket& ticket) {
    return {ticket.sequence, std::string(ticket.place.shown),
            std::string(ticket.unit.bytes.begin(), ticket.unit.bytes.end())};
  }

  static std::vector<Taken> TakeAll(UnitFeed& feed) {
    std::vector<Taken> taken;
    UnitFeed::Ticket ticket;
    while (feed.Next(ticket)) taken.push_back(Take(ticket));
    return taken;
  }

  TempFolder folder;
  InputList inputs;
  EvidenceReaders readers = FakeReaders();
};

TEST_F(UnitFeedTest, UnitsComeInTheOrderOfFilesAndBytes) {
  AddFile("b.fake", 2);
  AddFile("a.fake", kFakeLinesPerUnit + 1);
  UnitFeed feed = NewFeed();
  EXPECT_EQ(TakeAll(feed), (std::vector<Taken>{
                               {0, "a.fake", "a.fake 0\na.fake 1\na.fake 2\n"},
                               {1, "a.fake", "a.fake 3\n"},
                               {2, "b.fake", "b.fake 0\nb.fake 1\n"},
                           }));
  EXPECT_EQ(feed.files_done(), 2U);
  EXPECT_FALSE(feed.interrupted());
}

TEST_F(UnitFeedTest, NoFilesNoUnits) {
  UnitFeed feed = NewFeed();
  EXPECT_TRUE(TakeAll(feed).empty());
  EXPECT_TRUE(TakeAll(feed).empty());  // asking again is allowed: every worker does
}

TEST_F(UnitFeedTest, ManyWorkersGetEveryUnitOnce) {
  for (int i = 0; i < 7; ++i) AddFile("f" + std::to_string(i), 50);
  UnitFeed alone = NewFeed();
  const std::vector<Taken> expected = TakeAll(alone);
  UnitFeed feed = NewFeed();
  std::mutex mutex;
  std::vector<Taken> taken;
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < 4; ++i) {
      workers.emplace_back([&] {
        UnitFeed::Ticket ticket;
        while (feed.Next(ticket)) {
          const std::lock_guard lock(mutex);
          taken.push_back(Take(ticket));
        }
      });
    }
  }
  std::ranges::sort(taken);
  EXPECT_EQ(taken, expected);
}

TEST_F(UnitFeedTest, ATicketKeepsItsSourceAlive) {
  AddFile("a", 1);
  AddFile("b", 1);
  UnitFeed feed = NewFeed();
  UnitFeed::Ticket first, second;
  ASSERT_TRUE(feed.Next(first));
  ASSERT_TRUE(feed.Next(second));  // the feed has closed a by now
  EXPECT_EQ(first.source->format(), "fake");
  EXPECT_NE(first.source, second.source);
  EXPECT_EQ(first.unit.source, first.source.get());
}

TEST_F(UnitFeedTest, CancelStopsBetweenUnitsAndLeavesTheRestUnreached) {
  AddFile("a", 2 * kFakeLinesPerUnit);
  AddFile("b", 1);
  std::atomic<bool> cancel{false};
  UnitFeed feed = NewFeed(&cancel);
  UnitFeed::Ticket ticket;
  ASSERT_TRUE(feed.Next(ticket));
  cancel = true;
  EXPECT_FALSE(feed.Next(ticket));
  EXPECT_TRUE(feed.interrupted());
  EXPECT_EQ(feed.files()[0].state, FileState::kReading);
  EXPECT_EQ(feed.files()[1].state, FileState::kNotReached);
}

TEST_F(UnitFeedTest, ACancelAfterTheLastUnitInterruptsNothing) {
  AddFile("a", 1);
  std::atomic<bool> cancel{false};
  UnitFeed feed = NewFeed(&cancel);
  EXPECT_EQ(TakeAll(feed).size(), 1U);
  cancel = true;
  UnitFeed::Ticket ticket;
  EXPECT_FALSE(feed.Next(ticket));
  EXPECT_FALSE(feed.interrupted());
}

// What becomes of a file that no reader takes, by how it came into the list.
struct RefusedCase {
  std::string_view name, content;
  FileState state;
  DamageKind kind;  // when a loss
};
constexpr RefusedCase kRefused[] = {
    {"notes.txt", "text", FileState::kOtherFormat, {}},  // nobody said it was evidence
    {"empty.txt", "", FileState::kOtherFormat, {}},
    {"log.evtx", "text", FileState::kNotRead, DamageKind::kUnknownFormat},  // its name says so
    {"LOG.EVTX", "text", FileState::kNotRead, DamageKind::kUnknownFormat},
    {"empty.evtx", "", FileState::kNotRead, DamageKind::kEmptyFile},
    {".evtx", "text", FileState::kNotRead, DamageKind::kUnknownFormat},
    {"evtx", "text", FileState::kOtherFormat, {}},  // a name, not an extension
};

TEST_F(UnitFeedTest, FilesNoReaderTakes) {
  for (const RefusedCase& row : kRefused) {
    const TempFolder one;
    one.Write(row.name, row.content);
    const InputList list = *ListInputs({one.path()});
    UnitFeed feed(list, ReadOptions{}, readers, nullptr);
    EXPECT_TRUE(TakeAll(feed).empty());
    EXPECT_EQ(feed.files()[0].state, row.state) << row.name;
    EXPECT_EQ(feed.files_done(), 1U);
    const auto& rows = feed.ledger().rows();
    ASSERT_EQ(rows.size(), row.state == FileState::kNotRead ? 1U : 0U) << row.name;
    if (rows.empty()) continue;
    EXPECT_EQ(rows.begin()->first.kind, row.kind) << row.name;
    EXPECT_EQ(feed.files()[0].damaged, row.content.size());  // the account holds
    EXPECT_FALSE(rows.begin()->second.detail.empty()) << row.name;
  }
}

TEST_F(UnitFeedTest, AFileNamedByTheUserMustBeReadable) {
  const std::string path = folder.Write("notes.txt", "text");
  inputs = *ListInputs({path});
  UnitFeed feed(inputs, ReadOptions{}, readers, nullptr);
  EXPECT_TRUE(TakeAll(feed).empty());
  EXPECT_EQ(feed.files()[0].state, FileState::kNotRead);
}

TEST_F(UnitFeedTest, ARefusedFileDoesNotStopTheNext) {
  AddFile("a", 1);
  folder.Write("b.evtx", "no log");
  AddFile("c", 1);
  UnitFeed feed = NewFeed();
  EXPECT_EQ(TakeAll(feed).size(), 2U);
  EXPECT_EQ(feed.files()[2].state, FileState::kRead);
}

constexpr std::string_view kArchive =
    "FAKE ARCHIVE\n"
    "== b.fake\nFAKE\n1\n2\n3\n4\n"
    "== notes\nnothing\n"
    "== lost.evtx\nnothing\n"
    "== a.fake\nFAKE\n5\n";

TEST_F(UnitFeedTest, MembersFollowTheirArchiveInItsOrder) {
  folder.Write("a.zip", kArchive);
  AddFile("z", 1);
  UnitFeed feed = NewFeed();
  EXPECT_EQ(TakeAll(feed), (std::vector<Taken>{{0, "a.zip!/b.fake", "1\n2\n3\n"},
                                               {1, "a.zip!/b.fake", "4\n"},
                                               {2, "a.zip!/a.fake", "5\n"},
                                               {3, "z", "z 0\n"}}));
  ASSERT_EQ(feed.members()[0].size(), 4U);
  EXPECT_TRUE(feed.members()[1].empty());
  EXPECT_TRUE(feed.files()[0].is_container);
  const FileState states[] = {FileState::kRead, FileState::kOtherFormat, FileState::kNotRead,
                              FileState::kRead};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(feed.members()[0][i].tally.state, states[i]);
  ASSERT_EQ(feed.ledger().rows().size(), 1U);
  const auto& [key, sum] = *feed.ledger().rows().begin();
  EXPECT_EQ(key.source, (SourceRank{0, 3}));
  EXPECT_EQ(key.kind, DamageKind::kUnknownFormat);
  EXPECT_EQ(sum.lost_bytes, 8U);

  const SourceSummaries sources = SummariseSources(inputs, feed);
  EXPECT_EQ(sources.CountFiles(FileState::kRead), 3U);  // two members and z; not the archive
  EXPECT_EQ(sources.CountFiles(FileState::kNotRead), 1U);
  EXPECT_EQ(sources.ShownAt(inputs, {0, 3}), "a.zip!/lost.evtx");
  EXPECT_EQ(sources.ShownAt(inputs, {1, 0}), "z");
  EXPECT_EQ(sources.At({0, 3}).state, FileState::kNotRead);
}

// Whoever holds a ticket of an archive's lane does not keep others from the next input.
TEST_F(UnitFeedTest, ManyWorkersManyArchives) {
  for (int i = 0; i < 9; ++i) folder.Write("f" + std::to_string(i) + ".zip", kArchive);
  AddFile("plain", 20);
  UnitFeed alone = NewFeed();
  std::vector<Taken> expected = TakeAll(alone);
  for (const unsigned lanes : {1U, 2U, 5U}) {
    UnitFeed feed(inputs, ReadOptions{}, readers, nullptr, lanes);
    std::mutex mutex;
    std::vector<Taken> taken;
    {
      std::vector<std::jthread> workers;
      for (int i = 0; i < 4; ++i) {
        workers.emplace_back([&] {
          UnitFeed::Ticket ticket;
          while (feed.Next(ticket)) {
            const std::lock_guard lock(mutex);
            taken.push_back(Take(ticket));
          }
        });
      }
    }
    for (std::vector<Taken>* list : {&taken, &expected}) {
      for (Taken& one : *list) one.sequence = 0;
      std::ranges::sort(*list);
    }
    EXPECT_EQ(taken, expected) << lanes;
    EXPECT_EQ(feed.files_done(), 10U);
  }
}

TEST(FileStateName, AreDistinct) {
  EXPECT_EQ(FileStateName(FileState::kNotReached), "not_reached");
  EXPECT_EQ(FileStateName(FileState::kReading), "interrupted");
  EXPECT_EQ(FileStateName(FileState::kRead), "read");
  EXPECT_EQ(FileStateName(FileState::kNotRead), "not_read");
  EXPECT_EQ(FileStateName(FileState::kOtherFormat), "other_format");
}

}  // namespace
}  // namespace noroshi
