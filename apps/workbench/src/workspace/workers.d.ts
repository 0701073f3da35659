declare module '*?worker' {
  const BundledWorker: new () => Worker
  export default BundledWorker
}
