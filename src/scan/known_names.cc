#include "scan/known_names.h"

#include <algorithm>
#include <array>
#include <string>

namespace noroshi::scan {
namespace {

// Libraries of a plain Windows that are no redistributable.
constexpr std::string_view kSystemLibraries[] = {
    "activeds.dll",
    "advapi32.dll",
    "amsi.dll",
    "appxdeploymentclient.dll",
    "apphelp.dll",
    "atl.dll",
    "audioses.dll",
    "authz.dll",
    "avrt.dll",
    "bcrypt.dll",
    "bcryptprimitives.dll",
    "cabinet.dll",
    "certcli.dll",
    "cfgmgr32.dll",
    "clbcatq.dll",
    "clusapi.dll",
    "colorui.dll",
    "comdlg32.dll",
    "coremessaging.dll",
    "credui.dll",
    "crypt32.dll",
    "cryptbase.dll",
    "cryptdll.dll",
    "cryptnet.dll",
    "cryptsp.dll",
    "cryptui.dll",
    "cscapi.dll",
    "d2d1.dll",
    "d3d10.dll",
    "d3d11.dll",
    "d3d12.dll",
    "d3d9.dll",
    "davclnt.dll",
    "dbgcore.dll",
    "dbghelp.dll",
    "dcomp.dll",
    "devobj.dll",
    "devrtl.dll",
    "dhcpcsvc.dll",
    "dhcpcsvc6.dll",
    "dismapi.dll",
    "dnsapi.dll",
    "dpapi.dll",
    "dpx.dll",
    "dsound.dll",
    "dsreg.dll",
    "dsrole.dll",
    "dui70.dll",
    "duser.dll",
    "dwmapi.dll",
    "dwrite.dll",
    "dxgi.dll",
    "dxva2.dll",
    "edputil.dll",
    "esent.dll",
    "faultrep.dll",
    "fltlib.dll",
    "fveapi.dll",
    "fwbase.dll",
    "fwpuclnt.dll",
    "gdi32.dll",
    "gpapi.dll",
    "hid.dll",
    "hnetcfg.dll",
    "httpapi.dll",
    "idndl.dll",
    "ifmon.dll",
    "imm32.dll",
    "iphlpapi.dll",
    "iscsidsc.dll",
    "kernel32.dll",
    "kernelbase.dll",
    "ktmw32.dll",
    "linkinfo.dll",
    "loadperf.dll",
    "logoncli.dll",
    "lpk.dll",
    "mapistub.dll",
    "mf.dll",
    "mfplat.dll",
    "mi.dll",
    "midimap.dll",
    "mlang.dll",
    "mpr.dll",
    "mprapi.dll",
    "mpsvc.dll",
    "mscms.dll",
    "mscoree.dll",
    "msdtctm.dll",
    "msi.dll",
    "msimg32.dll",
    "msvfw32.dll",
    "mswsock.dll",
    "msxml3.dll",
    "ncrypt.dll",
    "netapi32.dll",
    "netutils.dll",
    "newdev.dll",
    "ninput.dll",
    "nlaapi.dll",
    "ntdsapi.dll",
    "ntlanman.dll",
    "ntmarta.dll",
    "ntshrui.dll",
    "oleacc.dll",
    "oleaut32.dll",
    "oledlg.dll",
    "opengl32.dll",
    "osksupport.dll",
    "p2p.dll",
    "pcaui.dll",
    "pdh.dll",
    "pla.dll",
    "powrprof.dll",
    "profapi.dll",
    "propsys.dll",
    "prntvpt.dll",
    "psapi.dll",
    "query.dll",
    "rasapi32.dll",
    "rasman.dll",
    "regapi.dll",
    "riched20.dll",
    "riched32.dll",
    "rpcrt4.dll",
    "rstrtmgr.dll",
    "rtutils.dll",
    "samcli.dll",
    "samlib.dll",
    "sbiedll.dll",
    "schedcli.dll",
    "secur32.dll",
    "sensapi.dll",
    "setupapi.dll",
    "sfc.dll",
    "sfc_os.dll",
    "shell32.dll",
    "shlwapi.dll",
    "slc.dll",
    "spp.dll",
    "sppc.dll",
    "srclient.dll",
    "srvcli.dll",
    "sspicli.dll",
    "svrapi.dll",
    "sxs.dll",
    "tapi32.dll",
    "tbs.dll",
    "timesync.dll",
    "traffic.dll",
    "tsmsisrv.dll",
    "twext.dll",
    "twinapi.dll",
    "umpdc.dll",
    "unattend.dll",
    "urlmon.dll",
    "userenv.dll",
    "usp10.dll",
    "uxtheme.dll",
    "vac.dll",
    "version.dll",
    "vssapi.dll",
    "wbemcomn.dll",
    "wcnapi.dll",
    "wdi.dll",
    "wer.dll",
    "wevtapi.dll",
    "whhelper.dll",
    "windowscodecs.dll",
    "winhttp.dll",
    "wininet.dll",
    "winmm.dll",
    "winnsi.dll",
    "winscard.dll",
    "winspool.drv",
    "winsta.dll",
    "wintrust.dll",
    "wkscli.dll",
    "wlanapi.dll",
    "wlbsctrl.dll",
    "wldap32.dll",
    "wldp.dll",
    "wmi.dll",
    "wmiclnt.dll",
    "wofutil.dll",
    "ws2_32.dll",
    "wsock32.dll",
    "wtsapi32.dll",
    "xmllite.dll",
    "xpsservices.dll",
    "xwizards.dll",
};

constexpr std::string_view kRedistributablePrefixes[] = {
    "api-ms-win-", "concrt",   "d3dcompiler_", "mfc1",     "mfcm1", "msvcm",     "msvcp",
    "msvcr",       "ucrtbase", "vcamp",        "vccorlib", "vcomp", "vcruntime",
};

// By name.
constexpr std::string_view kSystemPrograms[] = {
    "audiodg.exe",  "conhost.exe",  "csrss.exe",       "ctfmon.exe",        "dllhost.exe",
    "dwm.exe",      "explorer.exe", "fontdrvhost.exe", "logonui.exe",       "lsass.exe",
    "lsm.exe",      "msdtc.exe",    "rundll32.exe",    "runtimebroker.exe", "searchindexer.exe",
    "services.exe", "sihost.exe",   "smss.exe",        "spoolsv.exe",       "svchost.exe",
    "taskeng.exe",  "taskhost.exe", "taskhostw.exe",   "userinit.exe",      "wininit.exe",
    "winlogon.exe", "wmiprvse.exe", "wuauclt.exe",
};

// As OriginalFilename has them.
constexpr std::string_view kTools[] = {
    "7z.exe",       "7za.exe",         "adfind.exe",   "bitsadmin.exe", "certutil.exe",
    "cmd.exe",      "csc.exe",         "cscript.exe",  "csvde.exe",     "dsquery.exe",
    "esentutl.exe", "installutil.exe", "msbuild.exe",  "mshta.exe",     "net.exe",
    "net1.exe",     "netsh.exe",       "ntdsutil.exe", "plink.exe",     "powershell.exe",
    "procdump",     "procdump.exe",    "psexec.c",     "psexec.exe",    "psexesvc.exe",
    "pscp.exe",     "putty.exe",       "pwsh.dll",     "rar.exe",       "rclone.exe",
    "reg.exe",      "regsvr32.exe",    "rundll32.exe", "sc.exe",        "schtasks.exe",
    "sdelete.exe",  "vssadmin.exe",    "wevtutil.exe", "winrar.exe",    "wmic.exe",
    "wscript.exe",
};

constexpr std::string_view kSystemFolders[] = {
    "/windows/system32/",
    "/windows/syswow64/",
    "/windows/winsxs/",
    "/windows/sysnative/",
    "/windows/servicing/",
    "/windows/systemapps/",
    "/windows/assembly/",
    "/windows/microsoft.net/",
    "/windows/immersivecontrolpanel/",
    "/windows/softwaredistribution/",
    "/windows.old/",
    "/$windows.~bt/",
};

constexpr std::string_view kStagingFolders[] = {
    "/users/public/",    "/perflogs/",       "/recovery/",
    "/$recycle.bin/",    "/windows/temp/",   "/windows/tasks/",
    "/windows/debug/",   "/windows/fonts/",  "/appdata/local/temp/",
    "/windows/tracing/", "/windows/addins/", "/programdata/",
    "/intel/logs/",      "/temp/",           "/downloads/",
};

template <std::size_t N>
bool IsIn(std::string_view name, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// "C:\Windows\System32\x.dll" and "mnt/c/Windows/System32/x.dll" alike.
template <std::size_t N>
bool HasFolder(std::string_view lower_path, const std::string_view (&folders)[N]) {
  std::string path = "/" + std::string(lower_path);
  std::replace(path.begin(), path.end(), '\\', '/');
  return std::any_of(std::begin(folders), std::end(folders), [&](std::string_view folder) {
    return path.find(folder) != std::string::npos;
  });
}

}  // namespace

bool IsSystemLibrary(std::string_view name) noexcept { return IsIn(name, kSystemLibraries); }

bool IsRedistributable(std::string_view name) noexcept {
  return std::any_of(std::begin(kRedistributablePrefixes), std::end(kRedistributablePrefixes),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

bool IsSystemProgram(std::string_view name) noexcept { return IsIn(name, kSystemPrograms); }

bool IsToolWorthHiding(std::string_view original_name) noexcept {
  return IsIn(original_name, kTools);
}

bool IsSystemFolder(std::string_view lower_path) noexcept {
  return HasFolder(lower_path, kSystemFolders);
}

bool IsInWindowsItself(std::string_view lower_path) noexcept {
  const std::size_t end = lower_path.find_last_of("/\\");
  if (end == std::string_view::npos) return false;
  const std::string_view folder = lower_path.substr(0, end);
  return folder.substr(folder.find_last_of("/\\") + 1) == "windows";
}

bool IsStagingFolder(std::string_view lower_path) noexcept {
  return HasFolder(lower_path, kStagingFolders);
}

}  // namespace noroshi::scan
