/** A socket class that shows every binary message before it leaves. */
export declare function countingSocket(
  Socket: typeof WebSocket,
  onSend: (bytes: Uint8Array) => void,
): typeof WebSocket
