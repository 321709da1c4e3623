import { h } from '../element.js';

/** Not built yet. */
export const tab = { id: 'policy', title: 'Policy', render: (root) => { root.append(h('p', {}, 'Soon.')); } };
