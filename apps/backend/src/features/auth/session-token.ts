import { SignJWT, jwtVerify } from 'jose';
import type { Session, User } from '@habit/contracts';
import type { Config } from '../../config.ts';

type Signing = Config['session'];

const issuer = 'habit-tracker';
const userIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

export async function startSession(signing: Signing, user: User, now: Date): Promise<Session> {
  const expires = new Date(now.getTime() + signing.days * 86_400_000);
  // Seconds are all that a token holds.
  expires.setUTCMilliseconds(0);
  const token = await new SignJWT()
    .setProtectedHeader({ alg: signing.algorithm })
    .setIssuer(issuer)
    .setSubject(user.id)
    .setIssuedAt(now)
    .setExpirationTime(expires)
    .sign(keyOf(signing.secret));
  return { user, token, expiresAt: expires.toISOString() };
}

/**
 * The user's id, or nothing when the token is not one of ours, was changed, or has run out. After a change of the
 * secret, what the previous one signed is still ours.
 */
export async function readToken(signing: Signing, token: string, now: Date): Promise<string | undefined> {
  for (const secret of [signing.secret, signing.previousSecret]) {
    const userId = secret && (await readSignedWith(secret, signing.algorithm, token, now));
    if (userId) return userId;
  }
  return undefined;
}

async function readSignedWith(
  secret: string,
  algorithm: Signing['algorithm'],
  token: string,
  now: Date,
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: [algorithm],
      issuer,
      requiredClaims: ['sub', 'exp'],
      currentDate: now,
    });
    return userIdPattern.test(payload.sub ?? '') ? payload.sub : undefined;
  } catch {
    return undefined;
  }
}
