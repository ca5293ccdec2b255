// What the charts show, as options of Apache ECharts. Pure, so that tests can read them.
//
// Names from evidence pass through plain(): one short line, with hidden characters marked. ECharts
// draws text, never markup: the tooltip is in rich text mode.
import type {EChartsCoreOption} from 'echarts/core';

import {
  countOf, type Level, type LevelCounts, LEVELS_BY_GRAVITY, type Timeline,
} from '../document';
import {bucketLabels, formatCount} from '../format';
import type {Messages} from '../i18n';
import {plain} from '../visible';
import type {Palette} from './palette';

const LANE_HEIGHT = 46;
const LANE_GAP = 18;
const LANE_TOP = 12;
const AXIS_HEIGHT = 34;
const BAR_HEIGHT = 26;
const HEAD_HEIGHT = 24;
const COLUMN_GAP = 6;
const MIN_BAR_SHARE = 0.1;  // of a column, however long the number
const NAME_CHARS = 80;
const NARROW_PX = 560;

export interface Chart {
  option: EChartsCoreOption;
  height: number;
}

export interface Bar {
  name: string;
  counts: LevelCounts;
}

interface Hover {
  dataIndex: number;
  axisValueLabel?: string;
}

// ECharts reads "{style|text}" in rich text: broken up, it is only text.
export const literal = (text: string) => text.replace(/[{}]/g, (brace) => (brace === '{' ? '(' : ')'));

function levelLines(counts: LevelCounts, words: Messages): string[] {
  return LEVELS_BY_GRAVITY.filter((level) => countOf(counts, level) > 0)
    .map((level) => `${words.levels[level]}  ${formatCount(countOf(counts, level))}`);
}

function tooltip(palette: Palette, at: (index: number) => string[]): object {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    axisPointer: {type: 'shadow', shadowStyle: {color: palette.faint, opacity: 0.12}},
    backgroundColor: palette.page,
    borderColor: palette.line,
    textStyle: {color: palette.text, fontSize: 12},
    formatter: (hovers: Hover | Hover[]) => {
      const [first] = Array.isArray(hovers) ? hovers : [hovers];
      return first ? at(first.dataIndex).map(literal).join('\n') : '';
    },
  };
}

export function presentLevels(rows: LevelCounts[]): Level[] {
  return LEVELS_BY_GRAVITY.filter((level) => rows.some((counts) => countOf(counts, level) > 0));
}

// Roughly, at 12 pixels: Japanese characters are as wide as high.
function textWidth(text: string): number {
  return [...text].reduce((sum, char) => sum + (char > '\u02ff' ? 12 : 7), 0);
}

// One lane a level, each with its own scale: a single critical finding stays visible beside ten
// thousand informational ones.
export function timelineChart(
  timeline: Timeline, words: Messages, palette: Palette, width: number,
): Chart {
  const narrow = width < NARROW_PX;
  const levels = presentLevels(timeline.buckets);
  const labels = bucketLabels(
    timeline.start ?? '', timeline.bucket_seconds, timeline.buckets.length);
  const left = LANE_GAP + Math.max(...levels.map((level) => textWidth(words.levels[level])));
  const top = (lane: number) => LANE_TOP + lane * (LANE_HEIGHT + LANE_GAP);
  const peak = (level: Level) =>
    Math.max(...timeline.buckets.map((counts) => countOf(counts, level)));
  const last = levels.length - 1;
  return {
    height: top(levels.length) - LANE_GAP + AXIS_HEIGHT,
    option: {
      animation: false,
      tooltip: tooltip(palette, (index) =>
        [labels[index] ?? '', ...levelLines(timeline.buckets[index] ?? [], words)]),
      axisPointer: {link: [{xAxisIndex: 'all'}]},
      grid: levels.map((_, lane) =>
        ({left, right: narrow ? 40 : 56, top: top(lane), height: LANE_HEIGHT})),
      xAxis: levels.map((_, lane) => ({
        type: 'category', gridIndex: lane, data: labels,
        axisLine: {lineStyle: {color: palette.line}}, axisTick: {show: false},
        axisLabel: {show: lane === last, color: palette.faint, hideOverlap: true, fontSize: 11},
      })),
      yAxis: levels.map((level, lane) => ({
        type: 'value', gridIndex: lane, min: 0, max: peak(level), interval: peak(level),
        name: words.levels[level], nameLocation: 'middle', nameRotate: 0, nameGap: 12,
        nameTextStyle: {color: palette.text, align: 'right', fontSize: 12},
        position: 'left', axisLabel: {show: false}, splitLine: {show: false},
        axisLine: {show: false},
      })),
      series: levels.map((level, lane) => ({
        type: 'bar', xAxisIndex: lane, yAxisIndex: lane, barCategoryGap: '12%', barMinHeight: 2,
        barMaxWidth: 40,
        itemStyle: {color: palette.levels[level]},
        // Nothing is not a bar of two pixels.
        data: timeline.buckets.map((counts) => countOf(counts, level) || null),
        markLine: {
          silent: true, symbol: 'none', animation: false,
          lineStyle: {color: palette.line, type: 'dashed'},
          label: {
            position: 'end', color: palette.faint, fontSize: 11,
            formatter: () => formatCount(peak(level)),
          },
          data: [{yAxis: peak(level)}],
        },
      })),
    },
  };
}

