import type { MoveEnd } from '#engine/adapters/store/move/move-end';

/** The same end, cut off before one of its steps; both ends of a move count together. */
export function failing(end: MoveEnd, count: { left: number }): MoveEnd {
  const step = (): void => {
    count.left -= 1;
    if (count.left === 0) throw new Error('cut off');
  };
  return {
    label: end.label,
    async openSource() {
      const opened = await end.openSource();
      if (!opened.ok) return opened;
      const source = opened.value;
      return {
        ok: true,
        value: {
          ...source,
          async leave(other) {
            step();
            await source.leave(other);
            step();
          },
        },
      };
    },
    async openTarget(installation) {
      step();
      const opened = await end.openTarget(installation);
      if (!opened.ok) return opened;
      const target = opened.value;
      const { directory } = target;
      return {
        ok: true,
        value: {
          ...target,
          async open(name, epoch) {
            step();
            return target.open(name, epoch);
          },
          async append(head, entries) {
            step();
            return target.append(head, entries);
          },
          async turn(head, epoch) {
            step();
            return target.turn(head, epoch);
          },
          directory: {
            ...directory,
            async put(person) {
              step();
              await directory.put(person);
            },
          },
          async begin() {
            await target.begin();
            step();
          },
          async settle() {
            step();
            await target.settle();
          },
        },
      };
    },
    async verify(organisation) {
      step();
      return end.verify(organisation);
    },
  };
}
