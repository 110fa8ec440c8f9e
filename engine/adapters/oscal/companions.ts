import type { FileProblem, SubmittedFile } from '../../app/ports.ts';
import { ok, type Result } from '../../domain/result.ts';
import { type OscalDocument, readDocument } from './document.ts';
import type { Profile, Resource } from './oscal-schema.ts';

/** A file a profile asks for: the companion that was found, and a sentence where its name alone did not settle it. */
type FoundCompanion = { readonly document: OscalDocument; readonly doubt: string | null };

/** Finds what profiles import among the submitted companions. Each companion is read at most once. */
export type Companions = {
  /** Ok(null) when none fits. */
  find(profile: Profile, importer: string, href: string): Result<FoundCompanion | null, FileProblem>;
};

export function createCompanions(file: SubmittedFile): Companions {
  // The submitted file is among them, so that an import back to it is seen as the circle it is.
  const bytesByName = new Map([[file.name, file.bytes], ...Object.entries(file.companions)]);
  const documents = new Map<string, Result<OscalDocument, FileProblem>>();

  return { find };

  function find(profile: Profile, importer: string, href: string): Result<FoundCompanion | null, FileProblem> {
    const resource = resourceOf(profile, href);
    const wanted = [href, ...linksOf(resource, href)];
    const names = [...bytesByName.keys()];
    const exact =
      names.find((name) => wanted.includes(name)) ?? matchBy(names, wanted, baseName) ?? matchBy(names, wanted, stem);
    if (exact !== undefined) return found(exact, null);
    // From here on the companions are read: a damaged one among them is only an error where it was asked for by name.
    const others = names.flatMap((name) => {
      const read = readCompanion(name);
      return read.ok && name !== importer && !contradicts(wanted, resource, name, read.value) ? [name] : [];
    });
    const sameName = matchBy(others, wanted, versionlessStem);
    if (sameName !== undefined)
      return found(sameName, `its name without the version is that of ${wantedFile(profile, href)}`);
    const byIdentity = others.find((name) => isNamedBy(resource, readCompanion(name)));
    if (byIdentity !== undefined)
      return found(byIdentity, `its title or uuid is the one the profile gives for ${href}`);
    const [only, ...rest] = others.filter((name) => isCatalog(readCompanion(name)));
    if (only !== undefined && rest.length === 0)
      return found(only, `it is the only catalog submitted with the profile`);
    return ok(null);
  }

  function found(name: string, why: string | null): Result<FoundCompanion, FileProblem> {
    const read = readCompanion(name);
    return read.ok
      ? ok({ document: read.value, doubt: why === null ? null : `${name} was taken because ${why}` })
      : read;
  }

  function readCompanion(name: string): Result<OscalDocument, FileProblem> {
    const known = documents.get(name);
    if (known !== undefined) return known;
    const read = readDocument(name, bytesByName.get(name) ?? new Uint8Array());
    documents.set(name, read);
    return read;
  }
}

/** The file a person is asked for: the JSON form where the profile names one. */
export function wantedFile(profile: Profile, href: string): string {
  const [preferred] = linksOf(resourceOf(profile, href), href);
  return preferred === undefined ? href : lastStep(preferred);
}

function resourceOf(profile: Profile, href: string): Resource | undefined {
  if (!href.startsWith('#')) return undefined;
  const uuid = href.slice(1).toLowerCase();
  return profile['back-matter']?.resources?.find((resource) => resource.uuid.toLowerCase() === uuid);
}

/** The places a resource can be had, JSON first; for a plain reference the reference itself. */
function linksOf(resource: Resource | undefined, href: string): readonly string[] {
  if (resource === undefined) return href.startsWith('#') ? [] : [href];
  const links = resource.rlinks ?? [];
  const isJson = (each: (typeof links)[number]) =>
    each['media-type']?.includes('json') === true || /\.json(\.gz)?$/i.test(each.href);
  return [...links.filter(isJson), ...links.filter((each) => !isJson(each))].map((each) => each.href);
}

function matchBy(
  names: readonly string[],
  wanted: readonly string[],
  simplify: (name: string) => string,
): string | undefined {
  const keys = new Set(wanted.filter((name) => !name.startsWith('#')).map(simplify));
  return names.find((name) => keys.has(simplify(name)));
}

/** Letter case aside. */
function baseName(path: string): string {
  return lastStep(path).toLowerCase();
}

function lastStep(path: string): string {
  const [address = ''] = path.split(/[?#]/, 1);
  return address.replaceAll('\\', '/').split('/').at(-1) ?? address;
}

/** One name for `x.json`, `x-min.json`, `x.json.gz`, `x.xml` and `x.yaml`: the same document in other clothes. */
function stem(path: string): string {
  return baseName(path)
    .replace(/\.gz$/, '')
    .replace(/\.(json|xml|ya?ml)$/, '')
    .replace(/-min$/, '');
}

/** Also without `.v5.0.1`, `_v5.1.1+u4` or `-5.1` at its end, before or after `-min`. */
function versionlessStem(path: string): string {
  return stem(path)
    .replace(/[._-]v?\d[\d.]{0,20}(\+\w{1,10})?$/, '')
    .replace(/-min$/, '');
}

/** Another revision by its own name or title is never taken for the wanted one. */
function contradicts(
  wanted: readonly string[],
  resource: Resource | undefined,
  name: string,
  document: OscalDocument,
): boolean {
  const asked = revisionsIn([...wanted, resource?.title ?? '', resource?.description ?? ''].join(' '));
  const offered = revisionsIn(`${name} ${titleOf(document)}`);
  return asked.size > 0 && offered.size > 0 && ![...asked].some((revision) => offered.has(revision));
}

function revisionsIn(text: string): ReadonlySet<string> {
  return new Set(
    Array.from(text.slice(0, 10_000).matchAll(/rev(?:ision)?[ ._-]?(\d{1,3})/gi), (match) => match[1] ?? ''),
  );
}

function isNamedBy(resource: Resource | undefined, read: Result<OscalDocument, FileProblem>): boolean {
  if (resource === undefined || !read.ok) return false;
  const { value: document } = read;
  const uuid = document.kind === 'catalog' ? document.catalog.uuid : document.profile.uuid;
  if (uuid !== undefined && uuid.toLowerCase() === resource.uuid.toLowerCase()) return true;
  const title = sameText(titleOf(document));
  return [resource.title, resource.description].some((each) => each !== undefined && sameText(each) === title);
}

function titleOf(document: OscalDocument): string {
  return document.kind === 'catalog' ? document.catalog.metadata.title : document.profile.metadata.title;
}

function sameText(text: string): string {
  return text.trim().toLowerCase();
}

function isCatalog(read: Result<OscalDocument, FileProblem>): boolean {
  return read.ok && read.value.kind === 'catalog';
}
