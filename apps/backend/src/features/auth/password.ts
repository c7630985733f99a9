import { hash, verify } from '@node-rs/argon2';

// argon2id is the library's default algorithm, and its constant is an enum that only exists for types.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Takes the same time when there is no hash to compare with, so that nobody learns which accounts exist. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('');
  const matches = await verify(passwordHash ?? (await nobody), password);
  return matches && passwordHash !== undefined;
}

let nobody: Promise<string> | undefined;
