import assert from 'node:assert/strict';
import {test} from 'node:test';

import {barChart, presentLevels, timelineChart} from '../src/charts/options';
import {DARK, LIGHT} from '../src/charts/palette';
import {LEVELS} from '../src/document';
import {en} from '../src/i18n/en';

interface Series {
  name?: string;
  data: (number | null)[];
}

const series = (option: object) => (option as {series: Series[]}).series;

test('the timeline has one lane for each level that occurs', () => {
  const timeline = {
    start: '2020-10-05T00:00:00.0000000Z', bucket_seconds: 86_400,
    buckets: [[5, 0, 0, 0, 1], [7, 0, 0, 0, 0]], outside: [], undated: [],
  };
  const {option} = timelineChart(timeline, en, LIGHT, 1000);
  assert.deepEqual(series(option).map(({data}) => data), [[1, null], [5, 7]]);
});

test('each level is a column with its own scale', () => {
  const bars = [{name: 'SRV01', counts: [900, 0, 0, 2, 1]}, {name: 'PC', counts: [4, 0, 0, 0, 0]}];
  const {option, height} = barChart(bars, en, DARK, 500);
  assert.deepEqual(series(option).map(({name}) => name), ['Critical', 'High', 'Informational']);
  assert.deepEqual(series(option).map(({data}) => data), [[1, null], [2, null], [900, 4]]);
  const scales = (option as {xAxis: {max: number}[]}).xAxis.map(({max}) => max);
  for (const [index, peak] of [1, 2, 900].entries()) assert.ok((scales[index] ?? 0) > peak);
  assert.ok(height > 0);
  assert.deepEqual(presentLevels([[0, 0, 0, 0, 0]]), []);
});

test('labels and tooltips are plain text of one line', () => {
  const bars = [{name: '{a|b}\u202e<b>\n', counts: [1, 0, 0, 0, 0]}];
  const option = barChart(bars, en, LIGHT, 500).option as {
    tooltip: {renderMode: string; formatter: (hover: object) => string};
    yAxis: {axisLabel: {formatter: (index: string) => string}}[];
  };
  assert.equal(option.tooltip.renderMode, 'richText');
  assert.equal(option.tooltip.formatter([{dataIndex: 0}]),
    '(a|b)[U+202E]<b>[U+000A]\nInformational  1');
  assert.equal(option.tooltip.formatter([]), '');
  assert.equal(option.yAxis[0]?.axisLabel.formatter('0'), '{a|b}[U+202E]<b>[U+000A]');
});

// Relative luminance (WCAG 2).
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test('levels keep their order without colour', () => {
  const light = LEVELS.map((level) => luminance(LIGHT.levels[level]));
  assert.deepEqual(light, [...light].sort((a, b) => b - a));
  const dark = LEVELS.map((level) => luminance(DARK.levels[level]));
  assert.ok((dark.at(-1) ?? 0) > (dark[0] ?? 1));
});
