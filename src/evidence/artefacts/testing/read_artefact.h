// Reads an artefact from memory, without a file, and counts what came of it.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/artefacts/artefact_decoder.h"
#include "evidence/artefacts/artefact_formats.h"

namespace noroshi::testing {

class MemoryArtefact final : public RereadableBytes {
 public:
  explicit MemoryArtefact(Bytes bytes) : bytes_(bytes) {}

  Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    if (offset >= bytes_.size()) return std::size_t{0};
    const std::size_t size = std::min(out.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::memcpy(out.data(), bytes_.data() + offset, size);
    return size;
  }
  Result<std::size_t> ReadAgain(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    return ReadAt(offset, out);
  }
  [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
  [[nodiscard]] bool keeps_all() const noexcept override { return true; }

 private:
  Bytes bytes_;
};

struct ArtefactCounts {
  bool known = false;
  std::uint64_t records = 0, events = 0, damages = 0;
  ByteAccount account;
  std::string dump;
};

[[nodiscard]] inline ArtefactCounts CountArtefact(Bytes bytes, std::string_view name) {
  class CountingSink final : public DamageSink {
   public:
    explicit CountingSink(std::uint64_t& count) : count_(count) {}
    void OnDamage(const Damage&) override { ++count_; }

   private:
    std::uint64_t& count_;
  };
  ArtefactCounts out;
  const Bytes start = bytes.first(std::min(bytes.size(), kSniffBytes));
  const artefacts::ArtefactFormat* format = artefacts::DetectArtefact({start, name});
  if (format == nullptr) return out;
  out.known = true;
  CountingSink sink(out.damages);
  const auto source = format->open({std::make_shared<MemoryArtefact>(bytes), bytes.size(), {}}, {});
  EventContext context;
  artefacts::ArtefactDecoder decoder({}, context);
  Unit unit;
  EventBatch batch;
  while (source->NextUnit(unit, sink, out.account)) {
    decoder.Decode(unit, nullptr, batch, sink, out.account);
    out.records += batch.record_count;
    out.events += batch.events.size();
    decoder.Dump(unit, DumpFormat::kJsonLines, out.dump, sink, out.account);
  }
  return out;
}

}  // namespace noroshi::testing
