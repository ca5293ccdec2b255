// Tools reported of Tick and BlackTech.

rule datper
{
  meta:
    title = "Datper"
    level = "high"
    techniques = "T1071.001"
    idea = "D2-28"
    other_causes = "reports that quote its mutexes"
    other_causes_ja = "ミューテックス名を引用する報告書"
    needs = "d4fy3ykdk2ddssr"
    needs = "gyusbaihysezhrj"
    needs = "edc1icnmfgj9UJ(1G63K"
  strings:
    $mutex1 = "d4fy3ykdk2ddssr" ascii wide
    $mutex2 = "gyusbaihysezhrj" ascii wide
    $mutex3 = "edc1icnmfgj9UJ(1G63K" ascii wide
  condition:
    any of them
}

rule xxmm
{
  meta:
    title = "xxmm, also called ShadowWalker"
    title_ja = "xxmm（別名ShadowWalker）"
    level = "high"
    techniques = "T1055"
    other_causes = "none known"
    other_causes_ja = "特になし"
    needs = "setupParameter:"
    needs = "\\Desktop\\xxmm3\\"
    needs = "\\Projects\\xxmm2\\Release\\"
  strings:
    $parameter1 = "setupParameter:" ascii wide
    $parameter2 = "loaderParameter:" ascii wide
    $pdb1 = "\\Desktop\\xxmm3\\"
    $pdb2 = "\\Projects\\xxmm2\\Release\\"
  condition:
    all of ($parameter*) or any of ($pdb*)
}

rule tscookie
{
  meta:
    title = "TSCookie"
    level = "high"
    techniques = "T1055 T1071.001"
    other_causes = "none known"
    other_causes_ja = "特になし"
    needs = "[-] Failed to initialize **** API"
    needs = "IPv6Test"
    needs = "D:\\[0]MyATS-TEMP-Loading-"
    needs = "MyFuckers_"
  strings:
    $agent = "Mozilla/4.0 (compatible; MSIE 8.0; Win32)" ascii wide
    $failed = "[-] Failed to initialize **** API"
    $test = "IPv6Test"
    $pdb1 = "D:\\[0]MyATS-TEMP-Loading-"
    $pdb2 = "MyFuckers_"
  condition:
    any of ($pdb*) or $failed or ($agent and $test)
}

rule plead
{
  meta:
    title = "PLEAD"
    level = "high"
    techniques = "T1071.001"
    other_causes = "none known"
    other_causes_ja = "特になし"
    needs = "1....%02d%02d%02d_%02d%02d...2"
    needs = "1111%02d%02d%02d_%02d%02d2222"
    needs = "CPortForwardManager"
  strings:
    $time1 = "1....%02d%02d%02d_%02d%02d...2"
    $time2 = "1111%02d%02d%02d_%02d%02d2222"
    $class1 = "CPortForwardManager"
    $class2 = "CRemoteShell"
    $class3 = "CFileManager"
  condition:
    any of ($time*) or all of ($class*)
}

rule flagpro
{
  meta:
    title = "Flagpro"
    level = "high"
    techniques = "T1071.001 T1105"
    other_causes = "none known"
    other_causes_ja = "特になし"
    needs = "ExecYes"
    needs = "~MYTEMP"
    needs = "download1 finished!"
    needs = "start get all pass!"
  strings:
    $parameter = "flagpro=" ascii wide
    $text1 = "ExecYes" ascii wide
    $text2 = "~MYTEMP" ascii wide
    $text3 = "download1 finished!" ascii wide
    $text4 = "start get all pass!" ascii wide
  condition:
    ($parameter and any of ($text*)) or 2 of ($text*)
}
