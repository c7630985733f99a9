import 'server-only';
import { EnvironmentError } from '@habit/env-contract';
import { environment } from './environment';

export function refuseWrongEnvironment() {
  try {
    environment();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
