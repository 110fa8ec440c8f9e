import { z } from 'zod';
import { initialState, type Preferences } from '../state/model.ts';
import type { Storage } from '../sync/outside.ts';

const key = 'controlbook/preferences';
const schema = z.object({ language: z.enum(['auto', 'en', 'de']), showPresence: z.boolean() });

/** What was chosen before; the defaults where nothing was, or storage fails. */
export async function loadPreferences(storage: Storage): Promise<Preferences> {
  try {
    const parsed = schema.safeParse(JSON.parse((await storage.read(key)) ?? 'null'));
    return parsed.success ? parsed.data : initialState.preferences;
  } catch {
    return initialState.preferences;
  }
}

export async function savePreferences(storage: Storage, preferences: Preferences): Promise<void> {
  await storage.write(key, JSON.stringify(preferences)).catch(() => {
    // They hold until the pane is closed; edits that cannot be stored are told by the outbox.
  });
}
