import assert from 'node:assert/strict';
import {test} from 'node:test';

import {chartNames, joiningEntities, stepsChart, waysOf} from '../src/charts/incident_options';
import {LIGHT} from '../src/charts/palette';
import type {Incident, IncidentEntity} from '../src/document';
import {en} from '../src/i18n/en';

const HOSTS = ['A.x.example', 'B.x.example'];

function incidentOf(entities: IncidentEntity[]): Incident {
  const at = '2020-10-05T02:11:09.0000000Z';
  return {
    hosts: HOSTS, entities, patient_zero: HOSTS[0], steps: 2,
    rules: [{level: 'low', title: 'l'}, {level: 'high', title: 'h'}],
    timeline: [{time: at, last_seen: at, host: HOSTS[0], finding: 'f', rule: 0, count: 1},
      {time: at, last_seen: at, host: HOSTS[0], finding: 'g', rule: 1, count: 1}],
  } as unknown as Incident;
}

test('an arrow leads the way that somebody went, whichever end says so', () => {
  const cameFrom = {kind: 'host', value: HOSTS[0]!, hosts: [HOSTS[1]!]};
  const wentTo = {kind: 'reached host', value: HOSTS[1]!, hosts: [HOSTS[0]!]};
  const way = [{source: 0, target: 1}];
  assert.deepEqual(waysOf(incidentOf([cameFrom]), HOSTS), way);
  assert.deepEqual(waysOf(incidentOf([wentTo]), HOSTS), way);
  assert.deepEqual(waysOf(incidentOf([cameFrom, wentTo]), HOSTS), way);
  const back = {kind: 'reached host', value: HOSTS[0]!, hosts: [HOSTS[1]!]};
  assert.deepEqual(waysOf(incidentOf([back]), HOSTS), [{source: 1, target: 0}]);
  const strangers = [{kind: 'host', value: 'C', hosts: HOSTS}, {kind: 'account', value: HOSTS[0]!, hosts: HOSTS}];
  assert.deepEqual(waysOf(incidentOf(strangers), HOSTS), []);
});

test('hosts that are named are arrows and no shared things', () => {
  const shared = {kind: 'account', value: 'u', hosts: HOSTS};
  const reached = {kind: 'reached host', value: 'C', hosts: HOSTS};
  assert.deepEqual(joiningEntities(incidentOf([reached, shared])), [shared]);
});

test('the gravest dot lies on top', () => {
  const {option} = stepsChart(incidentOf([]), () => '', en, LIGHT, 1000);
  const series = (option as {series: {name: string; data: object[]}[]}).series;
  const drawn = series.filter(({data}) => data.length > 0).map(({name}) => name);
  assert.deepEqual(drawn, [en.levels.low, en.levels.high]);
});

test('a domain is left out where all share it', () => {
  assert.deepEqual(chartNames(HOSTS), ['A', 'B']);
  for (const kept of [['A.x.example', 'A.y.example'], ['A', 'B'], ['A.x.example', 'B'],
    ['10.0.0.1', '10.0.0.2'], ['1.0.0.1', '2.0.0.1'], ['A.x.example'], []]) {
    assert.deepEqual(chartNames(kept), kept);
  }
});
