#include "stream/input/folder_walk.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "evidence/evidence_walk.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kNameSeed = 0x696e7075746e616dULL;

std::string_view FolderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string Joined(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
}

std::string ProblemOf(const fs::file_status& status, const std::error_code& error) {
  if (status.type() == fs::file_type::not_found) return "the link leads nowhere";
  if (error) return error.message();
  if (!fs::is_regular_file(status)) return "not a regular file";
  return {};
}

// Calls `take` with each name of a folder and its DT_ type, in the order of the file system. Not
// std's iterator: it makes a path of every name, and large folders are read more than once.
template <class Take>
std::error_code ForEachName(const std::string& folder, const Take& take) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
  if (open == nullptr) return {errno, std::generic_category()};
  while (true) {
    errno = 0;
    const dirent* const entry = ::readdir(open.get());
    if (entry == nullptr) return {errno, std::generic_category()};
    take(std::string_view(entry->d_name), entry->d_type);
  }
}

// What the name itself is, a link not followed. Some file systems do not tell with the name.
fs::file_type TypeOf(const std::string& folder, std::string_view name, unsigned char type) {
  switch (type) {
    case DT_REG: return fs::file_type::regular;
    case DT_DIR: return fs::file_type::directory;
    case DT_LNK: return fs::file_type::symlink;
    default: break;
  }
  std::error_code ignored;
  return fs::symlink_status(folder + "/" + std::string(name), ignored).type();
}

std::string CanonicalOf(const fs::path& path) {
  std::error_code ignored;
  const fs::path whole = fs::weakly_canonical(path, ignored);
  return whole.empty() ? path.string() : whole.string();
}

// The last name of a path, also of ".", "dir/" and "..".
std::string InputName(const fs::path& path) {
  const fs::path whole = CanonicalOf(path);
  return whole.filename().empty() ? whole.string() : whole.filename().string();
}

// Calls `take` for `canonical` and every folder above it, until it returns true.
template <class Take>
bool AnyAbove(std::string_view canonical, const Take& take) {
  while (canonical.starts_with('/')) {
    if (take(std::string(canonical))) return true;
    if (canonical == "/") return false;
    const std::string_view above = FolderOf(canonical);
    canonical = above.empty() ? std::string_view("/") : above;
  }
  return false;
}

std::uint64_t HashOf(std::string_view name) { return Hash64(name, kNameSeed); }

// Those that are there more than once.
std::unordered_set<std::uint64_t> Repeated(std::vector<std::uint64_t> hashes) {
  std::sort(hashes.begin(), hashes.end());
  std::unordered_set<std::uint64_t> repeated;
  for (std::size_t i = 1; i < hashes.size(); ++i) {
    if (hashes[i] == hashes[i - 1]) repeated.insert(hashes[i]);
  }
  return repeated;
}

WalkedFolder::Oddity& OddityOf(WalkedFolder::Entry& entry) {
  if (entry.odd == nullptr) entry.odd = std::make_unique<WalkedFolder::Oddity>();
  return *entry.odd;
}

}  // namespace

std::string WalkedFolder::ShownOf(const Entry& entry) const {
  const bool is_odd = entry.odd != nullptr && !entry.odd->shown.empty();
  return is_odd ? entry.odd->shown : Joined(shown, entry.name);
}

InputFile WalkedFolder::File(std::size_t index) const {
  const Entry& entry = entries[index];
  InputFile file{path + "/" + entry.name, ShownOf(entry), 0, false, {}};
  if (entry.odd == nullptr) return file;
  if (!entry.odd->path.empty()) file.path = entry.odd->path;
  file.problem = entry.odd->problem;
  file.given = entry.odd->given;
  return file;
}

Result<FolderWalk::Input> FolderWalk::Look(const std::string& path) {
  if (path == kStandardInput) return Input{path, {}, {}, false};
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    const std::string reason = error ? error.message() : "No such file or directory";
    return Error{ErrorCode::kNotFound, 0, "input", path + ": " + reason};
  }
  const bool is_folder = fs::is_directory(status);
  const fs::path named = is_folder ? fs::path(path) : fs::absolute(path).parent_path();
  return Input{path, CanonicalOf(path), InputName(named), is_folder};
}

