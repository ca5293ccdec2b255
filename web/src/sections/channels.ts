// The Windows logs that matter most in an investigation, and which of them were not there.
import type {ReportDocument} from '../document';
import type {Messages} from '../i18n';

export interface KeyChannel {
  key: keyof Messages['channels'];
  name: string;
}

export const KEY_CHANNELS: KeyChannel[] = [
  {key: 'security', name: 'Security'},
  {key: 'system', name: 'System'},
  {key: 'sysmon', name: 'Microsoft-Windows-Sysmon/Operational'},
  {key: 'powershell', name: 'Microsoft-Windows-PowerShell/Operational'},
  {key: 'powershellClassic', name: 'Windows PowerShell'},
  {key: 'taskScheduler', name: 'Microsoft-Windows-TaskScheduler/Operational'},
  {key: 'sessions', name: 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational'},
  {
    key: 'remoteConnections',
    name: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational',
  },
  {key: 'defender', name: 'Microsoft-Windows-Windows Defender/Operational'},
  {key: 'wmi', name: 'Microsoft-Windows-WMI-Activity/Operational'},
  {key: 'bits', name: 'Microsoft-Windows-Bits-Client/Operational'},
];

// Channel names do not depend on case.
export function recordsOf(document: ReportDocument, channel: string): number {
  const wanted = channel.toLowerCase();
  return Object.entries(document.records_by_channel)
    .filter(([name]) => name.toLowerCase() === wanted)
    .reduce((sum, [, count]) => sum + count, 0);
}

export function blindChannels(document: ReportDocument): KeyChannel[] {
  // Without any count nothing is known about the logs.
  if (Object.keys(document.records_by_channel).length === 0 && document.records > 0) return [];
  return KEY_CHANNELS.filter(({name}) => recordsOf(document, name) === 0);
}
