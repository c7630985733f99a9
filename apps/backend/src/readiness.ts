/** What stands between the process and requests; main.ts moves it, the plugins read it. */
export interface Readiness {
  /** The tables are up to date. */
  migrated: boolean;
  /** The process was told to end. */
  draining: boolean;
}