// Rows for hosts or tactics, a column for each level with its own scale: where ten thousand findings
// of one level meet three of another, both can be read. The number stands beside each bar.
export function barChart(
  bars: Bar[], words: Messages, palette: Palette, width: number,
): Chart {
  const names = Math.round(Math.min(220, width * (width < NARROW_PX / 1.5 ? 0.3 : 0.36)));
  const levels = presentLevels(bars.map((bar) => bar.counts));
  const column = (width - names) / Math.max(levels.length, 1);
  const left = (index: number) => names + index * column;
  // The longest bar leaves room for its number.
  const scale = (level: Level) => {
    const peak = Math.max(...bars.map((bar) => countOf(bar.counts, level)));
    const room = (textWidth(formatCount(peak)) + 6) / (column - COLUMN_GAP);
    return peak / Math.max(MIN_BAR_SHARE, 1 - room);
  };
  const rows = bars.map((_, index) => String(index));
  return {
    height: HEAD_HEIGHT + bars.length * BAR_HEIGHT + 4,
    option: {
      animation: false,
      tooltip: tooltip(palette, (index) => {
        const bar = bars[index];
        return bar ? [plain(bar.name, NAME_CHARS), ...levelLines(bar.counts, words)] : [];
      }),
      axisPointer: {link: [{yAxisIndex: 'all'}]},
      title: levels.map((level, index) => ({
        text: words.levelsShort[level], left: left(index), top: 0, padding: 0,
        textStyle: {color: palette.faint, fontSize: 11, fontWeight: 'normal'},
      })),
      grid: levels.map((_, index) =>
        ({left: left(index), width: column - COLUMN_GAP, top: HEAD_HEIGHT, bottom: 4})),
      xAxis: levels.map((level, index) => ({
        type: 'value', gridIndex: index, show: false, min: 0, max: scale(level),
      })),
      yAxis: levels.map((_, index) => ({
        type: 'category', gridIndex: index, inverse: true, triggerEvent: true, data: rows,
        axisLine: {lineStyle: {color: palette.line}}, axisTick: {show: false},
        axisLabel: {
          show: index === 0, color: palette.text, fontSize: 12, interval: 0, width: names - 12,
          overflow: 'truncate',
          formatter: (row: string) => plain(bars[Number(row)]?.name ?? '', NAME_CHARS),
        },
      })),
      series: levels.map((level, index) => ({
        type: 'bar', xAxisIndex: index, yAxisIndex: index, name: words.levels[level],
        barMaxWidth: 14, barMinHeight: 2, cursor: 'pointer',
        itemStyle: {color: palette.levels[level]},
        label: {
          show: true, position: 'right', distance: 4, color: palette.faint, fontSize: 11,
          formatter: ({value}: {value: number | null}) => (value ? formatCount(value) : ''),
        },
        data: bars.map((bar) => countOf(bar.counts, level) || null),
      })),
    },
  };
}
