import type { z } from 'zod';
import type { Endpoint, EndpointName, Endpoints } from '#engine/contract/http';
import type { DeepReadonly } from '#engine/contract/http/shape';

/*
 * Most pages show what one endpoint answers and change it by another. They need no intent of their own: `load` asks any
 * endpoint that reads, `send` any that changes, `download` any that is a file, each as the contract has it.
 */

type Part<E extends Endpoint, Name extends 'params' | 'query' | 'body' | 'upload'> = E extends {
  readonly [Key in Name]: infer Schema extends z.ZodType;
}
  ? { readonly [Key in Name]: DeepReadonly<z.input<Schema>> }
  : unknown;
type Bytes<E extends Endpoint> = E extends { readonly bytes: true } ? { readonly bytes: Blob } : unknown;
type Files<E extends Endpoint> = E extends { readonly upload: z.ZodObject }
  ? { readonly files: readonly UploadFile[] }
  : unknown;

/** The first is the file itself, the others its companions. */
export type UploadFile = { readonly name: string; readonly bytes: Uint8Array };

/** What is asked of an endpoint, without the key of a command. */
export type Asked<E extends Endpoint> = Part<E, 'params'> &
  Part<E, 'query'> &
  Part<E, 'body'> &
  Part<E, 'upload'> &
  Bytes<E> &
  Files<E>;

export type Answer<E extends Endpoint> = E['response'] extends z.ZodType
  ? DeepReadonly<z.output<E['response']>>
  : Uint8Array;

type NameWhere<Kind> = { [Name in EndpointName]: Endpoints[Name] extends Kind ? Name : never }[EndpointName];
/** Endpoints that answer a question. */
export type ReadName = NameWhere<{ readonly method: 'GET'; readonly response: z.ZodType }>;
/** Endpoints that do something, or work something out that has to be sent first. */
export type SendName = Exclude<NameWhere<{ readonly response: z.ZodType }>, ReadName>;
/** Everything that can be kept as a file. */
type FileName = NameWhere<{ readonly method: 'GET' }>;

type With<Name extends EndpointName> =
  unknown extends Asked<Endpoints[Name]>
    ? { readonly request?: undefined }
    : { readonly request: Asked<Endpoints[Name]> };

/** Asks an endpoint (again); what it answers stands in `lists`. */
export type LoadIntent = {
  [Name in ReadName]: { readonly do: 'load'; readonly what: Name } & With<Name>;
}[ReadName];

/** Does something. It is done once, however often it has to be sent. */
export type SendIntent = {
  [Name in SendName]: {
    readonly do: 'send';
    readonly what: Name;
    /** What is loaded of these is loaded again once it is done. */
    readonly reload?: readonly ReadName[];
    /** The page itself shows what came of it, as `sent` says; otherwise what fails stands among the problems. */
    readonly inPlace?: true;
  } & With<Name>;
}[SendName];

/** Keeps what an endpoint answers as a file; under this name, or under the one the engine gives it. */
export type DownloadIntent = {
  [Name in FileName]: { readonly do: 'download'; readonly what: Name; readonly name?: string } & With<Name>;
}[FileName];

/** What is asked for; what was there before stays until the next has come. */
export type Loadable<T> =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly last: T | null }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly last: T | null; readonly code: string; readonly detail: string };

/** What came of something that was sent to be shown in the page. */
export type Sent<T> =
  | { readonly kind: 'none' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'done'; readonly answer: T }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string | null };

/** Where the answer to a question stands in `lists`: each question of an endpoint has its own place. */
export function listKey(what: ReadName, request?: unknown): string {
  return request === undefined ? what : `${what} ${JSON.stringify(request)}`;
}

/** Which endpoint an answer in `lists` is of. */
export function nameOfKey(key: string): string {
  return key.split(' ', 1)[0] ?? key;
}

const none = { kind: 'none' } as const;

/** What an endpoint has answered to a question, as far as it was asked. */
export function listOf<Name extends ReadName>(
  { lists }: { readonly lists: Readonly<Record<string, Loadable<unknown>>> },
  what: Name,
  ...[request]: unknown extends Asked<Endpoints[Name]> ? [] : [request: Asked<Endpoints[Name]>]
): Loadable<Answer<Endpoints[Name]>> {
  return (lists[listKey(what, request)] ?? none) as Loadable<Answer<Endpoints[Name]>>; // put there by the endpoint's name
}

/** What came of the last that was sent to an endpoint to be shown in the page. */
export function sentOf<Name extends SendName>(
  { sent }: { readonly sent: Readonly<Record<string, Sent<unknown>>> },
  what: Name,
): Sent<Answer<Endpoints[Name]>> {
  return (sent[what] ?? none) as Sent<Answer<Endpoints[Name]>>; // put there by the endpoint's name
}

/** What was loaded last, also while it is loaded again. */
export function lastOf<T>(loadable: Loadable<T>): T | null {
  return loadable.kind === 'ready' ? loadable.value : loadable.kind === 'none' ? null : loadable.last;
}
