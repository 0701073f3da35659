/** How much of a request has left, from 0 to 1. */
export type OnSent = (share: number) => void

/** A `fetch` that tells how much of its request has been sent; browsers tell it only of XMLHttpRequest. */
export function watchedFetch(openRequest: () => XMLHttpRequest, onSent: OnSent): typeof fetch {
  return (address, init = {}) =>
    new Promise((resolve, reject) => {
      const request = openRequest()
      const url = address instanceof Request ? address.url : address.toString()
      request.open(init.method ?? 'GET', url)
      new Headers(init.headers).forEach((value, name) => {
        request.setRequestHeader(name, value)
      })
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) onSent(event.loaded / event.total)
      }
      request.upload.onload = () => {
        onSent(1)
      }
      request.onload = () => {
        resolve(new Response(request.responseText, { status: request.status }))
      }
      request.onerror = () => {
        reject(new TypeError('The request did not reach the server.'))
      }
      request.onabort = () => {
        reject(new DOMException('The request was cancelled.', 'AbortError'))
      }
      init.signal?.addEventListener('abort', () => {
        request.abort()
      })
      request.send(init.body as XMLHttpRequestBodyInit | null | undefined)
    })
}
