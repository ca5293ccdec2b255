// Streams that remember what went through them: how much of the input was read, and why a stream
// ended. Readers take an error for the end; whoever opened the stream asks here for the reason.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "evidence/byte_stream.h"
#include "evidence/container/unpack_budget.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi {

// Written by the thread that reads the stream.
struct StreamNotes {
  // Handed out so far, and why no more came; no error at an ordinary end.
  std::uint64_t bytes = 0;
  std::optional<Error> error;
};

// Shares the notes with whoever opened it, who may look once reading has ended.
class WatchedStream final : public ByteStream {
 public:
  WatchedStream(std::unique_ptr<ByteStream> inner, std::shared_ptr<StreamNotes> notes)
      : inner_(std::move(inner)), notes_(std::move(notes)) {}

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    Result<std::size_t> got = inner_->Read(out);
    if (got.ok()) {
      notes_->bytes += *got;
    } else {
      notes_->error = got.error();
    }
    return got;
  }
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override {
    return inner_->size_bytes();
  }

 private:
  std::unique_ptr<ByteStream> inner_;
  std::shared_ptr<StreamNotes> notes_;
};

// The input itself, counted: what progress shows, and what the ratio of unpacked to packed bytes is
// measured by.
class CountedStream final : public ByteStream {
 public:
  CountedStream(std::unique_ptr<ByteStream> inner, std::shared_ptr<UnpackBudget> budget)
      : inner_(std::move(inner)), budget_(std::move(budget)) {}

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    Result<std::size_t> got = inner_->Read(out);
    if (got.ok()) budget_->NoteConsumed(*got);
    return got;
  }
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override {
    return inner_->size_bytes();
  }

 private:
  std::unique_ptr<ByteStream> inner_;
  std::shared_ptr<UnpackBudget> budget_;
};

// An input file read in any order, counted. Bytes that are read twice count twice, which
// UnpackBudget::consumed() makes good. Safe from any thread, as all RereadableBytes are.
class CountedFile final : public RereadableBytes {
 public:
  CountedFile(std::shared_ptr<const ReadOnlyFile> file, std::shared_ptr<UnpackBudget> budget)
      : file_(std::move(file)), budget_(std::move(budget)) {}

  Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    Result<std::size_t> got = file_.ReadAt(offset, out);
    if (got.ok()) budget_->NoteConsumed(*got);
    return got;
  }
  Result<std::size_t> ReadAgain(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    return ReadAt(offset, out);
  }
  [[nodiscard]] std::uint64_t size() const noexcept override { return file_.size(); }
  [[nodiscard]] bool keeps_all() const noexcept override { return true; }

 private:
  FileBytes file_;
  std::shared_ptr<UnpackBudget> budget_;
};

}  // namespace noroshi
