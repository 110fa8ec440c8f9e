/** Says what is done, every five seconds that it is still being done, and after a second or more how long it took. */
export async function underWay<T>(tell: (line: string) => void, label: string, run: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1_000;
  tell(`${label} ...`);
  const timer = setInterval(() => tell(`${label} ... ${seconds().toFixed(0)} s`), 5_000);
  try {
    const result = await run();
    if (seconds() >= 1) tell(`${label}: done in ${seconds().toFixed(1)} s.`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
