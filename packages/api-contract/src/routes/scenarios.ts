import { z } from 'zod'
import { route } from '../route.ts'
import { idOf } from '../shapes/basics.ts'
import { scenario, scenarioDraft } from '../shapes/scenarios.ts'

const params = z.object({ scenario: idOf('sc') })

export const scenarioRoutes = {
  listScenarios: route({
    method: 'GET',
    path: '/scenarios',
    summary: 'All scenarios, newest first',
    access: 'anyone',
    response: z.array(scenario),
  }),
  postScenario: route({
    method: 'POST',
    path: '/scenarios',
    summary: 'Post a scenario',
    access: 'member',
    body: scenarioDraft,
    response: scenario,
  }),
  readScenario: route({
    method: 'GET',
    path: '/scenarios/:scenario',
    summary: 'One scenario',
    access: 'anyone',
    params,
    response: scenario,
  }),
  editScenario: route({
    method: 'PUT',
    path: '/scenarios/:scenario',
    summary: 'Edit a scenario, naming the version it was made from',
    access: 'member',
    params,
    body: scenarioDraft.extend({ version: z.number().int() }),
    response: scenario,
  }),
}
