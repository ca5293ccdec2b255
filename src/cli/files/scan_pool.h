// ScanPool: examines files on several threads and judges their folders, and hands the folders over
// in their order, whatever the number of threads.
//
// The unit of work is the file: a folder may hold the whole disk. Folders are asked for when there
// is room for them. Outcomes are added to their folder in the order of the files; threads may be
// ahead of the file that is due by kMostFilesAhead and of the folder that was handed over last by
// kMostFoldersAhead, which bounds memory.
//
// One owner, which calls Next; threads end with the pool. Everything given must outlive it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "scan/folder_scan.h"
#include "stream/input/folder_walk.h"

namespace noroshi {

// Tells the next folder, or part of one; nullopt at the end. Called by any thread, by one at a
// time.
using FolderSource = std::function<std::optional<WalkedFolder>()>;

// What a folder gave, with the text to print for it.
struct ScannedFolder {
  scan::FolderResult result;
  std::string structures;
};

class ScanPool {
 public:
  struct Options {
    scan::ScanOptions scan;  // its visitor is the pool's
    unsigned threads = 1;
    bool want_programs = false, want_dumps = false;
    const std::atomic<bool>* interrupted = nullptr;
  };

  // Starts the threads at once. `folders` in the order in which they are to come out.
  ScanPool(Options options, FolderSource folders);
  // Tells the threads to stop and waits for the file that each has in hand.
  ~ScanPool();
  ScanPool(const ScanPool&) = delete;
  ScanPool& operator=(const ScanPool&) = delete;

  // The folder that is next; nullopt at the end and after Ctrl-C.
  [[nodiscard]] std::optional<ScannedFolder> Next();
  // Whether all folders were handed over.
  [[nodiscard]] bool done();

 private:
  static constexpr std::size_t kMostFilesAhead = 256, kMostFoldersAhead = 1024;

  // A file to examine. Tasks are numbered in the order of folders and files; that order is also the
  // order of the results.
  struct Task {
    std::size_t number = 0, folder = 0;
    InputFile file;
    bool is_last = false;  // of its folder
  };
  // What became of it; no outcome where the listing says that it cannot be opened.
  struct Examined {
    Task task;
    std::optional<scan::FileOutcome> outcome;
    std::string structures;
  };
  // A folder under way, or done and not yet judged.
  struct Open {
    scan::FolderJudge judge;
    std::vector<scan::ScanLoss> losses;  // of files that were not examined
    std::string structures;
    std::size_t folder = 0;
  };

  // What each thread does: take, examine, merge, judge, until there is nothing left.
  void Work();
  [[nodiscard]] bool Stopped() const { return stop_ || *options_.interrupted; }
  // The next task; waits while the threads are too far ahead. Nullopt when there is no more to do.
  [[nodiscard]] std::optional<Task> Take();
  // Asks for the next folder; false at the end. With mutex_ held, as the next ones.
  [[nodiscard]] bool OpenFolder();
  [[nodiscard]] Task NextTask();
  // After what Take waits for has changed.
  void WakeIdle();
  // Adds what is due; the folders that became whole.
  std::vector<Open> Merge(Examined examined);
  // Outside the lock: a folder's judgement may take long. Puts it where Next finds it.
  void Judge(Open folder);

  const Options options_;
  std::mutex mutex_;  // guards what follows
  // A folder is there that Next may be waiting for; threads may go on. Two, and told only where
  // somebody waits: files are small, and waking a thread costs as much as examining one.
  std::condition_variable judged_, room_;
  unsigned idle_ = 0;  // threads that wait for room_
  FolderSource source_;
  WalkedFolder folder_;                      // that tasks are made of
  std::size_t file_ = 0;                     // of folder_: the next one
  std::size_t folders_ = 0;                  // asked for
  bool all_asked_ = false;                   // there are no more
  std::size_t next_ = 0, merged_ = 0;        // numbers of tasks
  std::size_t given_ = 0;                    // folders
  std::map<std::size_t, Examined> waiting_;  // behind merged_
  Open open_;
  std::map<std::size_t, ScannedFolder> outputs_;  // from given_ on
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace noroshi
