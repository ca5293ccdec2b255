// The charts, each with its figures as a table for those who cannot see or trust a picture.
import {chartBox} from '../charts/draw';
import {type Bar, barChart, timelineChart} from '../charts/options';
import type {Context} from '../context';
import {countOf, type LevelCounts, LEVELS_BY_GRAVITY, totalOf} from '../document';
import {type Child, evidence, fold, h, table} from '../dom';
import {bucketLabels, formatCount} from '../format';
import {wordsFor} from '../i18n';

const HOSTS_DRAWN = 15;

function cells(counts: LevelCounts): string[] {
  return [
    ...LEVELS_BY_GRAVITY.map((level) => formatCount(countOf(counts, level))),
    formatCount(totalOf(counts)),
  ];
}

const LEVEL_COLUMNS = [1, 2, 3, 4, 5, 6];

function figures(title: string, first: string, rows: [Child, LevelCounts][], context: Context) {
  const {words} = context;
  const heads = [first, ...LEVELS_BY_GRAVITY.map((level) => words.levels[level]),
    words.charts.total];
  return fold({class: 'as-table'}, words.charts.asTable, () =>
    table(title, heads, rows.map(([name, counts]) => [name, ...cells(counts)]), LEVEL_COLUMNS));
}

function panel(title: string, notes: string[], ...content: Child[]): HTMLElement {
  return h('div', {class: 'panel'}, h('h3', {}, title), content,
    h('p', {class: 'note'}, notes.map((note) => h('span', {class: 'remark'}, note))));
}

function timeline(context: Context): Child {
  const {document: {timeline: line}, words} = context;
  const w = words.charts;
  if (line.start === null || line.buckets.length === 0) return null;
  const labels = bucketLabels(line.start, line.bucket_seconds, line.buckets.length);
  const rows = line.buckets.map((counts, index): [Child, LevelCounts] =>
    [labels[index] ?? '', counts]).filter(([, counts]) => totalOf(counts) > 0);
  const notes = [w.bucket(w.width(line.bucket_seconds)), w.ownScale];
  if (totalOf(line.outside) > 0) notes.push(w.outside(totalOf(line.outside)));
  if (totalOf(line.undated) > 0) notes.push(w.undated(totalOf(line.undated)));
  return panel(w.timeline, notes,
    chartBox(w.timeline, (palette, width) => timelineChart(line, words, palette, width)),
    figures(w.timeline, w.from, rows, context));
}

function hosts(context: Context): Child {
  const {document, words} = context;
  const w = words.charts;
  const hit = document.hosts.filter((host) => totalOf(host.findings) > 0);
  const drawn = hit.slice(0, HOSTS_DRAWN);
  const bars: Bar[] = drawn.map((host) =>
    ({name: host.name || words.hosts.unnamed, counts: host.findings}));
  return panel(w.hosts, [w.hostsTop(drawn.length, hit.length), w.ownScale, w.clickHint],
    chartBox(w.hosts, (palette, width) => barChart(bars, words, palette, width), (index) => {
      const host = drawn[index];
      if (host) context.showFindings({host: host.name});
    }),
    figures(w.hosts, words.hosts.name, bars.map((bar) => [evidence(bar.name), bar.counts]),
      context));
}

function tactics(context: Context): Child {
  const {document, words} = context;
  const w = words.charts;
  const bars: Bar[] = document.tactics.map((tactic) =>
    ({name: wordsFor(words.tactics, tactic.tactic), counts: tactic.findings}));
  return panel(w.tactics, [w.tacticsNote, w.ownScale, w.clickHint],
    chartBox(w.tactics, (palette, width) => barChart(bars, words, palette, width), (index) => {
      const tactic = document.tactics[index];
      if (tactic) context.showFindings({tactic: tactic.tactic});
    }),
    figures(w.tactics, words.attack.tactic, bars.map((bar) => [evidence(bar.name), bar.counts]),
      context));
}

export function renderCharts(context: Context): HTMLElement {
  return h('div', {class: 'charts'}, timeline(context),
    h('div', {class: 'pair'}, hosts(context), tactics(context)));
}
