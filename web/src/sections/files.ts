// Files that the scan found something in, one fold each: what is wrong and why, the signature, the
// structure. All text of the file goes through evidence() or value().
import type {Context} from '../context';
import type {SuspectFile, SuspectFinding, SuspectProgram, SuspectSignature} from '../document';
import {type Child, evidence, fold, h, paged, table, value} from '../dom';
import {badge} from '../findings/badge';
import {facts} from '../findings/sample';
import {formatBytes, formatCount, formatTime} from '../format';
import {wordsFor} from '../i18n';

const FILES_AT_ONCE = 20;
// Heights of a bar of the strip: classes e0 to e16 of sections.css.
const STRIP_STEPS = 16;
const MOST_BITS = 8;

type Row = [string, Child];

function shown(rows: (Row | null)[]): HTMLElement {
  return facts(rows.filter((row): row is Row => row !== null && row[1] !== null));
}

const textRow = (name: string, text: string): Row | null => (text === '' ? null : [name, value(text)]);

function finding(one: SuspectFinding, {language, words}: Context): Child {
  const w = words.files;
  const place = one.bytes > 0 || one.offset !== '0'
    ? w.atOffset(one.offset, formatBytes(one.bytes)) : null;
  return h('div', {class: 'file-finding'},
    h('h5', {}, badge(one.level, words), ' ', evidence(one.title[language])),
    h('p', {class: 'aside'}, evidence(one.rule), one.techniques === '' ? null : [' · ', evidence(one.techniques)],
      place === null ? null : [' · ', place]),
    one.reasons.length === 0 ? null
      : table(w.what, [w.reason, w.value], one.reasons.map(([name, text]) => [
        evidence(wordsFor(w.reasons, name)), value(text),
      ])),
    shown([
      [w.otherCauses, evidence(one.other_causes[language])],
      [w.nextStep, evidence(one.next[language])],
    ]));
}

function place(file: SuspectFile, {words}: Context): HTMLElement {
  const w = words.files;
  const kind = file.program === undefined ? w.noProgram : file.program.is_library ? w.library : w.program;
  return shown([
    [w.path, value(file.path)],
    file.host === '' ? null : [words.hosts.name, evidence(file.host)],
    [w.kind, kind],
    [w.size, `${formatBytes(file.size)} (${formatCount(file.size)} B)`],
    [w.modified, formatTime(file.modified)],
    ...(file.sha256 === '' ? [['SHA-256', w.noHash] as Row] : [
      ['SHA-256', value(file.sha256)] as Row,
      ['SHA-1', value(file.sha1)] as Row,
      ['MD5', value(file.md5)] as Row,
    ]),
    file.partners.length === 0 ? null
      : [w.partners, file.partners.map((name) => h('div', {}, value(name)))],
  ]);
}

function signature(one: SuspectSignature, {words}: Context): HTMLElement {
  const w = words.files;
  const rows: (Row | null)[] = [
    [w.verdict, h('strong', {}, evidence(wordsFor(w.verdicts, one.verdict)))],
  ];
  if (one.damage !== '') rows.push([words.losses.kind, evidence(one.damage)]);
  for (const signer of one.signers) {
    rows.push(
      textRow(w.signer, signer.name), textRow(w.issuer, signer.issuer),
      textRow(w.serial, signer.serial), textRow(w.digestOf, signer.algorithm),
      [w.signedAt, signer.signed_at === null ? w.noTimestamp : formatTime(signer.signed_at)]);
  }
  if (one.slack_nonzero > 0) {
    rows.push([w.slack, w.slackText(
      formatBytes(one.slack_bytes), formatBytes(one.slack_nonzero), one.slack_offset)]);
  }
  if (one.behind_table > 0) rows.push([w.behindTable, formatBytes(one.behind_table)]);
  return shown(rows);
}

