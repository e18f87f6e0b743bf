export declare function dependenciesAreInstalled(root: string): boolean;
export declare function distIsFresh(root: string): boolean;
export declare function builtFile(root: string): string;
