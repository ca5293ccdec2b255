#include "stream/sort/read_ahead.h"

#include <algorithm>
#include <span>

namespace noroshi {
namespace {

void Read(AheadBlock& block) {
  block.bytes.resize(kHeadRoom + block.size);
  const Result<std::size_t> got =
      block.file->ReadInto(block.offset, std::span(block.bytes).subspan(kHeadRoom));
  block.status = got.ok() ? Ok() : Status(got.error());
  block.bytes.resize(kHeadRoom + (got.ok() ? *got : 0));
}

}  // namespace

ReadAhead::ReadAhead(std::size_t wake_at) : wake_at_(wake_at), thread_([this] { Run(); }) {}

ReadAhead::~ReadAhead() {
  const std::lock_guard lock(mutex_);
  stop_ = true;
  wanted_.notify_one();
}

void ReadAhead::Ask(AheadBlock& block) {
  const std::lock_guard lock(mutex_);
  block.state = AheadBlock::State::kAsked;
  asked_.push_back(&block);
  if (asked_.size() == wake_at_) wanted_.notify_one();
}

void ReadAhead::Await(AheadBlock& block) {
  std::unique_lock lock(mutex_);
  if (block.state == AheadBlock::State::kAsked) {
    asked_.erase(std::ranges::find(asked_, &block));
    lock.unlock();
    Read(block);
  } else {
    awaited_ = &block;
    done_.wait(lock, [&] { return block.state == AheadBlock::State::kRead; });
    awaited_ = nullptr;
  }
  block.state = AheadBlock::State::kIdle;
}

void ReadAhead::Run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    wanted_.wait(lock, [&] { return asked_.size() >= wake_at_ || stop_; });
    while (!asked_.empty() && !stop_) {
      AheadBlock& block = *asked_.front();
      asked_.erase(asked_.begin());
      block.state = AheadBlock::State::kReading;
      lock.unlock();
      Read(block);
      lock.lock();
      block.state = AheadBlock::State::kRead;
      if (awaited_ == &block) done_.notify_one();
    }
  }
}

}  // namespace noroshi
