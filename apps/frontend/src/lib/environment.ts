import 'server-only';
import { readEnvironment } from '@habit/env-contract';

/**
 * The one reader of the environment, at run time: the whole `process.env` is handed over, because the build
 * would replace a `process.env.NEXT_PUBLIC_…` written out here by what it was when building.
 */
export const environment = () => readEnvironment('frontend', process.env);
