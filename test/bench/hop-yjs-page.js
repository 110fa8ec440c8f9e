// Bundled for the browser with what is compared with: two fields, each with a document and a connection of its own.
import { HocuspocusProvider } from '@hocuspocus/provider';
import * as Y from 'yjs';

const url = `ws://127.0.0.1:${new URLSearchParams(window.location.search).get('port')}`;
const ready = ['first', 'second'].map((id) => {
  const field = document.createElement('input');
  field.id = id;
  document.body.append(field);
  const doc = new Y.Doc();
  const cells = doc.getMap('cells');
  field.addEventListener('change', () => {
    window.hop.typed = performance.now();
    cells.set('G5', field.value);
  });
  cells.observe(() => {
    field.value = cells.get('G5');
    if (id === 'second' && field.value === window.hop.text) window.hop.arrived = performance.now();
  });
  return new Promise((resolve) => new HocuspocusProvider({ url, name: 'group', document: doc, onSynced: resolve }));
});
void Promise.all(ready).then(() => {
  document.title = 'ready';
});