Result<FolderWalk> FolderWalk::Open(const std::vector<std::string>& paths, std::size_t most_names) {
  FolderWalk walk;
  walk.most_names_ = most_names;
  for (const std::string& path : paths) {
    NOROSHI_TRY(Input input, Look(path));
    auto& known = input.is_folder ? walk.folders_ : walk.given_;
    known.try_emplace(input.is_folder || !input.canonical.empty() ? input.canonical : path,
                      walk.inputs_.size());
    walk.inputs_.push_back(std::move(input));
  }
  if (walk.inputs_.size() > 1) walk.CountNames();
  walk.Start();
  return walk;
}

void FolderWalk::Start() {
  links_.clear();
  std::multimap<std::string, std::size_t> by_name;  // files of one folder come in order
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    const Input& input = inputs_[i];
    if (IsTaken(i, input.canonical.empty() ? input.path : input.canonical)) continue;
    by_name.emplace(input.is_folder ? std::string() : input.path, i);
  }
  for (const auto& [name, i] : by_name) {
    const fs::path path = inputs_[i].path;
    const std::string key(FolderOf(inputs_[i].is_folder ? (path / "x").string() : path.string()));
    pending_.emplace(key, Pending{i, {}, key, {}});
  }
}

void FolderWalk::CountNames() {
  std::vector<std::uint64_t> names;
  std::vector<std::uint64_t> longer;  // with the input's name in front
  Start();
  while (const std::optional<Part> part = Read()) {
    const std::string& input = inputs_[part->input].name;
    for (const WalkedFolder::Entry& entry : part->folder.entries) {
      const std::string name = part->folder.ShownOf(entry);
      names.push_back(HashOf(name));
      longer.push_back(input == name ? names.back() : HashOf(Joined(input, name)));
    }
  }
  shared_ = Repeated(names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (shared_.contains(names[i])) names[i] = longer[i];
  }
  same_ = Repeated(std::move(names));
}

std::optional<WalkedFolder> FolderWalk::Next() {
  if (!ahead_.has_value()) ahead_ = ReadSome();
  if (!ahead_.has_value()) return std::nullopt;
  WalkedFolder folder = *std::exchange(ahead_, ReadSome());
  folder.is_last = !ahead_.has_value() || ahead_->path != folder.path;
  return folder;
}

std::optional<WalkedFolder> FolderWalk::ReadSome() {
  while (std::optional<Part> part = Read()) {
    if (part->folder.entries.empty()) continue;
    if (inputs_.size() == 1) return std::move(part->folder);
    for (WalkedFolder::Entry& entry : part->folder.entries) {
      const std::string shown = part->folder.ShownOf(entry);
      std::string apart = ToldApart(inputs_[part->input], shown);
      if (apart != shown) OddityOf(entry).shown = std::move(apart);
    }
    return std::move(part->folder);
  }
  return std::nullopt;
}

std::optional<FolderWalk::Part> FolderWalk::Read() {
  if (!current_.has_value()) {
    if (pending_.empty()) return std::nullopt;
    current_ = std::move(pending_.extract(pending_.begin()).mapped());
  }
  Pending pending = *std::exchange(current_, std::nullopt);
  const Input& input = inputs_[pending.input];
  Part part{{pending.key, pending.below, {}, true}, pending.input};
  if (input.is_folder) {
    ReadFolder(pending, part.folder);
  } else {
    AddGiven(input, part.folder);
  }
  return part;
}

void FolderWalk::AddGiven(const Input& input, WalkedFolder& folder) const {
  WalkedFolder::Entry entry{fs::path(input.path).filename().string(), nullptr};
  WalkedFolder::Oddity& odd = OddityOf(entry);
  odd.path = input.path;
  odd.given = true;
  if (input.path != kStandardInput) {
    std::error_code error;
    const fs::file_status status = fs::status(input.path, error);
    odd.problem = ProblemOf(status, error);
  }
  folder.entries.push_back(std::move(entry));
}

