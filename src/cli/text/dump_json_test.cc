#include "cli/text/dump_json.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

minidump::Minidump OneOfEach() {
  minidump::Minidump dump;
  dump.time = 1;
  dump.process_id = 2;
  dump.process_created = 3;
  dump.system = minidump::DumpSystem{
      .processor = 9, .major = 10, .minor = 0, .build = 19'041, .service_pack = {}};
  dump.streams = {{4, 5, 6}};
  dump.modules = {{0xFFFF'FFFF'FFFF'0000, 7, 8, 9, "C:\\a.dll", "a.pdb"}};
  dump.threads = {{.id = 10, .teb = 11, .instruction = 12, .start_address = 13, .name = "main"}};
  dump.ranges = {{14, 15, 16}};
  dump.regions = {{17, 18, 19, 20, 21, 22, 23}};
  dump.handles = {{24, 25, "Mutant", "\\x"}};
  dump.comments = {"said \"so\""};
  dump.damage_count = 26;
  return dump;
}

TEST(DumpJson, OneOfEach) {
  std::string out;
  AppendDumpJson("a.dmp", OneOfEach(), out);
  EXPECT_EQ(out,
            R"({"path":"a.dmp","time":1,"process_id":2,"process_created":3,)"
            R"("processor":9,"major":10,"minor":0,"build":19041,)"
            R"("streams":[{"type":4,"name":"ModuleListStream","size":5,"offset":6}],)"
            R"("modules":[{"address":18446744073709486080,"size":7,"checksum":8,"time":9,)"
            R"("name":"C:\\a.dll","pdb":"a.pdb"}],"unloaded":[],)"
            R"("threads":[{"id":10,"teb":11,"instruction":12,"start_address":13,"name":"main"}],)"
            R"("ranges":[{"address":14,"size":15,"offset":16}],)"
            R"("regions":[{"address":17,"size":18,"allocation":19,"state":21,"protect":22,)"
            R"("type":23}],"handles":[{"handle":24,"type":"Mutant","name":"\\x"}],)"
            R"("comments":["said \"so\""],"damaged_places":26})"
            "\n");
}

TEST(DumpJson, NothingKnown) {
  std::string out;
  AppendDumpJson("a.dmp", {}, out);
  EXPECT_EQ(out, R"({"path":"a.dmp","time":0,"process_id":0,"process_created":0,"processor":0,)"
                 R"("major":0,"minor":0,"build":0,"streams":[],"modules":[],"unloaded":[],)"
                 R"("threads":[],"ranges":[],"regions":[],"handles":[],"comments":[],)"
                 R"("damaged_places":0})"
                 "\n");
}

}  // namespace
}  // namespace noroshi
