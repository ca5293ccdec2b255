// The matrix: order of columns and cells, shades, and what a weight looks like.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import type {Technique} from '../src/document';
import {columnsOf, shadeOf} from '../src/sections/matrix';
import {formatWeight} from '../src/sections/resembles';

const technique = (id: string, tactics: string[], findings: number[]): Technique =>
  ({id, tactics, findings, hosts: 1});

test('a shade is the number of digits, within bounds', () => {
  const cases: [number, number][] = [
    [0, 1], [1, 1], [9, 1], [10, 2], [99, 2], [100, 3], [1000, 4], [10_000, 5], [1e15, 5],
  ];
  for (const [count, shade] of cases) assert.equal(shadeOf(count), shade, String(count));
});

test('columns keep the order of ATT&CK, unknown tactics come last', () => {
  const columns = columnsOf([
    technique('T2', ['execution', '__proto__'], [0, 0, 1, 0, 0]),
    technique('T1', ['execution'], [0, 0, 0, 0, 1]),
    technique('T3', ['execution'], [0, 0, 5, 0, 0]),
    technique('T4', ['execution'], [9, 0, 5, 0, 0]),
  ], ['initial-access', 'execution']);
  assert.deepEqual(columns.map(({tactic}) => tactic), ['initial-access', 'execution', '__proto__']);
  assert.deepEqual(columns[0]?.techniques, []);
  assert.deepEqual(columns[1]?.techniques.map(({id}) => id), ['T1', 'T4', 'T3', 'T2']);
});

test('weights show their sign', () => {
  assert.equal(formatWeight(3.44), '+3.4');
  assert.equal(formatWeight(-1.95), '−1.9');
  assert.equal(formatWeight(0), '+0.0');
});
