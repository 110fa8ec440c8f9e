import { type CatalogueControl, catalogue } from './catalogue.ts';

/** How a control of the stand-in stands. */
export type Standing = {
  /** 0 to 1: the part of its points that is reached. */
  readonly part: number;
  readonly state: 'Default' | 'Ignored' | 'ThirdParty' | 'Reviewed';
};

export const tenantId = '12f988bf-16f1-11af-11ab-1d7cd011db47';
const vendorInformation = { provider: 'SecureScore', providerVersion: null, subProvider: null, vendor: 'Microsoft' };

/** The score of a day as Graph tells it. */
export function snapshotOf(day: string, standingOf: (control: CatalogueControl) => Standing | null): object {
  const scored = catalogue.flatMap((control) => {
    const standing = standingOf(control);
    return standing === null ? [] : [{ control, standing }];
  });
  const currentScore = scored.reduce((sum, { control, standing }) => sum + scoreOf(control, standing), 0);
  return {
    id: `${tenantId}_${day}`,
    azureTenantId: tenantId,
    activeUserCount: 87,
    licensedUserCount: 120,
    createdDateTime: `${day}T00:00:00Z`,
    currentScore,
    maxScore: catalogue.reduce((sum, { max }) => sum + max, 0),
    enabledServices: ['HasExchange', 'HasSharePoint', 'HasInTune'],
    averageComparativeScores: [
      { basis: 'AllTenants', averageScore: 37 },
      { basis: 'TotalSeats', averageScore: 46 },
      { basis: 'IndustryTypes', averageScore: -1 },
    ],
    controlScores: scored.map(({ control, standing }) => ({
      controlCategory: control.category,
      controlName: control.id,
      description: `What the stand-in says of ${control.title || control.id}.`,
      score: scoreOf(control, standing),
      scoreInPercentage: Math.round(standing.part * 10_000) / 100,
      implementationStatus: `${Math.round(standing.part * 120)} of 120 users and devices.`,
      lastSynced: `${day}T00:00:00Z`,
      on: String(standing.part >= 1),
      count: String(Math.round(standing.part * 120)),
      total: '120',
    })),
    vendorInformation,
  };
}

function scoreOf({ max }: CatalogueControl, { part }: Standing): number {
  return Math.round(max * part * 100) / 100;
}

/** What Graph tells of a control, whatever its score. */
export function profileOf(control: CatalogueControl, standing: Standing | null): object {
  const { id, max, category, type, service, tier, rank, deprecated, title } = control;
  const state = standing?.state ?? 'Default';
  return {
    ...{
      id,
      azureTenantId: tenantId,
      title: title === '' ? null : title,
      maxScore: max,
      rank,
      tier,
      service,
      deprecated,
    },
    ...{ actionType: type, controlCategory: category, userImpact: 'Low', implementationCost: 'Low', threats: [] },
    actionUrl: `https://portal.example.com/settings/${id}`,
    remediation: `<p>Open the settings of <b>${service}</b> and set it there.</p>`,
    remediationImpact: 'People may be asked once more who they are.',
    complianceInformation: null,
    lastModifiedDateTime: null,
    controlStateUpdates:
      state === 'Default'
        ? []
        : [
            {
              ...{ assignedTo: '', comment: '', state, updatedBy: 'admin@example.com' },
              updatedDateTime: '2026-01-02T03:04:05Z',
            },
          ],
    vendorInformation,
  };
}

/** One page of a list, linked to the next. */
export function pageOf(items: readonly object[], url: URL, pageLength: number): object {
  const skip = Number(url.searchParams.get('$skip') ?? 0) || 0;
  const top = Math.min(Number(url.searchParams.get('$top') ?? pageLength) || pageLength, pageLength);
  const next = new URL(url);
  next.searchParams.set('$skip', String(skip + top));
  return {
    '@odata.context': `${url.origin}/v1.0/$metadata#security`,
    ...(skip + top < items.length ? { '@odata.nextLink': next.href } : {}),
    value: items.slice(skip, skip + top),
  };
}
