import { withoutSecrets } from './settings.js';

it('gives no secret to a program that needs none', () => {
  const settings = {
    DATABASE_URL: 'a',
    JWT_SECRET: 'b',
    GEMINI_API_KEY: 'c',
    POSTGRES_PASSWORD: 'd',
    LOG_LEVEL: 'info',
  };
  expect(withoutSecrets(settings)).toEqual({ LOG_LEVEL: 'info' });
});
