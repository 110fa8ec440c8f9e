import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A folder's files by the path below it. */
export interface StaticFiles {
  /** The bytes of a file; null where there is none of this name. */
  read(path: string): Promise<{ readonly path: string; readonly bytes: Uint8Array } | null>;
}

/**
 * Serves only names that a listing of the folder has shown, so that no path can lead out of it. `anyCase` finds files
 * whatever the letter case they are asked in: office.js asks for names its package spells otherwise. A name that is not
 * known is looked for anew, because a build may have written it since.
 */
export function createStaticFiles(
  root: string,
  { anyCase = false, wanted = () => true }: { readonly anyCase?: boolean; wanted?(path: string): boolean } = {},
): StaticFiles {
  const key = (path: string): string => (anyCase ? path.toLowerCase() : path);
  let names: ReadonlyMap<string, string> = new Map();
  return {
    async read(path) {
      if (!names.has(key(path))) names = await list();
      const name = names.get(key(path));
      if (name === undefined) return null;
      try {
        return { path: name, bytes: await readFile(join(root, name)) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // the system's errors have a code
        throw error;
      }
    },
  };

  async function list(): Promise<ReadonlyMap<string, string>> {
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    return new Map(paths.filter(wanted).map((path) => [key(path), path]));
  }
}

const typeByExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'text/xml; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Answers with a file; a browser that has it already is told so. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
): FastifyReply {
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).header('cache-control', 'no-cache');
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  return reply
    .type(typeByExtension[extname(path).toLowerCase()] ?? 'application/octet-stream')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
