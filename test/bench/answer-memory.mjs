// Preloaded into a measured server: tells its parent how much memory it holds after a collection.
process.on('message', (ask) => {
  if (ask !== 'memory') return;
  globalThis.gc?.();
  process.send({ rss: process.memoryUsage().rss });
});
process.channel?.unref(); // being asked must not keep the server alive
