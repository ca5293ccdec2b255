// Every text exists in both languages, says something, and takes the same arguments.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {en} from '../src/i18n/en';
import {ja} from '../src/i18n/ja';

type Tree = {[key: string]: unknown};

// "section.key" -> leaf, for all leaves; arrays count by index.
function leaves(tree: Tree, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(tree)) {
    const at = `${path}.${key}`;
    if (typeof value === 'object' && value !== null) {
      for (const [name, leaf] of leaves(value as Tree, at)) found.set(name, leaf);
    } else {
      found.set(at, value);
    }
  }
  return found;
}

const english = leaves(en);
const japanese = leaves(ja);

test('both languages have the same keys', () => {
  assert.deepEqual([...japanese.keys()].sort(), [...english.keys()].sort());
});

test('no text is empty, and texts with arguments take as many in both', () => {
  for (const [key, text] of english) {
    const other = japanese.get(key);
    assert.equal(typeof other, typeof text, key);
    if (typeof text === 'function') {
      assert.ok((other as () => string).length <= text.length, key);
    } else {
      assert.notEqual(text, '', key);
      assert.notEqual(other, '', key);
    }
  }
});

test('Japanese follows its rules of writing', () => {
  for (const [key, text] of japanese) {
    if (typeof text !== 'string') continue;
    assert.doesNotMatch(text, /[!!]|あなた|確率|犯人/, key);
    // No space between Japanese and Latin text, full-width marks.
    assert.doesNotMatch(text, /[ぁ-ん一-龠] [A-Za-z0-9]|[A-Za-z0-9] [ぁ-ん一-龠]/, key);
    assert.doesNotMatch(text, /[ぁ-ん一-龠][,.]/, key);
  }
});

// The names the program writes are read from its sources, so that a new one cannot be forgotten.
function namesIn(file: string, pattern: RegExp): string[] {
  const source = readFileSync(`../src/${file}`, 'utf8');
  return [...source.matchAll(pattern)].map((match) => match[1] ?? '');
}

test('every kind of damage has words', () => {
  const table = readFileSync('../src/event/damage.cc', 'utf8').split('kNames')[1] ?? '';
  const kinds = [...table.matchAll(/"([a-z_]+)"/g)].map((match) => match[1] ?? '');
  assert.ok(kinds.length >= 31);
  for (const kind of kinds) {
    assert.ok(kind in en.losses.kinds, kind);
    assert.ok(kind in ja.losses.kinds, kind);
  }
});

test('every kind of evidence and indicator has words', () => {
  const table = readFileSync('../src/attribution/words.cc', 'utf8').split('kKindNames')[1] ?? '';
  const kinds = [...(table.split('};')[0] ?? '').matchAll(/"([a-z_]+)"/g)].map((match) => match[1]);
  assert.deepEqual(kinds.sort(), Object.keys(en.resembles.kinds).sort());
  for (const kind of ['address', 'destination', 'file', 'hash', 'service', 'task', 'pipe', 'workstation']) {
    assert.ok(kind in ja.incidents.kinds, kind);
  }
});

test('every tactic has words', () => {
  const tactics = namesIn('report/tactics.cc', /"([a-z]+(?:-[a-z]+)*)"/g);
  assert.ok(tactics.length >= 16);
  for (const tactic of tactics) {
    assert.ok(tactic in en.tactics, tactic);
    assert.ok(tactic in ja.tactics, tactic);
  }
});
