// The two charts of a trend report, as options of Apache ECharts. Pure, so that tests can read them.
//
// Bars say with fill and border how exactly the source names the months, so that the difference
// survives on grey paper. Names pass through plain() and literal(): ECharts draws text, never markup.
import type {EChartsCoreOption} from 'echarts/core';

import type {Chart} from '../charts/options';
import type {Palette} from '../charts/palette';
import {formatCount} from '../format';
import {plain} from '../visible';
import type {Pie, Reach, Span, Timeline} from './document';

const AXIS_HEIGHT = 28;
const LANE_HEIGHT = 24;
const ROW_PADDING = 12;
const NAME_CHARS = 60;
const NARROW_PX = 560;
const PIE_HEIGHT = 280;
const INSET = 1.5;
const LABEL_GAP = 5;
const MIN_CUT = 3;  // characters: less than that before the dots tells nothing

export interface BarStyle {
  fill: string;
  stroke: string;
  lineWidth: number;
  lineDash: number[] | null;
  text: string;
}

export function barStyle(reach: Reach, palette: Palette): BarStyle {
  const accent = palette.accent;
  switch (reach) {
    case 'month':
      return {fill: accent, stroke: accent, lineWidth: 1.5, lineDash: null, text: palette.page};
    case 'throughout':
      return {
        fill: palette.accentSoft, stroke: accent, lineWidth: 1.5, lineDash: null,
        text: palette.text,
      };
    case 'within':
      return {
        fill: palette.accentFaint, stroke: accent, lineWidth: 1.5, lineDash: [5, 3],
        text: palette.text,
      };
    default:
      return {
        fill: palette.page, stroke: palette.faint, lineWidth: 1.5, lineDash: [1.5, 3],
        text: palette.text,
      };
  }
}

// ECharts reads "{style|text}" in rich text: broken up, it is only text.
export const literal = (text: string) =>
  text.replace(/[{}]/g, (brace) => (brace === '{' ? '(' : ')'));

// Roughly, at 11 pixels: Japanese characters are as wide as high.
function textWidth(text: string): number {
  return [...text].reduce((sum, char) => sum + (char > '\u02ff' ? 11 : 6.2), 0);
}

// What fits into `room` pixels: the text, its beginning, or nothing.
export function fit(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  const chars = [...text];
  while (chars.length > 0 && textWidth(`${chars.join('')}…`) > room) chars.pop();
  return chars.length >= MIN_CUT ? `${chars.join('')}…` : '';
}

interface CustomApi {
  coord: (at: [number, number]) => [number, number];
}

interface Placed {
  span: Span;
  row: string;
  top: number;  // of its lane, in pixels below the grid's top
}

// Lines of names as wide as `room`, at most two.
function nameLines(name: string, room: number): string {
  const chars = [...literal(plain(name, NAME_CHARS))];
  let first = '';
  while (chars.length > 0 && textWidth(first + (chars[0] ?? '')) <= room) first += chars.shift();
  // Break before what stands in brackets, else between two words, when it does not fit anyway.
  const bracket = first.includes(')') ? -1 : first.lastIndexOf('(');
  const at = bracket > 0 ? bracket : first.lastIndexOf(' ');
  if (chars.length > 0 && at > 0) {
    chars.unshift(...first.slice(at));
    first = first.slice(0, at).trimEnd();
  }
  return chars.length === 0 ? first : `${first}\n${fit(chars.join('').trimStart(), room)}`;
}

