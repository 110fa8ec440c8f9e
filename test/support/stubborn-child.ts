/*
 * Stands in for the workbook process: does what the first byte of the file says. 0 answers with what it sees of its
 * surroundings, 1 never ends, 2 eats memory, 3 ends, 4 answers after a moment.
 */
import process from 'node:process';

type Job = { readonly input: { readonly bytes: Uint8Array } };

process.on('message', ({ input: { bytes } }: Job) => {
  const answer = { ok: true, value: { sheets: [], pid: process.pid, environment: Object.keys(process.env), bytes } };
  switch (bytes[0]) {
    case 1:
      for (;;);
    case 2: {
      const eaten: number[][] = [];
      for (;;) eaten.push(Array.from({ length: 100_000 }, Math.random));
    }
    case 3:
      process.exitCode = 7;
      process.disconnect();
      break;
    case 4:
      setTimeout(() => process.send?.(answer), 200);
      break;
    default:
      process.send?.(answer);
  }
});
