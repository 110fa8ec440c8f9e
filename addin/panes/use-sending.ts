import { useEffect, useRef } from 'react';
import { type SendName, sentOf } from '../state/asking.ts';
import type { PaneProps } from './pane-props.ts';

/**
 * What comes of what a dialog sends `inPlace`: nothing when it opens, and nothing of it when it is gone. `onDone` is told
 * once, with what the engine answered.
 */
export function useSending<Name extends SendName>(
  { state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>,
  what: Name,
  onDone: (answer: DoneAnswer<Name>) => void,
): ReturnType<typeof sentOf<Name>> {
  const sent = sentOf(state, what);
  const told = useRef(onDone);
  told.current = onDone;
  useEffect(() => {
    dispatch({ do: 'forget', what });
    return () => dispatch({ do: 'forget', what });
  }, [dispatch, what]);
  // What stood there when the dialog opened is of somebody before.
  const seen = useRef<unknown>(sent);
  useEffect(() => {
    if (sent === seen.current) return;
    seen.current = sent;
    if (sent.kind === 'done') told.current(sent.answer);
  }, [sent]);
  return sent;
}

type DoneAnswer<Name extends SendName> = Extract<ReturnType<typeof sentOf<Name>>, { kind: 'done' }>['answer'];
