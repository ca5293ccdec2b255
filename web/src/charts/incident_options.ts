// The two pictures of an incident: its steps over time, one row a host, and what joins its hosts.
// Pure, as options.ts; names from evidence pass through plain().
import {type Incident, type IncidentEntity, type Level, LEVELS_BY_GRAVITY} from '../document';
import {formatTime} from '../format';
import type {Messages} from '../i18n';
import {wordsFor} from '../i18n';
import {plain} from '../visible';
import {type Chart, literal} from './options';
import type {Palette} from './palette';

const MOST_HOSTS = 20;
const MOST_ENTITIES = 24;
const ROW_HEIGHT = 30;
const AXIS_HEIGHT = 34;
const TOP = 14;
const NAME_CHARS = 40;
const ENTITY_CHARS = 60;

const millis = (iso: string) => new Date(iso.replace(/(\.\d{3})\d+Z$/, '$1Z')).getTime();

// Names as charts have room for them: the domain that all hosts share is left out; tooltips have it.
export function chartNames(hosts: string[]): string[] {
  const domains = new Set(hosts.map((host) => host.slice(host.indexOf('.'))));
  const shared = domains.size === 1 && hosts.length > 1 && hosts.every(
    (host) => host.includes('.') && !/^[\d.]+$/.test(host));
  return shared ? hosts.map((host) => host.slice(0, host.indexOf('.'))) : hosts;
}

function tooltipOf(palette: Palette, formatter: (hover: never) => string): object {
  return {
    trigger: 'item', renderMode: 'richText', confine: true, backgroundColor: palette.page,
    borderColor: palette.line, textStyle: {color: palette.text, fontSize: 12}, formatter,
  };
}

// A dot for each step; bigger when it stands for more findings. The gravest lie on top.
export function stepsChart(
  incident: Incident, titleOf: (rule: number) => string, words: Messages, palette: Palette,
  width: number,
): Chart {
  const hosts = incident.hosts.slice(0, MOST_HOSTS);
  const shown = chartNames(hosts);
  const left = Math.round(Math.min(220, width * 0.3));
  const dotsOf = (level: Level) => incident.timeline.flatMap((step, index) => {
    const row = hosts.indexOf(step.host);
    if (row < 0 || step.time === null || incident.rules[step.rule]?.level !== level) return [];
    return [{value: [millis(step.time), row], symbolSize: 8 + Math.min(8, Math.log2(step.count)),
      step: index}];
  });
  return {
    height: TOP + hosts.length * ROW_HEIGHT + AXIS_HEIGHT,
    option: {
      animation: false,
      useUTC: true,
      tooltip: tooltipOf(palette, ({data}: {data: {step: number}}) => {
        const step = incident.timeline[data.step];
        return !step ? '' : [
          formatTime(step.time), plain(step.host, NAME_CHARS),
          plain(titleOf(step.rule), ENTITY_CHARS),
          words.incidents.findings(step.count),
        ].map(literal).join('\n');
      }),
      grid: {left, right: 24, top: TOP, height: hosts.length * ROW_HEIGHT},
      xAxis: {
        type: 'time', axisLine: {lineStyle: {color: palette.line}},
        axisLabel: {
          color: palette.faint, hideOverlap: true, fontSize: 11,
          formatter: {
            year: '{yyyy}', month: '{yyyy}-{MM}', day: '{MM}-{dd}', hour: '{MM}-{dd} {HH}:{mm}',
            minute: '{HH}:{mm}', second: '{HH}:{mm}:{ss}', millisecond: '{HH}:{mm}:{ss}', none: '{MM}-{dd}',
          },
        },
        splitLine: {show: false},
      },
      yAxis: {
        type: 'category', inverse: true, data: hosts.map((_, row) => String(row)),
        axisTick: {show: false}, axisLine: {show: false},
        splitLine: {show: true, lineStyle: {color: palette.line}},
        axisLabel: {
          color: palette.text, fontSize: 12, interval: 0, width: left - 12, overflow: 'truncate',
          formatter: (row: string) => plain(shown[Number(row)] ?? '', NAME_CHARS),
        },
      },
      series: [...LEVELS_BY_GRAVITY].reverse().map((level) => ({
        type: 'scatter', name: words.levels[level], data: dotsOf(level),
        itemStyle: {color: palette.levels[level], borderColor: palette.page, borderWidth: 1},
      })),
    },
  };
}

// Kinds that are arrows, or say only that a rule joined something.
const NOT_SHARED = new Set(['host', 'reached host', 'correlation']);

