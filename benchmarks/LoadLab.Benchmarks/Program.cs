using LoadLab.Benchmarks.Cli;

return await BenchmarkApp.RunAsync(args).ConfigureAwait(false);