void FolderWalk::ReadFolder(Pending& pending, WalkedFolder& folder) {
  std::vector<Name> names;
  std::error_code error;
  const bool has_more = ReadNames(pending, names, error);
  for (const Name& name : names) AddEntry(pending, name, folder);
  if (error) {
    const std::string shown = pending.below.empty() ? "." : pending.below;
    const std::string path = pending.below.empty() ? inputs_[pending.input].path : pending.key;
    WalkedFolder::Oddity odd{path, shown, "folder: " + error.message(), false};
    folder.entries.push_back({{}, std::make_unique<WalkedFolder::Oddity>(std::move(odd))});
  } else if (has_more) {
    pending.after = names.back().name;
    current_ = std::move(pending);
  }
}

bool FolderWalk::ReadNames(const Pending& pending, std::vector<Name>& names,
                           std::error_code& error) {
  bool has_more = false;
  const auto drop = [&] {
    std::sort(names.begin(), names.end(),
              [](const Name& a, const Name& b) { return a.name < b.name; });
    has_more = has_more || names.size() > most_names_;
    names.resize(std::min(names.size(), most_names_));
  };
  const std::string& path = pending.below.empty() ? inputs_[pending.input].path : pending.key;
  error = ForEachName(path, [&](std::string_view name, unsigned char type) {
    if (name == "." || name == "..") return;
    const bool is_behind = pending.after.empty() || name > pending.after;
    if (!is_behind && type == DT_REG) return;
    const fs::file_type what = TypeOf(pending.key, name, type);
    if (what == fs::file_type::directory) {
      if (pending.after.empty()) AddFolder(pending, std::string(name));
    } else if (is_behind) {
      names.push_back({std::string(name), what});
      if (names.size() == 2 * most_names_) drop();
    }
  });
  drop();
  return has_more;
}

void FolderWalk::AddFolder(const Pending& parent, const std::string& name) {
  Pending pending{parent.input, Joined(parent.below, name), parent.key + "/" + name, {}};
  if (IsTaken(parent.input, PlaceOf(parent, name))) return;
  std::string key = pending.key;
  pending_.emplace(std::move(key), std::move(pending));
}

// Without links.
std::string FolderWalk::PlaceOf(const Pending& folder, const std::string& name) const {
  fs::path place = inputs_[folder.input].canonical;
  if (!folder.below.empty()) place /= folder.below;
  return (place / name).string();
}

void FolderWalk::AddEntry(const Pending& pending, const Name& name, WalkedFolder& folder) {
  if (IsTaken(pending.input, PlaceOf(pending, name.name))) return;
  std::string problem;
  if (name.type == fs::file_type::symlink) {
    if (!IsNewLink(pending.key + "/" + name.name, problem)) return;
  } else if (name.type != fs::file_type::regular) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(pending.key + "/" + name.name, error);
    problem = ProblemOf(status, error);
  }
  folder.entries.push_back({name.name, nullptr});
  if (!problem.empty()) OddityOf(folder.entries.back()).problem = std::move(problem);
}

bool FolderWalk::IsNewLink(const std::string& path, std::string& problem) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return false;
  problem = ProblemOf(status, error);
  if (error || !fs::exists(status)) return true;
  const std::string target = CanonicalOf(path);
  return !IsInAnyInput(target) && links_.insert(HashOf(target)).second;
}

bool FolderWalk::IsTaken(std::size_t input, const std::string& canonical) const {
  if (input == 0) return false;
  const auto given = given_.find(canonical);
  if (given != given_.end() && given->second < input) return true;
  return AnyAbove(canonical, [&](const std::string& folder) {
    const auto row = folders_.find(folder);
    return row != folders_.end() && row->second < input;
  });
}

bool FolderWalk::IsInAnyInput(const std::string& canonical) const {
  return given_.contains(canonical) ||
         AnyAbove(canonical, [&](const std::string& folder) { return folders_.contains(folder); });
}

// Files that two inputs show by one name get their input's name in front; if that is the same
// too, a number.
std::string FolderWalk::ToldApart(const Input& input, std::string shown) {
  if (input.name != shown && shared_.contains(HashOf(shown))) shown = Joined(input.name, shown);
  const std::uint64_t hash = HashOf(shown);
  if (!same_.contains(hash)) return shown;
  const std::size_t turn = ++turns_[hash];
  return turn == 1 ? shown : shown + "#" + std::to_string(turn);
}

}  // namespace noroshi
