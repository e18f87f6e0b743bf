// mocha lets a rejection that nobody handles pass: a test could succeed while the code under it fails.
process.on("unhandledRejection", (reason) => {
  throw reason;
});
