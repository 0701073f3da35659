import { busContract } from './bus-contract.ts'
import { openMemoryBusNetwork } from './memory-bus.ts'

busContract('The bus in memory', async () => {
  const network = openMemoryBusNetwork()
  return {
    connect: () => network.connect(),
    cut: () => network.cut(),
    heal: () => network.heal(),
    close: () => undefined,
  }
})
