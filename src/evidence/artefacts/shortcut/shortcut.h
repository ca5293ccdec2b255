// Shortcuts (.LNK): what opens when somebody opens it, on which machine it was made, and what lies
// behind its end.
//
// Format: [MS-SHLLINK]. The list of shell items is read where nothing else names the target; its
// items are documented by Joachim Metz ("Windows Shell Item format").
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "evidence/artefacts/whole_file_source.h"

namespace noroshi::shortcut {

inline constexpr std::string_view kFormatName = "lnk";
inline constexpr std::size_t kHeadBytes = 76;

struct Shortcut {
  // Of the target, when the shortcut was last updated; ticks 0 where not known.
  Timestamp target_created, target_accessed, target_written;
  std::uint32_t target_size = 0, target_attributes = 0, show_command = 0;
  std::string target;  // with its drive or share, where it has one
  std::string name, relative_path, working_folder, arguments, icon;
  std::string environment_target;  // with %NAMES%; opened where the other is not there
  std::string volume_label, network_share;
  std::optional<std::uint32_t> volume_serial;
  std::string machine_id;       // NetBIOS name of where it was made or last updated
  std::string machine_address;  // MAC address, of the tracker's id, where it holds one
  std::size_t size = 0;         // of the shortcut itself; what follows is not its own
  bool has_whole_body = true;   // false: some part ended early
};

// Whether a shortcut begins here.
[[nodiscard]] bool IsShortcut(Bytes bytes) noexcept;

// kBadMagic when it is none. Parts that end early are left out.
[[nodiscard]] Result<Shortcut> ReadShortcut(Bytes bytes);

// One record of channel "host:shortcut", its time the last write of the target.
void WriteShortcutFile(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                       DamageSink& damage);
// The fields of a shortcut, for records of others (jump lists).
void WriteShortcutFields(const Shortcut& shortcut, artefacts::RecordWriter& records);
[[nodiscard]] bool DetectShortcut(const artefacts::ArtefactStart& start);

// The path that a list of shell items names; "" when it names none of a file system.
[[nodiscard]] std::string ItemListPath(Bytes items);

}  // namespace noroshi::shortcut
