// LoadRules: finds the files, reads and checks them on several threads, assembles the set.
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <functional>
#include <system_error>
#include <thread>

#include "rules/rule_files.h"
#include "rules/rule_set.h"
#include "rules/sigma/assembly.h"
#include "rules/sigma/file_loader.h"

namespace noroshi {
namespace {

sigma::LoadedFile LoadOne(SourceFile& source, std::string& buffer, const LoadOptions& options,
                          RuleList& rules) {
  if (!ReadSource(sigma::kMaxRuleFileBytes, source, buffer)) {
    return sigma::UnreadableFile(source.path, std::system_category().message(errno));
  }
  sigma::LoadedFile file = sigma::LoadFileText(source.path, buffer, options, rules);
  source.hash = file.content_hash;
  return file;
}

RuleSet LoadFiles(std::vector<SourceFile> sources, const LoadOptions& options) {
  std::vector<sigma::LoadedFile> files(sources.size());
  std::vector<RuleList> rules(std::max(options.threads, 1U));  // one per thread
  std::atomic<std::size_t> next{0};
  const auto work = [&](RuleList& own) {
    std::string buffer;
    for (std::size_t i = next++; i < sources.size(); i = next++) {
      files[i] = LoadOne(sources[i], buffer, options, own);
    }
  };
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < rules.size(); ++i) helpers.emplace_back(work, std::ref(rules[i]));
  work(rules[0]);
  helpers.clear();  // joins
  for (std::size_t i = 1; i < rules.size(); ++i) rules[0].Append(std::move(rules[i]));
  RuleSet set = sigma::Assemble(std::move(files), std::move(rules[0]));
  set.sources = std::move(sources);
  return set;
}

}  // namespace

Result<RuleSet> LoadRules(const std::vector<std::string>& paths, const LoadOptions& options) {
  NOROSHI_TRY(std::vector<SourceFile> files, ListRuleFiles(paths, Stamps::kNo, options.threads));
  return LoadFiles(std::move(files), options);
}

RuleSet LoadRulesFromText(const std::string& path, const std::string& text,
                          const LoadOptions& options) {
  std::vector<sigma::LoadedFile> files;
  RuleList rules;
  files.push_back(sigma::LoadFileText(path, text, options, rules));
  return sigma::Assemble(std::move(files), std::move(rules));
}

}  // namespace noroshi
