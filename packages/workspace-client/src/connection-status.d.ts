/** How a workspace stands with its server. */
export type ConnectionState = 'connecting' | 'synced' | 'saving' | 'saved' | 'offline' | 'refused'
/** What happens to a connection: `settled` says that no edit waits to be stored any more. */
export type ConnectionEvent = 'synced' | 'edited' | 'settled' | 'lost' | 'refused' | 'asked-again'
/** Every state answers every event. */
export declare const nextConnectionState: Readonly<
  Record<ConnectionState, Readonly<Record<ConnectionEvent, ConnectionState>>>
>
