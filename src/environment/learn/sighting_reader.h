// SightingReader: what a record says of the organisation.
//
// One per EventContext and thread. Names come out in one form: computers without domain in upper
// case, accounts as LogonFact has them ("CORP\sato"), addresses as they are written.
//
// A record of an attacker's making can add names, never take one away; whether enough others say
// the same is asked by the proposals (propose_*.cc), and a person confirms them.
#pragma once

#include <string>
#include <string_view>

#include "analytics/contacts/contact.h"
#include "analytics/logons/logon_fact.h"
#include "environment/learn/sighting.h"
#include "event/event.h"

namespace noroshi {

class SightingReader {
 public:
  explicit SightingReader(const EventContext& context) : context_(context), contacts_(context) {}

  // Adds what the event says to `sums`. Most records say which log they are of and nothing else;
  // cost: a look at channel, event id and provider, and a few fields of those that say more.
  void Read(const Event& event, LearntSums& sums);

 private:
  // Each reads one kind of record of the event under way.
  void ReadLogon(const Event& event, const LogonFact& fact);
  void ReadController(const Event& event, const LogonFact& fact);
  void ReadSecurity(const Event& event);
  void ReadSystem(const Event& event);
  void ReadVpn(const Event& event);
  void ReadZeek(const Event& event);
  void ReadContact(const Event& event);
  // No name has '*' or '?': in environment.yaml it would stand for many.
  void Add(LearntKind kind, std::string_view subject, std::string_view object,
           bool failure = false) {
    if (subject.find_first_of("*?") != std::string_view::npos) return;
    sums_->Add(kind, subject, object, time_, failure);
  }

  const EventContext& context_;
  ContactReader contacts_;
  // Of the event under way:
  LearntSums* sums_ = nullptr;
  Timestamp time_;
  std::string host_;  // short, upper case
  std::string_view channel_;
};

// "HQ-PC012" of "hq-pc012.corp.example"; an address as it is; "" for what names no computer ("-",
// "localhost", loopback).
[[nodiscard]] std::string PlaceName(std::string_view text);

}  // namespace noroshi
