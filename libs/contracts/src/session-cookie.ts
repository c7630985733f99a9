/** The HttpOnly cookie in which the frontend keeps the token. */
export const sessionCookie = 'habit_session';
