/** The oldest Node that Weft runs on. */
const oldest = [20, 19]

/** Ends the process with a clear message when this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  console.error(
    `Weft needs Node ${oldest.join('.')} or newer; this is Node ${process.versions.node}.\n` +
      'Install a newer one from your system or with a version manager, then run the same command again.',
  )
  process.exit(1)
}
