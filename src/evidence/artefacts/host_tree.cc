#include "evidence/artefacts/host_tree.h"

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <system_error>
#include <vector>

#include "evidence/artefacts/registry/hive_names.h"

namespace noroshi::artefacts {
namespace {

namespace fs = std::filesystem;
using registry::SameName;

// Deeper than anything Windows has; evidence lies some folders below the root.
constexpr std::size_t kMaxAbove = 32;
// A folder of more entries is none of these.
constexpr std::size_t kMaxEntries = 20'000;

struct SilentSink final : DamageSink {
  void OnDamage(const Damage&) override {}
};

// An entry by its name, case ignored, as Windows does. Of several the one that sorts first.
std::optional<fs::path> Entry(const fs::path& folder, std::string_view name) {
  std::error_code error;
  if (fs::path exact = folder / name; fs::exists(exact, error)) return exact;
  std::optional<fs::path> found;
  fs::directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error);
  for (std::size_t i = 0; !error && entries != fs::directory_iterator() && i < kMaxEntries; ++i) {
    const fs::path& path = entries->path();
    if (SameName(path.filename().string(), name) && (!found || path < *found)) found = path;
    entries.increment(error);
  }
  return found;
}

std::optional<fs::path> Follow(fs::path folder, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    auto entry = Entry(folder, name);
    if (!entry) return std::nullopt;
    folder = *std::move(entry);
  }
  return folder;
}

std::string NameInHive(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {};
  auto opened = ReadOnlyFile::Open(path.string());
  if (!opened.ok()) return {};
  const std::uint64_t size = opened->size();
  return NameInSystemHive(
      std::make_shared<FileBytes>(std::make_shared<const ReadOnlyFile>(*std::move(opened))), size);
}

class HostSource final : public Source {
 public:
  HostSource(std::unique_ptr<Source> source, std::string host)
      : source_(std::move(source)), host_(std::make_shared<const std::string>(std::move(host))) {}

  [[nodiscard]] std::string_view format() const noexcept override { return source_->format(); }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return source_->size_bytes(); }
  bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override {
    const bool is_unit = source_->NextUnit(unit, damage, account);
    unit.source = this;
    unit.header = host_;
    return is_unit;
  }

 private:
  std::unique_ptr<Source> source_;
  std::shared_ptr<const std::string> host_;
};

}  // namespace

std::string NameInSystemHive(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t size) {
  registry::HiveFile file(std::move(bytes), size);
  SilentSink damage;
  if (!file.Open(damage) || file.base().type != registry::BaseBlock::kPrimary) return {};
  registry::Hive hive(file, damage);
  registry::Key root;
  if (!hive.ReadKey(file.base().root_cell, root)) return {};
  return registry::ReadHiveNames(hive, root).computer;
}

bool IsPlaceOfWindows(std::string_view below_root) {
  std::vector<std::string_view> parts;
  while (!below_root.empty() && parts.size() < 4) {
    const std::size_t end = std::min(below_root.find('/'), below_root.size());
    if (end != 0) parts.push_back(below_root.substr(0, end));
    below_root.remove_prefix(std::min(end + 1, below_root.size()));
  }
  if (parts.empty()) return false;
  const std::string_view first = parts[0];
  if (first.starts_with('$')) return true;
  if (parts.size() == 1) return SameName(first, "MFT");  // as some collectors call it
  if (SameName(first, "Windows") || SameName(first, "ProgramData")) return true;
  if (!SameName(first, "Users") && !SameName(first, "Documents and Settings")) return false;
  return parts.size() > 2 &&
         (SameName(parts[2], "NTUSER.DAT") || SameName(parts[2], "AppData") ||
          SameName(parts[2], "Application Data") || SameName(parts[2], "Local Settings"));
}

std::string HostOfTree(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error).lexically_normal();
  if (error) return {};
  fs::path root = whole.parent_path();
  for (std::size_t above = 0; above < kMaxAbove; ++above) {
    if (IsPlaceOfWindows(whole.lexically_relative(root).generic_string())) {
      const auto hive = Follow(root, {"Windows", "System32", "config", "SYSTEM"});
      if (hive) return NameInHive(*hive);
    }
    if (!root.has_relative_path()) break;
    root = root.parent_path();
  }
  // The folder may have many artefacts: it is not looked through for each of them.
  for (const char* name : {"SYSTEM", "system"}) {
    const fs::path beside = whole.parent_path() / name;
    if (fs::exists(beside, error)) return NameInHive(beside);
  }
  return {};
}

std::unique_ptr<Source> NameHost(std::unique_ptr<Source> source, std::string host) {
  if (host.empty()) return source;
  return std::make_unique<HostSource>(std::move(source), std::move(host));
}

}  // namespace noroshi::artefacts
