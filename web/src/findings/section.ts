// The findings: controls, one line that says how much is shown, and the list.
import {type Context, freshFilter} from '../context';
import {h, paged} from '../dom';
import {renderCluster} from './cluster';
import {applyFilter} from './filter';
import {renderToolbar} from './toolbar';

const CLUSTERS_AT_ONCE = 40;
// On paper nobody can ask for more; this many times it is asked for them.
const PAGES_ON_PAPER = 10;

export interface FindingsSection {
  element: HTMLElement;
  // Draws controls and list anew after the filter was changed from outside.
  refresh: () => void;
  // Shows (nearly) the whole list, for printing. What is folded stays folded.
  expand: () => void;
}

export function renderFindings(context: Context): FindingsSection {
  const w = context.words.findings;
  const toolbarBox = h('div', {});
  const status = h('p', {class: 'status', role: 'status', 'aria-live': 'polite'});
  const listBox = h('div', {});

  function list(): void {
    const result = applyFilter(context.document, context.filter);
    status.replaceChildren(w.result(result.count, result.rules, result.hosts));
    if (result.partial) status.append(h('span', {class: 'note block'}, w.searchNote));
    listBox.replaceChildren(result.clusters.length === 0
      ? h('p', {class: 'nothing'}, w.nothing)
      : paged(result.clusters, CLUSTERS_AT_ONCE, w.more, (slice) =>
          h('ul', {class: 'clusters'}, slice.map((cluster) => renderCluster(cluster, context)))));
  }

  function refresh(): void {
    toolbarBox.replaceChildren(renderToolbar(context, list, () => {
      Object.assign(context.filter, freshFilter());
      refresh();
    }));
    list();
  }

  if (context.document.findings > 0) refresh();
  else listBox.append(h('p', {class: 'nothing'}, w.empty));
  return {
    element: h('div', {}, toolbarBox, status, listBox),
    refresh,
    expand: () => {
      for (let page = 0; page < PAGES_ON_PAPER; ++page) {
        listBox.querySelector<HTMLButtonElement>(':scope > .paged > .more')?.click();
      }
    },
  };
}
