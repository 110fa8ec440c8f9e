import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from 'react';
import { fetchLateWords } from '../ui/words/speech.ts';

const loads: (() => Promise<unknown>)[] = [];
const failed = new Set<() => void>();

/** A part of the pane that is fetched when it is first shown. The program's own parts make these, once each. */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): (props: Props) => ReactNode {
  let fetched: LazyExoticComponent<ComponentType<Props>> | null = null;
  const fetch = async (): Promise<ComponentType<Props>> => {
    const [part] = await Promise.all([load(), fetchLateWords()]);
    return part;
  };
  loads.push(fetch);
  // biome-ignore lint/correctness/noComponentHookFactories: called at module level alone, once for each part
  return function Late(props: Props): ReactNode {
    fetched ??= lazy(() =>
      fetch().then(
        (part) => ({ default: part }),
        (reason: unknown) => {
          // Not before somebody asks for it: what failed would be fetched again and again.
          failed.add(() => {
            fetched = null;
          });
          throw reason;
        },
      ),
    );
    const Fetched = fetched as ComponentType<Props>; // what lazy makes takes the same properties
    return <Fetched {...props} />;
  };
}

/** What could not be fetched is fetched again when it is shown next. */
export function fetchAgain(): void {
  for (const forget of failed) forget();
  failed.clear();
}

/**
 * Fetches what is not needed at first, so that it is there when the line goes away: a pane goes on working offline. What
 * fails here is fetched again when it is shown.
 */
export function fetchLateParts(): Promise<unknown> {
  return Promise.allSettled(loads.map((load) => load()));
}