export function timelineOption(chart: Timeline, palette: Palette, width: number): Chart {
  const names = Math.round(Math.min(210, width * (width < NARROW_PX ? 0.3 : 0.24)));
  const column = (width - names - 4) / chart.months.length;
  const placed: Placed[] = [];
  const edges = [0];
  const centers: number[] = [];
  for (const row of chart.rows) {
    const top = edges.at(-1) ?? 0;
    const height = Math.max(row.lanes, 1) * LANE_HEIGHT + ROW_PADDING +
      (row.lanes < 2 ? ROW_PADDING / 2 : 0);
    const inset = (height - Math.max(row.lanes, 1) * LANE_HEIGHT) / 2;
    for (const span of row.spans) {
      placed.push({span, row: row.name, top: top + inset + span.lane * LANE_HEIGHT});
    }
    centers.push(top + height / 2);
    edges.push(top + height);
  }
  const total = edges.at(-1) ?? 0;
  const lines = [
    ...edges.map((y) => ({type: 'line', silent: true,
      shape: {x1: 0, y1: AXIS_HEIGHT + y, x2: width, y2: AXIS_HEIGHT + y},
      style: {stroke: palette.line, lineWidth: 1}})),
    ...chart.months.map((_, month) => ({type: 'line', silent: true,
      shape: {x1: names + month * column, y1: AXIS_HEIGHT - 6, x2: names + month * column,
        y2: AXIS_HEIGHT + total},
      style: {stroke: palette.line, lineWidth: month % 3 === 0 ? 1.5 : 0.75}})),
  ];
  const labels = chart.rows.map((row, index) => ({type: 'text', silent: true,
    x: 0, y: AXIS_HEIGHT + (centers[index] ?? 0),
    style: {
      text: nameLines(row.name, names - 10), fontSize: 12, lineHeight: 15,
      fill: row.tone === 'not_stated' ? palette.faint : palette.text, verticalAlign: 'middle',
    }}));
  return {
    height: AXIS_HEIGHT + total + 4,
    option: {
      animation: false,
      graphic: {elements: [...lines, ...labels]},
      grid: {left: names, right: 4, top: AXIS_HEIGHT, height: total},
      tooltip: {
        trigger: 'item', renderMode: 'richText', confine: true, backgroundColor: palette.page,
        borderColor: palette.line, textStyle: {color: palette.text, fontSize: 12},
        formatter: ({dataIndex}: {dataIndex: number}) => {
          const one = placed[dataIndex];
          if (!one) return '';
          const reach = chart.legend.find((entry) => entry.reach === one.span.reach)?.text ?? '';
          return [one.row, one.span.detail, reach, one.span.label].filter((text) => text !== '')
            .map((text) => literal(plain(text, NAME_CHARS))).join('\n');
        },
      },
      xAxis: {
        type: 'category', position: 'top', data: chart.months, axisLine: {show: false},
        axisTick: {show: false},
        axisLabel: {
          color: palette.faint, fontSize: width < NARROW_PX ? 10 : 12, interval: 0, margin: 8,
          formatter: (month: string) =>
            width < NARROW_PX ? month.replace(/月$/, '').slice(0, 3) : month,
        },
      },
      yAxis: {type: 'value', show: false, min: 0, max: total, inverse: true},
      series: [{
        type: 'custom',
        data: placed.map(({span}) => [span.first, span.last]),
        renderItem: ({dataIndex}: {dataIndex: number}, _api: CustomApi) => {
          const one = placed[dataIndex];
          if (!one) return null;
          const style = barStyle(one.span.reach, palette);
          const x = names + one.span.first * column + INSET;
          const barWidth = (one.span.last - one.span.first + 1) * column - 2 * INSET;
          return {
            type: 'rect',
            shape: {x, y: AXIS_HEIGHT + one.top + 2, width: barWidth, height: LANE_HEIGHT - 4, r: 2},
            style: {fill: style.fill, stroke: style.stroke, lineWidth: style.lineWidth,
              lineDash: style.lineDash},
            textContent: {
              type: 'text', silent: true,
              style: {text: fit(literal(plain(one.span.label, NAME_CHARS)), barWidth - LABEL_GAP),
                fill: style.text, fontSize: 11},
            },
            textConfig: {position: 'inside'},
          };
        },
      }],
    } as EChartsCoreOption,
  };
}

export function pieOption(pie: Pie, palette: Palette, width: number): Chart {
  const narrow = width < NARROW_PX;
  const all = pie.slices.reduce((sum, slice) => sum + slice.count, 0);
  return {
    height: PIE_HEIGHT,
    option: {
      animation: false,
      color: palette.slices,
      tooltip: {
        trigger: 'item', renderMode: 'richText', confine: true, backgroundColor: palette.page,
        borderColor: palette.line, textStyle: {color: palette.text, fontSize: 12},
        formatter: ({dataIndex}: {dataIndex: number}) => {
          const slice = pie.slices[dataIndex];
          return slice ? `${literal(plain(slice.name, NAME_CHARS))}\n${formatCount(slice.count)}` : '';
        },
      },
      series: [{
        type: 'pie', radius: narrow ? '40%' : '72%', center: ['50%', '50%'], startAngle: 90,
        itemStyle: {borderColor: palette.page, borderWidth: 2},
        label: {
          color: palette.text, fontSize: narrow ? 11 : 12, overflow: 'break',
          ...(narrow ? {alignTo: 'edge', edgeDistance: 2} : {width: 190}),
          formatter: ({dataIndex, percent}: {dataIndex: number; percent: number}) => {
            const slice = pie.slices[dataIndex];
            if (!slice) return '';
            const share = all > 0 ? ` (${percent.toFixed(0)}%)` : '';
            return `${literal(plain(slice.name, NAME_CHARS))}\n${formatCount(slice.count)}${share}`;
          },
        },
        labelLine: {lineStyle: {color: palette.faint}},
        data: pie.slices.map((slice, index) => ({
          name: String(index), value: slice.count,
          itemStyle: slice.tone === 'not_stated' ? {color: palette.line} : undefined,
        })),
      }],
    } as EChartsCoreOption,
  };
}
