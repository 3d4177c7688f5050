// The floor: no function for Node.js starts faster.
export const handler = async () => ({});
