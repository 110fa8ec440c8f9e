import '@fastify/multipart'; // its types add `parts` to the request
import type { FastifyRequest } from 'fastify';
import type { SubmittedFile } from '../../app/ports.ts';
import { limits } from '../../contract/http/limits.ts';
import { RequestRefused } from './problems.ts';

export type Upload = { readonly file: SubmittedFile; readonly fields: Readonly<Record<string, unknown>> };

/** Limits for the parser, so that nothing larger is ever held. */
export const uploadLimits = {
  fileSize: limits.uploadBytes,
  files: 1 + limits.companionFiles,
  fields: 4,
  fieldSize: 64 * 1024,
  fieldNameSize: 100,
  headerPairs: 20,
};

/**
 * Reads `file`, any `companion` files (named by their file names) and the other parts, which are JSON texts. All files
 * together stay within the limit of one upload.
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  try {
    return await readParts(request);
  } catch (error) {
    // The parser tells what is no form by bare errors of its own.
    if (
      !(error instanceof Error) ||
      !/^(Multipart: Boundary|(Unexpected|Part terminated).* end of multipart)/.test(error.message)
    )
      throw error;
    const message =
      'The form breaks off, or names no boundary that is in it. Send it again, whole, as `multipart/form-data`.';
    throw new RequestRefused('bad-request', message, {}, { connection: 'close' });
  }
}

async function readParts(request: FastifyRequest): Promise<Upload> {
  let file: { name: string; bytes: Uint8Array } | null = null;
  const companions: Record<string, Uint8Array> = Object.create(null);
  const fields: Record<string, unknown> = Object.create(null);
  let left: number = limits.uploadBytes;

  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields[part.fieldname] = parseField(part.fieldname, part.value, part.valueTruncated);
      continue;
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of part.file as AsyncIterable<Uint8Array>) {
      left -= chunk.length;
      if (left < 0) throw tooLarge();
      chunks.push(chunk);
    }
    const bytes = new Uint8Array(Buffer.concat(chunks));
    if (part.fieldname === 'companion') companions[part.filename] = bytes;
    else if (part.fieldname === 'file' && file === null) file = { name: part.filename, bytes };
    else throw invalidPart(part.fieldname, 'Send one part named `file`, and others as `companion`.');
  }
  if (file === null) throw new RequestRefused('missing-file', 'Send the file in a part named `file`.');
  return { file: { ...file, companions }, fields };
}

function parseField(name: string, value: unknown, truncated: boolean): unknown {
  if (truncated) throw tooLarge();
  try {
    return JSON.parse(String(value));
  } catch {
    throw invalidPart(name, 'This part is not JSON.');
  }
}

function tooLarge(): RequestRefused {
  const megabytes = limits.uploadBytes / 1024 / 1024;
  return new RequestRefused('too-large', `An upload takes at most ${megabytes} MB.`, {}, { connection: 'close' });
}

function invalidPart(name: string, message: string): RequestRefused {
  const issues = [{ path: `form.${name}`, message }];
  return new RequestRefused('invalid', message, { issues }, { connection: 'close' });
}
