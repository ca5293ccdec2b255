// KnowledgeBuilder: puts a Knowledge together from several tables. What several tables say of one
// id is merged: names and facts add up, relations keep the reports of all.
//
// Call order: any number of Add..., then Build() once. Not safe from several threads.
//
// The first table to name an entity decides its kind, name and detail; later ones fill what is
// empty and add aliases. A relation whose ends nobody has named is an error of the table and is
// counted, not kept. Memory follows what is added; callers bound their input (table_reader.h).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "knowledge/model.h"

namespace noroshi {

class KnowledgeBuilder {
 public:
  void AddSource(std::string text);
  // `entity.id` is its key.
  void AddEntity(Entity entity);
  void AddAlias(std::string_view id, Alias alias);
  void AddFact(std::string_view id, Fact fact);
  void AddTarget(std::string_view id, KnownTarget target);
  // The first one given stays.
  void AddJapaneseName(std::string_view id, std::string name);
  void AddMove(std::string old_id, std::string new_id);
  // Names that stand for one report; joined with a report that has one of them already.
  void AddReport(const std::vector<std::string>& names, int year);
  // Reports by name. A repeated relation keeps the better mark and all reports.
  void AddRelation(RelationKind kind, std::string_view from, std::string_view to, Mark mark,
                   const std::vector<std::string>& reports);

  // REQUIRES: not called before.
  [[nodiscard]] Knowledge Build();
  // Relations, aliases and facts of ids that no table holds; valid after Build().
  [[nodiscard]] std::size_t dangling() const noexcept { return dangling_; }

 private:
  using RelationKey = std::tuple<std::string, RelationKind, std::string>;
  struct RelationValue {
    Mark mark = Mark::kPrimary;
    std::vector<std::string> reports;
  };

  // The steps of Build, in this order: relations need the indexes that the others make.
  void PlaceWords();
  void PlaceNames(Knowledge& out);
  void PlaceReports(Knowledge& out);
  void PlaceRelations(Knowledge& out);

  std::vector<std::string> sources_;
  std::map<std::string, Entity, std::less<>> entities_;
  std::vector<std::pair<std::string, Alias>> aliases_;
  std::vector<std::pair<std::string, Fact>> facts_;
  std::vector<std::pair<std::string, KnownTarget>> targets_;
  std::vector<std::pair<std::string, std::string>> japanese_names_;
  std::map<std::string, std::string, std::less<>> moved_;
  std::vector<Report> reports_;
  std::map<std::string, std::size_t, std::less<>> report_of_name_;  // index of reports_
  std::map<RelationKey, RelationValue> relations_;
  std::size_t dangling_ = 0;
};

}  // namespace noroshi
