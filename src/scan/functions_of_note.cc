#include "scan/functions_of_note.h"

#include <algorithm>
#include <iterator>

namespace noroshi::scan {
namespace {

// Sorted, without the A or W of their kind of text.
constexpr std::string_view kOfNote[] = {
    "AdjustTokenPrivileges", "AmsiScanBuffer", "BCryptDecrypt", "BCryptEncrypt",
    "BCryptGenerateSymmetricKey", "BCryptImportKeyPair", "BitBlt", "CallNamedPipe",
    "ChangeServiceConfig", "CheckRemoteDebuggerPresent", "ClearEventLog", "ConnectNamedPipe",
    "CreateFiber", "CreateFileMapping", "CreateNamedPipe", "CreateProcess", "CreateProcessAsUser",
    "CreateProcessWithLogon", "CreateProcessWithToken", "CreateRemoteThread",
    "CreateRemoteThreadEx", "CreateService", "CreateToolhelp32Snapshot", "CryptAcquireContext",
    "CryptDecrypt", "CryptDeriveKey", "CryptEncrypt", "CryptGenKey", "CryptHashData",
    "CryptImportKey", "CryptStringToBinary", "CryptUnprotectData", "DeleteService", "DnsQuery",
    "DnsQuery_", "DuplicateTokenEx", "EnumFontFamiliesEx", "EnumProcesses", "EnumSystemLocales",
    "EnumSystemLocalesEx", "EnumWindows", "EtwEventWrite", "EvtClearLog", "FindResource",
    "FtpPutFile", "GetAddrInfo", "GetAsyncKeyState", "GetClipboardData", "GetForegroundWindow",
    "GetKeyState", "GetProcAddress", "GetThreadContext", "GetTickCount", "GetTickCount64",
    "HeapCreate", "HttpOpenRequest", "HttpSendRequest", "ImpersonateLoggedOnUser",
    "ImpersonateNamedPipeClient", "InternetConnect", "InternetOpen", "InternetOpenUrl",
    "InternetReadFile", "IsDebuggerPresent", "LdrGetProcedureAddress", "LdrLoadDll", "LoadLibrary",
    "LoadLibraryEx", "LoadResource", "LogonUser", "LsaEnumerateLogonSessions", "MapViewOfFile",
    "MapViewOfFileEx", "MiniDumpWriteDump", "NCryptDecrypt", "NetSessionEnum", "NetShareEnum",
    "NetUserAdd", "NetUserEnum", "NtAllocateVirtualMemory", "NtCreateSection", "NtCreateThreadEx",
    "NtMapViewOfSection", "NtOpenProcess", "NtProtectVirtualMemory", "NtQueryInformationProcess",
    "NtQuerySystemInformation", "NtQueueApcThread", "NtReadVirtualMemory", "NtResumeThread",
    "NtSetContextThread", "NtSetInformationThread", "NtSetValueKey", "NtUnmapViewOfSection",
    "NtWriteVirtualMemory", "OpenProcess", "OpenProcessToken", "OpenSCManager", "OutputDebugString",
    "Process32First", "Process32Next", "QueueUserAPC", "ReadProcessMemory", "RegCreateKey",
    "RegCreateKeyEx", "RegSetValue", "RegSetValueEx", "RegisterServiceCtrlHandler", "ResumeThread",
    "RtlCreateUserThread", "RtlDecompressBuffer", "SamConnect", "SetClipboardViewer",
    "SetThreadContext", "SetUnhandledExceptionFilter", "SetWindowsHookEx", "ShellExecute",
    "ShellExecuteEx", "StartService", "StartServiceCtrlDispatcher", "SuspendThread",
    "SwitchToFiber", "SystemFunction032", "SystemFunction033", "URLDownloadToFile", "VirtualAlloc",
    "VirtualAllocEx", "VirtualProtect", "VirtualProtectEx", "WNetAddConnection2", "WSASocket",
    "WSAStartup", "WinExec", "WinHttpConnect", "WinHttpOpen", "WinHttpOpenRequest",
    "WinHttpReadData", "WinHttpSendRequest", "WriteProcessMemory", "ZwAllocateVirtualMemory",
    "ZwCreateSection", "ZwMapViewOfSection", "ZwProtectVirtualMemory", "ZwUnmapViewOfSection",
    "ZwWriteVirtualMemory", "connect", "getaddrinfo", "gethostbyname", "recv", "send", "socket",
};
static_assert(std::is_sorted(std::begin(kOfNote), std::end(kOfNote)));

bool IsListed(std::string_view name) noexcept {
  return std::binary_search(std::begin(kOfNote), std::end(kOfNote), name);
}

}  // namespace

bool IsFunctionOfNote(std::string_view name) noexcept {
  if (IsListed(name)) return true;
  return (name.ends_with('A') || name.ends_with('W')) && IsListed(name.substr(0, name.size() - 1));
}

}  // namespace noroshi::scan
