import type { accountRoutes, BodyOf } from '@weft/api-contract'
import { accept, newId, readText, refuse, type Outcome } from '@weft/kernel'
import { timingSafeEqual } from 'node:crypto'
import type { Transaction } from '../../store/store.ts'
import { appendEvent } from '../audit/index.ts'
import { addMembership, addOrganisation, addPerson } from './add-rows.ts'
import type { AccountDeps } from './open-accounts.ts'

type SetUp = BodyOf<typeof accountRoutes.setUpSpace>

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}

async function makeOperator(deps: AccountDeps, transaction: Transaction, body: SetUp) {
  const at = new Date(deps.now())
  const organisation = newId('og', deps.random)
  const person = newId('pe', deps.random)
  await addOrganisation(transaction, {
    id: organisation,
    names: body.organisationName,
    role: { en: 'operator', zh: '运营方' },
    hue: 215,
    at,
  })
  await addPerson(transaction, deps.random, {
    id: person,
    name: body.name,
    email: body.email,
    password: body.password,
    operator: true,
    at,
  })
  await addMembership(transaction, deps.random, { person, organisation, role: 'admin', at })
  await appendEvent(transaction, {
    at,
    actor: { person, organisation },
    event: 'space.set-up',
    subject: organisation,
    details: { space: readText(body.spaceTitle, 'en') },
  })
}

/** Makes the first operator of a production space; works once, and only with the printed code. */
export async function setUpSpace(deps: AccountDeps, body: SetUp): Promise<Outcome<null>> {
  return deps.store.transaction().execute(async (transaction) => {
    const space = await transaction
      .selectFrom('space')
      .selectAll()
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (space.demo || space.set_up_at !== null || space.set_up_code === null) {
      return refuse('set-up.done')
    }
    if (!isSame(body.code.trim(), space.set_up_code)) return refuse('set-up.wrong-code')
    const taken = await transaction
      .selectFrom('person')
      .select('id')
      .where('email', '=', body.email.toLowerCase())
      .executeTakeFirst()
    if (taken) return refuse('account.exists', { email: body.email })
    await makeOperator(deps, transaction, body)
    await transaction
      .updateTable('space')
      .set({
        title: JSON.stringify(body.spaceTitle),
        set_up_at: new Date(deps.now()),
        set_up_code: null,
      })
      .execute()
    return accept(null)
  })
}
