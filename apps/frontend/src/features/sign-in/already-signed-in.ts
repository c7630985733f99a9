import 'server-only';
import { isSignedIn } from '@/lib/api';
import { reachApi } from '@/lib/reach-api';

/** When the API cannot say, the form is shown; sending it tells what is wrong. */
export const alreadySignedIn = () => reachApi(isSignedIn, () => false);
