export {
  openNativeEngine,
  type ArrowTable,
  type NativeCell,
  type NativeEngine,
  type NativeTable,
} from './open-native-engine.ts'
export { profileTable, type ColumnProfile } from './profile-table.ts'
export { runNative, type NativeStatement, type NativeSource } from './run-native.ts'
