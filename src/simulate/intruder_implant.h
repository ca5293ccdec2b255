// How an intruder stays: files brought and dropped, a program that loads his library, what starts
// it again, and whom it calls.
#pragma once

#include <string>
#include <string_view>

#include "simulate/intruder.h"

namespace noroshi {

// Draws what the implant pretends to be on this machine, and its folder.
void ChooseDisguise(Intruder& intruder, Foothold& at);
// Brings a file into the folder with a tool of the system, or over the desktop's shared drive.
void FetchParts(Intruder& intruder, Foothold& at);
// A program and a library appear in the folder, written by `writer` (image empty: by the desktop).
void DropParts(Intruder& intruder, Foothold& at, const Process& writer);

// What starts the program again after a restart; each is a step of its own.
enum class Persistence { kService, kTask, kRunKey };
void Persist(Intruder& intruder, Foothold& at, Persistence how, const Process& author);
// The program runs and loads the library beside it; the foothold has an implant afterwards.
void LoadBeside(Intruder& intruder, Foothold& at, const Process& parent);
// The implant moves into another process: from now on that is the implant.
void MoveInto(Intruder& intruder, Foothold& at, std::string_view target);
// From now until the end of the intrusion, at the server's pace; clients only while people work.
void CallHome(Intruder& intruder, const Foothold& at, const ControlServer& server,
              std::vector<std::string> ideas, std::string title);

// The implant's folder is left out of Defender's scans, or Defender is switched off.
void BlindDefender(Intruder& intruder, Foothold& at);
// Code that runs in the .NET runtime within a native program, and the file it came from.
void HostManagedCode(Intruder& intruder, Foothold& at);

// The parents that Windows gives a program it starts.
[[nodiscard]] Process ServiceManager(const Foothold& at);
[[nodiscard]] Process TaskScheduler(const Foothold& at);

}  // namespace noroshi
