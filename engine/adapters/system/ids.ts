import { randomUUID } from 'node:crypto';
import type { Ids } from '../../app/ports.ts';

export const randomIds: Ids = { next: randomUUID };
