#include "evidence/minidump/testing/minidump_builder.h"

#include <functional>

namespace noroshi::minidump {
namespace {

// Bytes at the end of which one writes; places written before can be mended.
class Out {
 public:
  void U8(std::uint64_t value) { Put(value, 1); }
  void U16(std::uint64_t value) { Put(value, 2); }
  void U32(std::uint64_t value) { Put(value, 4); }
  void U64(std::uint64_t value) { Put(value, 8); }
  void Zeros(std::size_t count) { bytes_.insert(bytes_.end(), count, 0); }
  void All(const std::vector<std::uint8_t>& bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  void Mend32(std::size_t at, std::uint64_t value) {
    for (std::size_t i = 0; i < 4; ++i) {
      bytes_[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
    }
  }
  [[nodiscard]] std::size_t here() const { return bytes_.size(); }
  std::vector<std::uint8_t> bytes_;

 private:
  void Put(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
  }
};

// ASCII only, which is all that tests need.
std::size_t PutText(const std::string& text, Out& out) {
  const std::size_t at = out.here();
  out.U32(text.size() * 2);
  for (const char c : text) out.U16(static_cast<unsigned char>(c));
  out.U16(0);
  return at;
}

class Maker {
 public:
  explicit Maker(const MinidumpBuilder& plan) : plan_(plan) {}

  std::vector<std::uint8_t> Make() {
    Header();
    Stream(7, [this] { System(); });
    Stream(15, [this] { Misc(); });
    Stream(4, [this] { Modules(); });
    Stream(14, [this] { Unloaded(); });
    Stream(3, [this] { Threads(); });
    Stream(17, [this] { ThreadInfo(); });
    Stream(24, [this] { ThreadNames(); });
    if (plan_.with_memory_info) Stream(16, [this] { MemoryInfo(); });
    Stream(12, [this] { Handles(); });
    if (!plan_.comment.empty()) Stream(10, [this] { Comment(); });
    Stream(plan_.long_memory_list ? 9 : 5, [this] { MemoryList(); });
    out_.Mend32(8, rows_);
    return std::move(out_.bytes_);
  }

 private:
  static constexpr std::size_t kRoom = 16;  // rows of the directory

  void Header() {
    out_.U32(0x504D444D);
    out_.U32(0xA793);
    out_.U32(0);  // streams, mended at the end
    out_.U32(32);
    out_.U32(0);
    out_.U32(1'600'000'000);
    out_.U64(0x2);
    out_.Zeros(12 * kRoom);
  }

  // Texts and other things that a stream points at come before it.
  void Stream(std::uint32_t type, const std::function<void()>& write) {
    texts_.clear();
    Texts(type);
    const std::size_t begin = out_.here();
    write();
    const std::size_t row = 32 + 12 * rows_++;
    out_.Mend32(row, type);
    out_.Mend32(row + 4, end_ != 0 ? end_ - begin : out_.here() - begin);
    out_.Mend32(row + 8, begin);
    end_ = 0;
  }

  void Texts(std::uint32_t type) {
    if (type == 4) {
      for (const auto& module : plan_.modules) texts_.push_back(PutText(module.name, out_));
      for (const auto& module : plan_.modules) {
        texts_.push_back(out_.here());
        out_.U32(0x53445352);
        out_.Zeros(20);
        for (const char c : module.pdb) out_.U8(static_cast<unsigned char>(c));
        out_.U8(0);
      }
    } else if (type == 14) {
      for (const auto& module : plan_.unloaded) texts_.push_back(PutText(module.name, out_));
    } else if (type == 24) {
      for (const auto& thread : plan_.threads) texts_.push_back(PutText(thread.name, out_));
    } else if (type == 12) {
      for (const auto& handle : plan_.handles) {
        texts_.push_back(PutText(handle.type, out_));
        texts_.push_back(PutText(handle.name, out_));
      }
    } else if (type == 3) {
      for (const auto& thread : plan_.threads) {  // a context of AMD64
        texts_.push_back(out_.here());
        out_.Zeros(0xF8);
        out_.U64(thread.instruction);
      }
    }
  }

  void Count(std::size_t count) {
    out_.U32(count);
    if (plan_.aligned_lists) out_.U32(0);
  }

  void System() {
    out_.U16(plan_.processor);
    out_.U16(6);
    out_.U16(0x0102);
    out_.U8(4);
    out_.U8(3);
    for (const std::uint32_t number : {10U, 0U, 17'763U, 2U, 0U, 0U}) out_.U32(number);
    out_.Zeros(24);
  }

  void Misc() {
    out_.U32(24);
    out_.U32(3);
    out_.U32(plan_.process_id);
    out_.U32(1'599'999'000);
    out_.Zeros(8);
  }

  void Modules() {
    Count(plan_.modules.size());
    for (std::size_t i = 0; i < plan_.modules.size(); ++i) {
      const auto& module = plan_.modules[i];
      out_.U64(module.address);
      out_.U32(module.size);
      out_.U32(module.checksum);
      out_.U32(module.time);
      out_.U32(texts_[i]);
      out_.Zeros(52);
      out_.U32(module.pdb.empty() ? 0 : 24 + module.pdb.size() + 1);
      out_.U32(texts_[plan_.modules.size() + i]);
      out_.Zeros(24);
    }
  }

  void Unloaded() {
    out_.U32(12);
    out_.U32(24);
    out_.U32(plan_.unloaded.size());
    for (std::size_t i = 0; i < plan_.unloaded.size(); ++i) {
      out_.U64(plan_.unloaded[i].address);
      out_.U32(plan_.unloaded[i].size);
      out_.U32(0);
      out_.U32(plan_.unloaded[i].time);
      out_.U32(texts_[i]);
    }
  }

  void Threads() {
    Count(plan_.threads.size());
    for (std::size_t i = 0; i < plan_.threads.size(); ++i) {
      out_.U32(plan_.threads[i].id);
      out_.Zeros(12);
      out_.U64(0x7000'0000 + i * 0x1000);
      out_.U64(0x6000'0000);
      out_.Zeros(8);
      out_.U32(0x100);
      out_.U32(texts_[i]);
    }
  }

  void ThreadInfo() {
    out_.U32(12);
    out_.U32(64);
    out_.U32(plan_.threads.size());
    for (const auto& thread : plan_.threads) {
      out_.U32(thread.id);
      out_.Zeros(12);
      out_.U64(132'500'000'000'000'000);
      out_.Zeros(24);
      out_.U64(thread.start);
      out_.U64(1);
    }
  }

  void ThreadNames() {
    out_.U32(plan_.threads.size());
    for (std::size_t i = 0; i < plan_.threads.size(); ++i) {
      out_.U32(plan_.threads[i].id);
      out_.U64(texts_[i]);
    }
  }

  void MemoryInfo() {
    out_.U32(16);
    out_.U32(48);
    out_.U64(plan_.memory.size());
    for (const auto& memory : plan_.memory) {
      out_.U64(memory.address);
      out_.U64(memory.address);
      out_.U32(memory.protect);
      out_.U32(0);
      out_.U64(memory.bytes.size());
      out_.U32(0x1000);
      out_.U32(memory.protect);
      out_.U32(memory.type);
      out_.U32(0);
    }
  }

  void Handles() {
    out_.U32(16);
    out_.U32(32);
    out_.U32(plan_.handles.size());
    out_.U32(0);
    for (std::size_t i = 0; i < plan_.handles.size(); ++i) {
      out_.U64(4 * (i + 1));
      out_.U32(texts_[2 * i]);
      out_.U32(texts_[2 * i + 1]);
      out_.U32(0);
      out_.U32(0x1F0001);
      out_.U32(1);
      out_.U32(1);
    }
  }

  void Comment() {
    for (const char c : plan_.comment) out_.U8(static_cast<unsigned char>(c));
    out_.U8(0);
  }

  // The memory itself follows its list, and is no part of the stream.
  void MemoryList() {
    const std::size_t count = plan_.memory.size();
    const std::size_t begin = out_.here();
    const std::size_t head = plan_.long_memory_list ? 16 : plan_.aligned_lists ? 8 : 4;
    std::size_t at = begin + head + 16 * count;
    end_ = at;
    if (plan_.long_memory_list) {
      out_.U64(count);
      out_.U64(at);
    } else {
      Count(count);
    }
    for (const auto& memory : plan_.memory) {
      out_.U64(memory.address);
      if (plan_.long_memory_list) {
        out_.U64(memory.bytes.size());
      } else {
        out_.U32(memory.bytes.size());
        out_.U32(at);
      }
      at += memory.bytes.size();
    }
    for (const auto& memory : plan_.memory) out_.All(memory.bytes);
  }

  const MinidumpBuilder& plan_;
  Out out_;
  std::vector<std::size_t> texts_;
  std::size_t rows_ = 0, end_ = 0;
};

}  // namespace

std::vector<std::uint8_t> MinidumpBuilder::Build() const { return Maker(*this).Make(); }

}  // namespace noroshi::minidump
