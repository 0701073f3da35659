/** The first number of every message; 0 to 3 are y-websocket's own. */
export const messageKinds = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** Server to client: how many of this connection's update messages are stored for good. */
  durable: 4,
  /** Server to client: how the stored document fares; only to those who ask for durable messages. */
  condition: 5,
} as const

/** The second number of a sync message. */
export const syncKinds = { stateVector: 0, missing: 1, update: 2 } as const

/** The path of a workspace's socket, which the workspace's identifier follows. */
export const syncPath = '/sync/'

/** The query parameter by which a client asks for durable messages: `?durable=1`. */
export const durableParameter = 'durable'
