// Makes dist/ from the sources: engine and add-in file by file, without checking types (`npm run types` does that), then
// the bundles of pane and workbench. What is up to date is left as it is, so that a second start costs next to nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.bundled');

const sources = ['engine', 'addin'].flatMap((folder) => filesBelow(join(root, folder)));
const overrides = {
  jsx: 'react-jsx',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  composite: false,
  declaration: false,
};
const config = { extends: './tsconfig.base.json', compilerOptions: overrides };
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);

const compiled = sources.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')).filter(isOutdated);
if (compiled.length > 50) say('Building (the first time takes a moment) ...');
for (const file of compiled) compile(file);

const bundled = ['webpack.config.js', 'manifest.xml', 'package-lock.json'].map((name) => join(root, name));
if (newest([...sources, ...bundled]) > modified(stamp)) {
  const webpack = join(root, 'node_modules', 'webpack', 'bin', 'webpack.js');
  const { status } = spawnSync(process.execPath, [webpack], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
  writeFileSync(stamp, '');
}

function compile(file) {
  const output = outputOf(file);
  const { outputText, sourceMapText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: options,
    fileName: file,
  });
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, outputText);
  if (sourceMapText !== undefined) writeFileSync(`${output}.map`, sourceMapText);
}

function isOutdated(file) {
  return modified(file) > modified(outputOf(file));
}

function outputOf(file) {
  return join(root, 'dist', file.slice(root.length + 1).replace(/\.tsx?$/, '.js'));
}

function newest(files) {
  return Math.max(...files.map(modified));
}

function modified(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
