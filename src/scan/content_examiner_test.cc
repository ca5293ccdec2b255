// How much of a content is read, and how often.
#include "scan/content_examiner.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/pe/testing/pe_builder.h"
#include "evidence/span_bytes.h"
#include "scan/data_sample.h"

namespace noroshi::scan {
namespace {

class CountedBytes final : public RereadableBytes {
 public:
  explicit CountedBytes(Bytes bytes) : bytes_(bytes) {}
  Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    const Result<std::size_t> got = bytes_.ReadAt(offset, out);
    if (got.ok()) read_ += *got;
    return got;
  }
  Result<std::size_t> ReadAgain(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    return ReadAt(offset, out);
  }
  [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
  [[nodiscard]] bool keeps_all() const noexcept override { return true; }
  [[nodiscard]] std::uint64_t read() const noexcept { return read_; }

 private:
  SpanBytes bytes_;
  mutable std::uint64_t read_ = 0;
};

// The bytes read beyond the start, which is there already.
std::uint64_t ReadOf(const std::string& name, Bytes content, const ScanOptions& options) {
  const CountedBytes bytes(content);
  const Bytes start = content.first(std::min(content.size(), kSampleBytes));
  ContentOutcome outcome;
  ContentExaminer(options).Examine({name, bytes, start, {}}, outcome);
  EXPECT_TRUE(outcome.losses.empty());
  return bytes.read();
}

std::vector<std::uint8_t> LargeProgram() {
  std::vector<std::uint8_t> program = pe::PeBuilder().Build();
  program.resize(1 << 20, 'x');
  return program;
}

TEST(ContentExaminer, ReadsAProgramOnceWhereEveryByteIsWanted) {
  ScanOptions options;
  options.look_inside = true;
  const std::vector<std::uint8_t> program = LargeProgram();
  EXPECT_EQ(ReadOf("x.exe", program, options), program.size());
}

TEST(ContentExaminer, ReadsOnlyTablesOfAProgramWhereNoByteIsWanted) {
  ScanOptions options;
  options.look_inside = false;
  const std::uint64_t read = ReadOf("x.exe", LargeProgram(), options);
  EXPECT_GT(read, 0U);
  EXPECT_LT(read, 128U << 10);
}

TEST(ContentExaminer, LeavesContentsOfNoKnownFormAlone) {
  ScanOptions options;
  options.only_known_forms = true;
  const std::vector<std::uint8_t> log(1 << 20, 'x');
  EXPECT_EQ(ReadOf("x.log", log, options), 0U);
}

}  // namespace
}  // namespace noroshi::scan
