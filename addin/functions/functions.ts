/// <reference types="office-js" />
import { officeSession } from '../office-session.ts';
import { clock, engineAddress, fetchFromEngine } from '../surroundings.ts';
import { createClient } from '../sync/client.ts';
import { languageOf } from '../ui/words/language.ts';
import { fetchWords, speechOf } from '../ui/words/speech.ts';
import { createFigures } from './create-figures.ts';
import type { CustomFunctionsApi } from './custom-functions.ts';
import { registerFunctions } from './register.ts';
import type { StreamParts } from './stream.ts';

/** Put into the page by office.js where the host has custom functions. */
declare const CustomFunctions: CustomFunctionsApi | undefined;

let parts: Promise<StreamParts> | null = null;

if (typeof CustomFunctions !== 'undefined') {
  const api = CustomFunctions;
  registerFunctions(api, () => {
    parts ??= joinParts(api);
    return parts;
  });
}

async function joinParts(api: CustomFunctionsApi): Promise<StreamParts> {
  const session = await officeSession();
  const language = languageOf(Office.context.displayLanguage);
  await fetchWords(language);
  const speech = speechOf(language);
  const figures = createFigures({
    client: createClient(engineAddress, fetchFromEngine, session.token),
    clock,
    own() {
      const { binding } = session.state();
      return binding.kind === 'bound' ? binding.assessment : null;
    },
    heard(listener) {
      let { view } = session.state();
      return session.subscribe(() => {
        if (session.state().view === view) return;
        view = session.state().view;
        listener();
      });
    },
  });
  return { figures, speech: () => speech, api };
}
