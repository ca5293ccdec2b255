// The charts of a trend report: what they say, and that nothing in them is markup.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {DARK, LIGHT} from '../src/charts/palette';
import {barStyle, fit, pieOption, timelineOption} from '../src/trend/charts';
import type {Pie, Reach, Timeline} from '../src/trend/document';

const MONTHS = ['4', '5', '6', '7', '8', '9', '10', '11', '12', '1', '2', '3'];
const HOSTILE = '{a|<b>\u202e';

function timeline(name: string): Timeline {
  return {
    kind: 'timeline', caption: 'c', months: MONTHS, legend: [{reach: 'month', text: 'exact'}],
    rows: [
      {name, tone: 'plain', lanes: 2, spans: [
        {first: 0, last: 0, lane: 0, reach: 'month', label: HOSTILE, detail: 'April'},
        {first: 0, last: 11, lane: 1, reach: 'within', label: 'x', detail: 'the year'},
      ]},
      {name: 'other', tone: 'not_stated', lanes: 1, spans: []},
    ],
  };
}

test('each kind of bar looks different, also without colour', () => {
  const kinds: Reach[] = ['month', 'throughout', 'within', 'ambiguous'];
  for (const palette of [LIGHT, DARK]) {
    const looks = kinds.map((kind) => {
      const {fill, lineDash} = barStyle(kind, palette);
      return `${fill} ${lineDash?.join(' ') ?? 'solid'}`;
    });
    assert.equal(new Set(looks).size, kinds.length);
  }
});

test('a row grows with its lanes', () => {
  const one = timeline('a');
  const high = timelineOption(one, LIGHT, 1000).height;
  one.rows[0]!.lanes = 3;
  assert.ok(timelineOption(one, LIGHT, 1000).height > high);
});

test('texts of charts hold no rich-text mark and no hidden character', () => {
  const option = timelineOption(timeline(HOSTILE), LIGHT, 1000).option as {
    tooltip: {formatter: (hover: {dataIndex: number}) => string};
    graphic: {elements: {style: {text?: string}}[]};
  };
  const texts = [option.tooltip.formatter({dataIndex: 0}),
    ...option.graphic.elements.map(({style}) => style.text ?? '')];
  for (const text of texts) assert.doesNotMatch(text, /[{}\u202e]/);
  assert.match(texts[0] ?? '', /exact/);
});

test('a label is cut where the bar ends', () => {
  assert.equal(fit('abc', 100), 'abc');
  assert.match(fit('abcdefghijklmnop', 60), /^abc.*…$/);
  assert.equal(fit('製造業、ITサービス', 20), '');  // nothing rather than a stump
});

test('slices carry their numbers', () => {
  const pie: Pie = {kind: 'pie', caption: 'c', slices: [
    {name: HOSTILE, tone: 'plain', count: 3}, {name: 'x', tone: 'not_stated', count: 1}]};
  const option = pieOption(pie, LIGHT, 1000).option as {
    series: {label: {formatter: (one: {dataIndex: number; percent: number}) => string}}[];
  };
  const label = option.series[0]!.label.formatter({dataIndex: 0, percent: 75});
  assert.match(label, /3 \(75%\)/);
  assert.doesNotMatch(label, /[{}\u202e]/);
});
