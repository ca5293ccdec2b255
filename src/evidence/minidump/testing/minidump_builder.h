// MinidumpBuilder: small dumps made by hand for tests, independent of the reader: from the
// documented layouts, byte by byte. Holds harmless bytes only.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace noroshi::minidump {

class MinidumpBuilder {
 public:
  struct Module {
    std::uint64_t address = 0;
    std::uint32_t size = 0x1000, time = 1'600'000'000, checksum = 0;
    std::string name, pdb;
  };
  struct Thread {
    std::uint32_t id = 1;
    std::uint64_t start = 0, instruction = 0;
    std::string name;
  };
  struct Memory {
    std::uint64_t address = 0;
    std::vector<std::uint8_t> bytes;
    std::uint32_t protect = 0x04, type = 0x20000;  // read and write, private
  };
  struct Handle {
    std::string type, name;
  };

  std::uint16_t processor = 9;  // AMD64
  std::vector<Module> modules, unloaded;
  std::vector<Thread> threads;
  std::vector<Memory> memory;
  std::vector<Handle> handles;
  std::string comment;
  std::uint32_t process_id = 4'711;
  bool long_memory_list = true;  // Memory64List, else MemoryList
  bool with_memory_info = true;
  bool aligned_lists = false;  // four bytes between a list's count and its rows

  [[nodiscard]] std::vector<std::uint8_t> Build() const;
};

}  // namespace noroshi::minidump
