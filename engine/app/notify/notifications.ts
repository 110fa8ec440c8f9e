import type { AlertRule, NoticePreferences } from '../../contract/model/notice.ts';
import type { Who } from '../../contract/model/permission.ts';
import type { Caller } from '../assessments.ts';
import type { Gate } from '../gate.ts';
import type { Organisation } from '../organisation.ts';
import { changePreferences, type Feed, feedFor, markRead } from './feed.ts';
import { preferencesOf } from './recipients.ts';
import { deleteRule, type RuleRequest, rulesFor, saveRule } from './rules.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

/** Who is told of what. */
export interface Notifications {
  feed(who: Who): Promise<Feed>;
  markRead(upTo: number, caller: Caller): ReturnType<typeof markRead>;
  preferences(who: Who): NoticePreferences;
  changePreferences(preferences: NoticePreferences, caller: Caller): ReturnType<typeof changePreferences>;
  rules(who: Who): readonly AlertRule[];
  saveRule(id: string | null, request: RuleRequest, caller: Caller): ReturnType<typeof saveRule>;
  deleteRule(id: string, caller: Caller): ReturnType<typeof deleteRule>;
  readonly webhooks: Webhooks;
}

export function createNotifications(organisation: Organisation, gate: Gate, privateWebhooks: boolean): Notifications {
  return {
    feed: (who) => feedFor(organisation, gate, who),
    markRead: (upTo, caller) => markRead(organisation, upTo, caller),
    preferences: ({ user }) => preferencesOf(organisation, user),
    changePreferences: (preferences, caller) => changePreferences(organisation, preferences, caller),
    rules: (who) => rulesFor(organisation, gate, who),
    saveRule: (id, request, caller) => saveRule(organisation, id, request, caller),
    deleteRule: (id, caller) => deleteRule(organisation, id, caller),
    webhooks: createWebhooks(organisation, privateWebhooks),
  };
}
