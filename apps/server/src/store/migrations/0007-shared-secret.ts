/** Which secret the servers of the space sign with, so that one with another is noticed. */
export const sharedSecret: readonly string[] = [`alter table space add column secret_mark text`]
