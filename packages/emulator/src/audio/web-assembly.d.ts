// What this folder uses of https://www.w3.org/TR/wasm-js-api-2/; TypeScript ships these types only together with the DOM,
// and Node's own types (26.6) leave them out.
declare namespace WebAssembly {
  class Module {
    // Makes the class nominal: any object would be a Module otherwise.
    private readonly brand: never;
  }
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  type Imports = Record<string, Record<string, CallableFunction>>;
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Imports): Promise<Instance>;
}
