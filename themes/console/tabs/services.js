import { h } from '../element.js';

/** Not built yet. */
export const tab = { id: 'services', title: 'Services', render: (root) => { root.append(h('p', {}, 'Soon.')); } };
