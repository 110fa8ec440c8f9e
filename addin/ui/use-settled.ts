import { useEffect, useState } from 'react';

/** Milliseconds without typing after which a search is meant. */
const pause = 300;

/** What is typed, once the person has paused. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    if (typed === settled) return;
    const timer = window.setTimeout(() => setSettled(typed), pause);
    return () => window.clearTimeout(timer);
  }, [typed, settled]);
  return settled;
}
