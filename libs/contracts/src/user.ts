import { Type } from 'typebox';
import type { Static } from 'typebox';

export const Email = Type.String({ format: 'email', maxLength: 254 });
export const Password = Type.String({ minLength: 10, maxLength: 200 });

/** An IANA time zone name. */
export const TimeZone = Type.String({ minLength: 1, maxLength: 64, examples: ['Europe/London'] });

/** The minute of the local day at which a new day begins, so that a late night still counts for it. */
export const DayStartMinute = Type.Integer({ minimum: 0, maximum: 1439 });

export const User = Type.Object({
  id: Type.String({ format: 'uuid' }),
  email: Email,
  timeZone: TimeZone,
  dayStartMinute: DayStartMinute,
});
export type User = Static<typeof User>;

export const NewUser = Type.Object(
  { email: Email, password: Password, timeZone: Type.Optional(TimeZone) },
  { additionalProperties: false },
);
export type NewUser = Static<typeof NewUser>;

export const Credentials = Type.Object(
  { email: Email, password: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);
export type Credentials = Static<typeof Credentials>;

export const Preferences = Type.Partial(Type.Object({ timeZone: TimeZone, dayStartMinute: DayStartMinute }), {
  additionalProperties: false,
  minProperties: 1,
});
export type Preferences = Static<typeof Preferences>;

/** A signed token, and the moment (ISO 8601) after which it is refused. */
export const Session = Type.Object({
  user: User,
  token: Type.String(),
  expiresAt: Type.String({ format: 'date-time' }),
});
export type Session = Static<typeof Session>;
