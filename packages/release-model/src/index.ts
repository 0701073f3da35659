export { bundleFailures } from './bundle-failures.ts'
export { manifestSchema, type Manifest } from './manifest.ts'
export { bundleLimitBytes, readBundle, type Bundle } from './read-bundle.ts'
export { isNewer, parseVersion, proposeVersion, type Version } from './versions.ts'
export {
  statementHash,
  writeBundle,
  type BundleAnswer,
  type BundleOutput,
  type BundleParts,
  type WrittenBundle,
} from './write-bundle.ts'
