export { scenarioHandlers, type ScenarioDeps } from './scenario-handlers.ts'
export { addScenario, type NewScenario } from './add-scenario.ts'
