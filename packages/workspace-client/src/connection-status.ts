/** How a workspace stands with its server. */
export type ConnectionState = 'connecting' | 'synced' | 'saving' | 'saved' | 'offline' | 'refused'

/** What happens to a connection: `settled` says that no edit waits to be stored any more. */
export type ConnectionEvent = 'synced' | 'edited' | 'settled' | 'lost' | 'refused' | 'asked-again'

/** Every state answers every event. */
export const nextConnectionState: Readonly<
  Record<ConnectionState, Readonly<Record<ConnectionEvent, ConnectionState>>>
> = {
  connecting: {
    synced: 'synced',
    edited: 'connecting',
    settled: 'connecting',
    lost: 'offline',
    refused: 'refused',
    'asked-again': 'connecting',
  },
  synced: {
    synced: 'synced',
    edited: 'saving',
    settled: 'synced',
    lost: 'offline',
    refused: 'refused',
    'asked-again': 'synced',
  },
  saving: {
    synced: 'saving',
    edited: 'saving',
    settled: 'saved',
    lost: 'offline',
    refused: 'refused',
    'asked-again': 'saving',
  },
  saved: {
    synced: 'saved',
    edited: 'saving',
    settled: 'saved',
    lost: 'offline',
    refused: 'refused',
    'asked-again': 'saved',
  },
  offline: {
    synced: 'synced',
    edited: 'offline',
    settled: 'offline',
    lost: 'offline',
    refused: 'refused',
    'asked-again': 'connecting',
  },
  refused: {
    synced: 'refused',
    edited: 'refused',
    settled: 'refused',
    lost: 'refused',
    refused: 'refused',
    'asked-again': 'connecting',
  },
}
