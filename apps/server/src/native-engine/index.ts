export { openNativeEngine } from './open-native-engine.ts'
export type { ArrowTable, NativeCell, NativeEngine, NativeTable } from './native-engine.ts'
export { profileTable, type ColumnProfile } from './profile-table.ts'
export { runNative, type NativeStatement, type NativeSource } from './run-native.ts'