// What says something about the connection of hosts: shared by several, or a host that is named.
export function joiningEntities(incident: Incident): IncidentEntity[] {
  return incident.entities
    .filter(({kind, hosts}) => !NOT_SHARED.has(kind) && hosts.length > 1)
    .slice(0, MOST_ENTITIES);
}

interface Node {
  name: string;
  value: [number, number];
  label: object;
  symbol: string;
  symbolSize: number;
  itemStyle: object;
  full: string;
}

interface Way {
  source: number;
  target: number;
}

// Who went where, as rows of `hosts`: a finding that names a host it was reached from, or one that
// somebody left for. Both ends may say it; told once.
export function waysOf(incident: Incident, hosts: string[]): Way[] {
  const ways = new Map<string, Way>();
  for (const {kind, value, hosts: naming} of incident.entities) {
    if (kind !== 'host' && kind !== 'reached host') continue;
    const named = hosts.indexOf(value);
    for (const row of naming.map((host) => hosts.indexOf(host))) {
      if (row < 0 || named < 0 || row === named) continue;
      const way = kind === 'host' ? {source: named, target: row} : {source: row, target: named};
      ways.set(`${way.source} ${way.target}`, way);
    }
  }
  return [...ways.values()];
}

// Hosts on the left, what they share on the right, a line for each sharing; arrows between hosts
// for who went where.
export function graphChart(
  incident: Incident, words: Messages, palette: Palette, width: number,
): Chart {
  const hosts = incident.hosts.slice(0, MOST_HOSTS);
  const shown = chartNames(hosts);
  const entities = joiningEntities(incident);
  const rows = Math.max(hosts.length, entities.length, 1);
  const y = (index: number, count: number) => ((index + 0.5) * rows) / Math.max(count, 1);
  const left = Math.round(Math.min(220, width * 0.3));
  const right = Math.round(width * (entities.length === 0 ? 0.3 : 0.42));
  const nodes: Node[] = [
    ...hosts.map((host, index): Node => ({
      name: `h${index}`, value: [0, y(index, hosts.length)], symbol: 'circle', symbolSize: 14,
      full: plain(host, 200), itemStyle: {color: palette.accent},
      label: {
        show: true, position: 'left', formatter: plain(shown[index] ?? host, NAME_CHARS), width: left - 24,
        overflow: 'truncate', color: palette.text, fontWeight: host === incident.patient_zero ? 'bold' : 'normal',
      },
    })),
    ...entities.map((entity, index): Node => ({
      name: `e${index}`, value: [1, y(index, entities.length)], symbol: 'rect', symbolSize: 10,
      full: `${wordsFor(words.incidents.kinds, entity.kind)}: ${plain(entity.value, 200)}`,
      itemStyle: {color: palette.levels.medium},
      label: {
        show: true, position: 'right', width: right - 24, overflow: 'truncate',
        formatter: `${wordsFor(words.incidents.kinds, entity.kind)}: ` +
          plain(entity.value, ENTITY_CHARS),
        color: palette.text,
      },
    })),
  ];
  const links = entities.flatMap((entity, index) => entity.hosts.flatMap((host) => {
    const row = hosts.indexOf(host);
    return row < 0 ? [] : [{source: `h${row}`, target: `e${index}`, arrow: false}];
  }));
  const ways = waysOf(incident, hosts).map(
    ({source, target}) => ({source: `h${source}`, target: `h${target}`, arrow: true}));
  return {
    height: rows * ROW_HEIGHT + 2 * TOP,
    option: {
      animation: false,
      tooltip: tooltipOf(palette, (hover: {dataType?: string; data: Partial<Node>}) =>
        (hover.dataType === 'node' ? literal(hover.data.full ?? '') : '')),
      grid: {left, right, top: TOP, bottom: TOP},
      xAxis: {type: 'value', min: 0, max: 1, show: false},
      yAxis: {type: 'value', min: 0, max: rows, inverse: true, show: false},
      series: [{
        type: 'graph', coordinateSystem: 'cartesian2d', data: nodes, clip: false,
        labelLayout: {hideOverlap: false},
        links: [...links, ...ways].map(({source, target, arrow}) => ({
          source, target, symbol: ['none', arrow ? 'arrow' : 'none'], symbolSize: 8,
          lineStyle: {
            color: arrow ? palette.levels.high : palette.faint, opacity: arrow ? 0.9 : 0.45,
            curveness: arrow ? 0.35 : 0, width: arrow ? 1.6 : 1,
          },
        })),
      }],
    },
  };
}

