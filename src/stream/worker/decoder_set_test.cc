#include "stream/worker/decoder_set.h"

#include <gtest/gtest.h>

#include "stream/testing/fake_evidence.h"

namespace noroshi {
namespace {

TEST(DecoderSet, OneDecoderPerFormatKeptFromFileToFile) {
  std::vector<std::string> made;
  EvidenceReaders readers = FakeReaders();
  const auto make = readers.new_decoder;
  readers.new_decoder = [&](std::string_view format, const ReadOptions& options,
                            EventContext& context) {
    made.emplace_back(format);
    return make(format, options, context);
  };
  const ReadOptions options;
  EventContext context;
  DecoderSet decoders(readers, options, context);
  EXPECT_TRUE(made.empty());  // nothing before it is needed
  Decoder& first = decoders.For("evtx");
  Decoder& other = decoders.For("jsonl");
  EXPECT_NE(&first, &other);
  EXPECT_EQ(&decoders.For("evtx"), &first);
  EXPECT_EQ(made, (std::vector<std::string>{"evtx", "jsonl"}));
}

}  // namespace
}  // namespace noroshi
