import assert from 'node:assert/strict';
import {test} from 'node:test';

import type {ReportDocument} from '../src/document';
import {applyFilter, DEFAULT_FILTER, type Filter, type Sort} from '../src/findings/filter';
import {finding, group, reportOf, rule} from './helpers';

const report: ReportDocument = reportOf([
  rule('Clear Log', 'high', [group('SRV01', 3, [finding('f1', 'alice')]), group('PC02', 1)],
    {tactics: ['defense_evasion'], techniques: ['T1070.001']}),
  rule('Mimikatz', 'critical', [group('PC02', 2, [finding('f2', 'bob'), finding('f3', 'carol')])],
    {tactics: ['credential-access'], source: 'hayabusa'}),
  rule('Logon', 'low', [group('SRV01', 90), group('PC03', 10)]),
]);

function filtered(change: Partial<Filter>) {
  return applyFilter(report, {...DEFAULT_FILTER, ...change});
}

const titles = (change: Partial<Filter>) => filtered(change).clusters.map(({title}) => title);

test('without a filter everything is there, gravest first', () => {
  const result = filtered({});
  assert.deepEqual(titles({}), ['Mimikatz', 'Clear Log', 'Logon']);
  assert.deepEqual([result.count, result.rules, result.hosts], [106, 3, 3]);
  assert.equal(result.partial, false);
});

test('level, host, source and tactic narrow down, and combine', () => {
  assert.deepEqual(titles({levels: new Set(['low'])}), ['Logon']);
  assert.deepEqual(titles({host: 'PC02'}), ['Mimikatz', 'Clear Log']);
  assert.deepEqual(titles({source: 'hayabusa'}), ['Mimikatz']);
  assert.deepEqual(titles({tactic: 'defense-evasion'}), ['Clear Log']);  // however it is spelled
  assert.deepEqual(titles({tactic: ''}), ['Logon']);                     // names none
  assert.deepEqual(titles({host: 'PC02', source: 'sigma'}), ['Clear Log']);
  assert.deepEqual(titles({host: ''}), []);                              // a name, not "any"
  assert.equal(filtered({host: 'SRV01'}).count, 93);
});

test('text is found in rule, host and samples, in any case', () => {
  assert.deepEqual(titles({text: 'mimi'}), ['Mimikatz']);
  assert.deepEqual(titles({text: 't1070'}), ['Clear Log']);
  assert.deepEqual(titles({text: 'pc03'}), ['Logon']);
  assert.deepEqual(titles({text: 'ALICE'}), ['Clear Log']);
  assert.deepEqual(titles({text: 'clear srv01'}), ['Clear Log']);  // words may stand apart
  assert.deepEqual(titles({text: 'clear pc03'}), []);              // but all must be there
  assert.deepEqual(titles({text: 'nowhere'}), []);
});

test('a match in samples only shows and counts those samples', () => {
  const result = filtered({text: 'bob'});
  assert.equal(result.partial, true);
  assert.equal(result.count, 1);
  assert.deepEqual(result.clusters[0]?.groups[0]?.samples.map(({id}) => id), ['f2']);
});

test('all samples of a complete group are the whole group', () => {
  const result = filtered({text: 'mimikatz 4624'});
  assert.equal(result.partial, false);
  assert.equal(result.count, 2);
});

test('every order', () => {
  const orders: Record<Sort, string[]> = {
    gravity: ['Mimikatz', 'Clear Log', 'Logon'],
    count: ['Logon', 'Clear Log', 'Mimikatz'],
    rare: ['Mimikatz', 'Clear Log', 'Logon'],
    first: ['Clear Log', 'Mimikatz', 'Logon'],
    last: ['Logon', 'Clear Log', 'Mimikatz'],
    title: ['Clear Log', 'Logon', 'Mimikatz'],
  };
  for (const [sort, expected] of Object.entries(orders)) {
    assert.deepEqual(titles({sort: sort as Sort}), expected, sort);
  }
});

test('grouped by host, the gravest host comes first', () => {
  const result = filtered({grouping: 'host'});
  assert.deepEqual(result.clusters.map(({title}) => title), ['PC02', 'SRV01', 'PC03']);
  assert.deepEqual(result.clusters.map(({level}) => level), ['critical', 'high', 'low']);
  assert.deepEqual(result.clusters.map(({rules}) => rules), [2, 2, 1]);
  assert.equal(result.count, 106);
});

// Against the plainest possible count, over many filters.
test('counts agree with counting one by one', () => {
  for (const host of [null, 'SRV01', 'PC02', 'PC03']) {
    for (const level of ['critical', 'high', 'medium', 'low'] as const) {
      let expected = 0;
      for (const one of report.rules) {
        for (const {host: name, count} of one.groups) {
          if (one.level === level && (host === null || name === host)) expected += count;
        }
      }
      assert.equal(filtered({host, levels: new Set([level])}).count, expected);
    }
  }
});
