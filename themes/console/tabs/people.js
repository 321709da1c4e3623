import { h } from '../element.js';
import { openUser } from './person.js';
import { everybody } from './everybody.js';
import { button, count, methodName, notice, problem, STATUS, when } from './words.js';

/** The realm's users: how it stands with their second factors, and what can be done about it. */
export const tab = { id: 'people', title: 'People', render };

function render(root, context) {
  const { api } = context;
  let status = '';
  let turn = 0;
  let timer;

  const told = h('div', { class: 'tf-told' });
  const found = h('p', { class: 'tf-hint', role: 'status' });
  const chips = h('div', { class: 'tf-chips', role: 'group', 'aria-label': 'Status' });
  const search = h('input', {
    id: 'tf-search', type: 'search', maxlength: 255, autocomplete: 'off', 'aria-describedby': 'tf-search-help',
    oninput: () => { clearTimeout(timer); timer = setTimeout(counted, 250); },
  });
  const list = rows({
    label: 'Users',
    columns: ['User', 'Status', 'Methods', 'Last code used'],
    load: (first, max) => api.get('users', { search: search.value.trim(), status, first, max }),
    cells: (user) => [user.username || 'a user who is gone from its directory', chip(user.status),
      user.methods.map(methodName).join(', ') || 'no method', user.lastUsedAt ? when(user.lastUsedAt) : ''],
    open: (user) => openUser(context, user.id, user.username, () => { list.reload(); recount().catch(fail); }, () => list.focus()),
    failed: (error) => fail(error),
  });
  const all = everybody(context, { counts: () => api.get('users/count'), done: () => counted() });

  function fail(error) {
    told.replaceChildren(notice('danger', error.status === 403
      ? 'You may not see users. It needs the role view-users or manage-users of this realm; ask somebody who gives out roles.'
      : problem(error)), button('Try again', () => counted()));
  }

  async function recount() {
    const now = ++turn;
    const counts = await api.get('users/count', { search: search.value.trim() });
    if (now === turn) {
      draw(counts);
      return counts;
    }
    return null;
  }

  async function counted() {
    clearTimeout(timer);
    try {
      const counts = await recount();
      if (counts) {
        told.replaceChildren();
        show(counts);
      }
    } catch (error) {
      fail(error);
    }
  }

  function show(counts) {
    const number = status ? counts[status] : counts.total;
    list.reset(number);
    list.element.hidden = number === 0;
    found.textContent = number === 0 ? 'No user like that. Search for the beginning of a name, or choose another status.'
      : number > list.most ? `${count(number)} users; the first ${count(list.most)} are listed. Search to see others.`
        : `${count(number)} ${number === 1 ? 'user' : 'users'}`;
  }

  function draw(counts) {
    chips.replaceChildren(...[['', 'All', 'total'], ...Object.entries(STATUS).map(([key, [word]]) => [key, word, key])]
      .map(([key, word, name]) => h('button', {
        type: 'button', class: `tf-chip tf-status-${key || 'all'}`, 'aria-pressed': String(key === status),
        title: STATUS[key]?.[1] ?? 'every user', 'data-status': key,
        onclick: () => { status = key; draw(counts); show(counts); chips.querySelector('[aria-pressed=true]').focus(); },
      }, `${word} `, h('strong', {}, count(counts[name])))));
  }

  root.replaceChildren(
    told, chips,
    h('div', { class: 'tf-searching' }, h('label', { for: 'tf-search' }, 'Search'), search,
      h('p', { class: 'tf-hint', id: 'tf-search-help' }, 'How a user name, address, first or last name begins; * stands for anything.')),
    found, list.element, all.element);
  counted();
  return () => { clearTimeout(timer); turn++; list.close(); all.close(); };
}

/** A status as a word with a colour. */
export const chip = (status) =>
  h('span', { class: `tf-badge tf-status-${status}`, title: STATUS[status]?.[1] ?? '' }, STATUS[status]?.[0] ?? status);

const HEIGHT = 56;
const PAGE = 100;
const AROUND = 6;
const PAUSE = 80;
const MOST_PAGES = 40;
// Browsers draw no taller boxes than some 17 million pixels.
const MOST_ROWS = 250_000;

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

/**
 * A long list of which only the rows in sight are in the page, and only the pages in sight are fetched.
 *
 * @param label its name
 * @param columns names of the columns
 * @param load (first, max) to the rows, as a promise
 * @param cells a row to its cells; the first one becomes the button that opens it
 * @param open is called with a row that was chosen
 * @param failed is told an error of load
 * @return {element, reset(total), reload(), focus(), close()}
 */
