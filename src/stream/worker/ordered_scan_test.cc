#include "stream/worker/ordered_scan.h"

#include <gtest/gtest.h>

#include "stream/testing/fake_evidence.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

class EchoScanner final : public UnitScanner {
 public:
  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& out) override {
    return decoder.Dump(ticket.unit, DumpFormat::kJsonLines, out, damage, account);
  }
};

class OrderedScanTest : public testing::Test {
 protected:
  Result<ScanSummary> Scan(unsigned threads, const std::function<Status(std::string_view)>& emit) {
    const auto inputs = ListInputs({in.path()});
    EXPECT_TRUE(inputs.ok());
    ScanOptions options;
    options.threads = threads;
    return RunOrderedScan(
        *inputs, options, [](const EventContext&) { return std::make_unique<EchoScanner>(); }, emit,
        FakeReaders());
  }

  TempFolder in;
};

TEST_F(OrderedScanTest, KeepsTheOrderOfTheEvidence) {
  std::string expected;
  for (char file = 'a'; file < 'h'; ++file) {
    std::string lines;
    for (int i = 0; i < 50; ++i) lines += file + std::to_string(i) + "\n";
    in.Write(std::string(1, file) + ".evtx", "FAKE\n" + lines);
    expected += lines;
  }
  for (const unsigned threads : {1U, 2U, 5U}) {
    std::string text;
    const auto summary = Scan(threads, [&](std::string_view piece) {
      text += piece;
      return Ok();
    });
    ASSERT_TRUE(summary.ok());
    EXPECT_EQ(text, expected) << threads << " threads";
    EXPECT_FALSE(summary->evidence_incomplete());
  }
}

TEST_F(OrderedScanTest, AnErrorOfTheTakerEndsTheScan) {
  std::string lines = "FAKE\n";
  for (int i = 0; i < 500; ++i) lines += "line\n";
  in.Write("a.evtx", lines);
  int pieces = 0;
  const auto summary = Scan(5, [&](std::string_view) -> Status {
    if (++pieces == 3) return Error{ErrorCode::kIo, 0, "pipe", "closed"};
    return Ok();
  });
  ASSERT_FALSE(summary.ok());
  EXPECT_EQ(pieces, 3);
}

TEST_F(OrderedScanTest, WhatCannotBeReadIsTold) {
  in.Write("a.evtx", "FAKE\nline\n");
  in.Write("b.evtx", "something else");
  const auto summary = Scan(2, [](std::string_view) { return Ok(); });
  ASSERT_TRUE(summary.ok());
  EXPECT_TRUE(summary->evidence_incomplete());
  ASSERT_EQ(summary->sources.files.size(), 2U);
  EXPECT_EQ(summary->sources.files[0].state, FileState::kRead);
  EXPECT_EQ(summary->sources.files[1].state, FileState::kNotRead);
}

}  // namespace
}  // namespace noroshi
