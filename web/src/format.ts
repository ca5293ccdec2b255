// Numbers, sizes and times as people read them. Times are UTC unless a name says otherwise.
import type {Language, Messages} from './i18n';

const DAY_MS = 86_400_000;

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    ++unit;
  }
  return unit === 0 ? `${formatCount(amount)} B` : `${amount.toFixed(1)} ${units[unit]}`;
}

// 34 of 1000 -> "3.4%"; what is not zero never reads as zero, what is not whole never as 100 %.
export function formatShare(part: number, whole: number, words: Messages['share']): string {
  if (whole === 0 || part === 0) return '0%';
  if (part === whole) return '100%';
  const percent = (part / whole) * 100;
  if (percent < 0.1) return words.below('0.1%');
  if (percent > 99.9) return words.above('99.9%');
  return `${percent.toFixed(1)}%`;
}

interface Parts {
  year: string;
  month: string;
  day: string;
  time: string;
}

// Splits "2020-10-05T02:11:09.1234567Z"; the year may be longer and signed.
function split(iso: string): Parts | null {
  const match = /^\+?(\d{4,})-(\d\d)-(\d\d)T([\d:.]+)Z$/.exec(iso);
  if (!match) return null;
  const [, year = '', month = '', day = '', time = ''] = match;
  return {year, month, day, time};
}

// "2020-10-05 02:11:09Z": for tables.
export function formatTime(iso: string | null): string {
  const parts = iso === null ? null : split(iso);
  if (!parts) return iso ?? '–';
  return `${parts.year}-${parts.month}-${parts.day} ${parts.time.slice(0, 8)}Z`;
}

// "2020年10月5日" or "5 Oct 2020": for sentences.
export function formatDay(iso: string, language: Language): string {
  const parts = split(iso);
  if (!parts) return iso;
  const month = Number(parts.month);
  const day = Number(parts.day);
  if (language === 'ja') return `${parts.year}年${month}月${day}日`;
  const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  return `${day} ${names[month - 1] ?? parts.month} ${parts.year}`;
}

// "2020年10月5日 2時11分" or "5 Oct 2020 02:11".
export function formatMinute(iso: string, language: Language): string {
  const parts = split(iso);
  if (!parts) return iso;
  const clock = parts.time.slice(0, 5);
  const [hour = '', minute = ''] = clock.split(':');
  const text = language === 'ja' ? `${Number(hour)}時${minute}分` : clock;
  return `${formatDay(iso, language)} ${text}`;
}

// The reader's own zone: "2020-10-05 11:11:09 GMT+9 (Asia/Tokyo)"; null where a Date cannot reach.
export function formatLocal(iso: string, zone?: string): string | null {
  const date = new Date(iso.replace(/(\.\d{3})\d+Z$/, '$1Z'));
  if (Number.isNaN(date.getTime())) return null;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
    minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset',
  });
  const part: Record<string, string> = {};
  for (const {type, value} of format.formatToParts(date)) part[type] = value;
  const name = format.resolvedOptions().timeZone;
  return `${part['year']}-${part['month']}-${part['day']} ` +
    `${part['hour']}:${part['minute']}:${part['second']} ${part['timeZoneName']} (${name})`;
}

// The start of each bucket as axis labels, as short as the width of a bucket allows.
export function bucketLabels(start: string, seconds: number, count: number): string[] {
  const first = new Date(start.replace(/(\.\d{3})\d+Z$/, '$1Z')).getTime();
  if (Number.isNaN(first)) return Array.from({length: count}, (_, index) => String(index + 1));
  const long = seconds * 1000 >= DAY_MS;
  return Array.from({length: count}, (_, index) => {
    const date = new Date(first + index * seconds * 1000);
    if (Number.isNaN(date.getTime())) return '';
    const text = date.toISOString();
    return long ? text.replace(/T.*/, '') : text.replace('T', ' ').replace(/:\d\d\.\d+Z$/, '');
  });
}
