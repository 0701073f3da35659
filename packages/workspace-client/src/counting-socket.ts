/** A socket class that shows every binary message before it leaves. */
export function countingSocket(
  Socket: typeof WebSocket,
  onSend: (bytes: Uint8Array) => void,
): typeof WebSocket {
  return class extends Socket {
    override send(content: Parameters<WebSocket['send']>[0]): void {
      super.send(content)
      if (content instanceof Uint8Array) onSend(content)
      else if (content instanceof ArrayBuffer) onSend(new Uint8Array(content))
    }
  }
}
