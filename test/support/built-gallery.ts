import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

let built: Promise<string> | null = null;

/** The folder of the gallery of all panes, built from the sources as they are; once a run, quickly where nothing changed. */
export function builtGallery(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const run = promisify(execFile);
  const program = (...path: readonly string[]): string => join('node_modules', ...path);
  const options = { maxBuffer: 16 * 1024 * 1024 };
  try {
    await run(process.execPath, [program('typescript', 'bin', 'tsc'), '-b', 'test/addin/gallery'], options);
    await run(process.execPath, [program('webpack', 'bin', 'webpack.js'), '--env', 'gallery'], options);
  } catch (error) {
    // The compiler says what is wrong on its standard output, which the error's own text leaves out.
    throw new Error(`The gallery could not be built:\n${(error as { readonly stdout?: string }).stdout ?? ''}`, {
      cause: error,
    });
  }
  return resolve('dist', 'gallery');
}