function structure(program: SuspectProgram, {words}: Context): HTMLElement {
  const w = words.files;
  return shown([
    [w.machine, evidence(program.machine)],
    [w.linked, formatTime(program.linked)],
    textRow(w.pdb, program.pdb),
    textRow(w.exportName, program.export_name),
    program.exports === 0 ? null
      : [w.exports, evidence(w.exportsText(program.exports, program.first_exports.join(', ')))],
    program.overlay_size === 0 ? null
      : [w.overlay, w.overlayText(formatBytes(program.overlay_size), program.overlay_offset)],
    program.oddities.length === 0 ? null : [w.oddities, evidence(program.oddities.join(', '))],
  ]);
}

function sections(program: SuspectProgram, {words}: Context): HTMLElement {
  const w = words.files;
  return table(w.sections, [w.section, w.offset, w.size, w.inMemory, w.entropy, w.rights],
    program.sections.map((one) => [
      value(one.name), one.offset, formatCount(one.size), formatCount(one.memory_size),
      one.entropy.toFixed(2),
      [one.runs ? w.runs : null, one.runs && one.writes ? ', ' : null, one.writes ? w.writes : null],
    ]), [1, 2, 3, 4]);
}

function imports(program: SuspectProgram, {words}: Context): Child {
  const w = words.files;
  if (program.imports.length === 0) return h('p', {class: 'note'}, w.noImports);
  return table(w.imports(program.libraries), [w.importedFrom, w.ofAll, w.functions],
    program.imports.map((one) => [
      value(one.library), formatCount(one.functions), value(one.of_note.join(', ')),
    ]), [1]);
}

function strip(file: SuspectFile, {words}: Context): Child {
  const w = words.files;
  const parts = file.entropy_along;
  if (parts.length === 0) return null;
  const bits = (amount: number) => amount.toFixed(2);
  const text = w.stripText(bits(file.entropy), bits(Math.min(...parts)), bits(Math.max(...parts)));
  const bar = (amount: number, index: number) => h('span', {
    class: `e${Math.round((Math.min(amount, MOST_BITS) / MOST_BITS) * STRIP_STEPS)}`,
    title: w.stripPart(index + 1, parts.length, bits(amount)),
  });
  return [
    h('h4', {}, w.strip),
    h('div', {class: 'strip', role: 'img', 'aria-label': text}, parts.map(bar)),
    h('p', {class: 'note'}, text),
  ];
}

function programParts(program: SuspectProgram, context: Context): Child {
  const w = context.words.files;
  return [
    h('h4', {}, w.signature), signature(program.signature, context),
    h('h4', {}, w.structure), structure(program, context),
    h('h4', {}, w.imports(program.libraries)), imports(program, context),
    program.sections.length === 0 ? null : [h('h4', {}, w.sections), sections(program, context)],
    program.version.length === 0 ? null : [
      h('h4', {}, w.version),
      table(w.version, [w.key, w.value],
        program.version.map(([name, text]) => [evidence(name), value(text)])),
    ],
  ];
}

function body(file: SuspectFile, context: Context): Child {
  const w = context.words.files;
  return h('div', {class: 'incident-body file-body'},
    h('h4', {}, w.what), file.findings.map((one) => finding(one, context)),
    h('h4', {}, w.file), place(file, context),
    strip(file, context),
    file.program === undefined ? null : programParts(file.program, context));
}

function renderFile(file: SuspectFile, context: Context): HTMLElement {
  const {language, words} = context;
  return fold({class: 'incident file'},
    [
      badge(file.level, words), ' ', value(file.path),
      h('div', {class: 'aside'},
        evidence(file.findings[0]?.title[language] ?? ''), ' · ',
        words.files.found(file.findings.length), ' · ', formatBytes(file.size)),
    ],
    () => body(file, context));
}

export function renderFiles(context: Context): HTMLElement {
  const {document, words} = context;
  const w = words.files;
  const cut = document.suspect_files_not_listed;
  return h('div', {},
    h('p', {class: 'intro'}, w.intro),
    paged(document.suspect_files, FILES_AT_ONCE, w.more, (slice) =>
      slice.map((file) => renderFile(file, context))),
    cut > 0 ? h('p', {class: 'note'}, w.notListed(cut)) : null);
}
