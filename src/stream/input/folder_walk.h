// FolderWalk: the files that inputs hold, folder by folder and without a list of all of them: for
// who needs no rank and no total, over a disk of any size. ListInputs is this walk, kept.
//
//   inputs                    folders, in the order of their paths
//   disk/, mail.zip           "" mail.zip;  disk a.txt;  disk/Users x.exe y.dll;  ...
//
// Order: folders by their path, files of a folder by their name, both byte by byte. Symbolic links
// to files are followed, to folders inside a folder not (they could turn in circles). A file
// reached twice comes once: where the input that was given first holds it, and never as a link
// where it lies in an input itself.
//
// One owner. Memory: some kMostNamesHeld names; the paths of folders that are known and not yet
// visited; 64 bits for each link that leads out of all inputs; and where several inputs are given,
// 128 bits a file while those of one name are looked for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "stream/input/input_list.h"

namespace noroshi {

// A larger folder comes in parts, for each of which it is read again.
inline constexpr std::size_t kMostNamesHeld = 16'384;

// A folder's files, or some of them; the parts of one folder come one behind the other.
struct WalkedFolder {
  // What is not as the folder says.
  struct Oddity {
    std::string path, shown;  // "" = as the folder says
    std::string problem;
    bool given = false;
  };
  struct Entry {
    std::string name;
    std::unique_ptr<Oddity> odd;
  };

  std::string path;   // as FolderOf(InputFile::path)
  std::string shown;  // the same in results; "" = the input's own folder
  std::vector<Entry> entries;
  bool is_last = true;  // no more files of that folder follow

  // The file as a list has it; its size is not looked up.
  [[nodiscard]] InputFile File(std::size_t index) const;
  [[nodiscard]] std::string ShownOf(const Entry& entry) const;
};

class FolderWalk {
 public:
  // kNotFound when a path does not exist. "-" is standard input.
  static Result<FolderWalk> Open(const std::vector<std::string>& paths,
                                 std::size_t most_names = kMostNamesHeld);

  // The next part, of at least one file, or of what is a folder's problem; nullopt at the end.
  [[nodiscard]] std::optional<WalkedFolder> Next();

 private:
  struct Input {
    std::string path;       // as given
    std::string canonical;  // without links; "" for standard input
    std::string name;       // tells it from others that hold the same names
    bool is_folder = false;
  };
  // A folder to read, or a file that was given.
  struct Pending {
    std::size_t input = 0;
    std::string below;  // the folder's path in its input
    std::string key;    // and as WalkedFolder::path
    std::string after;  // names up to here have been told; "" = none
  };
  // All of one folder that was read at once, and whose it is.
  struct Part {
    WalkedFolder folder;
    std::size_t input = 0;
  };
  // A name in a folder, and what it is there.
  struct Name {
    std::string name;
    std::filesystem::file_type type{};
  };
  using Hashes = std::unordered_set<std::uint64_t>;

  static Result<Input> Look(const std::string& path);
  void Start();
  // Which names several inputs hold, by a walk of its own.
  void CountNames();
  // The next part; may be empty.
  [[nodiscard]] std::optional<Part> Read();
  [[nodiscard]] std::optional<WalkedFolder> ReadSome();
  void ReadFolder(Pending& pending, WalkedFolder& folder);
  // The names behind pending.after, in order; subfolders become pending. Returns whether there are
  // more of them.
  [[nodiscard]] bool ReadNames(const Pending& pending, std::vector<Name>& names,
                               std::error_code& error);
  void AddFolder(const Pending& parent, const std::string& name);
  [[nodiscard]] std::string PlaceOf(const Pending& folder, const std::string& name) const;
  void AddEntry(const Pending& pending, const Name& name, WalkedFolder& folder);
  void AddGiven(const Input& input, WalkedFolder& folder) const;
  // False where the link is not to be listed; `problem` is what is to be said of it.
  [[nodiscard]] bool IsNewLink(const std::string& path, std::string& problem);
  // An input that was given before `input` holds that place.
  [[nodiscard]] bool IsTaken(std::size_t input, const std::string& canonical) const;
  [[nodiscard]] bool IsInAnyInput(const std::string& canonical) const;
  // The name that no other input has.
  [[nodiscard]] std::string ToldApart(const Input& input, std::string shown);

  std::size_t most_names_ = kMostNamesHeld;
  std::vector<Input> inputs_;
  std::unordered_map<std::string, std::size_t> given_;    // canonical paths of files
  std::unordered_map<std::string, std::size_t> folders_;  // and of folders: the first input
  // By the path of the folder; visiting the least one first visits all in order, because what is
  // found in a folder is behind it.
  std::multimap<std::string, Pending> pending_;
  std::optional<Pending> current_;  // a folder with more names
  std::optional<WalkedFolder> ahead_;
  Hashes links_;
  Hashes shared_;  // names that several inputs hold
  Hashes same_;    // and those that are the same with the inputs' names in front
  std::unordered_map<std::uint64_t, std::size_t> turns_;
};

}  // namespace noroshi
