import type { ReactNode } from 'react';

/** The sign of Controlbook: a book whose page is ticked off. The same drawing as the icons of the ribbon. */
export function Logo({ size }: { readonly size: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M7 3h18a2 2 0 0 1 2 2v22a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z" fill="#0f6cbd" />
      <path d="M5 5a2 2 0 0 1 2-2h3v26H7a2 2 0 0 1-2-2z" fill="#0a4f8f" />
      <path
        d="M14 16.5l3 3 6-7"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
