/** Style sheets are imported for their effect: vite writes them out. */
declare module '*.css';
