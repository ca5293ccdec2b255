// Evidence is hostile text. Characters that cannot be seen, or that reorder what stands around them,
// are shown as a mark with their code point, so that "gpj.exe" cannot pose as "exe.jpg".

// C0 and C1 controls, soft hyphen, Arabic letter mark, zero-width and bidirectional controls, line
// and paragraph separators, invisible operators, interlinear marks, tags and variation selectors.
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e01ef}]/gu;

export interface Segment {
  text: string;
  hidden: boolean;
}

export function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

// The text in pieces; hidden characters become pieces of their own. With `lines`, tabs and line
// breaks are kept as they are: the page shows them as such.
export function segments(text: string, lines = false): Segment[] {
  const parts: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    const char = match[0];
    if (lines && (char === '\n' || char === '\t' || char === '\r')) continue;
    if (match.index > end) parts.push({text: text.slice(end, match.index), hidden: false});
    parts.push({text: codePoint(char), hidden: true});
    end = match.index + char.length;
  }
  if (end < text.length) parts.push({text: text.slice(end), hidden: false});
  return parts;
}

// One line of plain text, for chart labels, titles and attributes.
export function plain(text: string, limit = Infinity): string {
  const shown = segments(text).map((part) => (part.hidden ? `[${part.text}]` : part.text)).join('');
  const chars = [...shown];
  return chars.length > limit ? `${chars.slice(0, limit - 1).join('')}…` : shown;
}
