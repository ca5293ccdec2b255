// The JSON inside trend.html; mirrors src/trend/page/page.h. Texts are plain, and hostile.
export const SCHEMA_VERSION = 1;

export type Tone = 'plain' | 'not_stated' | 'own';
export type Reach = 'ambiguous' | 'within' | 'throughout' | 'month';

export interface Cell {
  text: string;
  tone: Tone;
}

export interface Span {
  first: number;  // months of the year, 0 to 11
  last: number;
  lane: number;
  reach: Reach;
  label: string;
  detail: string;
}

export interface TimelineRow {
  name: string;
  tone: Tone;
  lanes: number;
  spans: Span[];
}

export interface Timeline {
  kind: 'timeline';
  caption: string;
  months: string[];
  legend: {reach: Reach; text: string}[];
  rows: TimelineRow[];
}

export interface Pie {
  kind: 'pie';
  caption: string;
  slices: {name: string; tone: Tone; count: number}[];
}

export interface Table {
  kind: 'table';
  caption: string;
  heads: string[];
  shares: number[];  // of the width, in percent
  rows: Cell[][];
}

export type Block =
  | {kind: 'paragraph' | 'note' | 'heading'; text: string}
  | {kind: 'list'; items: string[]}
  | Table | Timeline | Pie;

export interface Section {
  id: string;
  title: string;
  blocks: Block[];
}

export interface TrendPage {
  title: string;
  subtitle: string;
  contents: string;
  language_label: string;
  footer: string;
  sections: Section[];
}

export interface TrendPages {
  schema_version: number;
  language: string;
  generated_at: string;
  ja: TrendPage;
  en: TrendPage;
}
