#include "evidence/pe/testing/pe_builder.h"

#include <algorithm>
#include <cstring>

namespace noroshi::pe {
namespace {

constexpr std::uint32_t kHeaderAt = 0x80, kOptionalAt = kHeaderAt + 24, kDirectoriesAt = 112;
constexpr std::uint32_t kRawAt = 0x400, kAddress = 0x1000;

// Little-endian integers and text at the end of, or inside, a growing buffer.
class Buffer {
 public:
  std::vector<std::uint8_t> bytes;

  template <class T>
  void Put(T value) {
    bytes.resize(bytes.size() + sizeof(T));
    std::memcpy(bytes.data() + bytes.size() - sizeof(T), &value, sizeof(T));
  }
  template <class T>
  void Set(std::size_t at, T value) {
    if (bytes.size() < at + sizeof(T)) bytes.resize(at + sizeof(T));
    std::memcpy(bytes.data() + at, &value, sizeof(T));
  }
  // The address of text with a zero behind.
  std::uint32_t Text(const std::string& text, std::size_t blank_bytes = 0) {
    const std::uint32_t address = Here();
    bytes.resize(bytes.size() + blank_bytes);
    bytes.insert(bytes.end(), text.begin(), text.end());
    bytes.push_back(0);
    return address;
  }
  [[nodiscard]] std::uint32_t Here() const {
    return kAddress + static_cast<std::uint32_t>(bytes.size());
  }
};

std::uint32_t PutFunctions(const std::vector<std::string>& names, Buffer& data) {
  std::vector<std::uint64_t> entries;
  for (const std::string& name : names) {
    if (name.starts_with('#')) {
      entries.push_back(std::uint64_t{1} << 63 | std::stoul(name.substr(1)));
    } else {
      entries.push_back(data.Text(name, 2));  // two bytes of hint
    }
  }
  const std::uint32_t list = data.Here();
  for (const std::uint64_t entry : entries) data.Put(entry);
  data.Put(std::uint64_t{0});
  return list;
}

std::uint32_t PutImports(const PeBuilder& builder, Buffer& data) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;  // list, name
  for (const auto& [dll, names] : builder.imports) {
    const std::uint32_t list = PutFunctions(names, data);
    rows.emplace_back(list, data.Text(dll));
  }
  const std::uint32_t table = data.Here();
  for (const auto& [list, name] : rows) {
    data.Put(list);
    data.Put(std::uint64_t{0});  // time, forwarder
    data.Put(name);
    data.Put(list);
  }
  data.bytes.resize(data.bytes.size() + 20);
  return table;
}

std::uint32_t PutExports(const PeBuilder& builder, Buffer& data) {
  const auto count = static_cast<std::uint32_t>(builder.exports.size());
  std::vector<std::uint32_t> names;
  for (const std::string& name : builder.exports) names.push_back(data.Text(name));
  const std::uint32_t functions = data.Here();
  for (std::uint32_t i = 0; i < count; ++i) data.Put(kAddress + 0x10 * (i + 1));
  const std::uint32_t name_list = data.Here();
  for (const std::uint32_t name : names) data.Put(name);
  const std::uint32_t ordinals = data.Here();
  for (std::uint32_t i = 0; i < count; ++i) data.Put(static_cast<std::uint16_t>(i));
  const std::uint32_t own_name = data.Text(builder.dll_name);
  const std::uint32_t table = data.Here();
  for (const std::uint32_t word :
       {0U, 0U, 0U, own_name, 1U, count, count, functions, name_list, ordinals}) {
    data.Put(word);
  }
  return table;
}

// All tables lie in one section, which starts at kAddress. What this returns ends with the section.
std::vector<std::uint8_t> PutHeaders(const PeBuilder& builder, Buffer data, std::uint32_t imports,
                                     std::uint32_t exports) {
  Buffer file;
  file.Set(0, std::uint16_t{0x5A4D});
  file.Set(0x3C, kHeaderAt);
  file.Set(kHeaderAt, std::uint32_t{0x4550});
  file.Set(kHeaderAt + 4, std::uint16_t{0x8664});
  file.Set(kHeaderAt + 6, std::uint16_t{1});
  file.Set(kHeaderAt + 8, builder.linked);
  file.Set(kHeaderAt + 20, std::uint16_t{240});
  file.Set(kHeaderAt + 22, static_cast<std::uint16_t>(builder.is_dll ? 0x2022 : 0x22));
  file.Set(kOptionalAt, std::uint16_t{0x20B});
  file.Set(kOptionalAt + 32, std::uint32_t{0x1000});
  file.Set(kOptionalAt + 36, std::uint32_t{0x200});
  file.Set(kOptionalAt + 60, kRawAt);
  file.Set(kOptionalAt + 108, std::uint32_t{16});
  file.Set(kOptionalAt + kDirectoriesAt, exports);
  file.Set(kOptionalAt + kDirectoriesAt + 4, std::uint32_t{exports == 0 ? 0U : 40U});
  file.Set(kOptionalAt + kDirectoriesAt + 8, imports);
  data.bytes.resize((data.bytes.size() + 0x1FF) & ~std::size_t{0x1FF});
  const auto size = static_cast<std::uint32_t>(data.bytes.size());
  const std::size_t section = kOptionalAt + 240;
  std::memcpy((file.Set(section, std::uint64_t{0}), file.bytes.data() + section), ".data", 5);
  file.Set(section + 8, size);
  file.Set(section + 12, kAddress);
  file.Set(section + 16, size);
  file.Set(section + 20, kRawAt);
  file.Set(section + 36, std::uint32_t{0x40000040});
  file.bytes.resize(kRawAt);
  file.bytes.insert(file.bytes.end(), data.bytes.begin(), data.bytes.end());
  return std::move(file.bytes);
}

}  // namespace

std::vector<std::uint8_t> PeBuilder::Build() const {
  Buffer data;
  data.bytes.resize(0x100);
  const std::uint32_t import_table = imports.empty() ? 0 : PutImports(*this, data);
  const std::uint32_t export_table = exports.empty() ? 0 : PutExports(*this, data);
  Buffer file;
  file.bytes = PutHeaders(*this, std::move(data), import_table, export_table);
  if (!certificate.empty()) {
    const auto length = static_cast<std::uint32_t>(8 + certificate.size());
    file.Set(kOptionalAt + kDirectoriesAt + 32, static_cast<std::uint32_t>(file.bytes.size()));
    file.Set(kOptionalAt + kDirectoriesAt + 36, (length + 7) & ~7U);
    file.Put(length);
    file.Put(std::uint32_t{0x00020200});
    file.bytes.insert(file.bytes.end(), certificate.begin(), certificate.end());
    file.bytes.resize((file.bytes.size() + 7) & ~std::size_t{7});
  }
  file.bytes.insert(file.bytes.end(), behind.begin(), behind.end());
  return std::move(file.bytes);
}

Result<std::size_t> MemoryBytes::ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const {
  if (offset >= bytes_.size()) return std::size_t{0};
  const std::size_t at = static_cast<std::size_t>(offset);
  const std::size_t count = std::min(out.size(), bytes_.size() - at);
  std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at), count, out.begin());
  return count;
}

}  // namespace noroshi::pe
