import type { JournalEvent } from '../../contract/model/entry.ts';
import type { EvidenceDocument, EvidenceId, EvidenceVersion } from '../../contract/model/evidence.ts';
import type { ActionId, EntityRef } from '../../contract/model/ids.ts';
import { documentOf, everProven } from '../../domain/evidence/evidence.ts';
import { actionOf } from '../../domain/organisation/documents.ts';
import type { EvidenceView, HistoryView } from '../../domain/sheets/view.ts';
import type { ReadImage } from '../../domain/state/image.ts';
import type { Organisation } from '../organisation.ts';
import type { Records, ShownEvidence } from '../records.ts';
import { kindOf } from './evidence-items.ts';

/** A row for every piece and action. `address` is where people reach the engine; without it files have no link. */
export function evidenceViews(
  organisation: Organisation,
  shown: readonly ShownEvidence[],
  address: string | null,
): readonly EvidenceView[] {
  return shown.map(({ action, piece }) => {
    const { number, content, by, time } = piece.current;
    return {
      id: `${piece.id}@${action}`,
      evidence: piece.id,
      action,
      actionTitle: actionOf(organisation.core.image, action)?.title ?? action,
      name: piece.name,
      version: number,
      kind: kindOf(piece.current),
      size: content.kind === 'file' ? content.size : 0,
      sha256: content.kind === 'file' ? content.sha256 : null,
      collected: piece.collectedOn,
      expires: piece.expiresOn,
      uploadedBy: organisation.directory.byId(by)?.name ?? by,
      uploadedAt: time,
      link: content.kind === 'link' ? content.url : fileLink(address, piece.id, number),
    };
  });
}

/** Leads to this version for good: a next one has its own. */
function fileLink(address: string | null, id: EvidenceId, version: number): string | null {
  return address === null ? null : `${address}/api/v1/evidence/${id}/content?version=${version}`;
}

/** Whether an entry is about evidence that proves one of these actions, or did. */
export function concernsEvidence(
  image: ReadImage,
  ref: EntityRef,
  actions: Pick<ReadonlySet<ActionId>, 'has'>,
): boolean {
  if (!ref.startsWith('evidence/')) return false;
  const entity = image.entity(ref);
  return entity !== undefined && [...everProven(entity)].some((action) => actions.has(action));
}

/** What a piece is or was called, whether or not it is still there; null for what is no evidence of these images. */
export function evidenceName(images: readonly ReadImage[], ref: EntityRef, until: Records['until']): string | null {
  const image = ref.startsWith('evidence/') ? images.find((one) => one.entity(ref) !== undefined) : undefined;
  const entity = image?.entity(ref);
  if (image === undefined || entity === undefined) return null;
  const last = until(image.partition);
  let state = entity.fields['name'] ?? null;
  while (state !== null && last !== null && state.at > last) state = state.before;
  return String(state?.value ?? documentOf(entity).name);
}

/** The line of a piece that came, or of its next version; null for what puts no evidence. */
export function evidenceLine(
  event: JournalEvent,
  item: string,
): Pick<HistoryView, 'item' | 'field' | 'from' | 'to' | 'what'> | null {
  if (event.kind !== 'put' || !event.entity.startsWith('evidence/')) return null;
  const { versions } = event.value as unknown as EvidenceDocument; // what is put under such a ref
  const [before, now] = [versions.at(-2), versions.at(-1)];
  return {
    item,
    field: 'Evidence',
    from: before === undefined ? '' : versionText(before),
    to: now === undefined ? '' : versionText(now),
    what: now?.content.kind === 'link' ? 'linked' : 'uploaded',
  };
}

function versionText({ number, content }: EvidenceVersion): string {
  if (content.kind === 'link') return `Version ${number}: ${content.url}`;
  return `Version ${number}: ${content.fileName}, ${content.size} bytes, SHA-256 ${content.sha256}`;
}
