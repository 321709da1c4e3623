import { h } from '../element.js';

/** Not built yet. */
export const tab = { id: 'messages', title: 'Messages', render: (root) => { root.append(h('p', {}, 'Soon.')); } };
