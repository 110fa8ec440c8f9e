// Bundles what `tsc -b` has emitted: the pane into dist/pane, and on request the gallery of all panes into dist/gallery.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { workbench } from './addin/workbench/webpack.config.js';

const root = dirname(fileURLToPath(import.meta.url));
const inRoot = (...parts) => join(root, ...parts);

/** Where office.js comes from: Microsoft's own servers, or a copy served beside the pane (`/office-js/office.js`). */
const officeJs = process.env.OFFICE_JS ?? 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';

/** Everything but the entries: the same for pane and gallery. */
const common = {
  mode: 'production',
  context: root,
  devtool: false,
  target: ['web', 'es2023'],
  // Only what the project emitted and installed changes the result; both are in the cache's own snapshots.
  cache: {
    type: 'filesystem',
    cacheDirectory: inRoot('dist', '.webpack'),
    buildDependencies: { config: [fileURLToPath(import.meta.url)] },
  },
  optimization: {
    // One runtime for all entries of the page, so that they share one session.
    runtimeChunk: 'single',
    splitChunks: {
      chunks: 'all',
      cacheGroups: {
        react: { test: /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]/, name: 'react', priority: 20 },
        fluent: { test: /[\\/]node_modules[\\/]/, name: 'fluent', chunks: 'initial', priority: 10 },
      },
    },
  },
  performance: { hints: false },
  stats: 'errors-warnings',
};

/** Writes a page with the tags of its entries, and the files that stand beside it. */
class PagePlugin {
  constructor({ page, name = page.split(/[\\/]/).at(-1), entries, styles, files }) {
    Object.assign(this, { page, name, entries, styles, files });
  }

  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('PagePlugin', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: 'PagePlugin', stage }, () => {
        const emit = (name, bytes) => compilation.emitAsset(name, new sources.RawSource(bytes));
        const watched = [this.page, this.styles, ...Object.values(this.files)];
        compilation.fileDependencies.addAll(watched);
        for (const [name, file] of Object.entries(this.files)) emit(name, readFileSync(file));
        const styles = readFileSync(this.styles);
        const styleName = `pane.${createHash('sha256').update(styles).digest('hex').slice(0, 12)}.css`;
        // Another page of the same look may have brought them.
        if (compilation.getAsset(styleName) === undefined) emit(styleName, styles);
        const scripts = new Set(
          this.entries
            .flatMap((entry) => compilation.entrypoints.get(entry).getFiles())
            .filter((name) => name.endsWith('.js')),
        );
        const html = readFileSync(this.page, 'utf8')
          .replace('<!-- styles -->', `<link rel="stylesheet" href="${styleName}">`)
          .replace('<!-- office.js -->', `<script src="${officeJs}"></script>`)
          .replace(
            '<!-- scripts -->',
            [...scripts].map((name) => `<script defer src="${name}"></script>`).join('\n    '),
          );
        emit(this.name, html);
        if (compiler.options.mode === 'production' && !this.entries.includes('sign-in'))
          report(compilation, this.name, scripts);
      });
    });
  }
}

/** What a person waits for before anything is drawn, office.js left out: it has to stay under 350 kB. */
function report(compilation, page, scripts) {
  const bytes = [...scripts].reduce((sum, name) => sum + gzipSync(compilation.assets[name].buffer()).length, 0);
  process.stderr.write(`${page}: ${(bytes / 1_000).toFixed(1)} kB compressed before the first paint\n`);
}

const icons = Object.fromEntries(
  readdirSync(inRoot('addin', 'icons'))
    .filter((name) => name.endsWith('.png'))
    .map((name) => [`icons/${name}`, inRoot('addin', 'icons', name)]),
);

const pane = {
  ...common,
  name: 'pane',
  entry: {
    functions: { import: './dist/addin/functions/functions.js', filename: 'functions.js' },
    commands: './dist/addin/commands/commands.js',
    taskpane: './dist/addin/taskpane.js',
    'sign-in': './dist/addin/taskpane-sign-in.js',
    web: './dist/addin/web.js',
  },
  output: {
    path: inRoot('dist', 'pane'),
    filename: '[name].[contenthash:12].js',
    clean: true,
  },
  plugins: [
    new PagePlugin({
      page: inRoot('addin', 'taskpane.html'),
      entries: ['functions', 'commands', 'taskpane'],
      styles: inRoot('addin', 'taskpane.css'),
      files: {
        ...icons,
        'functions.json': inRoot('addin', 'functions', 'functions.json'),
        'functions.de.json': inRoot('addin', 'functions', 'functions.de.json'),
      },
    }),
    new PagePlugin({
      page: inRoot('addin', 'taskpane-sign-in.html'),
      name: 'sign-in.html',
      entries: ['sign-in'],
      styles: inRoot('addin', 'taskpane.css'),
      files: {},
    }),
    new PagePlugin({
      page: inRoot('addin', 'web.html'),
      entries: ['web'],
      styles: inRoot('addin', 'taskpane.css'),
      files: {},
    }),
  ],
};

/** All panes with made-up states, to look at and to test; never served with the pane. */
const gallery = {
  ...common,
  name: 'gallery',
  mode: 'development',
  entry: { gallery: './dist/test/addin/gallery/gallery.js' },
  output: { path: inRoot('dist', 'gallery'), filename: '[name].js', clean: true },
  plugins: [
    new PagePlugin({
      page: inRoot('test', 'addin', 'gallery', 'gallery.html'),
      entries: ['gallery'],
      styles: inRoot('addin', 'taskpane.css'),
      files: {},
    }),
  ],
};

export default ({ gallery: wanted }) => (wanted ? gallery : [pane, workbench(common)]);