function rows({ label, columns, load, cells, open, failed }) {
  const space = h('div', { class: 'tf-space', role: 'rowgroup' });
  const head = h('div', { class: 'tf-head', role: 'rowgroup' },
    h('div', { class: 'tf-row', role: 'row' }, ...columns.map((name) => h('div', { role: 'columnheader', class: 'tf-cell' }, name))));
  const element = h('div', { class: 'tf-rows', role: 'grid', 'aria-label': label, onkeydown: key }, head, space);
  const drawn = new Map();
  const pages = new Map();
  let total = 0;
  let active = 0;
  let turn = 0;
  let frame = 0;
  let timer;

  element.addEventListener('scroll', () => { soon(); }, { passive: true });
  const sized = new ResizeObserver(() => soon());
  sized.observe(element);

  function soon() {
    frame ||= requestAnimationFrame(() => { frame = 0; draw(); });
  }

  const at = (index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE];

  function sight() {
    const first = Math.max(0, Math.floor(element.scrollTop / HEIGHT) - AROUND);
    return [first, Math.min(total, first + Math.ceil(element.clientHeight / HEIGHT) + 2 * AROUND)];
  }

  function draw() {
    const [first, end] = sight();
    const wanted = new Set();
    for (let index = first; index < end; index++) {
      wanted.add(index);
    }
    if (active < total) {
      wanted.add(active);
    }
    drawn.forEach((row, index) => {
      if (!wanted.has(index)) {
        row.remove();
        drawn.delete(index);
      }
    });
    wanted.forEach(put);
    clearTimeout(timer);
    timer = setTimeout(fetchPages, PAUSE);
  }

  function put(index) {
    const row = at(index);
    const old = drawn.get(index);
    if (old && old.shown === row) {
      return;
    }
    const had = old?.contains(document.activeElement);
    const made = line(index, row);
    made.shown = row;
    old ? old.replaceWith(made) : space.append(made);
    drawn.set(index, made);
    if (had) {
      made.querySelector('button').focus({ preventScroll: true });
    }
  }

  function line(index, row) {
    const [first, ...rest] = row ? cells(row) : ['…', ...columns.slice(1).map(() => '')];
    const name = h('button', {
      type: 'button', class: 'tf-name', tabindex: index === active ? 0 : -1, 'aria-disabled': row ? null : 'true',
      onclick: () => { activate(index); if (row) { open(row); } }, onfocus: () => activate(index),
    }, first);
    const made = h('div', { class: 'tf-row', role: 'row', 'aria-rowindex': index + 2 },
      h('div', { class: 'tf-cell', role: 'gridcell' }, name),
      ...rest.map((cell) => h('div', { class: 'tf-cell', role: 'gridcell' }, cell)));
    made.toggleAttribute('data-loaded', Boolean(row));
    made.style.transform = `translateY(${index * HEIGHT}px)`;
    return made;
  }

  function activate(index) {
    drawn.get(active)?.querySelector('button').setAttribute('tabindex', '-1');
    active = index;
    drawn.get(active)?.querySelector('button').setAttribute('tabindex', '0');
  }

  function key(event) {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey || total === 0) {
      return;
    }
    event.preventDefault();
    const index = Math.max(0, Math.min(total - 1, active + step));
    activate(index);
    const top = index * HEIGHT;
    const room = element.clientHeight - head.offsetHeight - HEIGHT;
    if (top < element.scrollTop) {
      element.scrollTop = top;
    } else if (top > element.scrollTop + room) {
      element.scrollTop = top - room;
    }
    draw();
    activate(index);
    drawn.get(index).querySelector('button').focus({ preventScroll: true });
  }

  async function fetchPages() {
    const [first, end] = sight();
    const now = turn;
    for (let page = Math.floor(first / PAGE); page * PAGE < end; page++) {
      if (!pages.has(page)) {
        pages.set(page, []);
        try {
          const found = await load(page * PAGE, PAGE);
          if (now !== turn) {
            return;
          }
          pages.set(page, found);
          forget(page);
        } catch (error) {
          if (now === turn) {
            pages.delete(page);
            failed(error);
          }
          return;
        }
        draw();
      }
    }
  }

  // The pages farthest away go first.
  function forget(near) {
    while (pages.size > MOST_PAGES) {
      const far = [...pages.keys()].reduce((one, other) => (Math.abs(one - near) > Math.abs(other - near) ? one : other));
      pages.delete(far);
    }
  }

  function clear() {
    turn++;
    pages.clear();
  }

  return {
    element,
    most: MOST_ROWS,
    /** Begins anew at the top with this many rows. */
    reset(number) {
      clear();
      total = Math.min(number, MOST_ROWS);
      active = 0;
      drawn.forEach((row) => row.remove());
      drawn.clear();
      space.style.height = `${total * HEIGHT}px`;
      element.setAttribute('aria-rowcount', String(total + 1));
      element.scrollTop = 0;
      draw();
    },
    /** Fetches what is in sight again, where it is. */
    reload() {
      clear();
      draw();
    },
    /** Gives the focus to the row that had it last. */
    focus() {
      drawn.get(active)?.querySelector('button').focus({ preventScroll: true });
    },
    close() {
      clear();
      clearTimeout(timer);
      sized.disconnect();
    },
  };
}
