// Position-independent code as stagers and loaders bring it. Forms of public tools, no samples.

rule stager_prologue
{
  meta:
    title = "Beginning of a stager's shellcode"
    title_ja = "ステージャー型シェルコードの先頭部"
    level = "high"
    techniques = "T1055 T1620"
    idea = "D2-29"
    other_causes = "security software and its tests, which keep the same bytes to look for them"
    other_causes_ja = "同じバイト列を検出用に持つセキュリティ製品やそのテスト"
    needs = "{ 00 00 00 60 89 E5 31 }"
    needs = "{ FC 48 83 E4 F0 E8 }"
  strings:
    $x86 = { FC E8 8? 00 00 00 60 89 E5 31 (C0 | D2) 64 8B (50 | 52) 30 }
    $x64 = { FC 48 83 E4 F0 E8 (C0 | C8 | CC) 00 00 00 41 51 41 50 }
  condition:
    any of them
}

rule api_hashes
{
  meta:
    title = "Functions looked up by ROR-13 hashes close together"
    title_ja = "近接して並ぶROR-13ハッシュによるAPI解決"
    level = "medium"
    techniques = "T1027.007 T1106"
    idea = "D2-29"
    other_causes = "security software that looks for these hashes, penetration-testing tools"
    other_causes_ja = "これらのハッシュを検出するセキュリティ製品、侵入テスト用ツール"
    needs = "{ 4C 77 26 07 }"
  strings:
    // push imm32, or mov r10d, imm32. Of LoadLibraryA, then of functions a stager goes on with.
    $load = { (68 | BA) 4C 77 26 07 }
    $next1 = { (68 | BA) 58 A4 53 E5 }  // VirtualAlloc
    $next2 = { (68 | BA) 3A 56 79 A7 }  // InternetOpenA
    $next3 = { (68 | BA) 57 89 9F C6 }  // InternetConnectA
    $next4 = { (68 | BA) EB 55 2E 3B }  // HttpOpenRequestA
    $next5 = { (68 | BA) 2D 06 18 7B }  // HttpSendRequestA
    $next6 = { (68 | BA) 12 96 89 E2 }  // InternetReadFile
    $next7 = { (68 | BA) 29 80 6B 00 }  // WSAStartup
    $next8 = { (68 | BA) 99 A5 74 61 }  // connect
  condition:
    for any i in (1 .. #load) : ( 3 of ($next*) in (@load[i] - 512 .. @load[i] + 512) )
}

rule beacon_configuration
{
  meta:
    title = "Configuration block of a Cobalt Strike beacon"
    title_ja = "Cobalt Strike Beaconの設定ブロック"
    level = "high"
    techniques = "T1071.001 T1027"
    idea = "D2-29"
    other_causes = "programs and reports that take such configurations apart"
    other_causes_ja = "この設定を解析するプログラムや報告書"
    needs = "{ 00 01 00 01 00 02 ?? ?? 00 02 00 01 00 02 }"
    needs = "{ 69 6A 69 6B 69 6D }"
    needs = "{ 2E 2D 2E 2C 2E 2A }"
  strings:
    // Settings 1 to 3: number, type, size, value; in clear and under the two usual single bytes.
    $clear = { 00 01 00 01 00 02 ?? ?? 00 02 00 01 00 02 ?? ?? 00 03 00 02 00 04 }
    $key69 = { 69 68 69 68 69 6B ?? ?? 69 6B 69 68 69 6B ?? ?? 69 6A 69 6B 69 6D }
    $key2e = { 2E 2F 2E 2F 2E 2C ?? ?? 2E 2C 2E 2F 2E 2C ?? ?? 2E 2D 2E 2C 2E 2A }
  condition:
    any of them
}
