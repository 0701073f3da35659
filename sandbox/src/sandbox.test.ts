import { isId, sha256Hex } from '@weft/kernel'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  demoOrganisations,
  demoPeople,
  demoScenarios,
  demoWorkspaces,
  packsFolder,
  readManifest,
} from './index.ts'

const folder = packsFolder()
const manifest = readManifest(folder)

describe('the sample packs', () => {
  test.each(manifest.tables.map((table) => [table.id, table] as const))(
    '%s has its licence, its source and the bytes its hash names',
    (_, table) => {
      const bytes = readFileSync(join(folder, table.file))
      expect(bytes.byteLength).toBe(table.bytes)
      expect(sha256Hex(bytes)).toBe(table.sha256)
      expect(table.source.originalPublisher).not.toBe('')
      expect(table.licence.spdx).not.toBe('')
      expect(table.licence.attribution).not.toBe('')
      if (table.licence.file) expect(existsSync(join(folder, table.licence.file))).toBe(true)
    },
  )

  test.each(manifest.tables.map((table) => [table.id, table] as const))(
    '%s has the columns and the number of rows the manifest says',
    (_, table) => {
      const lines = readFileSync(join(folder, table.file), 'utf8').trimEnd().split('\n')
      expect(lines[0]).toBe(table.columns.map(({ name }) => name).join(','))
      expect(lines.length - 1).toBe(table.rows)
    },
  )

  test('every pack names tables that exist, and every table is in one pack', () => {
    const named = manifest.packs.flatMap(({ tables }) => tables).sort()
    expect(named).toEqual(manifest.tables.map(({ id }) => id).sort())
  })
})

describe('the demo space', () => {
  const organisations = demoOrganisations(manifest.organisations)
  const known = new Set(organisations.map(({ id }) => id))
  const people = new Map(demoPeople.map((person) => [person.id, person]))

  test('every organisation that owns a table is there, and hues differ', () => {
    for (const { owner } of manifest.tables) expect(known.has(owner)).toBe(true)
    expect(new Set(organisations.map(({ hue }) => hue)).size).toBe(organisations.length)
  })

  test('organisations of one workspace are told apart by hue', () => {
    const hueOf = new Map(organisations.map(({ id, hue }) => [id, hue]))
    for (const { organisations: team } of demoWorkspaces) {
      for (const one of team) {
        for (const other of team) {
          if (one === other) continue
          const gap = Math.abs((hueOf.get(one) ?? 0) - (hueOf.get(other) ?? 0))
          expect(Math.min(gap, 360 - gap)).toBeGreaterThanOrEqual(40)
        }
      }
    }
  })

  test('people have proper identifiers, both names and an organisation', () => {
    expect(people.size).toBe(demoPeople.length)
    for (const person of demoPeople) {
      expect(isId('pe', person.id)).toBe(true)
      expect(known.has(person.organisation)).toBe(true)
    }
  })

  test('every pack has a scenario with an owner', () => {
    const sectors = new Set(demoScenarios.map(({ sector }) => sector))
    expect(sectors.size).toBe(manifest.packs.length)
    for (const { id, owner } of demoScenarios) {
      expect(isId('sc', id)).toBe(true)
      expect(people.has(owner)).toBe(true)
    }
  })

  test('workspaces refer to steps, datasets, scenarios and people that exist', () => {
    const tables = new Set(manifest.tables.map(({ id }) => id))
    for (const workspace of demoWorkspaces) {
      expect(isId('ws', workspace.id) && isId('ap', workspace.app)).toBe(true)
      expect(demoScenarios.some(({ id }) => id === workspace.scenario)).toBe(true)
      for (const pipeline of workspace.content.pipelines) {
        for (const [id, step] of Object.entries(pipeline.steps)) {
          expect(isId('st', id)).toBe(true)
          if (step.kind === 'dataset') expect(tables.has(step.settings.dataset ?? '')).toBe(true)
        }
        const ids = pipeline.edges.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const edge of pipeline.edges) {
          expect(isId('ed', edge.id)).toBe(true)
          expect(Object.hasOwn(pipeline.steps, edge.from)).toBe(true)
        }
      }
      for (const { by, ratings } of workspace.releases) {
        expect(people.has(by)).toBe(true)
        for (const rating of ratings) expect(people.has(rating.by)).toBe(true)
      }
    }
  })
})
