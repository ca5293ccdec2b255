// DecoderSet: one thread's decoders, made when a format first comes up and kept from file to file,
// because a decoder remembers what it learned (template plans). One owner.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "evidence/source.h"
#include "stream/input/unit_feed.h"

namespace noroshi {

class DecoderSet {
 public:
  // All must outlive the set.
  DecoderSet(const EvidenceReaders& readers, const ReadOptions& options, EventContext& context)
      : readers_(readers), options_(options), context_(context) {}

  // The decoder for what Source::format() says; valid as long as the set.
  [[nodiscard]] Decoder& For(std::string_view format) {
    auto at = decoders_.find(format);
    if (at == decoders_.end()) {
      auto decoder = readers_.new_decoder(format, options_, context_);
      at = decoders_.emplace(std::string(format), std::move(decoder)).first;
    }
    return *at->second;
  }

 private:
  const EvidenceReaders& readers_;
  const ReadOptions& options_;
  EventContext& context_;
  // A map, because evidence has a handful of formats and decoders must not move.
  std::map<std::string, std::unique_ptr<Decoder>, std::less<>> decoders_;
};

}  // namespace noroshi
