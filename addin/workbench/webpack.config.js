// The workbench page and the seam its panes load first, bundled from what `tsc -b` has emitted into dist/workbench.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const page = join(root, 'addin', 'workbench', 'page');

/** Beside the bundle: the page, its looks in one, and the manifest its ribbon is made from. */
const styles = ['base', 'windows', 'ribbon', 'grid', 'popups', 'inspector'];
const files = {
  'index.html': [join(page, 'index.html')],
  'workbench.css': styles.map((name) => join(page, 'styles', `${name}.css`)),
  'manifest.xml': [join(root, 'manifest.xml')],
};

class FilesPlugin {
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('FilesPlugin', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONS;
      compilation.hooks.processAssets.tap({ name: 'FilesPlugin', stage }, () => {
        for (const [name, parts] of Object.entries(files)) {
          compilation.fileDependencies.addAll(parts);
          if (!parts.every((part) => existsSync(part))) continue;
          const bytes = Buffer.concat(parts.map((part) => readFileSync(part)));
          compilation.emitAsset(name, new sources.RawSource(bytes));
        }
      });
    });
  }
}

export const workbench = (common) => ({
  ...common,
  name: 'workbench',
  entry: { page: './dist/addin/workbench/page/main.js', seam: './dist/addin/workbench/page/seam.js' },
  output: { path: join(root, 'dist', 'workbench'), filename: '[name].js', clean: true },
  optimization: {},
  plugins: [new FilesPlugin()],
});
