/** The engine's own program that opens files of others, from source or compiled as the test itself is. */
export const fileChild = new URL(
  `../../engine/file-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);
