import { createContext, useContext } from 'react';
import { type Speech, speechOf } from './speech.ts';

const context = createContext<Speech>(speechOf('en'));

export const SpeechProvider = context.Provider;

/** The words and formats of the pane's language. */
export function useSpeech(): Speech {
  return useContext(context);
}
