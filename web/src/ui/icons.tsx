/** Drawn here: no font, no request, no inline style. Decorative, so hidden from screen readers. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect class="mark-ground" width="32" height="32" rx="7" />
      <g class="mark-lines" fill="none" stroke-width="2.4" stroke-linecap="round">
        <path d="M6.5 25.5a15 15 0 0 1 19-19" />
        <path d="M12.4 25.5a9.5 9.5 0 0 1 13.1-13.1" />
        <path d="M18.6 25.5a4.6 4.6 0 0 1 6.9-6.9" />
      </g>
      <circle class="mark-dot" cx="24.6" cy="24.6" r="2.5" />
    </svg>
  );
}

const PATHS = {
  check: 'M5 12.5l4.6 4.6L19 7.6',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  question: 'M8.6 9.2a3.5 3.5 0 1 1 5.1 3.2c-1.1.6-1.7 1.2-1.7 2.4M12 18.2v.1',
  warning: 'M12 4L21.2 19.8H2.8zM12 10v4.6M12 17v.1',
  wait: 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17M12 7.5v4.8l3 1.9',
  out: 'M4.5 12h14M13 6.5l5.5 5.5-5.5 5.5',
  back: 'M19.5 12h-14M11 6.5L5.5 12l5.5 5.5',
  leaf: 'M5.5 18.5C5.5 10 10 6 19 5.5 18.5 14.5 14.5 18.9 8 17.6M5.5 18.5c2-4 4.5-6.6 8-8.4',
  box: 'M4.5 8L12 4.5 19.5 8v8L12 19.5 4.5 16zM4.5 8l7.5 3.6L19.5 8M12 11.6v7.9',
  paper: 'M7 4.5h7l3.5 3.5v11.5H7zM9.8 11.5h4.9M9.8 15h4.9',
  scan: 'M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15M7.5 12h9',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
