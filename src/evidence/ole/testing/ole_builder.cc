#include "evidence/ole/testing/ole_builder.h"

#include <map>

namespace noroshi::ole {
namespace {

constexpr std::size_t kSector = 512, kSmall = 64;
constexpr std::uint32_t kEnd = 0xFFFFFFFE, kFree = 0xFFFFFFFF, kTable = 0xFFFFFFFD;

void Put(std::string& out, std::size_t at, std::uint64_t value, std::size_t size) {
  if (out.size() < at + size) out.resize(at + size);
  for (std::size_t i = 0; i < size; ++i) out[at + i] = static_cast<char>(value >> (8 * i));
}

// A row of the directory.
struct Row {
  std::string name;
  std::uint8_t type = 2;
  std::uint32_t next = kFree, child = kFree;  // siblings hang in a line to the right
  std::uint32_t start = kEnd;
  std::uint64_t size = 0;
};

class Maker {
 public:
  explicit Maker(const OleBuilder& plan) : plan_(plan) {}

  std::string Make() {
    rows_.push_back({"Root Entry", 5, kFree, kFree, kEnd, 0});
    for (const auto& [path, content] : plan_.streams) AddStream(path, content);
    const std::uint32_t small_start = AddSectors(small_);
    rows_[0].start = small_.empty() ? kEnd : small_start;
    rows_[0].size = small_.size();
    std::string small_table;
    for (std::size_t i = 0; i < small_next_.size(); ++i) Put(small_table, 4 * i, small_next_[i], 4);
    const std::uint32_t small_table_start = AddSectors(small_table);
    const std::uint32_t directory_start = AddSectors(Directory());
    return Finish(directory_start, small_table.empty() ? kEnd : small_table_start);
  }

 private:
  // The row of a folder, made when it is new; 0 = the root.
  std::uint32_t Folder(const std::string& path) {
    if (path.empty()) return 0;
    if (const auto known = folders_.find(path); known != folders_.end()) return known->second;
    const std::size_t slash = path.rfind('/');
    const std::uint32_t parent = Folder(slash == std::string::npos ? "" : path.substr(0, slash));
    const std::uint32_t row = AddRow(parent, {path.substr(slash + 1), 1, kFree, kFree, kEnd, 0});
    folders_[path] = row;
    return row;
  }

  std::uint32_t AddRow(std::uint32_t parent, Row row) {
    row.next = rows_[parent].child;
    rows_.push_back(std::move(row));
    rows_[parent].child = static_cast<std::uint32_t>(rows_.size() - 1);
    return rows_[parent].child;
  }

  void AddStream(const std::string& path, const std::string& content) {
    const std::size_t slash = path.rfind('/');
    const std::uint32_t parent = Folder(slash == std::string::npos ? "" : path.substr(0, slash));
    const bool small = plan_.small_sectors && content.size() < 4'096;
    const std::uint32_t start = small ? AddSmall(content) : AddSectors(content);
    AddRow(parent, {path.substr(slash + 1), 2, kFree, kFree, start, content.size()});
  }

  std::uint32_t AddSmall(const std::string& content) {
    const auto first = static_cast<std::uint32_t>(small_next_.size());
    for (std::size_t at = 0; at < content.size(); at += kSmall) {
      small_ += content.substr(at, kSmall);
      small_.resize((small_.size() + kSmall - 1) / kSmall * kSmall);
      small_next_.push_back(static_cast<std::uint32_t>(small_next_.size() + 1));
    }
    if (content.empty()) return kEnd;
    small_next_.back() = kEnd;
    return first;
  }

  std::uint32_t AddSectors(const std::string& content) {
    const auto first = static_cast<std::uint32_t>(next_.size());
    for (std::size_t at = 0; at < content.size(); at += kSector) {
      body_ += content.substr(at, kSector);
      body_.resize((body_.size() + kSector - 1) / kSector * kSector);
      next_.push_back(static_cast<std::uint32_t>(next_.size() + 1));
    }
    if (content.empty()) return kEnd;
    next_.back() = kEnd;
    return first;
  }

