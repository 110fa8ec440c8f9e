import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Translates one source file and all of the project that it imports to JavaScript in a folder, and returns the path to
 * run; `others` are files it does not import but starts. A child process that is started hundreds of times then starts in a quarter of the time.
 */
export async function compileChild(entry: string, folder: string, others: readonly string[] = []): Promise<string> {
  const root = resolve('.');
  const done = new Set<string>();
  for (const file of [entry, ...others]) await translate(file);
  const imports = { '#engine/*': './engine/*.js', '#test/*': './test/*.js' };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return outputOf(entry);

  async function translate(file: string): Promise<void> {
    if (done.has(file)) {
      return;
    }
    done.add(file);
    const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    await mkdir(dirname(outputOf(file)), { recursive: true });
    await writeFile(outputOf(file), outputText);
    for (const [, name = ''] of outputText.matchAll(/^(?:import|export) .*from ['"]([#.][^'"]+)['"];$/gm)) {
      const target = name.startsWith('#') ? resolve(root, `${name.slice(1)}.js`) : resolve(dirname(file), name);
      await translate(target.replace(/\.js$/, '.ts'));
    }
  }

  function outputOf(file: string): string {
    return join(folder, relative(root, file).replace(/\.ts$/, '.js'));
  }
}
