import { endWithParent, serveParent } from '../child-talk.ts';
import { openFigures } from '../process-figures.ts';
import { loadSide, type SideName } from './side.ts';

/** The server of one contender, in a process of its own: `host-child.js CONTENDER FOLDER`. */
endWithParent();
const [name, folder] = process.argv.slice(2);
const side = await loadSide(name as SideName); // the parent's words
const served = await side.serve(folder ?? '');
const figures = openFigures();
serveParent({
  place: async () => served.place,
  figures: async () => figures(),
  stop: async () => void (await served.close()),
});
