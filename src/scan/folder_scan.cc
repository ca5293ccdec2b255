#include "scan/folder_scan.h"

#include <algorithm>
#include <memory>

#include "evidence/authenticode/signature_reader.h"
#include "evidence/file.h"
#include "evidence/pe/pe_reader.h"
#include "scan/data_sample.h"
#include "scan/file_checks.h"
#include "scan/name_ties.h"
#include "scan/side_loading.h"

namespace noroshi::scan {
namespace {

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string(".") : path.substr(0, slash);
}

class FolderScanner {
 public:
  explicit FolderScanner(const ScanOptions& options) : options_(options) {}

  FolderResult Scan(const std::vector<ScanFile>& files) {
    facts_.file_count = files.size();
    if (!files.empty()) facts_.path = FolderOf(files[0].shown);
    for (const ScanFile& file : files) ScanOne(file);
    FindSideLoading(facts_, result_.findings);
    FindNameTies(facts_, paths_, result_.findings);
    return std::move(result_);
  }

 private:
  void ScanOne(const ScanFile& file) {
    ++result_.files;
    CheckName(file.shown, NameOf(file.shown), result_.findings);
    auto opened = ReadOnlyFile::Open(file.path);
    if (!opened.ok()) return Lose(file, opened.error());
    const auto bytes = std::make_shared<const ReadOnlyFile>(*std::move(opened));
    result_.bytes += bytes->size();
    sample_.resize(kSampleBytes);
    const Result<std::size_t> read = bytes->ReadAt(0, sample_);
    if (!read.ok()) return Lose(file, read.error());
    sample_.resize(*read);
    if (pe::LooksLikePe(sample_)) {
      ReadProgram(file, FileBytes(bytes));
    } else {
      ReadData(file, bytes->size());
    }
  }

  void Lose(const ScanFile& file, const Error& error) {
    result_.losses.push_back({file.shown, error});
  }

  void ReadData(const ScanFile& file, std::uint64_t size) {
    auto data = SampleData(NameOf(file.shown), size, sample_);
    if (!data.has_value()) return;
    CheckData(file.shown, *data, result_.findings);
    if (facts_.data.size() < kMaxProgramsHeld) facts_.data.push_back(*std::move(data));
  }

  void ReadProgram(const ScanFile& file, const FileBytes& bytes) {
    pe::PeView view(bytes);
    const Result<pe::PeImage> image = pe::ReadPe(view);
    if (!image.ok()) {
      // DOS programs begin with "MZ" too, and are no evidence of ours.
      if (image.error().code != ErrorCode::kBadMagic) Lose(file, image.error());
      return;
    }
    const authenticode::Signature signature =
        authenticode::ReadSignature(view, *image, options_.trust);
    if (view.error().has_value()) Lose(file, *view.error());
    ++result_.programs;
    if (signature.present) ++result_.signed_programs;
    CheckProgram(file.shown, NameOf(file.shown), *image, signature, result_.findings);
    if (options_.visit_program) options_.visit_program(file.shown, *image, signature);
    if (facts_.programs.size() >= kMaxProgramsHeld) return NoteTooMany(file);
    facts_.programs.push_back(FactsOf(file.shown, NameOf(file.shown), *image, signature));
    paths_.push_back(file.path);
  }

  void NoteTooMany(const ScanFile& file) {
    if (too_many_) return;
    too_many_ = true;
    Lose(file, Error{ErrorCode::kLimit, 0, "programs of one folder",
                     "side-loading is not looked for from here on"});
  }

  const ScanOptions& options_;
  FolderFacts facts_;
  std::vector<std::string> paths_;  // to open, of facts_.programs
  FolderResult result_;
  std::vector<std::uint8_t> sample_;
  bool too_many_ = false;
};

}  // namespace

FolderResult ScanFolder(const std::vector<ScanFile>& files, const ScanOptions& options) {
  return FolderScanner(options).Scan(files);
}

}  // namespace noroshi::scan
