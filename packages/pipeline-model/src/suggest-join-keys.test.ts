import { expect, test } from 'vitest'
import { suggestJoinKeys } from './suggest-join-keys.ts'

const flights = [
  { name: 'flight_id', type: 'VARCHAR', role: 'key' },
  { name: 'origin', type: 'VARCHAR', references: 'logistics.airports.iata' },
  { name: 'distance', type: 'INTEGER' },
]

test('a foreign key finds the key it points at, under another name', () => {
  const airports = [
    { name: 'iata', type: 'VARCHAR', role: 'key' },
    { name: 'city', type: 'VARCHAR' },
  ]
  expect(suggestJoinKeys(flights, airports)).toEqual([{ left: 'origin', right: 'iata' }])
})

test('equal names of one kind are proposed, whatever the width of the number', () => {
  const right = [
    { name: 'Origin', type: 'VARCHAR' },
    { name: 'distance', type: 'BIGINT' },
  ]
  expect(suggestJoinKeys(flights, right)).toEqual([
    { left: 'distance', right: 'distance' },
    { left: 'origin', right: 'Origin' },
  ])
})

test('equal names of different kinds are not proposed', () => {
  expect(suggestJoinKeys(flights, [{ name: 'distance', type: 'VARCHAR' }])).toEqual([])
})