  std::string Directory() const {
    std::string out;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Row& row = rows_[i];
      const std::size_t at = 128 * i;
      out.resize(at + 128);
      for (std::size_t k = 0; k < row.name.size(); ++k) out[at + 2 * k] = row.name[k];
      Put(out, at + 64, 2 * (row.name.size() + 1), 2);
      out[at + 66] = static_cast<char>(row.type);
      Put(out, at + 68, kFree, 4);
      Put(out, at + 72, row.next, 4);
      Put(out, at + 76, row.child, 4);
      Put(out, at + 116, row.start, 4);
      Put(out, at + 120, row.size, 8);
    }
    return out;
  }

  std::string Finish(std::uint32_t directory, std::uint32_t small_table) {
    // The table lies behind all else and describes itself.
    const auto table_at = static_cast<std::uint32_t>(next_.size());
    std::size_t tables = 1;
    while (next_.size() + tables > tables * (kSector / 4)) ++tables;
    for (std::size_t i = 0; i < tables; ++i) next_.push_back(kTable);
    std::string table;
    for (std::size_t i = 0; i < next_.size(); ++i) Put(table, 4 * i, next_[i], 4);
    while (table.size() < tables * kSector) Put(table, table.size(), kFree, 4);
    std::string header(kSector, '\0');
    Put(header, 0, 0xE11AB1A1E011CFD0, 8);
    Put(header, 24, 0x3E, 2);
    Put(header, 26, 3, 2);
    Put(header, 28, 0xFFFE, 2);
    Put(header, 30, 9, 2);
    Put(header, 32, 6, 2);
    Put(header, 44, tables, 4);
    Put(header, 48, directory, 4);
    Put(header, 56, plan_.small_sectors ? 4'096 : 0, 4);
    Put(header, 60, small_table, 4);
    Put(header, 68, kEnd, 4);
    for (std::size_t i = 0; i < 109; ++i) {
      Put(header, 76 + 4 * i, i < tables ? table_at + i : kFree, 4);
    }
    return header + body_ + table;
  }

  const OleBuilder& plan_;
  std::vector<Row> rows_;
  std::map<std::string, std::uint32_t> folders_;
  std::vector<std::uint32_t> next_, small_next_;
  std::string body_, small_;
};

void PutRecord(std::uint16_t id, const std::string& body, std::string& out) {
  Put(out, out.size(), id, 2);
  Put(out, out.size(), body.size(), 4);
  out += body;
}

}  // namespace

std::string PackVba(const std::string& text) {
  std::string out("\x01", 1);
  for (std::size_t at = 0; at < text.size(); at += 2'048) {
    const std::string piece = text.substr(at, 2'048);
    std::string chunk;
    for (std::size_t i = 0; i < piece.size(); i += 8) chunk += '\0' + piece.substr(i, 8);
    Put(out, out.size(), 0xB000 | (chunk.size() - 1), 2);
    out += chunk;
  }
  return out;
}

void OleBuilder::AddVba(const std::string& folder,
                        const std::vector<std::pair<std::string, std::string>>& modules) {
  const std::string compiled = "what Office keeps in front of the source";
  std::string dir, size;
  // The version's record says four bytes and has six.
  Put(dir, 0, 0x0009, 2);
  Put(dir, 2, 4, 4);
  dir += "\1\2\3\4\5\6";
  Put(size, 0, compiled.size(), 4);
  for (const auto& [name, source] : modules) {
    PutRecord(0x0019, name, dir);
    PutRecord(0x001A, name, dir);
    PutRecord(0x0031, size, dir);
    PutRecord(0x002B, "", dir);
    streams.emplace_back(folder + "VBA/" + name, compiled + PackVba(source));
  }
  streams.emplace_back(folder + "VBA/dir", PackVba(dir));
}

std::string OleBuilder::Build() const { return Maker(*this).Make(); }

}  // namespace noroshi::ole
