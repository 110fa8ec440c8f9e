import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EvidenceFile } from '../../app/evidence/evidence.ts';
import { parseRange } from './parse-range.ts';
import { sendProblem } from './refuse.ts';

/**
 * Sends a file that somebody has uploaded, whole or the part asked for. Whatever it holds, no browser runs or shows it
 * here: it is bytes to be saved, and should one open it all the same, in a sandbox that may do nothing.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: EvidenceFile,
): Promise<FastifyReply> {
  const { name, size, sha256 } = file;
  const tag = `"${sha256}"`;
  reply.headers({
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(name),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
    etag: tag,
    'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
  });
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  const { range: asked, 'if-range': condition } = request.headers;
  const range = condition === undefined || condition === tag ? parseRange(asked, size) : null;
  if (range === 'unsatisfiable') {
    const message = `The file has ${size} bytes; there is no such part of it.`;
    return sendProblem(reply.header('content-range', `bytes */${size}`), { code: 'bad-range', message });
  }
  const { from, to } = range ?? { from: 0, to: size };
  // Nothing is opened for who wants the head alone.
  const bytes = request.method === 'HEAD' ? null : await file.read(from, to);
  if (bytes !== null && !bytes.ok) return sendProblem(reply, bytes.error);
  if (range !== null) reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${size}`);
  return reply
    .header('content-length', to - from)
    .send(Readable.from(bytes?.value ?? [], { objectMode: false, highWaterMark: 256 * 1024 }));
}

/** To be saved under a name, which may have any characters. */
export function attachment(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9 ._()-]/g, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
